"""Events, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Column, Filters, Row, stream, until
from store.tables import articles, event_links, events

title = "Events"
key = ("event_id",)
links = {"article_id": ("articles", "article_id"), "incident_id": ("incidents", "incident_id")}
PRECISIONS = ("day", "month", "quarter", "year", "interval")
columns = {
    "event_id": Column("id of the event mention", required=True),
    "article_id": Column("article version that tells it", required=True),
    "url": Column("address of the article"),
    "file": Column("file of the article"),
    "incident_id": Column("incident it belongs to; empty when to none"),
    "type": Column("kind of event (accusation, denial, memo, bill, court ...)", required=True),
    "date": Column("date as precise as printed (ISO 8601); empty when undated", "date"),
    "date_precision": Column("day, month, quarter, year or interval", choices=PRECISIONS),
    "actors": Column("parties named, separated by ;", "list"),
    "quote": Column("the sentence", required=True),
    "start": Column("first character of the quote in the text", "count", required=True),
    "end": Column("character after the quote", "count", required=True),
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order; a measure does not concern events."""
    wanted = (
        select(events, event_links.c.incident_id, articles.c.url, articles.c.file)
        .join(articles, articles.c.article_id == events.c.article_id)
        .outerjoin(event_links, event_links.c.event_id == events.c.event_id)
        .where(articles.c.first_seen <= until(filters.as_of))
        .order_by(events.c.article_id, events.c.start, events.c.event_id)
    )
    if filters.incident is not None:
        wanted = wanted.where(event_links.c.incident_id == filters.incident)
    for row in stream(connection, wanted):
        yield {name: getattr(row, name) or None if name == "actors" else getattr(row, name) for name in columns}
