"""Article versions, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Filters, Row, until
from store.tables import articles, origins, readings

title = "Article versions"
columns = {
    "article_id": "id of this version of the text",
    "url": "canonical address of the page; empty for a text without one",
    "file": "file it was read from, or the name it was captured under",
    "outlet": "outlet as the page names itself",
    "title": "headline",
    "published": "publication date as precise as the page gives it (ISO 8601)",
    "published_evidence": "where the date was read from",
    "lang": "language of the text (BCP 47)",
    "relevant": "true when the page is about model extraction",
    "origin_id": "origins this article relays, separated by ;",
    "first_seen": "when this version was first captured (UTC)",
    "last_seen": "when this version was last seen unchanged (UTC)",
    "text_sha256": "SHA-256 of the text",
    "supersedes": "id of the version this one replaced",
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    origin_ids = origins_by_article(connection)
    wanted = (
        select(articles, readings.c.relevant)
        .outerjoin(readings, readings.c.article_id == articles.c.article_id)
        .where(articles.c.first_seen <= until(filters.as_of))
        .order_by(articles.c.article_id)
    )
    for row in connection.execute(wanted):
        relevant = None if row.relevant is None else str(row.relevant).lower()
        own = {"relevant": relevant, "origin_id": ";".join(origin_ids.get(row.article_id, ()))}
        yield {name: own[name] if name in own else getattr(row, name) for name in columns}


def origins_by_article(connection: Connection) -> dict[str, list[str]]:
    """Return the origins each article relays."""
    found: dict[str, list[str]] = {}
    for identity, members in connection.execute(
        select(origins.c.origin_id, origins.c.articles).order_by(origins.c.origin_id)
    ):
        for article in members:
            found.setdefault(article, []).append(identity)
    return found
