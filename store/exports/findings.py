"""Findings, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Column, Filters, Row, stream
from store.tables import findings

title = "Findings"
key = ("finding_id",)
links = {"incident_id": ("incidents", "incident_id")}
columns = {
    "finding_id": Column("id of the finding", required=True),
    "type": Column("kind of finding", required=True),
    "level": Column(
        "alarm (a person should look) or notice (worth knowing)", required=True, choices=("alarm", "notice")
    ),
    "incident_id": Column("incident it is about"),
    "measure": Column("measure it is about"),
    "figure_id": Column("figure at fault, or the one that differs"),
    "against": Column("figures it stands against, separated by ;", "list"),
    "explanation": Column("one sentence that says what was found and why", required=True),
    "rule": Column("name of the rule that found it", required=True),
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    wanted = select(*(findings.c[name] for name in columns))
    wanted = wanted.order_by(findings.c.incident_id, findings.c.type, findings.c.finding_id)
    if filters.incident is not None:
        wanted = wanted.where(findings.c.incident_id == filters.incident)
    if filters.measure is not None:
        wanted = wanted.where(findings.c.measure == filters.measure)
    for row in stream(connection, wanted):
        yield {name: getattr(row, name) or None for name in columns}
