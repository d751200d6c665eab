"""What can be counted about the quality of a ledger: what is unread, undated, doubtful, or went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Table, cast, func, literal_column, select

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
    texts = number_of(articles, as_of)
    read, printed = number_of(readings, as_of), number_of(figures, as_of)
    alarms = select(func.count()).select_from(findings).where(findings.c.level == "alarm")
    wanted = {
        "article versions": texts,
        "article versions about model extraction": read.where(readings.c.relevant),
        "article versions not read yet": read,
        "article versions without a publication date": texts.where(articles.c.published.is_(None)),
        "figures": printed,
        "figures whose claimant the text does not name": printed.where(figures.c.claimant.is_(None)),
        "alarms": alarms,
        "alarms between origins": alarms.where(findings.c.between_origins),
    }
    counts = {name: int(connection.execute(query).scalar_one()) for name, query in wanted.items()}
    counts["article versions not read yet"] = counts["article versions"] - counts["article versions not read yet"]
    standing = select(reconciled.c.status, func.count()).group_by(reconciled.c.status).order_by(reconciled.c.status)
    counts |= {f"reconciled values, {status}": number for status, number in connection.execute(standing)}
    reason = select(issues.c.reason, func.count()).where(issues.c.first_seen <= limit)
    by_reason = connection.execute(reason.group_by(issues.c.reason).order_by(issues.c.reason))
    return Measured(counts, doubts(connection, as_of), {row[0]: row[1] for row in by_reason})


def number_of(table: Table, as_of: str | None) -> Select[Any]:
    """Return the statement that counts the rows of a table; today's are counted without a look at their articles."""
    return seen(select(func.count()).select_from(table), table, as_of)


def seen(wanted: Select[Any], table: Table, as_of: str | None) -> Select[Any]:
    """Keep the rows of articles that were first seen by a day."""
    if as_of is None:
        return wanted
    if table is not articles:
        wanted = wanted.join(articles, articles.c.article_id == table.c.article_id)
    return wanted.where(articles.c.first_seen <= until(as_of))


def is_doubted() -> ColumnElement[bool]:
    """Return the condition of a figure that the reader doubts, in the words of the index of these."""
    return cast(figures.c.doubts, String) != literal_column("'[]'")


def doubts(connection: Connection, as_of: str | None) -> dict[str, int]:
    """Count the figures with a doubt by its name."""
    wanted = seen(select(figures.c.doubts).select_from(figures), figures, as_of)
    found: Counter[str] = Counter()
    for row in stream(connection, wanted.where(is_doubted())):
        found.update(row.doubts)
    return dict(sorted(found.items()))
