"""The printed claims of incidents as one statement: folded to distinct readings, or one row for each printing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, literal, null, or_, select

from store.tables import articles, figure_links, figures, findings, origins

JOINED = "\x1f"  # between the outlets of a reading
NOUN_MATTERS = ("money", "duration", "other", "works", "share")
ABOUT = ("incident_id", "measure", "accused", "asserter", "side", "value", "low", "high", "comparator", "noun")
FIELDS = (*ABOUT, "slip", "reason", "articles", "quote", "figure_id", "article_id", "outlets", "first_printed")
LINKED = (
    figure_links.join(figures, figures.c.figure_id == figure_links.c.figure_id)
    .join(articles, articles.c.article_id == figures.c.article_id)
    .outerjoin(origins, origins.c.origin_id == figure_links.c.origin_id)
)


def slips(*where: ColumnElement[bool]) -> Select[Any]:
    """Return one alarm of each figure at fault, among the findings that pass; a disagreement of origins is no fault."""
    faulty = and_(
        findings.c.level == "alarm", findings.c.between_origins.is_(False), findings.c.figure_id.is_not(None), *where
    )
    first = select(func.min(findings.c.finding_id)).where(faulty).group_by(findings.c.figure_id)
    own = (findings.c.figure_id, findings.c.type, findings.c.explanation.label("reason"))
    return select(*own).where(findings.c.finding_id.in_(first))


def is_live() -> ColumnElement[bool]:
    """Return the condition of a claimed value: asserted, not computed by the writer, of the whole or a part."""
    whole = figures.c.scope.in_(("total", "part"))
    slice_of = and_(figures.c.scope == "subset", figures.c.measure.in_(("share", "duration")))
    return and_(figures.c.stance == "asserted", figures.c.derived.is_(False), or_(whole, slice_of))


def printed(incident_ids: Collection[str]) -> Select[Any]:
    """Return the claims of some incidents folded to distinct readings, in the order of FIELDS."""
    fault = slips(findings.c.incident_id.in_(incident_ids)).subquery()
    key = (*about(), fault.c.type, fault.c.reason, case((fault.c.type.is_not(None), figures.c.figure_id)))
    number = func.count(distinct(figures.c.article_id))
    outlets = func.aggregate_strings(printer(), JOINED)
    shown = (func.min(figures.c.quote), func.min(figures.c.figure_id), func.min(figures.c.article_id))
    columns = (*key[:-1], number, *shown, outlets, func.min(articles.c.published))
    return (
        select(*(column.label(name) for column, name in zip(columns, FIELDS, strict=True)))
        .select_from(LINKED.outerjoin(fault, fault.c.figure_id == figures.c.figure_id))
        .where(figure_links.c.incident_id.in_(incident_ids), is_live())
        .group_by(*key)
        .order_by(figure_links.c.incident_id, figures.c.measure, number.desc(), func.min(figures.c.figure_id))
    )


def each_printed(incident_id: str, article_ids: Collection[str]) -> Select[Any]:
    """Return the claims of an incident in some articles, one row for each printing in the order of FIELDS.

    Whether a printing is at fault is not asked here.
    """
    shown = (figures.c.quote, figures.c.figure_id, figures.c.article_id, printer(), articles.c.published)
    columns = (*about(), null(), null(), literal(1), *shown)
    return (
        select(*(column.label(name) for column, name in zip(columns, FIELDS, strict=True)))
        .select_from(LINKED)
        .where(figures.c.article_id.in_(article_ids), figure_links.c.incident_id == incident_id, is_live())
    )


def printer() -> ColumnElement[str]:
    """Return who prints a figure, in words; empty where nothing says it."""
    return func.coalesce(articles.c.outlet, articles.c.title, articles.c.file, "")


def about() -> tuple[ColumnElement[Any], ...]:
    """Return what a claim says, in the order of ABOUT."""
    return (
        figure_links.c.incident_id,
        figures.c.measure,
        figures.c.accused,
        func.coalesce(origins.c.asserter, figures.c.claimant),
        func.coalesce(origins.c.side, "none"),
        figures.c.value,
        figures.c.low,
        figures.c.high,
        figures.c.comparator,
        case((figures.c.measure.in_(NOUN_MATTERS), figures.c.unit)),
    )
