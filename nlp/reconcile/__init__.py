"""Reconciling: reports in; incidents, origins, findings and values out. Pure, standard library only.

The result does not depend on the order of reports, and a second run gives the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from ledger.incident import FigureNames, Incident, Judgement, KnownIncident, Reconciliation, Report
from nlp.reconcile import decisions as deciding
from nlp.reconcile.borrowed import borrowed, strays
from nlp.reconcile.called import called
from nlp.reconcile.cores import Core
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.incidents import cluster
from nlp.reconcile.joining import merged
from nlp.reconcile.kept import Kept
from nlp.reconcile.names import best_form, fold
from nlp.reconcile.naming import incident_of, names_by_page, speakers, writings
from nlp.reconcile.renaming import Renaming
from nlp.reconcile.scene import Scene
from nlp.reconcile.scopes import Wanted, accuser_key, orphan_names
from nlp.reconcile.settling import Settled, relatives, settle
from nlp.reconcile.shaping import shape

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
    decisions = deciding.read(judgements)
    registry = {entry.id: entry for entry in known}

    def clustered(moment: str | None) -> list[Core]:
        seen = held if moment is None else {key: r for key, r in held.items() if r.first_seen[:19] <= moment[:19]}
        return merged(cluster(seen, registry, only, kept))

    shaped = shape(clustered, [report.first_seen for report in held.values()], decisions)
    built = Built(held, decisions.resolved(shaped.resolve), registry, kept)
    built.accusers = Counter(core.accuser for core in shaped.cores.values())
    built.cores, built.borrowed = shaped.cores, borrowed(shaped.cores)
    built.strays = strays(shaped.cores)
    for identity in sorted(shaped.cores):
        built.take(identity, shaped.cores[identity])
    kept.forget(held)
    aliases = {old: new for old in shaped.leads if (new := shaped.resolve(old)) != old and new in shaped.cores}
    return built.result(aliases)


class Built:
    """Incidents with their figures and events, each settled on its own."""

    def __init__(
        self, held: Mapping[str, Report], decisions: Decisions, registry: Mapping[str, KnownIncident], kept: Kept
    ) -> None:
        self.held, self.decisions, self.registry, self.kept = held, decisions, registry, kept
        self.scopes: set[tuple[str, str, str]] = set()
        self.accusers: Counter[str] = Counter()
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
        kept = self.kept.incident(identity)
        given = kept.of(core, self.held, self.decisions)
        reports = {one.article: one.report for one in given}
        lineage = relatives(identity, reports, self.decisions, self.kept)
        canonical = writings(core, given, lineage.family)
        incident = incident_of(core, canonical, lineage.family, self.decisions.titles.get(identity))
        self.incidents.append(incident)
        for one in given:
            self.figure_incident.update(dict.fromkeys(one.prints, identity))
            self.event_incident.update(dict.fromkeys(one.events, identity))
        established = self.elsewhere(core)
        aliases = speakers(core, incident, given, established)
        pages = names_by_page(given, canonical)
        several = frozenset(page for page, names in pages.items() if len(names & set(incident.accused)) > 1)
        renaming = Renaming(incident, canonical, aliases, several)
        named = kept.under(renaming, given, {*self.decisions.rejected, *self.strays})
        self.names.extend(called(incident, named))
        figures = list(chain.from_iterable(one.figures for one in named))
        owners = {f.id: self.owner(f.id) for f in figures if f.id in self.borrowed} if self.borrowed else {}
        scene = Scene(
            incident, figures, reports, lineage.family, aliases, pages, established, owners=owners,
            prints=kept.prints(given), given=named, kept=kept,
        )  # fmt: skip
        self.settled.append(settle(scene, lineage, self.decisions))
        cases = {(item.case.known, item.case.accuser, item.case.kind, item.case.accused): item for item in core.items}
        for item in cases.values():
            accuser = accuser_key(item.case, self.registry)
            pairs = [(accuser, "")] if accuser is not None else [("", name) for name in orphan_names(item.case)]
            self.scopes |= {(identity, *pair) for pair in pairs}

    def owner(self, figure: str) -> str:
        """Return whose number a borrowed figure is."""
        core = self.cores[self.borrowed[figure]]
        names = Counter(item.case.accuser for item in core.items if item.case.accuser)
        return core.known.accuser if core.known is not None and core.known.accuser else best_form(dict(names))

    def elsewhere(self, core: Core) -> Callable[[str], bool]:
        """Return how to ask whether somebody is the accuser of another incident, or of one in the registry."""
        registered = {fold(entry.accuser) for entry in self.registry.values() if entry.accuser}

        def established(name: str) -> bool:
            key = fold(name)
            return key != core.accuser and (self.accusers[key] > 0 or key in registered)

        return established

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
