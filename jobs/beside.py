"""Part what stands beside a page's running text (headline, bylines, captions) from the text itself, offsets and all."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from crawlers.page import BESIDE
from ledger.article import Article, Block


class _Side:
    """One of the two texts, growing block by block."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> int:
        """Append a line and return where it begins."""
        start = self.length + bool(self.pieces)
        self.pieces.append(piece)
        self.length = start + len(piece)
        return start

    @property
    def text(self) -> str:
        return "\n".join(self.pieces)


def parted(lists: dict[str, list[dict[str, Any]]], article: Article) -> dict[str, Any]:
    """Return `text` with the lists of what was found in it, and under `beside` the same for what stands beside it.

    Every start and end is a place in the `text` beside which it is returned.
    """
    body, margin = _Side(), _Side()
    starts = [block.span.start for block in article.blocks]
    moves = [_placed(block, article.text, body, margin) for block in article.blocks]

    def at(place: int) -> tuple[_Side, int]:
        return moves[max(0, bisect_right(starts, place) - 1)]

    def moved(value: Any, shift: int) -> Any:
        if isinstance(value, list):
            return [moved(item, shift) for item in value]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            shift = at(value["start"])[1]
            value = {**value, "start": value["start"] + shift, "end": value["end"] + shift}
        return {key: moved(item, shift) for key, item in value.items()}

    found: dict[str, dict[str, Any]] = {"text": {}, "beside": {}}
    for name, items in lists.items():
        found["text"][name] = [moved(item, 0) for item in items if at(first_place(item))[0] is body]
        found["beside"][name] = [moved(item, 0) for item in items if at(first_place(item))[0] is margin]
    return {"text": body.text, **found["text"], "beside": {"text": margin.text, **found["beside"]}}


def _placed(block: Block, text: str, body: _Side, margin: _Side) -> tuple[_Side, int]:
    side = margin if block.kind in BESIDE else body
    return side, side.add(block.span.of(text)) - block.span.start


def first_place(item: dict[str, Any]) -> int:
    """Return where an item begins: its own start, else that of the first of its parts."""
    if isinstance(item.get("start"), int):
        return int(item["start"])
    inner = [
        value["start"] for value in item.values() if isinstance(value, dict) and isinstance(value.get("start"), int)
    ]
    return min(inner, default=0)
