"""Alarms: what stands against what. Relays that slipped one by one, disagreements of origins folded to one each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, select

from store.printed import JOINED
from store.queries.incident import named
from store.settled_tables import incident_gaps
from store.tables import articles, figure_links, figures, findings, incidents, origins

MOST_AGAINST = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which disputes: of origins or of relays, of one kind, of one incident."""

    between_origins: bool
    kind: str | None = None
    incident_id: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One card: the alarm, the figure in question, what it stands against, who else prints it."""

    finding_id: str
    type: str
    between_origins: bool
    incident_id: str
    incident: str
    measure: str | None
    figure_id: str | None
    against: tuple[str, ...]
    explanation: str
    rule: str
    printings: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure in its sentence."""

    figure_id: str
    article_id: str
    outlet: str
    published: str | None
    lang: str
    sentence: str
    sentence_start: int
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
    accused: str
    claimant: str | None
    window_start: str | None
    window_end: str | None
    side: str
    place: str = "body"


def kinds(connection: Connection) -> list[tuple[str, bool, int]]:
    """Return (type, between origins, how many) of the alarms."""
    number = func.count()
    wanted = (
        select(findings.c.type, findings.c.between_origins, number)
        .where(findings.c.level == "alarm")
        .group_by(findings.c.type, findings.c.between_origins)
        .order_by(number.desc(), findings.c.type)
    )
    return [(kind, bool(between), int(n)) for kind, between, n in connection.execute(wanted)]


def accused_by(connection: Connection) -> list[tuple[str, str]]:
    """Return (id, title) of the incidents with an alarm, the most alarms first."""
    number = func.count()
    wanted = (
        select(incidents.c.incident_id, incidents.c.title)
        .join(findings, findings.c.incident_id == incidents.c.incident_id)
        .where(findings.c.level == "alarm")
        .group_by(incidents.c.incident_id, incidents.c.title)
        .order_by(number.desc(), incidents.c.incident_id)
    )
    return [(identity, title) for identity, title in connection.execute(wanted)]


def conditions(wanted: Wanted) -> ColumnElement[bool]:
    """Return the conditions of what is wanted."""
    found = and_(findings.c.level == "alarm", findings.c.between_origins.is_(wanted.between_origins))
    if wanted.kind is not None:
        found = and_(found, findings.c.type == wanted.kind)
    if wanted.incident_id is not None:
        found = and_(found, findings.c.incident_id == wanted.incident_id)
    return found


def single(wanted: Wanted) -> Select[Any, int, Any]:
    """Return one row for each card of a relay that slipped: nothing is folded."""
    one = select(findings.c.finding_id, literal(1).label("printings"), literal("").label("outlets"))
    return one.where(conditions(wanted))


def folded(wanted: Wanted) -> Select[Any, int, Any]:
    """Return one row for each card of a disagreement, as it was kept: its first finding, printings, their outlets."""
    kept = select(incident_gaps.c.finding_id, incident_gaps.c.printings, incident_gaps.c.outlets)
    kept = kept.where(incident_gaps.c.type == (wanted.kind or ""))
    return kept if wanted.incident_id is None else kept.where(incident_gaps.c.incident_id == wanted.incident_id)


def disputes(connection: Connection, wanted: Wanted, limit: int, offset: int) -> tuple[list[Dispute], int]:
    """Return one page of cards, newest incidents first, and how many there are."""
    cards = (folded(wanted) if wanted.between_origins else single(wanted)).subquery()
    number = connection.execute(select(func.count()).select_from(cards)).scalar_one()
    rows = connection.execute(
        select(findings, incidents.c.title, cards.c.printings, cards.c.outlets)
        .join(cards, cards.c.finding_id == findings.c.finding_id)
        .join(incidents, incidents.c.incident_id == findings.c.incident_id)
        .order_by(
            incidents.c.disclosed.is_(None),
            incidents.c.disclosed.desc(),
            findings.c.incident_id,
            cards.c.printings.desc(),
            findings.c.finding_id,
        )
        .limit(limit)
        .offset(offset)
    )
    return [dispute({**row._mapping}) for row in rows], int(number)


def dispute(row: Mapping[str, Any]) -> Dispute:
    """Return the card of a row."""
    get = row.__getitem__
    names = sorted({name for name in (get("outlets") or "").split(JOINED) if name})
    against = tuple(identity for identity in get("against").split(";") if identity)
    return Dispute(
        finding_id=get("finding_id"),
        type=get("type"),
        between_origins=bool(get("between_origins")),
        incident_id=get("incident_id"),
        incident=get("title"),
        measure=get("measure"),
        figure_id=get("figure_id"),
        against=against,
        explanation=get("explanation"),
        rule=get("rule"),
        printings=int(get("printings")),
        outlets=tuple(names),
    )


OWN = ("sentence", "sentence_start", "start", "end", "quote", "comparator", "value", "low", "high", "measure", "unit")
MORE = ("scope", "accused", "claimant", "window_start", "window_end")


def quoted(connection: Connection, figure_ids: Sequence[str]) -> dict[str, Quoted]:
    """Return figures with the sentences they stand in, by id."""
    wanted = (
        select(
            figures.c.figure_id,
            figures.c.article_id,
            named(),
            articles.c.published,
            articles.c.lang,
            *(figures.c[name] for name in (*OWN, *MORE)),
            func.coalesce(origins.c.side, "none"),
            figures.c.place,
        )
        .join(articles, articles.c.article_id == figures.c.article_id)
        .outerjoin(figure_links, figure_links.c.figure_id == figures.c.figure_id)
        .outerjoin(origins, origins.c.origin_id == figure_links.c.origin_id)
        .where(figures.c.figure_id.in_(figure_ids))
    )
    found = (Quoted(*row) for row in map(tuple, connection.execute(wanted)))
    return {one.figure_id: one for one in found}


def column_heads(connection: Connection, quotes: Sequence[Quoted]) -> dict[str, str]:
    """Return the head of the column of each figure that stands in a table: its row alone says too little."""
    in_tables = [quote for quote in quotes if quote.place == "table"]
    wanted = select(articles.c.article_id, articles.c.payload)
    wanted = wanted.where(articles.c.article_id.in_({quote.article_id for quote in in_tables}))
    blocks = {identity: payload["blocks"] for identity, payload in connection.execute(wanted)}
    found = {}
    for quote in in_tables:
        head = head_at(blocks[quote.article_id], quote.start)
        if head:
            found[quote.figure_id] = head
    return found


def head_at(blocks: Iterable[Mapping[str, Any]], at: int) -> str:
    """Return the head of the column at a place of a text; empty where it has none."""
    for block in blocks:
        if block["span"]["start"] <= at < block["span"]["end"]:
            for cell in block["cells"]:
                if cell["span"]["start"] <= at < cell["span"]["end"]:
                    return str(cell["head"])
    return ""


def needed(cards: Iterable[Dispute]) -> tuple[str, ...]:
    """Return the figures that some cards show."""
    ids = {identity for card in cards for identity in (card.figure_id, *card.against[:MOST_AGAINST]) if identity}
    return tuple(sorted(ids))
