"""Issues: counted by reason and subject, never lost, never repeated."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select, update

from ledger.identity import identifier
from ledger.issue import Issue
from store.tables import issues


def record(connection: Connection, found: Iterable[Issue], now: str) -> int:
    """Count issues; the same one again raises its count. Returns how many there were."""
    number = 0
    for issue in found:
        number += 1
        key = identifier("iss", issue.stage, issue.reason, issue.subject, issue.detail)
        again = update(issues).where(issues.c.issue_id == key).values(last_seen=now, count=issues.c.count + 1)
        if connection.execute(again).rowcount == 0:
            connection.execute(
                insert(issues).values(
                    issue_id=key,
                    stage=issue.stage,
                    reason=issue.reason,
                    detail=issue.detail[:2000],
                    subject=issue.subject,
                    first_seen=now,
                    last_seen=now,
                    count=1,
                )
            )
    return number


def counts(connection: Connection) -> list[tuple[str, str, int]]:
    """Return (stage, reason, how often), the most frequent first."""
    total = func.sum(issues.c.count)
    grouped = select(issues.c.stage, issues.c.reason, total).group_by(issues.c.stage, issues.c.reason)
    rows = connection.execute(grouped.order_by(total.desc(), issues.c.stage, issues.c.reason))
    return [(stage, reason, int(number)) for stage, reason, number in rows]
