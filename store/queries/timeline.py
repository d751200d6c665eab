"""The timeline: one row for each incident with its headline value, and the dated marks of the incidents on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Subquery, and_, case, func, or_, select

from store.settled_tables import incident_headlines, incident_languages, incident_marks
from store.summaries import ARTICLE
from store.tables import articles, findings, incidents, reconciled

MOST_MARKS = 5000


@dataclass(frozen=True, slots=True)
class Filters:
    """What the timeline keeps; empty keeps everything. Dates are ISO days."""

    party: str | None = None
    measure: str | None = None
    lang: str | None = None
    status: str | None = None
    kinds: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One incident with its headline value; `slips` are relays that differ, `disagreements` are between origins."""

    incident_id: str
    title: str
    kind: str
    accuser: str | None
    accused: str
    target: str | None
    disclosed: str | None
    measure: str | None
    about: str | None
    best: str | None
    low: str | None
    high: str | None
    status: str | None
    origins: int | None
    articles: int | None
    slips: int
    disagreements: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something dated in a lane: an event, or the articles of one day."""

    incident_id: str
    kind: str  # article, or the type of an event
    date: str
    precision: str | None
    number: int
    words: str | None


def alarms() -> Subquery:
    """Return how many alarms each incident has, by what they are."""
    between = func.sum(case((findings.c.between_origins, 1), else_=0)).label("disagreements")
    slips = func.sum(case((findings.c.between_origins, 0), else_=1)).label("slips")
    wanted = select(findings.c.incident_id, slips, between).where(findings.c.level == "alarm")
    return wanted.group_by(findings.c.incident_id).subquery()


def lanes(connection: Connection, filters: Filters) -> list[Lane]:
    """Return the incidents that pass, the newest first, undated ones last."""
    alarm = alarms()
    own = ("incident_id", "title", "kind", "accuser", "accused", "target", "disclosed")
    value = ("measure", "accused", "best", "low", "high", "status", "origins", "articles")
    headline = and_(
        incident_headlines.c.incident_id == incidents.c.incident_id,
        incident_headlines.c.measure == (filters.measure or ""),
    )
    wanted = (
        select(
            *(incidents.c[name] for name in own),
            *(reconciled.c[name].label(f"value_{name}") for name in value),
            func.coalesce(alarm.c.slips, 0),
            func.coalesce(alarm.c.disagreements, 0),
        )
        .outerjoin(incident_headlines, headline)
        .outerjoin(reconciled, reconciled.c.value_id == incident_headlines.c.value_id)
        .outerjoin(alarm, alarm.c.incident_id == incidents.c.incident_id)
        .where(*conditions(filters))
        .order_by(incidents.c.disclosed.is_(None), incidents.c.disclosed.desc(), incidents.c.incident_id)
    )
    return [Lane(*values) for values in map(tuple, connection.execute(wanted))]


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions of the filters."""
    found: list[ColumnElement[bool]] = []
    if filters.party is not None:
        joined = (";" + incidents.c.accused + ";").contains(f";{filters.party};", autoescape=True)
        found.append(or_(incidents.c.accuser == filters.party, joined))
    if filters.measure is not None:
        found.append(reconciled.c.value_id.is_not(None))
    if filters.status is not None:
        is_none = filters.status == "none"
        found.append(reconciled.c.value_id.is_(None) if is_none else reconciled.c.status == filters.status)
    if filters.kinds:
        found.append(incidents.c.kind.in_(filters.kinds))
    if filters.lang is not None:
        found.append(in_language(filters.lang))
    if filters.since is not None:
        found.append(or_(incidents.c.disclosed.is_(None), incidents.c.disclosed >= filters.since))
    if filters.until is not None:
        found.append(or_(incidents.c.disclosed.is_(None), incidents.c.disclosed <= filters.until))
    return found


def in_language(lang: str) -> ColumnElement[bool]:
    """Return the condition that an article in a language gives a figure of the incident."""
    spoken = incident_languages.c.lang
    same = or_(spoken == lang, and_(spoken >= f"{lang}-", spoken < f"{lang}."))
    return incidents.c.incident_id.in_(
        select(incident_languages.c.incident_id).where(same, incident_languages.c.printed > 0)
    )


def marks(connection: Connection, incident_ids: Sequence[str], until: str | None = None) -> list[Mark]:
    """Return the articles (counted by day) and the events of some incidents."""
    names = ("incident_id", "kind", "date", "precision", "number", "words")
    mine: ColumnElement[bool] = incident_marks.c.incident_id.in_(incident_ids)
    if until is not None:
        mine = and_(mine, incident_marks.c.date <= until)
    wanted = select(*(incident_marks.c[name] for name in names)).where(mine)
    wanted = wanted.order_by(incident_marks.c.date.desc(), incident_marks.c.mark_id).limit(MOST_MARKS)
    is_event = incident_marks.c.kind != ARTICLE
    return [
        Mark(*row) for which in (~is_event, is_event) for row in map(tuple, connection.execute(wanted.where(which)))
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer, and the first and last dated thing."""

    parties: tuple[str, ...]
    measures: tuple[str, ...]
    languages: tuple[str, ...]
    first: str | None
    last: str | None


def choices(connection: Connection) -> Choices:
    """Return what can be chosen, the most frequent parties first."""
    named: dict[str, int] = {}
    for accuser, accused in connection.execute(select(incidents.c.accuser, incidents.c.accused)):
        for name in {accuser, *accused.split(";")} - {None, ""}:
            named[name] = named.get(name, 0) + 1
    measures = connection.execute(
        select(reconciled.c.measure).group_by(reconciled.c.measure).order_by(func.count().desc())
    ).scalars()
    languages = connection.execute(
        select(articles.c.lang).group_by(articles.c.lang).order_by(func.count().desc())
    ).scalars()
    first, last = connection.execute(select(func.min(incidents.c.disclosed), func.max(incidents.c.disclosed))).one()
    newest = connection.execute(select(func.max(articles.c.published))).scalar()
    ends = [end[:10] for end in (last, newest) if end]
    tongues = dict.fromkeys(lang.partition("-")[0] for lang in languages)
    return Choices(
        tuple(sorted(named, key=lambda name: (-named[name], name))),
        tuple(measures),
        tuple(tongues),
        first,
        max(ends, default=None),
    )
