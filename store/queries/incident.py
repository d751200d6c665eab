"""One incident: its values, its origins, who repeats whom, what was said, every printing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select, tuple_

from store.printed import slips
from store.scopes import parts
from store.settled_tables import incident_articles, incident_languages, incident_marks, incident_measures
from store.summaries import ARTICLE
from store.tables import articles, edges, figure_links, figures, findings, origins, reconciled

MOST_EDGES = 1500
FIRST_ARTICLES, MORE_ARTICLES = 100, 500  # looked at together


@dataclass(frozen=True, slots=True)
class Value:
    """One reconciled value: a measure about an accused set (joined by ;)."""

    measure: str
    accused: str
    claimant: str | None
    best: str | None
    low: str | None
    high: str | None
    status: str
    origins: int
    articles: int
    alarms: int
    rule: str
    explanation: str
    source_grade: str | None = None
    information_grade: str | None = None
    grade_reason: str | None = None


def values(connection: Connection, incident_id: str) -> list[Value]:
    """Return the reconciled values, the ones most articles carry first."""
    columns = (reconciled.c[name] for name in Value.__dataclass_fields__)
    wanted = select(*columns).where(reconciled.c.incident_id == incident_id)
    wanted = wanted.order_by(reconciled.c.articles.desc(), reconciled.c.measure, reconciled.c.accused)
    return [Value(*row) for row in map(tuple, connection.execute(wanted))]


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One who asserts, on which side, and how many articles relay it."""

    asserter: str
    side: str
    articles: int
    rung: str | None
    grade: str | None
    grade_reason: str | None


def asserters(connection: Connection, incident_id: str) -> list[OriginRow]:
    """Return the origins, the most relayed first."""
    names = ("asserter", "side", "articles", "rung", "grade", "grade_reason")
    wanted = select(*(origins.c[name] for name in names)).where(origins.c.incident_id == incident_id)
    rows = [OriginRow(one, side, len(members), *rest) for one, side, members, *rest in connection.execute(wanted)]
    return sorted(rows, key=lambda row: (-row.articles, row.asserter))


def in_incident(incident_id: str, measure: str | None) -> ColumnElement[bool]:
    """Return the condition that the article of an edge gives a figure of an incident (and measure)."""
    wanted = exists().where(
        figures.c.article_id == edges.c.article_id,
        figure_links.c.figure_id == figures.c.figure_id,
        figure_links.c.incident_id == incident_id,
    )
    return wanted.where(figures.c.measure == measure) if measure is not None else wanted


def in_order(connection: Connection, incident_id: str, until: str | None = None) -> Iterator[list[str]]:
    """Yield the articles of an incident in the order of publication, some at a time: who has enough reads no more."""
    order = (incident_articles.c.at, incident_articles.c.article_id)
    wanted = select(*order).where(incident_articles.c.incident_id == incident_id).order_by(*order)
    if until is not None:
        wanted = wanted.where(func.substr(incident_articles.c.at, 1, 10) <= until)
    size, last = FIRST_ARTICLES, ("", "")
    while rows := connection.execute(wanted.where(tuple_(*order) > tuple_(*last)).limit(size)).all():
        yield [row.article_id for row in rows]
        if len(rows) < size:
            return
        last, size = (rows[-1].at, rows[-1].article_id), MORE_ARTICLES


def named() -> ColumnElement[str]:
    """Return how an article is called in a list."""
    return func.coalesce(articles.c.outlet, articles.c.title, articles.c.file, articles.c.url, articles.c.article_id)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """An article that repeats something: an article held here, or a name; and why we think so."""

    article_id: str
    outlet: str
    upstream: str
    upstream_kind: str
    upstream_outlet: str | None
    reason: str
    detail: str
    is_slip: bool


def repeats(connection: Connection, incident_id: str, measure: str | None) -> list[EdgeRow]:
    """Return who repeats whom among the articles that print a measure, of the earliest of them."""
    found: list[EdgeRow] = []
    for part in in_order(connection, incident_id):
        wanted = repeated(incident_id, measure).where(edges.c.article_id.in_(part)).limit(MOST_EDGES - len(found))
        found += [EdgeRow(*row) for row in map(tuple, connection.execute(wanted))]
        if len(found) >= MOST_EDGES:
            break
    return sorted(found, key=lambda edge: (edge.article_id, edge.reason, edge.upstream))


def repeated(incident_id: str, measure: str | None) -> Select[Any]:
    """Return the question who repeats whom."""
    source = articles.alias("source")
    faulty = exists().where(
        figures.c.article_id == edges.c.article_id,
        findings.c.figure_id == figures.c.figure_id,
        findings.c.incident_id == incident_id,
        findings.c.level == "alarm",
        findings.c.between_origins.is_(False),
        *([findings.c.measure == measure] if measure is not None else []),
    )
    above = func.coalesce(source.c.outlet, source.c.title, source.c.file)
    own = (edges.c.article_id, named(), edges.c.upstream, edges.c.upstream_kind, above, edges.c.reason, edges.c.detail)
    return (
        select(*own, faulty)
        .join(articles, articles.c.article_id == edges.c.article_id)
        .outerjoin(source, source.c.article_id == edges.c.upstream)
        .where(edges.c.incident_id == incident_id, in_incident(incident_id, measure))
        .order_by(edges.c.article_id, edges.c.reason, edges.c.upstream)
    )


@dataclass(frozen=True, slots=True)
class Printing:
    """One printed figure with the article it stands in."""

    figure_id: str
    article_id: str
    outlet: str
    published: str | None
    lang: str
    quote: str
    comparator: str
    value: str | None
    low: str | None
    high: str | None
    unit: str | None
    measure: str
    scope: str
    stance: str
    derived: bool
    accused: str
    claimant: str | None
    via: str | None
    slip: str | None
    reason: str | None


PRINTED = (
    *("quote", "comparator", "value", "low", "high", "unit", "measure", "scope", "stance", "derived", "accused"),
    *("claimant", "via"),
)


JOINED = figure_links.join(figures, figures.c.figure_id == figure_links.c.figure_id)


def printing_count(connection: Connection, incident_id: str, measure: str | None, until: str | None = None) -> int:
    """Return how many figures of an incident were printed up to a day."""
    if until is not None:
        parts_of_it = in_order(connection, incident_id, until)
        return sum(number_of(connection, of_incident(incident_id, measure, part)) for part in parts_of_it)
    number = select(func.coalesce(func.sum(incident_measures.c.figures), 0))
    mine = [incident_measures.c.incident_id == incident_id]
    mine += [incident_measures.c.measure == measure] if measure is not None else []
    return int(connection.execute(number.where(*mine)).scalar_one())


def of_incident(incident_id: str, measure: str | None, article_ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition of a figure of an incident (and measure) in some articles."""
    mine = and_(figures.c.article_id.in_(article_ids), figure_links.c.incident_id == incident_id)
    return and_(mine, figures.c.measure == measure) if measure is not None else mine


def number_of(connection: Connection, condition: ColumnElement[bool]) -> int:
    """Return how many figures of incidents meet a condition."""
    return int(connection.execute(select(func.count()).select_from(JOINED).where(condition)).scalar_one())


def printings(
    connection: Connection, incident_id: str, measure: str | None, limit: int, offset: int, until: str | None = None
) -> list[Printing]:
    """Return one page of the figures of an incident printed up to a day, oldest first."""
    columns = ("figure_id", "article_id")
    wanted = (
        select(*(figures.c[name] for name in columns), named(), articles.c.published, articles.c.lang)
        .add_columns(*(figures.c[name] for name in PRINTED))
        .select_from(JOINED.join(articles, articles.c.article_id == figures.c.article_id))
        .order_by(articles.c.published.is_(None), articles.c.published, figures.c.article_id, figures.c.start)
    )
    rows: list[tuple[Any, ...]] = []
    for part in in_order(connection, incident_id, until):
        mine = of_incident(incident_id, measure, part)
        if offset and (number := number_of(connection, mine)) <= offset:
            offset -= number
            continue
        found = connection.execute(wanted.where(mine).limit(limit - len(rows)).offset(offset))
        rows += [tuple(row) for row in found]
        offset = 0
        if len(rows) >= limit:
            break
    slipped = slips_on(connection, incident_id, [row[0] for row in rows])
    return [Printing(*row, *slipped.get(row[0], (None, None))) for row in rows]


def slips_on(connection: Connection, incident_id: str, figure_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return one alarm of an incident on each of some figures at fault: its type and its sentence."""
    found: dict[str, tuple[str, str]] = {}
    for part in parts(set(figure_ids)):
        own = and_(findings.c.incident_id == incident_id, findings.c.figure_id.in_(part))
        found |= {figure: (kind, why) for figure, kind, why in connection.execute(slips(own))}
    return found


def alarm_counts(connection: Connection, incident_id: str) -> tuple[int, int]:
    """Return how many relays slipped and how many disagreements of origins an incident has."""
    wanted = select(findings.c.between_origins, func.count()).where(
        findings.c.incident_id == incident_id, findings.c.level == "alarm"
    )
    found = {bool(side): int(n) for side, n in connection.execute(wanted.group_by(findings.c.between_origins))}
    return found.get(False, 0), found.get(True, 0)


def period(connection: Connection, incident_id: str) -> tuple[str | None, str | None]:
    """Return the first and the last day on which an article with a figure of an incident was published."""
    own = (incident_marks.c.incident_id == incident_id, incident_marks.c.kind == ARTICLE)
    ends = select(func.min(incident_marks.c.date), func.max(incident_marks.c.date)).where(*own)
    first, last = connection.execute(ends).one()
    return first, last


def article_count(connection: Connection, incident_id: str) -> tuple[int, int]:
    """Return how many articles tell of an incident, and in how many languages."""
    wanted = select(incident_languages.c.lang, incident_languages.c.articles)
    told = connection.execute(wanted.where(incident_languages.c.incident_id == incident_id)).all()
    return sum(row.articles for row in told), len({row.lang.partition("-")[0] for row in told})
