"""What is listed of an incident, kept when it is settled, so that a page of a list costs what it shows.

Articles in the order of publication, figures by measure, printings by day, disagreements and faults folded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Table,
    distinct,
    func,
    insert,
    literal,
    select,
    union,
)

from store.printed import JOINED as APART
from store.printed import LINKED, is_live, slips
from store.settled_tables import incident_articles, incident_dated, incident_faults, incident_gaps, incident_measures
from store.tables import articles, event_links, events, figure_links, figures, findings, origins

LISTS = (incident_articles, incident_measures, incident_dated, incident_gaps, incident_faults)
LAST = "~"  # sorts after every date
JOINED = " "
MOST_AT_ONCE = 500
EXAMPLES = 3  # findings that are named of each count


def keep(connection: Connection, incident_ids: Collection[str]) -> None:
    """Keep the lists of some incidents whose rows were just written."""
    fill(connection, incident_articles, tellers(incident_ids))
    fill(connection, incident_measures, measures(incident_ids))
    fill(connection, incident_dated, dated(incident_ids))
    for by_type in (False, True):
        gaps(connection, incident_ids, by_type=by_type)
    faults(connection, incident_ids)


def fill(connection: Connection, table: Table, wanted: Select[Any]) -> None:
    """Insert what a statement finds."""
    names = [column.name for column in wanted.selected_columns]
    connection.execute(insert(table).from_select(names, wanted))


def telling(incident_ids: Collection[str]) -> Subquery:
    """Return which articles tell of each incident: with `printed` by a figure, else by an event."""
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
    return union(by_figure, by_event).subquery()


def tellers(incident_ids: Collection[str]) -> Select[tuple[str, ...]]:
    """Return the articles that tell of each incident, and their place in the order of publication."""
    told = telling(incident_ids)
    own, identity = told.c.incident_id, told.c.article_id
    at = func.coalesce(articles.c.published, LAST)
    return (
        select(
            (own + JOINED + identity).label("row_id"),
            own.label("incident_id"),
            at.label("at"),
            identity.label("article_id"),
        )
        .join(articles, articles.c.article_id == identity)
        .distinct()
    )


def measures(incident_ids: Collection[str]) -> Select[Any]:
    """Return how many figures of each measure the incidents have."""
    own, measure = figure_links.c.incident_id, figures.c.measure
    return (
        select(
            (own + JOINED + measure).label("row_id"),
            own.label("incident_id"),
            measure.label("measure"),
            func.count().label("figures"),
        )
        .join(figures, figures.c.figure_id == figure_links.c.figure_id)
        .where(own.in_(incident_ids))
        .group_by(own, measure)
    )


def dated(incident_ids: Collection[str]) -> Select[Any]:
    """Return how many articles printed which value on each day."""
    fault = slips(findings.c.incident_id.in_(incident_ids)).subquery()
    key = {
        "incident_id": figure_links.c.incident_id,
        "measure": figures.c.measure,
        "accused": figures.c.accused,
        "date": func.substr(articles.c.published, 1, 10),
        "side": func.coalesce(origins.c.side, "none"),
        "value": figures.c.value,
        "comparator": figures.c.comparator,
        "is_slip": fault.c.type.is_not(None),
    }
    shown = {
        "figure_id": func.min(figures.c.figure_id),
        "articles": func.count(distinct(figures.c.article_id)),
        "quote": func.min(figures.c.quote),
    }
    return (
        select(*(column.label(name) for name, column in {**key, **shown}.items()))
        .select_from(LINKED.outerjoin(fault, fault.c.figure_id == figures.c.figure_id))
        .where(figure_links.c.incident_id.in_(incident_ids), is_live())
        .where(figures.c.value.is_not(None), articles.c.published.is_not(None))
        .group_by(*key.values())
    )


def gaps(connection: Connection, incident_ids: Collection[str], *, by_type: bool) -> None:
    """Keep one row for each disagreement: its first finding, how many articles print it, their outlets."""
    own: ColumnElement[str] = findings.c.type if by_type else literal("")
    key = (
        findings.c.incident_id,
        findings.c.measure,
        func.coalesce(figures.c.accused, ""),
        func.coalesce(figures.c.claimant, ""),
        *((findings.c.type,) if by_type else ()),
    )
    name = func.coalesce(articles.c.outlet, articles.c.title, articles.c.file, "")
    wanted = (
        select(
            findings.c.incident_id,
            own.label("type"),
            func.min(findings.c.finding_id).label("finding_id"),
            func.count(distinct(figures.c.article_id)).label("printings"),
            func.aggregate_strings(name, APART).label("outlets"),
        )
        .select_from(findings)
        .outerjoin(figures, figures.c.figure_id == findings.c.figure_id)
        .outerjoin(articles, articles.c.article_id == figures.c.article_id)
        .where(findings.c.incident_id.in_(incident_ids))
        .where(findings.c.level == "alarm", findings.c.between_origins.is_(True))
        .group_by(*key)
    )
    rows = [dict(row._mapping) for row in connection.execute(wanted)]
    for row in rows:
        row["row_id"] = row["type"] + JOINED + row["finding_id"]
        row["outlets"] = APART.join(sorted({name for name in (row["outlets"] or "").split(APART) if name}))
    insert_all(connection, incident_gaps, rows)


def insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, some at a time."""
    for start in range(0, len(rows), MOST_AT_ONCE):
        connection.execute(insert(table), rows[start : start + MOST_AT_ONCE])


def faults(connection: Connection, incident_ids: Collection[str]) -> None:
    """Count the alarms on what each outlet printed of incidents; a disagreement of origins is no fault of any."""
    wanted = (
        select(findings.c.incident_id, articles.c.outlet, findings.c.type, findings.c.finding_id)
        .join(figures, figures.c.figure_id == findings.c.figure_id)
        .join(articles, articles.c.article_id == figures.c.article_id)
        .where(findings.c.incident_id.in_(incident_ids), articles.c.outlet.is_not(None))
        .where(findings.c.level == "alarm", findings.c.between_origins.is_(False))
        .order_by(findings.c.finding_id)
    )
    counted: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], list[str]] = {}
    for incident, outlet, kind, finding in connection.execute(wanted):
        key = (incident, kind, outlet)
        counted[key] += 1
        if counted[key] <= EXAMPLES:
            first.setdefault(key, []).append(finding)
    rows = [
        {
            "row_id": JOINED.join(key),
            **dict(zip(("incident_id", "type", "outlet"), key, strict=True)),
            "alarms": number,
            "first": first[key][0],
            "more": ";".join(first[key][1:]),
        }
        for key, number in counted.items()
    ]
    insert_all(connection, incident_faults, rows)
