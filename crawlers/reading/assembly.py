"""Blocks as they are collected from a page, and the one text that is assembled from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.article import Block, BlockKind, Cell, Span

ITEM_NUMBER = re.compile(r"^(\d{1,2})[.)]?\s?(?=[^\W\d_])")
BLOCK_BREAK = "\n"
CELL_BREAK = "\t"


def collapse(text: str) -> str:
    """Return `text` with every run of white space (NBSP ...) as one space, without NUL and format characters."""
    if "\x00" in text or "\u200b" in text or "\ufeff" in text or "\u00ad" in text or "\u2060" in text:
        text = text.translate(INVISIBLE)
    return " ".join(text.split())


INVISIBLE = {0x00: " ", 0x200B: None, 0xFEFF: None, 0x00AD: None, 0x2060: None}


@dataclass(frozen=True, slots=True)
class CellDraft:
    """The text of one cell before its place in the whole text is known."""

    text: str
    column: int
    header: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One block before its place in the whole text is known; `cells` hold the text of rows and cards.

    `home` numbers the element it stands in, `linked` is the share of its text that is links.
    """

    kind: BlockKind
    text: str
    level: int = 0
    group: int = 0
    cells: tuple[CellDraft, ...] = ()
    home: int = 0
    linked: float = 0.0

    def as_kind(self, kind: BlockKind) -> Draft:
        """Return the same block with another kind."""
        return replace(self, kind=kind)


def row(kind: BlockKind, cells: Iterable[CellDraft], group: int) -> Draft:
    """Return a block of cells; empty cells keep their column but leave no text."""
    kept = tuple(cell for cell in cells if cell.text)
    return Draft(kind, CELL_BREAK.join(cell.text for cell in kept), group=group, cells=kept)


def unnumbered(drafts: list[Draft]) -> list[Draft]:
    """Take the printed numbers 1, 2, 3 ... off the items of a list whose every item begins with its own number."""
    groups: dict[int, list[int]] = {}
    for place, draft in enumerate(drafts):
        if draft.kind is BlockKind.LIST_ITEM:
            groups.setdefault(draft.group, []).append(place)
    kept = list(drafts)
    for places in groups.values():
        found = [ITEM_NUMBER.match(drafts[place].text) for place in places]
        numbers = [int(match[1]) for match in found if match]
        if len(places) > 1 and numbers == list(range(1, len(places) + 1)):
            for place, match in zip(places, found, strict=True):
                if match:
                    kept[place] = replace(drafts[place], text=drafts[place].text[match.end() :])
    return kept


def assemble(drafts: Iterable[Draft]) -> tuple[str, tuple[Block, ...]]:
    """Return the text (blocks joined by a line break, cells by a tab) and its blocks with their places."""
    pieces: list[str] = []
    blocks: list[Block] = []
    place = 0
    for draft in drafts:
        if not draft.text:
            continue
        if pieces:
            place += len(BLOCK_BREAK)
        span = Span(place, place + len(draft.text))
        blocks.append(Block(draft.kind, span, draft.level, _cells(draft, place), draft.group))
        pieces.append(draft.text)
        place = span.end
    return BLOCK_BREAK.join(pieces), tuple(blocks)


def _cells(draft: Draft, place: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for cell in draft.cells:
        cells.append(Cell(Span(place, place + len(cell.text)), cell.column, cell.header, cell.head))
        place += len(cell.text) + len(CELL_BREAK)
    return tuple(cells)
