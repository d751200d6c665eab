"""Sources, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from store.exports import Filters, Row, until
from store.tables import articles, source_state

title = "Sources"
columns = {
    "source_id": "id of the source; empty for imported files",
    "articles": "article versions kept from it",
    "first_seen": "first capture (UTC)",
    "last_seen": "last capture (UTC)",
    "checked_at": "when the source was last asked (UTC)",
    "ok_at": "when it last answered as it should (UTC)",
    "problem": "last problem, a counted word",
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    wanted = (
        select(
            articles.c.source_id,
            func.count().label("articles"),
            func.min(articles.c.first_seen).label("first_seen"),
            func.max(articles.c.last_seen).label("last_seen"),
            source_state.c.checked_at,
            source_state.c.ok_at,
            source_state.c.problem,
        )
        .outerjoin(source_state, source_state.c.source_id == articles.c.source_id)
        .where(articles.c.first_seen <= until(filters.as_of))
        .group_by(articles.c.source_id, source_state.c.checked_at, source_state.c.ok_at, source_state.c.problem)
        .order_by(articles.c.source_id)
    )
    for row in connection.execute(wanted):
        yield {name: getattr(row, name) for name in columns}
