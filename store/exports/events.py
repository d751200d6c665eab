"""Events, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Filters, Row, until
from store.tables import articles, event_links, events

title = "Events"
columns = {
    "event_id": "id of the event mention",
    "article_id": "article version that tells it",
    "url": "address of the article",
    "file": "file of the article",
    "incident_id": "incident it belongs to; empty when to none",
    "type": "kind of event (accusation, denial, memo, bill, court ...)",
    "date": "date as precise as printed (ISO 8601); empty when undated",
    "date_precision": "day, month, quarter, year or interval",
    "actors": "parties named, separated by ;",
    "quote": "the sentence",
    "start": "first character of the quote in the text",
    "end": "character after the quote",
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    wanted = (
        select(events, event_links.c.incident_id, articles.c.url, articles.c.file)
        .join(articles, articles.c.article_id == events.c.article_id)
        .outerjoin(event_links, event_links.c.event_id == events.c.event_id)
        .where(articles.c.first_seen <= until(filters.as_of))
        .order_by(events.c.article_id, events.c.start, events.c.event_id)
    )
    if filters.incident is not None:
        wanted = wanted.where(event_links.c.incident_id == filters.incident)
    for row in connection.execute(wanted):
        yield {name: getattr(row, name) for name in columns}
