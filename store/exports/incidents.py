"""Incidents, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Filters, Row
from store.tables import incidents

title = "Incidents"
columns = {
    "incident_id": "id; ids of merged incidents keep resolving",
    "title": "title in words",
    "kind": "allegation, government, court, admission, denial or policy",
    "accuser": "who accuses",
    "accused": "who is accused, separated by ;",
    "target": "model or product extracted from",
    "disclosed": "date it became known",
    "registry": "known when it is in the registry of real incidents, else discovered",
    "aiid": "number in the AI Incident Database, if any",
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    wanted = select(incidents).order_by(incidents.c.incident_id)
    if filters.incident is not None:
        wanted = wanted.where(incidents.c.incident_id == filters.incident)
    for row in connection.execute(wanted):
        yield {name: getattr(row, name) for name in columns}
