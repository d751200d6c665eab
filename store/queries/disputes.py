"""Alarms: what stands against what."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from store.tables import findings


def kinds(connection: Connection) -> list[tuple[str, bool, int]]:
    """Return (type, between origins, how many) of the alarms."""
    number = func.count()
    wanted = (
        select(findings.c.type, findings.c.between_origins, number)
        .where(findings.c.level == "alarm")
        .group_by(findings.c.type, findings.c.between_origins)
        .order_by(number.desc(), findings.c.type)
    )
    return [(kind, bool(between), int(n)) for kind, between, n in connection.execute(wanted)]
