"""What was fetched and what was read from it: captures, articles and the structure of their text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open place `[start, end)` in an article's text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the piece of `text` at this place."""
        return text[self.start : self.end]


class BlockKind(StrEnum):
    """What a stretch of the text was on the page."""

    TITLE = "title"  # the headline; the first block when the page has an h1
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"  # cells hold the row's cells; header cells are marked
    CARD = "card"  # a stat card: cells are number and label, in printed order
    QUOTE = "quote"  # block quotation
    CAPTION = "caption"
    META = "meta"  # byline, dateline, read time, tags, share counts: text of the page, never a claim
    CORRECTION = "correction"  # a correction or update note


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row or stat card. `head` is the text of its column heading, or ""."""

    span: Span
    column: int
    header: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the text. Blocks are disjoint and in text order; between two blocks there is only "\\n"."""

    kind: BlockKind
    span: Span
    level: int = 0  # heading level, or list depth
    cells: tuple[Cell, ...] = ()
    group: int = 0  # number of the list, table or card group it belongs to (1, 2, ...); 0 outside one


@dataclass(frozen=True, slots=True)
class Capture:
    """A page, feed or file as it came: bytes are kept, never edited. Times are ISO 8601 in UTC."""

    id: str
    url: str  # address asked for, or "file:" path for an import
    final_url: str  # after redirects
    fetched_at: str
    status: int  # HTTP status; 0 for a file
    content_type: str
    sha256: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    source_id: str | None = None
    file: str | None = None  # path as given to ingest, else None


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A value read from a page with where it came from, for example `json-ld:datePublished` or `url`."""

    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """One immutable version of a text. `published` is ISO 8601, as precise as the page gives it."""

    id: str  # identifier("art", url or file, text_sha256)
    capture_id: str
    url: str | None  # canonical address; None for plain text without one
    file: str | None
    source_id: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    published: Evidenced | None
    modified: Evidenced | None
    lang: str  # BCP 47, from the text
    text: str
    text_sha256: str
    blocks: tuple[Block, ...]
    title_evidence: str | None = None
    outlet_evidence: str | None = None
    authors_evidence: str | None = None
    declared_lang: str | None = None
    supersedes: str | None = None  # id of the version this one replaces
