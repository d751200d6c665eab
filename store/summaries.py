"""What is counted of an incident when it is settled, so that nobody counts it again for every look at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, case, delete, func, insert, literal, select, union

from store import lists
from store.lists import JOINED, LAST, fill, telling
from store.printed import JOINED as APART
from store.printed import printed
from store.scopes import parts
from store.settled_tables import (
    incident_articles,
    incident_faults,
    incident_headlines,
    incident_languages,
    incident_marks,
    incident_readings,
)
from store.tables import articles, event_links, events, figure_links, figures, incidents, reconciled

ARTICLE = "article"
FIRST_MEASURES = {"interactions": 0, "accounts": 1}
MOST_AT_ONCE = 500
COUNTED = (incident_marks, incident_languages, incident_readings, incident_headlines, *lists.LISTS)


def moments(connection: Connection, event_ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (event, its place in the order of an incident): by date, then by publication, what is undated last."""
    wanted = select(events.c.event_id, events.c.date, articles.c.published).join(
        articles, articles.c.article_id == events.c.article_id
    )
    for part in parts(event_ids):
        for event, date, published in connection.execute(wanted.where(events.c.event_id.in_(part))):
            yield event, f"{date or LAST}{JOINED}{published or LAST}"


def forget(connection: Connection, incident_ids: Iterable[str]) -> None:
    """Forget what was counted of incidents."""
    for part in parts(set(incident_ids)):
        for table in COUNTED:
            connection.execute(delete(table).where(table.c.incident_id.in_(part)))


def count(connection: Connection, incident_ids: Iterable[str]) -> None:
    """Count the marks and the languages of incidents whose links were just written."""
    for part in parts(set(incident_ids)):
        for table, wanted in (
            (incident_marks, days(part)),
            (incident_marks, dates(part)),
            (incident_languages, languages(part)),
            (incident_headlines, headlines(part)),
            (incident_headlines, headlines(part, by_measure=True)),
        ):
            fill(connection, table, wanted)
        claims(connection, part)
        lists.keep(connection, part)


def complete(connection: Connection) -> None:
    """Count what is kept of incidents that were settled before it was."""
    for part in parts(lacking(connection, incident_headlines, incident_readings)):
        for by_measure in (False, True):
            fill(connection, incident_headlines, headlines(part, by_measure=by_measure))
        claims(connection, part)
    for part in parts(lacking(connection, incident_articles, incident_faults)):
        lists.keep(connection, part)


def lacking(connection: Connection, *tables: Table) -> Sequence[str]:
    """Return the incidents that have no row in any of some tables."""
    held = union(*(select(table.c.incident_id) for table in tables))
    return (
        connection.execute(select(incidents.c.incident_id).where(incidents.c.incident_id.not_in(held))).scalars().all()
    )


def claims(connection: Connection, incident_ids: Collection[str]) -> None:
    """Keep the distinct readings of incidents, each outlet of one named once."""
    for found in connection.execute(printed(incident_ids)).partitions(MOST_AT_ONCE):
        rows = [dict(row._mapping) for row in found]
        for row in rows:
            row["outlets"] = APART.join(sorted(set(row["outlets"].split(APART))))
        connection.execute(insert(incident_readings), rows)


def headlines(incident_ids: Collection[str], *, by_measure: bool = False) -> Select[Any]:
    """Return the value that stands for each incident, or for each measure of it.

    Interactions come first, then accounts, then what most articles carry; the whole before a part.
    """
    own, measure = reconciled.c.incident_id, reconciled.c.measure
    order = (
        case(FIRST_MEASURES, value=measure, else_=len(FIRST_MEASURES)),
        case((reconciled.c.accused == incidents.c.accused, 0), else_=1),
        reconciled.c.articles.desc(),
        measure,
        reconciled.c.accused,
    )
    within = (own, measure) if by_measure else (own,)
    kept: ColumnElement[str] = measure if by_measure else literal("")
    ranked = (
        select(
            own.label("incident_id"),
            kept.label("measure"),
            reconciled.c.value_id,
            func.row_number().over(partition_by=within, order_by=order).label("rank"),
        )
        .join(incidents, incidents.c.incident_id == own)
        .where(own.in_(incident_ids))
        .subquery()
    )
    columns = (ranked.c.incident_id, ranked.c.measure, ranked.c.value_id)
    return select((ranked.c.incident_id + JOINED + ranked.c.measure).label("row_id"), *columns).where(
        ranked.c.rank == 1
    )


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
    told = telling(incident_ids)
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
