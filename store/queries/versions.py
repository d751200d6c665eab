"""Versions of a page: which figures went, came or changed between one and the next. A comma is no change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from store.queries.incident import named
from store.tables import articles, figures

MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as a version printed it."""

    figure_id: str
    article_id: str
    measure: str
    accused: str
    scope: str
    comparator: str
    value: str | None
    low: str | None
    high: str | None
    unit: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that differs between two versions; `before` or `after` is None where it came or went."""

    article_id: str
    previous_id: str
    outlet: str
    seen: str
    before: Printed | None
    after: Printed | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page."""

    article_id: str
    supersedes: str | None
    first_seen: str
    last_seen: str
    published: str | None
    text_sha256: str


def versions(connection: Connection, article_id: str) -> list[Version]:
    """Return all versions of the page of an article, oldest first."""
    place = connection.execute(
        select(articles.c.url, articles.c.file).where(articles.c.article_id == article_id)
    ).one_or_none()
    if place is None:
        return []
    url, file = place
    same = articles.c.url == url if url is not None else articles.c.file == file
    columns = (articles.c[name] for name in Version.__dataclass_fields__)
    wanted = select(*columns).where(or_(same, articles.c.article_id == article_id))
    wanted = wanted.order_by(articles.c.first_seen, articles.c.supersedes.is_not(None), articles.c.article_id)
    return [Version(*row) for row in map(tuple, connection.execute(wanted))]


def changes_of_page(connection: Connection, article_ids: Sequence[str]) -> list[Change]:
    """Return the figure changes between the versions of one page, oldest first."""
    wanted = select(articles.c.article_id, articles.c.supersedes, named(), articles.c.first_seen)
    wanted = wanted.where(articles.c.supersedes.is_not(None), articles.c.article_id.in_(article_ids))
    pairs = connection.execute(wanted.order_by(articles.c.first_seen, articles.c.article_id).limit(MOST_CHANGES)).all()
    ids = {identity for pair in pairs for identity in pair[:2]}
    held: dict[str, list[Printed]] = {}
    columns = (figures.c[name] for name in Printed.__dataclass_fields__)
    by_place = select(*columns).where(figures.c.article_id.in_(ids)).order_by(figures.c.article_id, figures.c.start)
    for row in map(tuple, connection.execute(by_place)):
        printed = Printed(*row)
        held.setdefault(printed.article_id, []).append(printed)
    return [
        Change(new, old, outlet, seen, before, after)
        for new, old, outlet, seen in pairs
        for before, after in differences(held.get(old, ()), held.get(new, ()))
    ]


def differences(old: Iterable[Printed], new: Iterable[Printed]) -> list[tuple[Printed | None, Printed | None]]:
    """Return what went, came or changed; a value that took the place of another on the same topic is a pair."""
    gone, come = distinct(old), distinct(new)
    for same in set(gone) & set(come):
        del gone[same], come[same]
    found: list[tuple[Printed | None, Printed | None]] = []
    for before in gone.values():
        partner = next((key for key, after in come.items() if topic(after) == topic(before)), None)
        found.append((before, come.pop(partner) if partner is not None else None))
    return found + [(None, after) for after in come.values()]


def distinct(printed: Iterable[Printed]) -> dict[tuple[object, ...], Printed]:
    """Return the figures of a version by what they say."""
    found: dict[tuple[object, ...], Printed] = {}
    for figure in printed:
        found.setdefault((*topic(figure), figure.comparator, figure.value, figure.low, figure.high), figure)
    return found


def topic(figure: Printed) -> tuple[str, str, str]:
    """Return what a figure is about."""
    return figure.measure, figure.accused, figure.scope
