"""One incident with its figures and the reports that print them: who is on which side, who published what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ledger.incident import Incident, Report
from ledger.reading import Figure, Stance
from nlp.reconcile.contributions import Contributions, Named
from nlp.reconcile.names import alike, fold
from nlp.reconcile.prints import Printed
from nlp.reconcile.slots import Key

NOBODY = "nobody named"


SAME = (
    "replaced",
    "relays",
    "own_documents",
    "by_outlet",
    "dates",
    "dated_by_outlet",
    "languages",
    "owned_by",
    "sides",
)
"""What of a scene does not depend on whom its figures are about."""


@dataclass
class Scene:
    """One incident with its figures, the reports that print them and the families of near-copies."""

    incident: Incident
    figures: list[Figure]
    reports: Mapping[str, Report]
    family: Mapping[str, str]  # article id -> the family of near-copies it belongs to
    aliases: Mapping[str, str] = field(default_factory=dict)  # folded names of the accuser -> the name used here
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)  # article id -> the accused it names anywhere
    established: Callable[[str], bool] = field(default=lambda _name: False)  # a party to other incidents?
    suspects: frozenset[str] = frozenset()  # figures about fewer parties with the number of more: no word on these
    owners: Mapping[str, str] = field(default_factory=dict)  # figure id -> accuser of another case whose number it is
    prints: Printed = field(default_factory=dict)  # figure id -> how it prints its number
    given: Sequence[Named] = ()  # what each article gives, before figures were given to others
    kept: Contributions = field(default_factory=Contributions)
    moved: frozenset[str] = frozenset()  # articles with figures that were given to others than their words say
    sides: dict[tuple[str | None, tuple[str, ...]], str] = field(default_factory=dict, init=False, repr=False)

    def changed(self, **fields: Any) -> Scene:
        """Return the scene with its figures about others, or with other suspects."""
        scene = replace(self, **fields)
        scene.sides = self.sides
        scene.__dict__.update({name: self.__dict__[name] for name in SAME if name in self.__dict__})
        return scene

    @cached_property
    def printed(self) -> Mapping[str, Sequence[Figure]]:
        """Return the figures of each article."""
        found: dict[str, Sequence[Figure]] = {one.article: one.figures for one in self.given}
        moved: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures if self.moved else ():
            if figure.article_id in self.moved:
                moved[figure.article_id].append(figure)
        return {**found, **moved}

    @cached_property
    def replaced(self) -> frozenset[str]:
        """Return the articles of which a later version is held."""
        return frozenset(r.supersedes for r in self.reports.values() if r.supersedes and r.supersedes in self.reports)

    @cached_property
    def relays(self) -> frozenset[str]:
        """Return the folded names of outlets: they relay, they do not assert, unless their own pages credit them."""
        names = {report.outlet or "" for report in self.reports.values()} | {f.via or "" for f in self.figures}
        for report in self.reports.values():
            names |= {citation.name for citation in report.citations if citation.kind == "outlet"}
        parties = {fold(name) for name in (self.incident.accuser, *self.incident.accused) if name}
        reports = self.reports
        for claimant, outlet in {(figure.claimant, reports[figure.article_id].outlet) for figure in self.figures}:
            if claimant is not None and outlet is not None and alike(claimant, outlet):
                parties.add(fold(claimant))
        return frozenset(fold(name) for name in names if name) - parties

    @cached_property
    def own_documents(self) -> Mapping[str, str]:
        """Return article id -> party, for pages that a party itself published."""
        found = {}
        claimants = {figure.claimant for figure in self.figures if figure.claimant} | {self.incident.accuser}
        named = sorted(filter(None, claimants))
        owners: dict[str, str | None] = {}
        for key, report in self.reports.items():
            if report.outlet is not None and key not in self.replaced:
                if report.outlet not in owners:
                    outlet = self.aliases.get(fold(report.outlet), report.outlet)
                    owners[report.outlet] = next((name for name in named if alike(name, outlet)), None)
                if (owner := owners[report.outlet]) is not None:
                    found[key] = owner
        return found

    @cached_property
    def by_outlet(self) -> Mapping[str, tuple[str, ...]]:
        """Return the articles of each outlet, by its folded name."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, report in sorted(self.reports.items()):
            if report.outlet:
                found[fold(report.outlet)].append(key)
        return {name: tuple(keys) for name, keys in found.items()}

    @cached_property
    def dates(self) -> Mapping[str, str]:
        """Return when each article was published; undated ones come last."""
        return {key: report.published or "9999" for key, report in self.reports.items()}

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """Return in which language each article is written, whatever the region."""
        return {key: report.lang.partition("-")[0] for key, report in self.reports.items()}

    @cached_property
    def dated_by_outlet(self) -> Mapping[str, list[tuple[str, str]]]:
        """Return (day, article) of each outlet in order of time; undated ones come last."""
        return {name: sorted((self.dates[key], key) for key in keys) for name, keys in self.by_outlet.items()}

    @cached_property
    def windows(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Return the periods that figures are tied to, with the articles that do."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for figure in self.figures:
            if figure.window is not None:
                found[figure.window].add(figure.article_id)
        return {window: frozenset(articles) for window, articles in sorted(found.items())}

    @cached_property
    def denied(self) -> Mapping[Key, list[Figure]]:
        """Return the denied figures of each measure and accused set."""
        found: dict[Key, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.stance is Stance.DENIED and figure.article_id not in self.replaced:
                found[figure.measure, figure.accused].append(figure)
        return found

    @cached_property
    def owned_by(self) -> Mapping[str, frozenset[str]]:
        """Return the articles of each owner of documents."""
        found: dict[str, set[str]] = defaultdict(set)
        for article, owner in self.own_documents.items():
            found[owner].add(article)
        return {owner: frozenset(articles) for owner, articles in found.items()}

    def documents_of(self, party: str) -> frozenset[str]:
        """Return the articles that a party itself published."""
        return frozenset().union(*(held for owner, held in self.owned_by.items() if alike(owner, party)))

    def families(self, figures: Iterable[Figure]) -> set[str]:
        """Return the families of near-copies that carry some figures."""
        family = self.family
        return {family[figure.article_id] for figure in figures}

    def translated(self, first: Figure, second: Figure) -> bool:
        """Tell whether two figures are written in two languages."""
        languages = self.languages
        return languages[first.article_id] != languages[second.article_id]

    def date(self, figure: Figure) -> str:
        """Return when the article of a figure was published; undated ones come last."""
        return self.dates[figure.article_id]

    def side(self, claimant: str | None, accused: tuple[str, ...]) -> str:
        """Return whose side a claimant of some accused is on; nobody and mere relays count with the accuser."""
        side = self.sides.get((claimant, accused))
        if side is None:
            side = self.sides[claimant, accused] = self.side_of(claimant, accused)
        return side

    def side_of(self, claimant: str | None, accused: tuple[str, ...]) -> str:
        """Return whose side a claimant is on where it speaks of some accused."""
        accuser = self.incident.accuser
        if not claimant or (accuser is not None and alike(claimant, accuser)):
            return "accuser"
        if any(alike(claimant, name) for name in (*self.incident.accused, *accused)):
            return "accused"
        return "accuser" if fold(claimant) in self.relays and accuser is not None else "third"
