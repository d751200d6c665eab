"""What waits for a person: readings that the reader itself doubts, and the log of decisions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, String, cast, select

from store.tables import articles, figures


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubted reading with the words it was read from."""

    figure_id: str
    article_id: str
    quote: str
    sentence: str
    outlet: str | None
    doubts: tuple[str, ...]


def doubted(connection: Connection, limit: int) -> list[Doubt]:
    """Return the readings with a named doubt."""
    wanted = (
        select(
            figures.c.figure_id,
            figures.c.article_id,
            figures.c.quote,
            figures.c.sentence,
            articles.c.outlet,
            figures.c.doubts,
        )
        .join(articles, articles.c.article_id == figures.c.article_id)
        .where(cast(figures.c.doubts, String) != "[]")
        .order_by(figures.c.figure_id)
        .limit(limit)
    )
    return [Doubt(*row[:5], tuple(row[5])) for row in connection.execute(wanted)]
