"""Reconciling: reports in; incidents, origins, findings and values out. Pure, standard library only.

The result does not depend on the order of reports, and a second run gives the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from ledger.incident import FigureNames, Incident, Judgement, KnownIncident, Reconciliation, Report
from nlp.reconcile import decisions as deciding
from nlp.reconcile.borrowed import borrowed, strays
from nlp.reconcile.called import called
from nlp.reconcile.cores import Core
from nlp.reconcile.forming import Forming
from nlp.reconcile.kept import Kept
from nlp.reconcile.names import best_form
from nlp.reconcile.naming import names_by_page
from nlp.reconcile.renaming import Renaming
from nlp.reconcile.scene import Scene
from nlp.reconcile.scopes import Wanted, accuser_key, orphan_names
from nlp.reconcile.settling import Settled, settle

__all__ = ["reconcile"]


def reconcile(
    reports: Iterable[Report],
    judgements: Sequence[Judgement] = (),
    known: Sequence[KnownIncident] = (),
    only: Wanted | None = None,
    kept: Kept | None = None,
) -> Reconciliation:
    """Reconcile reports under the judgements of people; `only` keeps to a closed part of them (see scopes).

    `kept` from an earlier run over much the same reports saves time; it is brought up to date and changes no result.
    """
    kept = Kept() if kept is None else kept
    held = {report.article_id: report for report in reports}
    forming = Forming(held, deciding.read(judgements), {entry.id: entry for entry in known}, kept)
    shaped = forming.shape(only)
    built = Built(forming)
    built.cores, built.borrowed = shaped.cores, borrowed(shaped.cores)
    built.strays = strays(shaped.cores)
    for identity in sorted(shaped.cores):
        built.take(identity, shaped.cores[identity])
    kept.forget(held)
    aliases = {old: new for old in shaped.leads if (new := shaped.resolve(old)) != old and new in shaped.cores}
    return built.result(aliases)


class Built:
    """Incidents with their figures and events, each settled on its own."""

    def __init__(self, forming: Forming) -> None:
        self.forming = forming
        self.scopes: set[tuple[str, str, str]] = set()
        self.cores: Mapping[str, Core] = {}
        self.borrowed: Mapping[str, str] = {}
        self.strays: Mapping[str, str] = {}
        self.incidents: list[Incident] = []
        self.names: list[FigureNames] = []
        self.settled: list[Settled] = []
        self.figure_incident: dict[str, str] = {}
        self.event_incident: dict[str, str] = {}

    def take(self, identity: str, core: Core) -> None:
        """Take the incident of a core with its figures and events, and settle it."""
        formed, decisions = self.forming.form(identity, core), self.forming.decisions
        incident, given = formed.incident, formed.given
        self.incidents.append(incident)
        for one in given:
            self.figure_incident.update(dict.fromkeys(one.prints, identity))
            self.event_incident.update(dict.fromkeys(one.events, identity))
        pages = names_by_page(given, formed.canonical)
        several = frozenset(page for page, names in pages.items() if len(names & set(incident.accused)) > 1)
        renaming = Renaming(incident, formed.canonical, formed.aliases, several)
        named = formed.kept.under(renaming, given, {*decisions.rejected, *self.strays})
        self.names.extend(called(incident, named))
        figures = list(chain.from_iterable(one.figures for one in named))
        owners = {f.id: self.owner(f.id) for f in figures if f.id in self.borrowed} if self.borrowed else {}
        scene = Scene(
            incident, figures, formed.reports, formed.lineage.family, formed.aliases, pages, formed.established,
            owners=owners, prints=formed.kept.prints(given), given=named, kept=formed.kept,
        )  # fmt: skip
        self.settled.append(settle(scene, formed.lineage, decisions))
        cases = {(item.case.known, item.case.accuser, item.case.kind, item.case.accused): item for item in core.items}
        for item in cases.values():
            accuser = accuser_key(item.case, self.forming.registry)
            pairs = [(accuser, "")] if accuser is not None else [("", name) for name in orphan_names(item.case)]
            self.scopes |= {(identity, *pair) for pair in pairs}

    def owner(self, figure: str) -> str:
        """Return whose number a borrowed figure is."""
        core = self.cores[self.borrowed[figure]]
        names = Counter(item.case.accuser for item in core.items if item.case.accuser)
        return core.known.accuser if core.known is not None and core.known.accuser else best_form(dict(names))

    def result(self, aliases: Mapping[str, str]) -> Reconciliation:
        """Return everything derived, in a stable order."""
        done = self.settled
        return Reconciliation(
            incidents=tuple(self.incidents),
            figure_incident=tuple({**self.figure_incident, **self.strays}.items()),
            event_incident=tuple(self.event_incident.items()),
            figure_origin=tuple(link for part in done for link in part.links),
            origins=tuple(origin for part in done for origin in part.origins),
            edges=tuple(edge for part in done for edge in part.edges),
            findings=tuple(finding for part in done for finding in part.findings),
            values=tuple(value for part in done for value in part.values),
            renamed=tuple(sorted(aliases.items())),
            records=tuple(record for part in done for record in part.records),
            changes=tuple(change for part in done for change in part.changes),
            figure_names=tuple(self.names),
            scopes=tuple(sorted(self.scopes)),
        )
