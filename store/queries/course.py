"""The course of an incident: what was said and done, what was printed when, which figures were changed later."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.queries.incident import named
from store.settled_tables import figure_changes, incident_dated
from store.tables import articles, event_links, events

MOST_STATEMENTS = 400
MOST_DATED = 4000


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said or did about the incident, in the words of an article."""

    event_id: str
    kind: str
    date: str | None
    actors: str
    quote: str
    start: int
    article_id: str
    outlet: str
    published: str | None
    lang: str


def statements(connection: Connection, incident_id: str) -> list[Statement]:
    """Return the events of an incident, dated ones first and oldest first."""
    wanted = (
        select(
            events.c.event_id,
            events.c.type,
            events.c.date,
            events.c.actors,
            events.c.quote,
            events.c.start,
            events.c.article_id,
            named(),
            articles.c.published,
            articles.c.lang,
        )
        .join(event_links, event_links.c.event_id == events.c.event_id)
        .join(articles, articles.c.article_id == events.c.article_id)
        .where(event_links.c.incident_id == incident_id)
        .order_by(event_links.c.at, event_links.c.event_id)
        .limit(MOST_STATEMENTS)
    )
    return [Statement(*row) for row in map(tuple, connection.execute(wanted))]


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that a page or an origin changed later, in one sentence."""

    date: str | None
    article_id: str
    figure_id: str | None
    outlet: str
    explanation: str


def moves(connection: Connection, incident_id: str, limit: int) -> list[Moved]:
    """Return the changes of figures, newest first."""
    own = (figure_changes.c.date, figure_changes.c.article_id, figure_changes.c.figure_id)
    wanted = (
        select(*own, named(), figure_changes.c.explanation)
        .join(articles, articles.c.article_id == figure_changes.c.article_id)
        .where(figure_changes.c.incident_id == incident_id)
        .order_by(figure_changes.c.date.desc(), figure_changes.c.change_id)
        .limit(limit)
    )
    return [Moved(*row) for row in map(tuple, connection.execute(wanted))]


@dataclass(frozen=True, slots=True)
class Dated:
    """How many articles printed a value on a day."""

    date: str
    side: str
    value: str
    comparator: str
    is_slip: bool
    articles: int
    quote: str


def over_time(connection: Connection, incident_id: str, measure: str, accused: str) -> list[Dated]:
    """Return what was printed when, counted by day and value, as it was kept."""
    own = tuple(incident_dated.c[name] for name in Dated.__dataclass_fields__)
    mine = (incident_dated.c.incident_id == incident_id, incident_dated.c.measure == measure)
    wanted = select(*own).where(*mine, incident_dated.c.accused == accused)
    wanted = wanted.order_by(incident_dated.c.date, incident_dated.c.figure_id).limit(MOST_DATED)
    return [Dated(*row) for row in map(tuple, connection.execute(wanted))]
