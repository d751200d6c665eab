"""Timeline, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Filters, Row, until
from store.tables import articles, event_links, events, incidents, reconciled

title = "Timeline"
columns = {
    "date": "date of the entry, as precise as printed",
    "date_precision": "day, month, quarter, year or interval",
    "incident_id": "incident",
    "type": "kind of event, or disclosed for the incident itself",
    "actors": "parties, separated by ;",
    "title": "title of the incident",
    "figures": "best figures of the incident in words",
    "status": "status of its headline value",
    "url": "address of the article",
    "quote": "the sentence",
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    best = headlines(connection)
    wanted = (
        select(events, incidents.c.incident_id, incidents.c.title, articles.c.url)
        .join(event_links, event_links.c.event_id == events.c.event_id)
        .join(incidents, incidents.c.incident_id == event_links.c.incident_id)
        .join(articles, articles.c.article_id == events.c.article_id)
        .where(events.c.date.is_not(None), articles.c.first_seen <= until(filters.as_of))
        .order_by(events.c.date, incidents.c.incident_id, events.c.article_id, events.c.start, events.c.event_id)
    )
    if filters.incident is not None:
        wanted = wanted.where(incidents.c.incident_id == filters.incident)
    for row in connection.execute(wanted):
        words, status = best.get(row.incident_id, ("", ""))
        own = {"figures": words, "status": status}
        yield {name: own[name] if name in own else getattr(row, name) for name in columns}


def headlines(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return the best values of each incident in words, and the status of the first."""
    found: dict[str, tuple[str, str]] = {}
    wanted = select(reconciled).order_by(reconciled.c.incident_id, reconciled.c.articles.desc(), reconciled.c.measure)
    for row in connection.execute(wanted):
        words, status = found.get(row.incident_id, ("", row.status))
        piece = f"{row.measure} {row.best or row.status}"
        found[row.incident_id] = (f"{words}; {piece}" if words else piece, status)
    return found
