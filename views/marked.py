"""The text of an article with what was read in it, marked in place: cut at the raw offsets first, escaped after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from views.text import safe

PART = 40_000


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch to mark. `note` is the small number after it, `anchor` what a link can lead to."""

    start: int
    end: int
    style: str
    note: str = ""
    anchor: str = ""
    title: str = ""
    is_asked: bool = False


def kept(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks in text order without overlaps; of two that overlap the one given first stays."""
    taken: list[Mark] = []
    for mark in marks:
        if mark.start < mark.end and all(mark.end <= other.start or mark.start >= other.end for other in taken):
            taken.append(mark)
    return sorted(taken, key=lambda mark: mark.start)


def gaps(start: int, end: int, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return what is left of a stretch between the marks that stand in it."""
    left, at = [], start
    for mark in kept(marks):
        if mark.end > start and mark.start < end:
            if mark.start > at:
                left.append((at, mark.start))
            at = max(at, mark.end)
    return [*left, (at, end)] if at < end else left


def part_bounds(text: str) -> list[tuple[int, int]]:
    """Return the parts in which a long text is shown; each ends at a line end where there is one."""
    bounds, start = [], 0
    while start < len(text):
        end = min(start + PART, len(text))
        if end < len(text):
            line_end = text.rfind("\n", start + PART // 2, end)
            end = line_end + 1 if line_end != -1 else end
        bounds.append((start, end))
        start = end
    return bounds or [(0, 0)]


def part_of(bounds: Sequence[tuple[int, int]], offset: int) -> int:
    """Return the number of the part (from 0) that holds a place of the text."""
    return next((number for number, (_, end) in enumerate(bounds) if offset < end), len(bounds) - 1)


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the lines that are not empty."""
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end == -1 else line_end
        if text[at:line_end].strip():
            yield at, line_end
        at = line_end + 1


def html_of(text: str, marks: Sequence[Mark], start: int, end: int, lang: str) -> str:
    """Return one part of a text as HTML, each line a paragraph of its own direction."""
    ordered = [mark for mark in kept(marks) if mark.end > start and mark.start < end]
    pieces = []
    position = 0
    for line_start, line_end in paragraphs(text, start, end):
        while position < len(ordered) and ordered[position].end <= line_start:
            position += 1
        inside = []
        for mark in ordered[position:]:
            if mark.start >= line_end:
                break
            inside.append(mark)
        pieces.append(f'<p dir="auto">{line(text, inside, line_start, line_end)}</p>')
    return f'<div class="article" lang="{safe(lang)}">{"".join(pieces)}</div>'


def line(text: str, marks: Sequence[Mark], start: int, end: int) -> str:
    """Return one line with its marks."""
    pieces, at = [], start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        pieces.append(safe(text[at:first]))
        pieces.append(marked(text[first:last], mark, is_first=mark.start >= start, is_last=mark.end <= end))
        at = last
    pieces.append(safe(text[at:end]))
    return "".join(pieces)


def marked(words: str, mark: Mark, *, is_first: bool, is_last: bool) -> str:
    """Return one marked stretch; its anchor is on its first piece, its number after its last."""
    anchor = f' id="{safe(mark.anchor)}"' if mark.anchor and is_first else ""
    title = f' title="{safe(mark.title)}"' if mark.title else ""
    asked = " asked" if mark.is_asked else ""
    note = f'<sup><a href="#list-{safe(mark.anchor)}">{safe(mark.note)}</a></sup>' if mark.note and is_last else ""
    return f'<mark class="{mark.style}{asked}"{anchor}{title}>{safe(words)}{note}</mark>'
