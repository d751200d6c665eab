"""The figures of an incident under its names for the parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ledger.incident import Incident
from ledger.reading import Figure, Scope
from nlp.reconcile.measures import COUNTS
from nlp.reconcile.names import alike, fold

OF_ALL = (*COUNTS, "money", "share", "duration")  # measures of which a total without names is of all accused


FROM_CASE = "claimant_from_case"  # doubt of a figure that nobody is named as saying: it is the accuser's


@dataclass(slots=True)
class Renaming:
    """How the figures of an incident get its names: `several` are the pages that name more than one of its accused."""

    incident: Incident
    canonical: Mapping[str, str]
    aliases: Mapping[str, str]
    several: frozenset[str]
    about: dict[tuple[tuple[str, ...], bool, bool], tuple[str, ...]] = field(default_factory=dict)
    speaking: dict[str, str] = field(default_factory=dict)
    strange: dict[tuple[tuple[str, ...], str], bool] = field(default_factory=dict)

    def renamed(self, figure: Figure) -> Figure:
        """Return a figure with its accused and claimant under the incident's names."""
        of_all = figure.scope is Scope.TOTAL and figure.measure in OF_ALL
        strange = of_all and figure.claimant is not None and self.is_strange(figure.accused, figure.claimant)
        key = (figure.accused, of_all and not strange, of_all and figure.article_id in self.several)
        accused = self.about.get(key)
        if accused is None:
            accused = self.about[key] = self.accused(*key)
        by_default = figure.claimant is not None and FROM_CASE in figure.doubts and self.is_accused(figure.claimant)
        claimant = self.incident.accuser if by_default else figure.claimant
        if claimant is not None and not by_default:
            known = self.speaking.get(claimant)
            claimant = known if known is not None else self.speaking.setdefault(claimant, self.claimant(claimant))
        if accused == figure.accused and claimant == figure.claimant:
            return figure
        return replace(figure, accused=accused, claimant=claimant)

    def is_strange(self, names: tuple[str, ...], claimant: str) -> bool:
        """Tell whether somebody else than the accuser speaks of others than the accused: another story on the page."""
        known = self.strange.get((names, claimant))
        if known is None:
            parties = {self.incident.accuser, *self.incident.accused}
            outside = bool(names) and not parties & {self.canonical.get(name, name) for name in names}
            known = self.strange[names, claimant] = outside and self.claimant(claimant) not in parties
        return known

    def accused(self, names: tuple[str, ...], of_all: bool, several: bool) -> tuple[str, ...]:
        """Return whom a figure is about; a total is of all it can be of, on a page that names several of them too."""
        accused = tuple(sorted({self.canonical.get(name, name) for name in names}))
        inside = tuple(name for name in accused if name in self.incident.accused)
        if inside:
            accused = inside  # what hardly any page counts among the accused is no party of the case
        elif any(self.is_accuser(name) for name in accused):
            accused = self.incident.accused if len(self.incident.accused) == 1 else ()
        if of_all and self.incident.accused and (len(inside) != 1 or len(accused) != 1 or several):
            return self.incident.accused
        return accused

    def is_accused(self, name: str) -> bool:
        """Tell whether a name is that of an accused, beside an accuser: a page took it for who accuses."""
        return self.incident.accuser is not None and self.canonical.get(name, name) in self.incident.accused

    def is_accuser(self, name: str) -> bool:
        """Tell whether a name is the accuser's: a page took it for the accused."""
        return self.incident.accuser is not None and alike(name, self.incident.accuser)

    def claimant(self, name: str) -> str:
        """Return who claims a figure under the incident's name for it."""
        if self.incident.accuser is not None and alike(name, self.incident.accuser):
            return self.incident.accuser
        found = self.aliases.get(fold(name)) or self.canonical.get(name) or name
        return next((party for party in self.incident.accused if alike(found, party)), found)
