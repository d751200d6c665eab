"""The claimed values of incidents, one row for each distinct reading: who says it, how many articles print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, or_, select

from store.tables import articles, figure_links, figures, findings, origins

MOST_FAULTY = 2000
JOINED = "\x1f"  # between the outlets of a reading
NOUN_MATTERS = ("money", "duration", "other", "works", "share")


@dataclass(frozen=True, slots=True)
class Reading:
    """One distinct claimed value. `slip` is the alarm on it, where a relay differs from what it repeats."""

    incident_id: str
    measure: str
    accused: str
    asserter: str | None
    side: str
    value: str | None
    low: str | None
    high: str | None
    comparator: str
    noun: str | None
    slip: str | None
    reason: str | None
    articles: int
    quote: str
    figure_id: str
    article_id: str
    outlets: str
    first_printed: str | None


def slips(*where: ColumnElement[bool]) -> Select[Any]:
    """Return one alarm of each figure at fault, among the findings that pass; a disagreement of origins is no fault."""
    faulty = and_(
        findings.c.level == "alarm", findings.c.between_origins.is_(False), findings.c.figure_id.is_not(None), *where
    )
    first = select(func.min(findings.c.finding_id)).where(faulty).group_by(findings.c.figure_id)
    own = (findings.c.figure_id, findings.c.type, findings.c.explanation.label("reason"))
    return select(*own).where(findings.c.finding_id.in_(first))


@dataclass(frozen=True, slots=True)
class Fault:
    """One alarm on a figure: its kind and the sentence that says why."""

    type: str
    explanation: str


def faults(connection: Connection, figure_ids: Sequence[str]) -> dict[str, tuple[Fault, ...]]:
    """Return every alarm on some figures, by figure; a disagreement of origins is no fault."""
    wanted = (
        select(findings.c.figure_id, findings.c.type, findings.c.explanation)
        .where(findings.c.level == "alarm", findings.c.between_origins.is_(False))
        .where(findings.c.figure_id.in_(figure_ids[:MOST_FAULTY]))
        .order_by(findings.c.finding_id)
    )
    found: dict[str, tuple[Fault, ...]] = {}
    for figure, kind, explanation in connection.execute(wanted):
        found[figure] = (*found.get(figure, ()), Fault(kind, explanation))
    return found


def readings(
    connection: Connection, incident_ids: Sequence[str], until: str | None = None, *, relays: bool = False
) -> list[Reading]:
    """Return the readings of some incidents, of articles published up to a date; with `relays` one row per printing."""
    fault = slips(findings.c.incident_id.in_(incident_ids)).subquery()
    noun = case((figures.c.measure.in_(NOUN_MATTERS), figures.c.unit))
    apart = figures.c.figure_id if relays else case((fault.c.type.is_not(None), figures.c.figure_id))
    key = (
        figure_links.c.incident_id,
        figures.c.measure,
        figures.c.accused,
        func.coalesce(origins.c.asserter, figures.c.claimant),
        func.coalesce(origins.c.side, "none"),
        figures.c.value,
        figures.c.low,
        figures.c.high,
        figures.c.comparator,
        noun,
        fault.c.type,
        fault.c.reason,
        apart,
    )
    number = func.count(distinct(figures.c.article_id))
    name = func.coalesce(articles.c.outlet, articles.c.title, articles.c.file, "")
    outlets = func.aggregate_strings(name, JOINED)
    shown = (func.min(figures.c.quote), func.min(figures.c.figure_id), func.min(figures.c.article_id))
    wanted = (
        select(*key[:-1], number, *shown, outlets, func.min(articles.c.published))
        .select_from(figure_links)
        .join(figures, figures.c.figure_id == figure_links.c.figure_id)
        .join(articles, articles.c.article_id == figures.c.article_id)
        .outerjoin(origins, origins.c.origin_id == figure_links.c.origin_id)
        .outerjoin(fault, fault.c.figure_id == figures.c.figure_id)
        .where(figure_links.c.incident_id.in_(incident_ids), is_live())
        .group_by(*key)
        .order_by(figure_links.c.incident_id, figures.c.measure, number.desc(), func.min(figures.c.figure_id))
    )
    if until is not None:
        wanted = wanted.where(func.substr(articles.c.published, 1, 10) <= until)
    return [Reading(*values) for values in map(tuple, connection.execute(wanted))]


def is_live() -> ColumnElement[bool]:
    """Return the condition of a claimed value: asserted, not computed by the writer, of the whole or a part."""
    whole = figures.c.scope.in_(("total", "part"))
    slice_of = and_(figures.c.scope == "subset", figures.c.measure.in_(("share", "duration")))
    return and_(figures.c.stance == "asserted", figures.c.derived.is_(False), or_(whole, slice_of))
