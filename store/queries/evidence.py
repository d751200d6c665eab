"""Articles as they are kept, with everything that was read in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from store.log_tables import page_archives
from store.printed import slips
from store.search import search
from store.tables import (
    articles,
    captures,
    events,
    figure_links,
    figures,
    findings,
    incidents,
    origins,
    readings,
)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article version in a list."""

    article_id: str
    outlet: str | None
    title: str | None
    published: str | None
    lang: str
    figures: int


def newest(connection: Connection, limit: int, offset: int = 0) -> list[ArticleRow]:
    """Return the newest articles, undated ones last, each with its number of figures."""
    number = (
        select(func.count())
        .select_from(figures)
        .where(figures.c.article_id == articles.c.article_id)
        .correlate(articles)
        .scalar_subquery()
    )
    columns = (articles.c[name] for name in ("article_id", "outlet", "title", "published", "lang"))
    order = (articles.c.published.desc().nulls_last(), articles.c.article_id)
    here = select(articles.c.article_id).order_by(*order).limit(limit).offset(offset)  # from an index alone
    wanted = select(*columns, number).where(articles.c.article_id.in_(here)).order_by(*order)
    return [ArticleRow(*row) for row in map(tuple, connection.execute(wanted))]


def found(connection: Connection, asked: str, limit: int) -> list[tuple[ArticleRow, str]]:
    """Return the articles that hold all words asked for, each with the text around the first of them."""
    hits = {hit.article_id: hit.excerpt for hit in search(connection, asked, limit=limit)}
    columns = (articles.c[name] for name in ("article_id", "outlet", "title", "published", "lang"))
    number = select(func.count()).where(figures.c.article_id == articles.c.article_id).correlate(articles)
    wanted = select(*columns, number.scalar_subquery()).where(articles.c.article_id.in_(hits))
    rows = {row[0]: ArticleRow(*row) for row in map(tuple, connection.execute(wanted))}
    return [(rows[identity], excerpt) for identity, excerpt in hits.items() if identity in rows]


@dataclass(frozen=True, slots=True)
class Held:
    """One article version with its text and how it was captured."""

    article_id: str
    url: str | None
    file: str | None
    outlet: str | None
    title: str | None
    published: str | None
    published_evidence: str | None
    lang: str
    text: str
    text_sha256: str
    first_seen: str
    last_seen: str
    source_id: str | None
    capture_id: str
    fetched_at: str
    capture_sha256: str
    relevant: bool | None
    archive_url: str | None  # a copy of the page in a public archive, where one is known
    archived_at: str | None


def held(connection: Connection, article_id: str) -> Held | None:
    """Return an article version, None for an unknown id."""
    own = ("article_id", "url", "file", "outlet", "title", "published", "published_evidence", "lang", "text")
    more = ("text_sha256", "first_seen", "last_seen", "source_id", "capture_id")
    wanted = (
        select(
            *(articles.c[name] for name in (*own, *more)),
            captures.c.fetched_at,
            captures.c.sha256,
            readings.c.relevant,
            page_archives.c.archive_url,
            page_archives.c.archived_at,
        )
        .join(captures, captures.c.capture_id == articles.c.capture_id)
        .outerjoin(page_archives, page_archives.c.capture_id == articles.c.capture_id)
        .outerjoin(readings, readings.c.article_id == articles.c.article_id)
        .where(articles.c.article_id == article_id)
    )
    row = connection.execute(wanted).one_or_none()
    return Held(*tuple(row)) if row is not None else None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure at its place in the text."""

    figure_id: str
    start: int
    end: int
    quote: str
    comparator: str
    value: str | None
    low: str | None
    high: str | None
    measure: str
    unit: str | None
    scope: str
    stance: str
    derived: bool
    accused: str
    claimant: str | None
    via: str | None
    window_start: str | None
    window_end: str | None
    incident_id: str | None
    side: str | None
    slip: str | None
    reason: str | None


OWN = (
    *("figure_id", "start", "end", "quote", "comparator", "value", "low", "high", "measure", "unit", "scope"),
    *("stance", "derived", "accused", "claimant", "via", "window_start", "window_end"),
)


def figures_of(connection: Connection, article_id: str) -> list[FigureRow]:
    """Return the figures of an article in text order."""
    mine = select(figures.c.figure_id).where(figures.c.article_id == article_id)
    fault = slips(findings.c.figure_id.in_(mine)).subquery()
    wanted = (
        select(
            *(figures.c[name] for name in OWN),
            figure_links.c.incident_id,
            origins.c.side,
            fault.c.type,
            fault.c.reason,
        )
        .outerjoin(figure_links, figure_links.c.figure_id == figures.c.figure_id)
        .outerjoin(origins, origins.c.origin_id == figure_links.c.origin_id)
        .outerjoin(fault, fault.c.figure_id == figures.c.figure_id)
        .where(figures.c.article_id == article_id)
        .order_by(figures.c.start, figures.c.end, figures.c.figure_id)
    )
    return [FigureRow(*row) for row in map(tuple, connection.execute(wanted))]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text with what it is: a claimant, a date, or the quote of an event."""

    start: int
    end: int
    kind: str
    words: str


def places(connection: Connection, article_id: str) -> list[Place]:
    """Return who is given as a source and which dates are printed, in text order."""
    payload = connection.execute(select(readings.c.payload).where(readings.c.article_id == article_id)).scalar()
    if not isinstance(payload, Mapping):
        return []
    found = [
        place(item["source"], "claimant", item.get("speaker")) for item in payload["attributions"] if item["source"]
    ]
    found += [place(item["span"], "date", period(item)) for item in payload["dates"]]
    return sorted(found, key=lambda one: (one.start, one.end, one.kind))


def place(span: Mapping[str, int], kind: str, words: Any) -> Place:
    """Return one place of a kept reading."""
    return Place(span["start"], span["end"], kind, str(words or ""))


def period(item: Mapping[str, str]) -> str:
    """Return the day or period of a date as it was read."""
    return item["start"] if item["start"] == item["end"] else f"{item['start']} to {item['end']}"


def event_place(connection: Connection, event_id: str, article_id: str) -> Place | None:
    """Return where the quote of an event stands in an article."""
    wanted = select(events.c.start, events.c.end, events.c.type)
    row = connection.execute(
        wanted.where(events.c.event_id == event_id, events.c.article_id == article_id)
    ).one_or_none()
    return Place(row.start, row.end, "event", row.type) if row is not None else None


def told(connection: Connection, article_id: str) -> list[tuple[str, str]]:
    """Return (id, title) of the incidents that an article has figures about."""
    wanted = (
        select(incidents.c.incident_id, incidents.c.title)
        .join(figure_links, figure_links.c.incident_id == incidents.c.incident_id)
        .join(figures, figures.c.figure_id == figure_links.c.figure_id)
        .where(figures.c.article_id == article_id)
        .distinct()
        .order_by(incidents.c.incident_id)
    )
    return [(identity, title) for identity, title in connection.execute(wanted)]
