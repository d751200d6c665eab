"""Reconciling: reports in; incidents, origins, findings and values out. Pure, standard library only.

The result does not depend on the order of reports, and a second run gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ledger.incident import Incident, Judgement, KnownIncident, Reconciliation, Report
from nlp.reconcile import decisions as deciding
from nlp.reconcile.copies import copies, families
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.incidents import Core, cluster
from nlp.reconcile.naming import incident_of, renamed, writings
from nlp.reconcile.settling import Settled, settle
from nlp.reconcile.shaping import shape

__all__ = ["reconcile"]


def reconcile(
    reports: Iterable[Report], judgements: Sequence[Judgement] = (), known: Sequence[KnownIncident] = ()
) -> Reconciliation:
    """Reconcile all reports under the judgements of people."""
    held = {report.article_id: report for report in reports}
    ordered = [held[key] for key in sorted(held)]
    decisions = deciding.read(judgements)
    registry = {entry.id: entry for entry in known}
    pairs = copies({report.article_id: report.shingles for report in ordered if report.cases})
    family = families(held, [(pair.first, pair.second) for pair in pairs if not pair.quoted])
    shaped = shape(cluster(ordered, registry, family), decisions)
    built = Built(held, decisions.resolved(shaped.resolve), family)
    for identity in sorted(shaped.cores):
        built.take(identity, shaped.cores[identity])
    aliases = {old: new for old in shaped.leads if (new := shaped.resolve(old)) != old and new in shaped.cores}
    return built.result(aliases)


class Built:
    """Incidents with their figures and events, each settled on its own."""

    def __init__(self, held: Mapping[str, Report], decisions: Decisions, family: Mapping[str, str]) -> None:
        self.held, self.decisions, self.family = held, decisions, family
        self.incidents: list[Incident] = []
        self.settled: list[Settled] = []
        self.figure_incident: dict[str, str] = {}
        self.event_incident: dict[str, str] = {}

    def take(self, identity: str, core: Core) -> None:
        """Take the incident of a core with its figures and events, and settle it."""
        places = {item.place for item in core.items}
        articles = sorted({place[0] for place in places})
        raw = [
            self.decisions.corrects(figure)
            for article in articles
            for figure in self.held[article].figures
            if figure.case is not None and (article, figure.case) in places
        ]
        canonical = writings(core, raw, self.family)
        incident = incident_of(core, canonical, self.family, self.decisions.titles.get(identity))
        self.incidents.append(incident)
        self.figure_incident.update({figure.id: identity for figure in raw})
        for article in articles:
            for event in self.held[article].events:
                if event.case is not None and (article, event.case) in places:
                    self.event_incident[event.id] = identity
        figures = [renamed(f, canonical, incident) for f in raw if f.id not in self.decisions.rejected]
        reports = {key: self.held[key] for key in articles}
        self.settled.append(settle(incident, figures, reports, self.decisions))

    def result(self, aliases: Mapping[str, str]) -> Reconciliation:
        """Return everything derived, in a stable order."""
        done = self.settled
        return Reconciliation(
            incidents=tuple(self.incidents),
            figure_incident=tuple(sorted(self.figure_incident.items())),
            event_incident=tuple(sorted(self.event_incident.items())),
            figure_origin=tuple(sorted(link for part in done for link in part.links)),
            origins=tuple(origin for part in done for origin in part.origins),
            edges=tuple(edge for part in done for edge in part.edges),
            findings=tuple(finding for part in done for finding in part.findings),
            values=tuple(value for part in done for value in part.values),
            renamed=tuple(sorted(aliases.items())),
            records=tuple(record for part in done for record in part.records),
            changes=tuple(change for part in done for change in part.changes),
        )
