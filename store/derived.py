"""Write what reconciling derived: the whole of it in one transaction, so that readers see the old or the new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from ledger.codec import number_text
from ledger.identity import identifier
from ledger.incident import Finding, Incident, LineageEdge, Origin, ReconciledValue, Reconciliation
from store.tables import (
    DERIVED,
    edges,
    event_links,
    figure_links,
    findings,
    incident_aliases,
    incidents,
    origins,
    reconciled,
)

BATCH = 500


def replace(connection: Connection, result: Reconciliation) -> None:
    """Replace everything derived by `result`."""
    for table in DERIVED:
        connection.execute(delete(table))
    origin_of = dict(result.figure_origin)
    links = [{"figure_id": f, "incident_id": i, "origin_id": origin_of.get(f)} for f, i in result.figure_incident]
    edge_rows = {row["edge_id"]: row for row in map(edge_row, result.edges)}
    fill(connection, incidents, [incident_row(incident) for incident in result.incidents])
    fill(connection, figure_links, links)
    fill(connection, event_links, [{"event_id": e, "incident_id": i} for e, i in result.event_incident])
    fill(connection, origins, [origin_row(origin) for origin in result.origins])
    fill(connection, edges, list(edge_rows.values()))
    fill(connection, findings, [finding_row(finding) for finding in result.findings])
    fill(connection, reconciled, [value_row(value) for value in result.values])
    fill(connection, incident_aliases, [{"old_id": old, "incident_id": new} for old, new in result.renamed])


def incident_row(incident: Incident) -> dict[str, Any]:
    """Return the row of an incident."""
    row = {field: getattr(incident, field) for field in ("title", "kind", "accuser", "target", "disclosed", "registry")}
    return {"incident_id": incident.id, **row, "accused": ";".join(incident.accused), "aiid": incident.aiid}


def origin_row(origin: Origin) -> dict[str, Any]:
    """Return the row of an origin."""
    articles = list(origin.articles)
    return {
        "origin_id": origin.id,
        "incident_id": origin.incident_id,
        "asserter": origin.asserter,
        "side": origin.side,
        "articles": articles,
    }


def edge_row(edge: LineageEdge) -> dict[str, Any]:
    """Return the row of an edge."""
    names = ("incident_id", "article_id", "upstream", "upstream_kind", "reason", "detail")
    identity = identifier("edg", edge.incident_id, edge.article_id, edge.upstream, edge.reason)
    return {"edge_id": identity, **{name: getattr(edge, name) for name in names}}


def finding_row(finding: Finding) -> dict[str, Any]:
    """Return the row of a finding."""
    names = ("type", "level", "incident_id", "measure", "figure_id", "rule", "explanation", "between_origins")
    row = {name: getattr(finding, name) for name in names}
    return {"finding_id": finding.id, **row, "against": ";".join(finding.against)}


def value_row(value: ReconciledValue) -> dict[str, Any]:
    """Return the row of a reconciled value."""
    sort = next((number for number in (value.best, value.low, value.high) if number is not None), None)
    accused = ";".join(value.accused)
    return {
        "value_id": identifier("val", value.incident_id, value.measure, accused),
        "incident_id": value.incident_id,
        "measure": value.measure,
        "accused": accused,
        "claimant": value.claimant,
        "best": number_text(value.best),
        "low": number_text(value.low),
        "high": number_text(value.high),
        "status": value.status.value,
        "origins": value.origins,
        "articles": value.articles,
        "alarms": value.alarms,
        "rule": value.rule,
        "explanation": value.explanation,
        "figure_ids": list(value.figure_ids),
        "sort_value": min(float(sort), 1e300) if sort is not None else None,
    }


def fill(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows in batches."""
    for start in range(0, len(rows), BATCH):
        connection.execute(insert(table), rows[start : start + BATCH])
