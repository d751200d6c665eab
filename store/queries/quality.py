"""How good the ledger's contents are, counted: what is unread or doubted, and what each rule decided."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.measured import Measured, measured
from store.tables import findings, reconciled


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of the ledger, and how often each rule spoke: on values and on findings."""

    measured: Measured
    values: dict[str, int]
    alarms: dict[str, int]
    types: tuple[tuple[str, str, bool, int], ...]  # (type, level, between origins, how many)


def quality(connection: Connection) -> Quality:
    """Return all counts."""
    by_value = select(reconciled.c.rule, func.count()).group_by(reconciled.c.rule)
    by_alarm = select(findings.c.rule, func.count()).group_by(findings.c.rule)
    kinds = (findings.c.type, findings.c.level, findings.c.between_origins)
    by_type = select(*kinds, func.count()).group_by(*kinds).order_by(func.count().desc(), *kinds)
    return Quality(
        measured(connection),
        {str(rule): int(number) for rule, number in connection.execute(by_value)},
        {str(rule): int(number) for rule, number in connection.execute(by_alarm)},
        tuple((str(a), str(b), bool(c), int(d)) for a, b, c, d in connection.execute(by_type)),
    )
