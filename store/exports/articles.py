"""Article versions, one row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from store.exports import Column, Filters, Row, chunks, seen_until, stream, truth, until
from store.log_tables import page_archives
from store.tables import articles, event_links, events, figure_links, figures, readings

title = "Article versions"
key = ("article_id",)
columns = {
    "article_id": Column("id of this version of the text", required=True),
    "url": Column("canonical address of the page; empty for a text without one"),
    "file": Column("file it was read from, or the name it was captured under"),
    "outlet": Column("outlet as the page names itself"),
    "title": Column("headline"),
    "published": Column("publication date as precise as the page gives it (ISO 8601)", "date"),
    "published_evidence": Column("where the date was read from"),
    "lang": Column("language of the text (BCP 47)", required=True),
    "relevant": Column("true when the page is about model extraction; empty while it is unread", "truth"),
    "origin_id": Column("origins this article relays, separated by ;", "list"),
    "first_seen": Column("when this version was first captured (UTC)", "moment", required=True),
    "last_seen": Column(
        "when this version was last seen unchanged (UTC); in an export as of a day never later than that day",
        "moment",
        required=True,
    ),
    "text_sha256": Column("SHA-256 of the text", required=True),
    "supersedes": Column("id of the version this one replaced"),
}
more = {
    "archive_url": Column("copy of the page in a public archive, where one is known"),
    "archived_at": Column("when the public archive took that copy (UTC)", "moment"),
}
OWN = ("relevant", "origin_id", "last_seen")


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    kept = [articles.c[name] for name in columns if name not in OWN]
    wanted = (
        select(*kept, articles.c.last_seen, readings.c.relevant, *archived())
        .outerjoin(readings, readings.c.article_id == articles.c.article_id)
        .outerjoin(page_archives, known_copy(filters))
        .where(articles.c.first_seen <= until(filters.as_of))
        .order_by(articles.c.article_id)
    )
    for chunk in chunks(stream(connection, concerning(wanted, filters))):
        relayed = origins_of(connection, [row.article_id for row in chunk])
        for row in chunk:
            own = {
                "relevant": truth(row.relevant),
                "origin_id": ";".join(relayed.get(row.article_id, ())) or None,
                "last_seen": seen_until(row.last_seen, filters.as_of),
            }
            yield {name: own[name] if name in own else getattr(row, name) for name in (*columns, *more)}


def archived() -> tuple[ColumnElement[str], ...]:
    """Return the columns of the archived copy of a page."""
    return page_archives.c.archive_url, page_archives.c.archived_at


def known_copy(filters: Filters) -> ColumnElement[bool]:
    """Return the condition that ties an article to what an archive had answered by the day of an export."""
    same = page_archives.c.capture_id == articles.c.capture_id
    return and_(same, page_archives.c.asked_at <= until(filters.as_of))


def concerning(wanted: Select[Any], filters: Filters) -> Select[Any]:
    """Keep the articles with a figure (or, without a measure, an event) of what the filters name."""
    if filters.incident is None and filters.measure is None:
        return wanted
    own = select(figures.c.article_id).join(figure_links, figure_links.c.figure_id == figures.c.figure_id)
    if filters.incident is not None:
        own = own.where(figure_links.c.incident_id == filters.incident)
    if filters.measure is not None:
        return wanted.where(articles.c.article_id.in_(own.where(figures.c.measure == filters.measure)))
    told = select(events.c.article_id).join(event_links, event_links.c.event_id == events.c.event_id)
    told = told.where(event_links.c.incident_id == filters.incident)
    return wanted.where(articles.c.article_id.in_(own) | articles.c.article_id.in_(told))


def origins_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the origins that each of some articles relays, sorted."""
    wanted = (
        select(figures.c.article_id, figure_links.c.origin_id)
        .distinct()
        .join(figure_links, figure_links.c.figure_id == figures.c.figure_id)
        .where(figures.c.article_id.in_(ids), figure_links.c.origin_id.is_not(None))
        .order_by(figures.c.article_id, figure_links.c.origin_id)
    )
    found: dict[str, list[str]] = {}
    for article, origin in connection.execute(wanted):
        found.setdefault(article, []).append(origin)
    return found
