"""Findings, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Filters, Row
from store.tables import findings

title = "Findings"
columns = {
    "finding_id": "id of the finding",
    "type": "kind of finding",
    "level": "alarm or notice",
    "incident_id": "incident it is about",
    "measure": "measure it is about",
    "figure_id": "figure at fault, or the one that differs",
    "against": "figures it stands against, separated by ;",
    "explanation": "one sentence that says what was found and why",
    "rule": "name of the rule that found it",
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    wanted = select(findings).order_by(findings.c.incident_id, findings.c.type, findings.c.finding_id)
    if filters.incident is not None:
        wanted = wanted.where(findings.c.incident_id == filters.incident)
    if filters.measure is not None:
        wanted = wanted.where(findings.c.measure == filters.measure)
    for row in connection.execute(wanted):
        yield {name: getattr(row, name) for name in columns}
