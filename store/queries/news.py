"""What analyses changed: the change log as the app shows it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.log_tables import changes


@dataclass(frozen=True, slots=True)
class News:
    """One change, in one sentence."""

    at: str
    kind: str
    incident_id: str
    incident: str
    measure: str | None
    sentence: str


COLUMNS = tuple(changes.c[name] for name in News.__dataclass_fields__)


def newest(connection: Connection, limit: int) -> list[News]:
    """Return the newest changes."""
    wanted = select(*COLUMNS).order_by(changes.c.number.desc()).limit(limit)
    return [News(*row) for row in map(tuple, connection.execute(wanted))]


def of_incident(connection: Connection, incident_id: str, limit: int) -> list[News]:
    """Return the changes of one incident, newest first."""
    wanted = select(*COLUMNS).where(changes.c.incident_id == incident_id)
    return [News(*row) for row in map(tuple, connection.execute(wanted.order_by(changes.c.number.desc()).limit(limit)))]


def counts_since(connection: Connection, since: str) -> dict[str, int]:
    """Return how many changes each incident had after a moment."""
    wanted = select(changes.c.incident_id, func.count()).where(changes.c.at > since).group_by(changes.c.incident_id)
    return {str(incident): int(number) for incident, number in connection.execute(wanted)}
