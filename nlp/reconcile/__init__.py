"""Reconciling: reports in; incidents, origins, findings and values out. Pure, standard library only.

The result does not depend on the order of reports, and a second run gives the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ledger.incident import (
    Finding,
    Incident,
    Judgement,
    KnownIncident,
    LineageEdge,
    Origin,
    ReconciledValue,
    Reconciliation,
    Report,
)
from ledger.reading import Figure
from nlp.reconcile.borrowed import borrowed
from nlp.reconcile.findings import find
from nlp.reconcile.incidents import Place, build, cluster, resolve
from nlp.reconcile.lineage import edges, origins
from nlp.reconcile.values import group, values

__all__ = ["reconcile"]


def reconcile(
    reports: Iterable[Report], judgements: Sequence[Judgement] = (), known: Sequence[KnownIncident] = ()
) -> Reconciliation:
    """Reconcile all reports under the judgements of people."""
    held = {report.article_id: report for report in reports}
    ordered = [held[key] for key in sorted(held)]
    places, clusters = cluster(ordered)
    incidents, leads = build(clusters, known, judgements)
    by_id = {incident.id: incident for incident in incidents}
    rejected = {subject for j in judgements if j.kind == "reject_figure" for subject in j.subject}
    figure_incident, event_incident = attach(ordered, places, leads)
    members: dict[str, list[Figure]] = defaultdict(list)
    for report in ordered:
        for figure in report.figures:
            home = figure_incident.get(figure.id)
            if home in by_id and figure.id not in rejected:
                members[str(home)].append(figure)
    extra = borrowed(by_id, members, held)
    parts = [settle(by_id[key], members[key], extra.get(key, []), held) for key in sorted(members)]
    return Reconciliation(
        tuple(incidents),
        tuple(sorted(figure_incident.items())),
        tuple(sorted(event_incident.items())),
        tuple(link for part in parts for link in part[1]),
        tuple(origin for part in parts for origin in part[0]),
        tuple(edge for part in parts for edge in part[2]),
        tuple(finding for part in parts for finding in part[3]),
        tuple(value for part in parts for value in part[4]),
        tuple(sorted((old, resolve(old, leads)) for old in leads)),
    )


def attach(
    reports: Sequence[Report], places: dict[Place, str], leads: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the incident of every figure and event that has a case."""
    figures: dict[str, str] = {}
    events: dict[str, str] = {}
    for report in reports:
        for figure in report.figures:
            if figure.case is not None:
                figures[figure.id] = resolve(places[(report.article_id, figure.case)], leads)
        for event in report.events:
            if event.case is not None:
                events[event.id] = resolve(places[(report.article_id, event.case)], leads)
    return figures, events


Settled = tuple[list[Origin], list[tuple[str, str]], list[LineageEdge], list[Finding], list[ReconciledValue]]


def settle(incident: Incident, figures: list[Figure], extra: list[Finding], reports: dict[str, Report]) -> Settled:
    """Settle one incident: origins, edges, findings and values."""
    borrowed_ids = {finding.figure_id for finding in extra}
    own = [figure for figure in figures if figure.id not in borrowed_ids]
    groups = group(own, incident)
    findings = sorted([*find(incident, own, groups, reports), *extra], key=lambda finding: finding.id)
    found, links = origins(incident, groups)
    involved = [reports[key] for key in sorted({figure.article_id for figure in figures})]
    return found, links, edges(incident, involved, found), findings, values(incident, groups, findings, reports)
