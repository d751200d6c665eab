"""What the articles of each outlet came to: counts with examples, never a score."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.settled_tables import outlet_records


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One outlet over all incidents."""

    outlet: str
    articles: int
    figures: int
    alarms: int
    self_contradictions: int
    contradicted_sources: int
    unsupported_windows: int


COUNTED = ("articles", "figures", "alarms", "self_contradictions", "contradicted_sources", "unsupported_windows")


def records(connection: Connection, limit: int) -> list[RecordRow]:
    """Return the outlets with an alarm, the most alarms first."""
    sums = {name: func.sum(outlet_records.c[name]) for name in COUNTED}
    wanted = (
        select(outlet_records.c.outlet, *sums.values())
        .group_by(outlet_records.c.outlet)
        .having(sums["alarms"] > 0)
        .order_by(sums["alarms"].desc(), outlet_records.c.outlet)
        .limit(limit)
    )
    return [RecordRow(str(outlet), *(int(number) for number in rest)) for outlet, *rest in connection.execute(wanted)]
