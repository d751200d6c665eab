"""The course of an incident: what was said and done, what was printed when, which figures were changed later."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.printed import is_live, slips
from store.queries.incident import named
from store.settled_tables import figure_changes
from store.tables import articles, event_links, events, figure_links, figures, findings, origins

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
    """Return what was printed when, counted by day and value."""
    day = func.substr(articles.c.published, 1, 10)
    fault = slips(findings.c.incident_id == incident_id).subquery()
    key = (
        day,
        func.coalesce(origins.c.side, "none"),
        figures.c.value,
        figures.c.comparator,
        fault.c.type.is_not(None),
    )
    wanted = (
        select(*key, func.count(func.distinct(figures.c.article_id)), func.min(figures.c.quote))
        .select_from(figure_links)
        .join(figures, figures.c.figure_id == figure_links.c.figure_id)
        .join(articles, articles.c.article_id == figures.c.article_id)
        .outerjoin(origins, origins.c.origin_id == figure_links.c.origin_id)
        .outerjoin(fault, fault.c.figure_id == figures.c.figure_id)
        .where(figure_links.c.incident_id == incident_id, figures.c.measure == measure, figures.c.accused == accused)
        .where(is_live(), figures.c.value.is_not(None), articles.c.published.is_not(None))
        .group_by(*key)
        .order_by(day)
        .limit(MOST_DATED)
    )
    return [Dated(*row) for row in map(tuple, connection.execute(wanted))]
