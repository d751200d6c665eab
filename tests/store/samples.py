"""A small invented case as the ledger's own dataclasses: what the store tests put in and get out."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from ledger.article import Article, Block, BlockKind, Capture, Cell, Evidenced, Span
from ledger.identity import identifier, text_sha256
from ledger.quantity import Comparator, Quantity
from ledger.reading import Case, Event, Figure, Precision, Reading, Scope, Stance

TEXT = "Harbor says rivals made over 2.5 million queries.\nThe queries came from 9,000 accounts, it said."
NOON = "2026-03-01T12:00:00Z"


def capture(url: str = "https://news.example/a", body: bytes = b"<p>page", at: str = NOON) -> Capture:
    """Return a page as it came."""
    digest = hashlib.sha256(body).hexdigest()
    headers = (("Content-Type", "text/html"), ("ETag", '"x"'))
    return Capture(identifier("cap", url, digest), url, url, at, 200, "text/html", digest, body, headers, "harbor")


def article(text: str = TEXT, url: str = "https://news.example/a", title: str | None = "Harbor accuses") -> Article:
    """Return an article with blocks, cells and evidence."""
    first = text.index("\n") if "\n" in text else len(text)
    row = Block(BlockKind.TABLE_ROW, Span(first + 1, len(text)), 0, (Cell(Span(first + 1, len(text)), 1, True),), 1)
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, first)), row)
    digest = text_sha256(text)
    return Article(
        id=identifier("art", url, digest),
        capture_id="",
        url=url,
        file=None,
        source_id="harbor",
        outlet="News",
        title=title,
        authors=("A. Writer", "B. Writer"),
        published=Evidenced("2026-03-01", "json-ld:datePublished"),
        modified=None,
        lang="en",
        text=text,
        text_sha256=digest,
        blocks=blocks,
    )


def figure(of: Article, quote: str, value: str, comparator: Comparator = Comparator.EXACT) -> Figure:
    """Return a figure whose quote stands in the article."""
    start = of.text.index(quote)
    span = Span(start, start + len(quote))
    number = Decimal(value)
    return Figure(
        id=identifier("fig", of.text_sha256, start, value),
        article_id=of.id,
        span=span,
        quote=quote,
        quantity=Quantity(value=number, low=number, high=number, comparator=comparator),
        measure="interactions",
        unit="queries",
        scope=Scope.TOTAL,
        accused=("Delta", "Echo"),
        claimant="Harbor",
        via=None,
        target="Beacon",
        window=("2025-01", "2025-11"),
        stance=Stance.ASSERTED,
        derived=False,
        case=0,
        sentence=Span(0, len(of.text)),
        doubts=("no_noun",),
        reader_version="1",
    )


def reading(of: Article, *figures: Figure, version: str = "1") -> Reading:
    """Return a reading with a case, an event and the figures."""
    event = Event(
        identifier("evt", of.id), of.id, "accusation", "2026-03", Precision.MONTH, ("Harbor",), Span(0, 6), "Harbor", 0
    )
    case = Case("Harbor", ("Delta", "Echo"), "Beacon", "allegation", "2026-03")
    return Reading(of.id, True, cases=(case,), figures=figures, events=(event,), reader_version=version)
