"""Reconciled values, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Filters, Row
from store.tables import incidents, reconciled

title = "Reconciled values"
columns = {
    "incident_id": "incident",
    "incident": "its title",
    "measure": "what is counted",
    "accused": "whom the value is about, separated by ;",
    "claimant": "whose claim it is; several separated by ;",
    "best": "value to cite; empty while contested or vague",
    "low": "low end over the live figures; empty when open",
    "high": "high end over the live figures; empty when open",
    "status": "single_origin, corroborated, contested or vague_only",
    "origins": "independent origins behind it",
    "articles": "articles that carry it",
    "alarms": "alarms raised on its figures",
    "rule": "rule that decided the value",
    "explanation": "one sentence to paste into a report",
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
    for row in connection.execute(wanted):
        yield {name: getattr(row, name) for name in columns}
