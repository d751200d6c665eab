"""Write what the reader found, with every span checked against the text; read reports back for reconciling."""

from __future__ import annotations

import array
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from ledger.article import Article
from ledger.codec import decode, encode, number_text
from ledger.identity import identifier
from ledger.incident import Report
from ledger.issue import Issue
from ledger.reading import Case, Citation, Event, Figure, Reading
from store import scopes
from store.engine import hold
from store.tables import articles, events, figures, past_figures, readings
from store.upsert import insert_new

LARGEST_SORT = 1e300
MONTH = len("2026-03")


def put(connection: Connection, article: Article, reading: Reading, shingles: frozenset[int], now: str) -> list[Issue]:
    """Replace the reading of an article; a figure whose quote is not at its place is left out and becomes an Issue."""
    issues = []
    good = []
    for figure in reading.figures:
        if figure.span.of(article.text) == figure.quote and figure.quote:
            good.append(figure)
        else:
            issues.append(Issue("read", "quote_not_in_text", f"{figure.quote!r} is not at {figure.span}", article.id))
    hold(connection, f"reading {article.id}")
    rows = [figure_row(article, figure) for figure in good]
    keep_past(connection, article.id, rows, now)
    scopes.touch(connection, [article.id])
    for table in (figures, events, readings):
        connection.execute(delete(table).where(table.c.article_id == article.id))
    payload = encode(reading)
    payload["figures"] = [encode(figure) for figure in good]
    kept = select(*COUNTED).where(articles.c.article_id == article.id)
    about = of_article(connection.execute(kept).one()._mapping)
    packed = array.array("Q", sorted(value & 0xFFFFFFFFFFFFFFFF for value in shingles)).tobytes()
    connection.execute(
        insert(readings).values(
            article_id=article.id,
            reader_version=reading.reader_version,
            relevant=reading.relevant,
            read_at=now,
            payload=payload,
            shingles=packed,
            figures=len(good),
            **about,
        )
    )
    if good:
        connection.execute(insert(figures), rows)
    if reading.events:
        connection.execute(insert(events), [event_row(event) for event in reading.events])
    return issues


COUNTED = (articles.c.source_id, articles.c.outlet, articles.c.published, articles.c.lang)


def of_article(row: Any) -> dict[str, Any]:
    """Return what a reading keeps of its article, so that sources, outlets and months are counted by an index alone."""
    month = row["published"][:MONTH] if row["published"] is not None else None
    return {"source_id": row["source_id"], "outlet": row["outlet"], "month": month, "lang": row["lang"]}


def keep_past(connection: Connection, article_id: str, rows: list[dict[str, Any]], now: str) -> None:
    """Keep figures of an earlier reading that the new one has no more or has otherwise: nothing printed is lost."""
    new = {row["figure_id"]: row for row in rows}
    past = []
    for found in connection.execute(select(figures).where(figures.c.article_id == article_id)):
        row = dict(found._mapping)
        if {**new.get(found.figure_id, {}), "reader_version": found.reader_version} != row:
            identity = identifier("pas", found.figure_id, found.reader_version, encode(list(row.values())))
            past.append(
                {
                    "past_id": identity,
                    "figure_id": found.figure_id,
                    "article_id": article_id,
                    "reader_version": found.reader_version,
                    "replaced_at": now,
                    "row": row,
                }
            )
    insert_new(connection, past_figures, past)


def figure_row(article: Article, figure: Figure) -> dict[str, Any]:
    """Return the row of a figure."""
    quantity = figure.quantity
    sort = quantity.value if quantity.value is not None else quantity.low if quantity.low is not None else quantity.high
    window = figure.window or (None, None)
    return {
        "figure_id": figure.id,
        "article_id": article.id,
        "start": figure.span.start,
        "end": figure.span.end,
        "quote": figure.quote,
        "value": number_text(quantity.value),
        "low": number_text(quantity.low),
        "high": number_text(quantity.high),
        "comparator": quantity.comparator.value,
        "measure": figure.measure,
        "unit": figure.unit,
        "scope": figure.scope.value,
        "accused": ";".join(figure.accused),
        "claimant": figure.claimant,
        "via": figure.via,
        "target": figure.target,
        "window_start": window[0],
        "window_end": window[1],
        "stance": figure.stance.value,
        "derived": figure.derived,
        "sentence": figure.sentence.of(article.text),
        "sentence_start": figure.sentence.start,
        "place": figure.place,
        "doubts": list(figure.doubts),
        "reader_version": figure.reader_version,
        "sort_value": min(float(sort), LARGEST_SORT) if sort is not None else None,
    }


def event_row(event: Event) -> dict[str, Any]:
    """Return the row of an event."""
    return {
        "event_id": event.id,
        "article_id": event.article_id,
        "type": event.type,
        "date": event.date,
        "date_precision": event.precision.value if event.precision else None,
        "actors": ";".join(event.actors),
        "quote": event.quote,
        "start": event.span.start,
        "end": event.span.end,
    }


REPORTED = ("article_id", "url", "file", "outlet", "title", "published", "lang", "tier", "first_seen", "supersedes")
"""Columns of an article that reconciling needs: not its text."""


def reported() -> Select[Any]:
    """Return the query for reports."""
    joined = articles.join(readings, readings.c.article_id == articles.c.article_id)
    return select(*(articles.c[name] for name in REPORTED), readings.c.payload, readings.c.shingles).select_from(joined)


def reports(connection: Connection, as_of: str | None = None) -> Iterator[Report]:
    """Yield every read article as a report, ordered by id; `as_of` keeps those first seen on or before that moment."""
    wanted = reported()
    if as_of is not None:
        wanted = wanted.where(articles.c.first_seen <= as_of)
    for row in connection.execute(wanted.order_by(articles.c.article_id)):
        yield report_of(row)


def some_reports(connection: Connection, article_ids: Iterable[str]) -> Iterator[Report]:
    """Yield the reports of some articles."""
    wanted = reported()
    for part in scopes.parts(set(article_ids)):
        for row in connection.execute(wanted.where(articles.c.article_id.in_(part))):
            yield report_of(row)


def stamps(connection: Connection, article_ids: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """Return, by article, what changes whenever its report does: all but its reading, and when that was made."""
    joined = articles.join(readings, readings.c.article_id == articles.c.article_id)
    columns = (*(articles.c[name] for name in REPORTED), readings.c.reader_version, readings.c.read_at)
    wanted = select(*columns).select_from(joined)
    found = {}
    for part in scopes.parts(set(article_ids)):
        for row in connection.execute(wanted.where(articles.c.article_id.in_(part))):
            found[row[0]] = tuple(row)
    return found


def report_of(row: Any) -> Report:
    """Return the report of one row; of its reading only what reconciling needs is brought back."""
    article = dict(zip(REPORTED, row, strict=False))
    payload = row.payload
    return Report(
        **article,
        relevant=payload["relevant"],
        cases=decode(tuple[Case, ...], payload["cases"]),
        figures=decode(tuple[Figure, ...], payload["figures"]),
        events=decode(tuple[Event, ...], payload["events"]),
        citations=decode(tuple[Citation, ...], payload["citations"]),
        shingles=unpacked(row.shingles),
    )


def unpacked(packed: bytes) -> frozenset[int]:
    """Return shingles as they went in."""
    values = array.array("Q")
    values.frombytes(packed)
    return frozenset(values)
