"""What waits for a person: readings that the reader itself doubts, undecided, those in an alarm first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from store.judgements import all_judgements
from store.measured import is_doubted
from store.tables import articles, figure_links, figures, findings, incidents

DECIDED = ("accept_figure", "reject_figure", "correct_figure")
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubted reading with the words it was read from."""

    figure_id: str
    article_id: str
    quote: str
    sentence: str
    value: str | None
    low: str | None
    high: str | None
    comparator: str
    measure: str
    unit: str | None
    scope: str
    stance: str
    claimant: str | None
    accused: str
    window_start: str | None
    window_end: str | None
    outlet: str | None
    title: str | None
    published: str | None
    lang: str
    incident_id: str | None
    incident: str | None
    doubts: tuple[str, ...]
    in_alarm: bool


OWN = (
    *("figure_id", "article_id", "quote", "sentence", "value", "low", "high", "comparator", "measure", "unit"),
    *("scope", "stance", "claimant", "accused", "window_start", "window_end"),
)
PAGE = ("outlet", "title", "published", "lang")
ALARMED = exists().where(findings.c.figure_id == figures.c.figure_id, findings.c.level == "alarm")


def doubted(connection: Connection, limit: int) -> list[Doubt]:
    """Return the first readings of the queue."""
    decided = {subject for j in all_judgements(connection) if j.kind in DECIDED for subject in j.subject}
    found: list[Doubt] = []
    for in_alarm in (True, False):
        for row in waiting(connection, ALARMED if in_alarm else ~ALARMED):
            if row.figure_id not in decided:
                found.append(Doubt(**{**row._mapping, "doubts": tuple(row.doubts), "in_alarm": in_alarm}))
            if len(found) == limit:
                return found
    return found


def waiting(connection: Connection, among: Any) -> Iterator[Any]:
    """Yield the doubted figures in order of their id, some at a time."""
    last = ""
    while True:
        rows = connection.execute(page(among, last)).all()
        yield from rows
        if len(rows) < CHUNK:
            return
        last = rows[-1].figure_id


def page(among: Any, last: str) -> Select[Any]:
    """Return the question for the doubted figures after an id."""
    columns = (*(figures.c[name] for name in OWN), *(articles.c[name] for name in PAGE))
    return (
        select(*columns, figure_links.c.incident_id, incidents.c.title.label("incident"), figures.c.doubts)
        .join(articles, articles.c.article_id == figures.c.article_id)
        .outerjoin(figure_links, figure_links.c.figure_id == figures.c.figure_id)
        .outerjoin(incidents, incidents.c.incident_id == figure_links.c.incident_id)
        .where(is_doubted(), among, figures.c.figure_id > last)
        .order_by(figures.c.figure_id)
        .limit(CHUNK)
    )
