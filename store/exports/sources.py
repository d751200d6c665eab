"""Sources, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from store.crawl_tables import source_state
from store.exports import Column, Filters, Row, seen_until, stream, until
from store.tables import articles

title = "Sources"
key = ("source_id",)
columns = {
    "source_id": Column("id of the source; empty for imported files"),
    "articles": Column("article versions kept from it", "count", required=True),
    "first_seen": Column("first capture (UTC)", "moment", required=True),
    "last_seen": Column(
        "last time a page of it was seen (UTC); in an export as of a day never later than that day",
        "moment",
        required=True,
    ),
    "checked_at": Column("when the source was last asked (UTC); empty when later than the export's day", "moment"),
    "ok_at": Column("when it last answered as it should (UTC); empty when later than the export's day", "moment"),
    "problem": Column("last problem, a counted word; empty when found after the export's day"),
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order; sources are never filtered by incident or measure."""
    state = (source_state.c.checked_at, source_state.c.ok_at, source_state.c.problem)
    wanted = (
        select(
            articles.c.source_id,
            func.count().label("articles"),
            func.min(articles.c.first_seen).label("first_seen"),
            func.max(articles.c.last_seen).label("last_seen"),
            *state,
        )
        .outerjoin(source_state, source_state.c.source_id == articles.c.source_id)
        .where(articles.c.first_seen <= until(filters.as_of))
        .group_by(articles.c.source_id, *state)
        .order_by(articles.c.source_id.is_not(None), articles.c.source_id)
    )
    limit = until(filters.as_of)
    for row in stream(connection, wanted):
        known = row.checked_at is not None and row.checked_at <= limit
        own = {
            "last_seen": seen_until(row.last_seen, filters.as_of),
            "checked_at": row.checked_at if known else None,
            "ok_at": row.ok_at if row.ok_at is not None and row.ok_at <= limit else None,
            "problem": row.problem if known else None,
        }
        yield {name: own[name] if name in own else getattr(row, name) for name in columns}
