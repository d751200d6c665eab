"""What is counted of an incident when it is settled, so that nobody counts it again for every look at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, Select, case, func, insert, literal, select, union

from store.scopes import parts
from store.settled_tables import incident_languages, incident_marks
from store.tables import articles, event_links, events, figure_links, figures

ARTICLE = "article"
LAST = "~"  # sorts after every date
JOINED = " "


def moments(connection: Connection, event_ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (event, its place in the order of an incident): by date, then by publication, what is undated last."""
    wanted = select(events.c.event_id, events.c.date, articles.c.published).join(
        articles, articles.c.article_id == events.c.article_id
    )
    for part in parts(event_ids):
        for event, date, published in connection.execute(wanted.where(events.c.event_id.in_(part))):
            yield event, f"{date or LAST}{JOINED}{published or LAST}"


def count(connection: Connection, incident_ids: Iterable[str]) -> None:
    """Count the marks and the languages of incidents whose links were just written."""
    for part in parts(set(incident_ids)):
        for table, wanted in (
            (incident_marks, days(part)),
            (incident_marks, dates(part)),
            (incident_languages, languages(part)),
        ):
            names = [column.name for column in wanted.selected_columns]
            connection.execute(insert(table).from_select(names, wanted))


def days(incident_ids: Collection[str]) -> Select[tuple[str, ...]]:
    """Return the marks of the articles with a figure, by day."""
    own, day = figure_links.c.incident_id, func.substr(articles.c.published, 1, 10)
    return (
        select(
            (own + JOINED + ARTICLE + JOINED + day).label("mark_id"),
            own.label("incident_id"),
            literal(ARTICLE).label("kind"),
            day.label("date"),
            literal("day").label("precision"),
            func.count(func.distinct(articles.c.article_id)).label("number"),
        )
        .join(figures, figures.c.figure_id == figure_links.c.figure_id)
        .join(articles, articles.c.article_id == figures.c.article_id)
        .where(own.in_(incident_ids), articles.c.published.is_not(None))
        .group_by(own, day)
    )


def dates(incident_ids: Collection[str]) -> Select[tuple[str, ...]]:
    """Return the marks of the events, by type and date."""
    key = (event_links.c.incident_id, events.c.type, events.c.date, events.c.date_precision)
    own, kind, date, precision = key
    identity = own + JOINED + kind + JOINED + date + JOINED + func.coalesce(precision, "")
    return (
        select(
            identity.label("mark_id"),
            own.label("incident_id"),
            kind.label("kind"),
            date.label("date"),
            precision.label("precision"),
            func.count().label("number"),
            func.min(events.c.quote).label("words"),
        )
        .join(events, events.c.event_id == event_links.c.event_id)
        .where(own.in_(incident_ids), date.is_not(None))
        .group_by(*key)
    )


def languages(incident_ids: Collection[str]) -> Select[tuple[str, ...]]:
    """Return how many articles tell of each incident in each language."""
    by_figure = (
        select(figure_links.c.incident_id, figures.c.article_id, literal(1).label("printed"))
        .join(figures, figures.c.figure_id == figure_links.c.figure_id)
        .where(figure_links.c.incident_id.in_(incident_ids))
    )
    by_event = (
        select(event_links.c.incident_id, events.c.article_id, literal(0).label("printed"))
        .join(events, events.c.event_id == event_links.c.event_id)
        .where(event_links.c.incident_id.in_(incident_ids))
    )
    told = union(by_figure, by_event).subquery()
    own, identity = told.c.incident_id, told.c.article_id
    printed = func.count(func.distinct(case((told.c.printed == 1, identity))))
    return (
        select(
            (own + JOINED + articles.c.lang).label("row_id"),
            own.label("incident_id"),
            articles.c.lang.label("lang"),
            func.count(func.distinct(identity)).label("articles"),
            printed.label("printed"),
        )
        .join(articles, articles.c.article_id == identity)
        .group_by(own, articles.c.lang)
    )
