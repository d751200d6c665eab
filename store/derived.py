"""Write what reconciling derived: the whole of it in one transaction, so that readers see the old or the new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from ledger.identity import identifier
from ledger.incident import ReconciledValue, Reconciliation
from store.codec import number_text
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
    fill(
        connection,
        incidents,
        [
            {
                "incident_id": i.id,
                "title": i.title,
                "kind": i.kind,
                "accuser": i.accuser,
                "accused": ";".join(i.accused),
                "target": i.target,
                "disclosed": i.disclosed,
                "registry": i.registry,
                "aiid": i.aiid,
            }
            for i in result.incidents
        ],
    )
    fill(
        connection,
        figure_links,
        [
            {"figure_id": figure, "incident_id": incident, "origin_id": origin_of.get(figure)}
            for figure, incident in result.figure_incident
        ],
    )
    fill(connection, event_links, [{"event_id": e, "incident_id": i} for e, i in result.event_incident])
    fill(
        connection,
        origins,
        [
            {
                "origin_id": o.id,
                "incident_id": o.incident_id,
                "asserter": o.asserter,
                "side": o.side,
                "articles": list(o.articles),
            }
            for o in result.origins
        ],
    )
    fill(
        connection,
        edges,
        list(
            {
                key: {
                    "edge_id": key,
                    "incident_id": e.incident_id,
                    "article_id": e.article_id,
                    "upstream": e.upstream,
                    "upstream_kind": e.upstream_kind,
                    "reason": e.reason,
                    "detail": e.detail,
                }
                for e in result.edges
                for key in [identifier("edg", e.incident_id, e.article_id, e.upstream, e.reason)]
            }.values()
        ),
    )
    fill(
        connection,
        findings,
        [
            {
                "finding_id": f.id,
                "type": f.type,
                "level": f.level,
                "incident_id": f.incident_id,
                "measure": f.measure,
                "figure_id": f.figure_id,
                "against": ";".join(f.against),
                "rule": f.rule,
                "explanation": f.explanation,
                "between_origins": f.between_origins,
            }
            for f in result.findings
        ],
    )
    fill(connection, reconciled, [value_row(value) for value in result.values])
    fill(connection, incident_aliases, [{"old_id": old, "incident_id": new} for old, new in result.renamed])


def value_row(value: ReconciledValue) -> dict[str, Any]:
    """Return the row of a reconciled value."""
    sort = next((number for number in (value.best, value.low, value.high) if number is not None), None)
    return {
        "incident_id": value.incident_id,
        "measure": value.measure,
        "accused": ";".join(value.accused),
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
