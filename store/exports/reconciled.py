"""Reconciled values, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from ledger.incident import Status
from store.exports import Column, Filters, Row, stream
from store.tables import incidents, reconciled

title = "Reconciled values"
key = ("incident_id", "measure", "accused")
links = {"incident_id": ("incidents", "incident_id")}
columns = {
    "incident_id": Column("incident", required=True),
    "incident": Column("its title", required=True),
    "measure": Column("what is counted", required=True),
    "accused": Column("whom the value is about, separated by ;", "list"),
    "claimant": Column("whose claim it is; several separated by ;", "list"),
    "best": Column("value to cite; empty while contested or vague", "number"),
    "low": Column("low end over the live figures; empty when open", "number"),
    "high": Column("high end over the live figures; empty when open", "number"),
    "status": Column("single_origin, corroborated, contested or vague_only", required=True, choices=tuple(Status)),
    "origins": Column("independent origins behind it", "count", required=True),
    "articles": Column("articles that carry it", "count", required=True),
    "alarms": Column("alarms raised on its figures", "count", required=True),
    "rule": Column("rule that decided the value", required=True),
    "explanation": Column("one sentence to paste into a report", required=True),
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    wanted = (
        select(reconciled, incidents.c.title.label("incident"))
        .join(incidents, incidents.c.incident_id == reconciled.c.incident_id)
        .order_by(reconciled.c.incident_id, reconciled.c.measure, reconciled.c.accused)
    )
    if filters.incident is not None:
        wanted = wanted.where(reconciled.c.incident_id == filters.incident)
    if filters.measure is not None:
        wanted = wanted.where(reconciled.c.measure == filters.measure)
    for row in stream(connection, wanted):
        own = {"accused": row.accused or None, "claimant": row.claimant or None}
        yield {name: own[name] if name in own else getattr(row, name) for name in columns}
