"""Reconciling: reports in; incidents, origins, findings and values out. Pure, standard library only.

The result does not depend on the order of reports, and a second run gives the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ledger.incident import Incident, Judgement, KnownIncident, Reconciliation, Report
from ledger.reading import Figure
from nlp.reconcile import decisions as deciding
from nlp.reconcile.copies import copies, families
from nlp.reconcile.incidents import Core, cluster, identity_of
from nlp.reconcile.naming import incident_of, renamed, writings
from nlp.reconcile.settling import Settled, settle

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
    cores = cluster(ordered, registry, family)
    built = Built(held, decisions, family)
    for core in sorted(cores, key=lambda core: core.identity):
        built.take(core)
    return built.result()


class Built:
    """Incidents as they are put together: cores, then merges and splits by people, then each one settled."""

    def __init__(self, held: dict[str, Report], decisions: deciding.Decisions, family: dict[str, str]) -> None:
        self.held, self.decisions, self.family = held, decisions, family
        self.incidents: dict[str, Incident] = {}
        self.figures: dict[str, list[Figure]] = defaultdict(list)
        self.articles: dict[str, set[str]] = defaultdict(set)
        self.figure_incident: dict[str, str] = {}
        self.event_incident: dict[str, str] = {}
        self.aliases: dict[str, str] = {}

    def take(self, core: Core) -> None:
        """Take the incident of a core with its figures and events."""
        places = {item.place for item in core.items}
        raw = [
            self.decisions.corrects(figure)
            for article in sorted({place[0] for place in places})
            for figure in self.held[article].figures
            if figure.case is not None and (article, figure.case) in places
        ]
        canonical = writings(core, raw)
        incident = incident_of(core, canonical, self.family, self.decisions.titles.get(core.identity))
        self.incidents[incident.id] = incident
        self.aliases.update({identity_of(place): incident.id for place in places if identity_of(place) != incident.id})
        for figure in raw:
            self.figure_incident[figure.id] = incident.id
            if figure.id not in self.decisions.rejected:
                self.figures[incident.id].append(renamed(figure, canonical, incident))
        for article in {place[0] for place in places}:
            self.articles[incident.id].add(article)
            for event in self.held[article].events:
                if event.case is not None and (article, event.case) in places:
                    self.event_incident[event.id] = incident.id

    def result(self) -> Reconciliation:
        """Settle every incident and return everything derived."""
        done: list[Settled] = []
        for identity in sorted(self.incidents):
            reports = {key: self.held[key] for key in self.articles[identity]}
            done.append(settle(self.incidents[identity], self.figures[identity], reports, self.decisions))
        return Reconciliation(
            tuple(self.incidents[key] for key in sorted(self.incidents)),
            tuple(sorted(self.figure_incident.items())),
            tuple(sorted(self.event_incident.items())),
            tuple(sorted(link for part in done for link in part.links)),
            tuple(origin for part in done for origin in part.origins),
            tuple(edge for part in done for edge in part.edges),
            tuple(finding for part in done for finding in part.findings),
            tuple(value for part in done for value in part.values),
            tuple(sorted(self.aliases.items())),
        )
