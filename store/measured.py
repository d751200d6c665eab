"""What can be counted about the quality of a ledger: what is unread, undated, doubtful, or went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, String, cast, func, select

from store.exports import stream, until
from store.tables import articles, figures, findings, issues, readings, reconciled


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts by name, each in a stable order."""

    counts: dict[str, int]
    doubts: dict[str, int]
    issues: dict[str, int]


def measured(connection: Connection, as_of: str | None = None) -> Measured:
    """Count. Issues are counted once each however often they came again, so that a count of a past day stays."""
    limit = until(as_of)
    seen = articles.c.first_seen <= limit
    read = select(func.count()).select_from(articles.join(readings)).where(seen)
    alarms = findings.c.level == "alarm"
    wanted = {
        "article versions": select(func.count()).select_from(articles).where(seen),
        "article versions about model extraction": read.where(readings.c.relevant),
        "article versions not read yet": select(func.count())
        .select_from(articles.outerjoin(readings))
        .where(seen, readings.c.article_id.is_(None)),
        "article versions without a publication date": select(func.count())
        .select_from(articles)
        .where(seen, articles.c.published.is_(None)),
        "figures": select(func.count()).select_from(figures.join(articles)).where(seen),
        "figures whose claimant the text does not name": select(func.count())
        .select_from(figures.join(articles))
        .where(seen, figures.c.claimant.is_(None)),
        "alarms": select(func.count()).select_from(findings).where(alarms),
        "alarms between origins": select(func.count()).select_from(findings).where(alarms, findings.c.between_origins),
    }
    counts = {name: connection.execute(query).scalar_one() for name, query in wanted.items()}
    standing = select(reconciled.c.status, func.count()).group_by(reconciled.c.status).order_by(reconciled.c.status)
    counts |= {f"reconciled values, {status}": number for status, number in connection.execute(standing)}
    reason = select(issues.c.reason, func.count()).where(issues.c.first_seen <= limit)
    by_reason = connection.execute(reason.group_by(issues.c.reason).order_by(issues.c.reason))
    return Measured(counts, doubts(connection, limit), {row[0]: row[1] for row in by_reason})


def doubts(connection: Connection, limit: str) -> dict[str, int]:
    """Count the figures with a doubt by its name."""
    wanted = select(figures.c.doubts).join(articles, articles.c.article_id == figures.c.article_id)
    found: Counter[str] = Counter()
    some = cast(figures.c.doubts, String) != "[]"
    for row in stream(connection, wanted.where(articles.c.first_seen <= limit, some)):
        found.update(row.doubts)
    return dict(sorted(found.items()))
