"""Incidents as a list: what a page needs to name one, and to find the one that an address means."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.tables import incident_aliases, incidents


@dataclass(frozen=True, slots=True)
class Case:
    """One incident."""

    incident_id: str
    title: str
    kind: str
    accuser: str | None
    accused: str
    target: str | None
    disclosed: str | None
    registry: str
    aiid: str | None


COLUMNS = tuple(incidents.c[name] for name in Case.__dataclass_fields__)


def cases(connection: Connection) -> list[Case]:
    """Return all incidents, the newest first, undated ones last."""
    wanted = select(*COLUMNS).order_by(
        incidents.c.disclosed.is_(None), incidents.c.disclosed.desc(), incidents.c.incident_id
    )
    return [Case(*row) for row in connection.execute(wanted)]


def case(connection: Connection, incident_id: str) -> Case | None:
    """Return the incident of an id, also when it was merged into another; None for an unknown id."""
    row = connection.execute(select(*COLUMNS).where(incidents.c.incident_id == incident_id)).one_or_none()
    if row is not None:
        return Case(*row)
    aliases = select(incident_aliases.c.incident_id).where(incident_aliases.c.old_id == incident_id)
    merged = connection.execute(aliases).scalar_one_or_none()
    if merged is None or merged == incident_id:
        return None
    row = connection.execute(select(*COLUMNS).where(incidents.c.incident_id == merged)).one_or_none()
    return Case(*row) if row is not None else None
