"""Issues: counted by reason and subject, never lost, never repeated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from ledger.identity import identifier
from ledger.issue import Issue
from store.tables import issues
from store.upsert import statement

LONGEST_DETAIL = 2000


def record(connection: Connection, found: Iterable[Issue], now: str) -> int:
    """Count issues; the same one again raises its count. Returns how many there were."""
    rows: dict[str, dict[str, Any]] = {}
    number = 0
    for issue in found:
        number += 1
        key = identifier("iss", issue.stage, issue.reason, issue.subject, issue.detail)
        row = rows.setdefault(key, issue_row(key, issue, now))
        row["count"] += 1
    for key in sorted(rows):  # one order for all writers, so that no two wait for each other
        wanted = statement(connection, issues).values(**rows[key])
        connection.execute(
            wanted.on_conflict_do_update(
                index_elements=[issues.c.issue_id],
                set_={
                    "first_seen": least(connection, issues.c.first_seen, now),
                    "last_seen": most(connection, issues.c.last_seen, now),
                    "count": issues.c.count + wanted.excluded["count"],
                },
            )
        )
    return number


def issue_row(key: str, issue: Issue, now: str) -> dict[str, Any]:
    """Return the row of an issue that was not counted yet."""
    detail = issue.detail[:LONGEST_DETAIL]
    named = {"stage": issue.stage, "reason": issue.reason, "detail": detail, "subject": issue.subject}
    return {"issue_id": key, **named, "first_seen": now, "last_seen": now, "count": 0}


def least(connection: Connection, column: Any, value: str) -> Any:
    """Return the earlier of a column and a moment, in the engine's words."""
    return func.least(column, value) if connection.dialect.name == "postgresql" else func.min(column, value)


def most(connection: Connection, column: Any, value: str) -> Any:
    """Return the later of a column and a moment, in the engine's words."""
    return func.greatest(column, value) if connection.dialect.name == "postgresql" else func.max(column, value)


def counts(connection: Connection) -> list[tuple[str, str, int]]:
    """Return (stage, reason, how often), the most frequent first."""
    total = func.sum(issues.c.count)
    grouped = select(issues.c.stage, issues.c.reason, total).group_by(issues.c.stage, issues.c.reason)
    rows = connection.execute(grouped.order_by(total.desc(), issues.c.stage, issues.c.reason))
    return [(stage, reason, int(number)) for stage, reason, number in rows]
