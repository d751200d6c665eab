"""What a brief says: one incident with its values, readings, disputes, answers and references, cut to one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, select

from ledger.quantity import HEDGES
from nlp.reconcile.phrase import number
from store.log_tables import page_archives
from store.queries import cases, course, incident
from store.queries.cases import Case
from store.queries.course import Statement
from store.queries.disputes import Dispute, Wanted, disputes
from store.queries.incident import Value
from store.queries.readings import Reading, readings
from store.tables import articles, figure_links, figures

VALUES, READINGS, DISPUTES, ANSWERS, REFERENCES = 6, 7, 4, 2, 8
FIRST_MEASURES = ("interactions", "accounts")
ANSWERING = ("denial", "response", "admission")
STANDING = {
    "single_origin": "one origin",
    "corroborated": "corroborated",
    "contested": "contested",
    "vague_only": "words only",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """An article behind the brief; `number` is how the brief cites it."""

    number: int
    article_id: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    first_seen: str
    archive_url: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the page; `more_...` say how many were left out."""

    case: Case
    as_of: str | None
    values: tuple[Value, ...]
    worths: tuple[str, ...]  # of each value: what to cite, in words
    headline: Value | None
    readings: tuple[Reading, ...]  # of the headline value
    disputes: tuple[Dispute, ...]
    more_disputes: int
    answers: tuple[Statement, ...]
    references: tuple[Reference, ...]
    more_references: int
    articles: int
    newest: str | None  # when the last of the articles was captured


def brief(connection: Connection, incident_id: str, as_of: str | None) -> Brief | None:
    """Return the brief on an incident, None for an unknown id; the id of a merged one leads to what it became."""
    case = cases.case(connection, incident_id)
    if case is None:
        return None
    values = incident.values(connection, case.incident_id)
    values.sort(key=lambda v: (rank(v), v.measure, v.accused != case.accused, -v.articles, v.accused))
    headline = values[0] if values else None
    every = readings(connection, [case.incident_id])
    found = of_value(every, headline) if headline is not None else []
    cards, count = disputes(connection, Wanted(False, None, case.incident_id), DISPUTES, 0)
    gaps, gap_count = disputes(connection, Wanted(True, None, case.incident_id), DISPUTES, 0)
    shown = (gaps + cards)[:DISPUTES]
    answers = [s for s in course.statements(connection, case.incident_id) if s.kind in ANSWERING]
    works = references(connection, case.incident_id)
    return Brief(
        case,
        as_of,
        tuple(values[:VALUES]),
        tuple(worth(value, of_value(every, value)) for value in values[:VALUES]),
        headline,
        tuple(found[:READINGS]),
        tuple(shown),
        count + gap_count - len(shown),
        tuple(once(answers)[:ANSWERS]),
        tuple(works[:REFERENCES]),
        max(0, len(works) - REFERENCES),
        len(works),
        max((work.first_seen for work in works), default=None),
    )


def of_value(every: Sequence[Reading], value: Value) -> list[Reading]:
    """Return the readings of one value, those that most articles print first, slips last."""
    own = (reading for reading in every if (reading.measure, reading.accused) == (value.measure, value.accused))
    return sorted(own, key=lambda r: (r.slip is not None, -r.articles, r.figure_id))


def rank(value: Value) -> int:
    """Return the place of a measure: what was made, then by how many, then the rest."""
    return FIRST_MEASURES.index(value.measure) if value.measure in FIRST_MEASURES else len(FIRST_MEASURES)


def once(statements: Sequence[Statement]) -> list[Statement]:
    """Return one statement for each kind, actors and date: the first that was printed."""
    found: dict[tuple[str, str, str | None], Statement] = {}
    for statement in statements:
        found.setdefault((statement.kind, statement.actors, statement.date), statement)
    return list(found.values())


def references(connection: Connection, incident_id: str) -> list[Reference]:
    """Return the articles with a figure of the incident, oldest first."""
    own = select(figures.c.article_id).join(figure_links, figure_links.c.figure_id == figures.c.figure_id)
    own = own.where(figure_links.c.incident_id == incident_id)
    names = ("article_id", "outlet", "title", "published", "url", "first_seen")
    wanted = (
        select(*(articles.c[name] for name in names), page_archives.c.archive_url)
        .outerjoin(page_archives, page_archives.c.capture_id == articles.c.capture_id)
        .where(articles.c.article_id.in_(own))
        .order_by(articles.c.published.is_(None), articles.c.published, articles.c.article_id)
    )
    rows = enumerate(map(tuple, connection.execute(wanted)), 1)
    return [Reference(place, *row) for place, row in rows]


def worth(value: Value, own: Sequence[Reading] = ()) -> str:
    """Return a value as people write it: the number to cite as it is printed, both sides, or the range of words."""
    if value.best is not None:
        best = Decimal(value.best)
        said = (r for r in own if r.value is not None and Decimal(r.value) == best and r.slip is None)
        first = next(said, None)
        return printed(first) if first is not None else number(best)
    low, high = (number(Decimal(text)) if text is not None else None for text in (value.low, value.high))
    if low is None or high is None:
        return f"{'up to' if low is None else 'from'} {high or low}" if low or high else "no number"
    return low if low == high else f"{low} {'or' if value.status == 'contested' else 'to'} {high}"


def speaker(reading: Reading) -> str:
    """Return whose reading it is: the outlet of a relay that differs, else who asserts it."""
    outlets = reading.printers()
    if reading.slip is not None and outlets:
        return outlets[0]
    return reading.asserter or "nobody named"


def printed(reading: Reading) -> str:
    """Return a reading as people write it: over 16 million; vague ones as their printed words."""
    if reading.value is not None:
        return f"{HEDGES[reading.comparator]}{number(Decimal(reading.value))}"
    if reading.low is not None and reading.high is not None and reading.comparator == "range":
        return f"{number(Decimal(reading.low))} to {number(Decimal(reading.high))}"
    return f"“{reading.quote}”"
