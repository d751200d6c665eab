"""How PostgreSQL would answer what the pages ask: the statements a call sends, and the tables it would read whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from store.queries import (
    choices,
    course,
    disputes,
    doubts,
    evidence,
    incident,
    merges,
    news,
    overview,
    quality,
    readings,
    sources,
    timeline,
)
from store.queries.cases import case, cases
from store.queries.disputes import Wanted
from store.queries.timeline import Filters

LARGE = (
    *("articles", "readings", "figures", "events", "figure_links", "event_links", "edges", "incident_marks"),
    *("incident_articles",),
)
MANY_ROWS = 20_000
Ask = Callable[[Connection], object]
Sent = tuple[str, Any]


def questions(incident_id: str, article_id: str, value: tuple[str, str] = ("", "")) -> dict[str, Ask]:
    """Return what the pages ask: about the largest incident and a value of it (measure, accused), and one article."""
    return {
        "overview": overview.overview,
        "cases": cases,
        "case": lambda asked: case(asked, incident_id),
        "timeline": lambda asked: timeline.lanes(asked, Filters()),
        "timeline in a language": lambda asked: timeline.lanes(asked, Filters(lang="de")),
        "choices": timeline.choices,
        "marks": lambda asked: timeline.marks(asked, [incident_id]),
        "incident": lambda asked: (incident.values(asked, incident_id), incident.asserters(asked, incident_id)),
        "counts": lambda asked: (incident.article_count(asked, incident_id), incident.period(asked, incident_id)),
        "statements": lambda asked: course.statements(asked, incident_id),
        "disputes": lambda asked: disputes.disputes(asked, Wanted(False), 20, 0),
        "newest": lambda asked: evidence.newest(asked, 20),
        "search": lambda asked: evidence.found(asked, "queries accounts", 20),
        "article": lambda asked: (evidence.held(asked, article_id), evidence.places(asked, article_id)),
        "news": lambda asked: news.newest(asked, 20),
        "sources": sources.sources,
        "readings": lambda asked: readings.readings(asked, (incident_id,)),
        "printings of a value": lambda asked: readings.relays(asked, incident_id, *value),
        "printings": lambda asked: incident.printings(asked, incident_id, value[0], 15, 0),
        "pages of a case": lambda asked: choices.pages_of(asked, incident_id),
        "who repeats whom": lambda asked: incident.repeats(asked, incident_id, value[0]),
        "over time": lambda asked: course.over_time(asked, incident_id, *value),
        "outlets": lambda asked: sources.outlets(asked, 40),
        "coverage": sources.coverage,
        "quality": quality.quality,
        "doubted": lambda asked: doubts.doubted(asked, 200),
        "disagreements": lambda asked: disputes.disputes(asked, Wanted(True), 20, 0),
        "merges": lambda asked: merges.proposals(asked, 20),
    }


@contextmanager
def listening(engine: Engine, sent: list[Sent]) -> Iterator[None]:
    """Note every statement that is sent meanwhile."""

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)


def sent_by(engine: Engine, ask: Ask) -> list[Sent]:
    """Return the statements that a question sends."""
    sent: list[Sent] = []
    with engine.connect() as connection, listening(engine, sent):
        ask(connection)
    return [
        (statement, values) for statement, values in sent if statement.lstrip().upper().startswith(("SELECT", "WITH"))
    ]


def read_whole(connection: Connection, sent: Sent) -> set[str]:
    """Return the large tables that PostgreSQL would read from end to end for a statement."""
    driver: Any = connection.connection.driver_connection
    statement, values = sent
    plan = driver.execute(f"EXPLAIN (FORMAT JSON) {statement}", values).fetchone()[0]
    parsed = json.loads(plan) if isinstance(plan, str) else plan
    return {name for name in scanned(parsed[0]["Plan"]) if name in LARGE}


def scanned(node: dict[str, Any]) -> Iterator[str]:
    """Yield the tables of all sequential scans of a plan."""
    if node["Node Type"] == "Seq Scan":
        yield str(node["Relation Name"])
    for below in node.get("Plans", ()):
        yield from scanned(below)
