"""What an export cites: the article versions that carry one of its figures or events, with their authors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, exists, select

from store.exports import Filters, stream, until
from store.exports.articles import archived, concerning, known_copy
from store.log_tables import page_archives
from store.tables import articles, events, figures


def cited(connection: Connection, filters: Filters) -> Iterator[Any]:
    """Yield the rows of the articles that say something, in the order of the articles export."""
    names = ("article_id", "url", "file", "outlet", "title", "published", "lang", "first_seen", "text_sha256")
    told = exists().where(events.c.article_id == articles.c.article_id)
    counted = exists().where(figures.c.article_id == articles.c.article_id)
    wanted = (
        select(*(articles.c[name] for name in names), articles.c.payload["authors"].label("authors"), *archived())
        .outerjoin(page_archives, known_copy(filters))
        .where(articles.c.first_seen <= until(filters.as_of))
        .where(told | counted)
        .order_by(articles.c.article_id)
    )
    yield from stream(connection, concerning(wanted, filters))
