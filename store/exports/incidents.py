"""Incidents, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Column, Filters, Row, stream
from store.tables import figure_links, figures, incidents

title = "Incidents"
key = ("incident_id",)
columns = {
    "incident_id": Column("id; ids of merged incidents keep resolving", required=True),
    "title": Column("title in words", required=True),
    "kind": Column("allegation, government, court, admission, denial or policy", required=True),
    "accuser": Column("who accuses"),
    "accused": Column("who is accused, separated by ;", "list"),
    "target": Column("model or product extracted from"),
    "disclosed": Column("date it became known, as precise as known", "date"),
    "registry": Column(
        "known when it is in the registry of real incidents, else discovered",
        required=True,
        choices=("known", "discovered"),
    ),
    "aiid": Column("number in the AI Incident Database, if any"),
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order; with a measure only incidents that have a figure of it."""
    wanted = select(incidents).order_by(incidents.c.incident_id)
    if filters.incident is not None:
        wanted = wanted.where(incidents.c.incident_id == filters.incident)
    if filters.measure is not None:
        counted = select(figure_links.c.incident_id).join(figures, figures.c.figure_id == figure_links.c.figure_id)
        wanted = wanted.where(incidents.c.incident_id.in_(counted.where(figures.c.measure == filters.measure)))
    for row in stream(connection, wanted):
        yield {name: getattr(row, name) or None for name in columns}
