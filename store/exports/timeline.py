"""Timeline, one row for each dated event of an incident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from ledger.incident import Status
from store.exports import Column, Filters, Row, chunks, stream, until
from store.exports.events import PRECISIONS
from store.tables import articles, event_links, events, incidents, reconciled

title = "Timeline"
key = ()
links = {"incident_id": ("incidents", "incident_id")}
columns = {
    "date": Column("date of the entry, as precise as printed", "date", required=True),
    "date_precision": Column("day, month, quarter, year or interval", choices=PRECISIONS),
    "incident_id": Column("incident", required=True),
    "type": Column("kind of event", required=True),
    "actors": Column("parties, separated by ;", "list"),
    "title": Column("title of the incident", required=True),
    "best_figures": Column(
        "reconciled values of the incident, most widely carried first, as `measure value` or `measure status` where "
        "there is no value to cite; separated by ;",
        "list",
    ),
    "status": Column("status of the first of them; empty for an incident without figures", choices=tuple(Status)),
    "url": Column("address of the article"),
    "quote": Column("the sentence", required=True),
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order; a measure does not concern the timeline."""
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
    for chunk in chunks(stream(connection, wanted)):
        best = headlines(connection, sorted({row.incident_id for row in chunk}))
        for row in chunk:
            words, status = best.get(row.incident_id, (None, None))
            own = {"best_figures": words, "status": status, "actors": row.actors or None}
            yield {name: own[name] if name in own else getattr(row, name) for name in columns}


def headlines(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the values of some incidents in words, and the status of the first."""
    found: dict[str, tuple[str, str]] = {}
    order = (reconciled.c.articles.desc(), reconciled.c.measure, reconciled.c.accused)
    wanted = select(reconciled).where(reconciled.c.incident_id.in_(ids)).order_by(reconciled.c.incident_id, *order)
    for row in connection.execute(wanted):
        words, status = found.get(row.incident_id, ("", row.status))
        piece = f"{row.measure} {row.best or row.status}"
        found[row.incident_id] = (f"{words}; {piece}" if words else piece, status)
    return found
