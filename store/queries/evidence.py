"""Articles as they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.tables import articles, figures


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article version in a list."""

    article_id: str
    outlet: str | None
    title: str | None
    published: str | None
    lang: str
    figures: int


def newest(connection: Connection, limit: int) -> list[ArticleRow]:
    """Return the newest articles with figures."""
    counts = select(figures.c.article_id, func.count().label("n")).group_by(figures.c.article_id).subquery()
    wanted = (
        select(
            articles.c.article_id,
            articles.c.outlet,
            articles.c.title,
            articles.c.published,
            articles.c.lang,
            counts.c.n,
        )
        .join(counts, counts.c.article_id == articles.c.article_id)
        .order_by(articles.c.published.desc(), articles.c.article_id)
        .limit(limit)
    )
    return [ArticleRow(*row) for row in connection.execute(wanted)]
