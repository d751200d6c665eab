"""What on a page is furniture: the words of furniture.toml and the questions asked of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

COUNTED = re.compile(
    r"[\d.,]+[kKmM]?\+?\s(?:shares?|views?|reads?|comments?|likes?|points?|followers?|subscribers|articles|products?)\b"
)
READ_TIME = re.compile(
    r"^\W*\d{1,2}\s?(?:min|mins|minutes?|minuten|minuti|minutos?|dk|dakika|мин|хв|phút|دقائق|دقيقة|分钟|分鐘|分|분)\.?\W*$"
)
AGE = re.compile(r"\b\d{1,3}\s(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)\sago\W*$")
CLOCK = re.compile(r"^[\d:\s/]+$")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The tables of furniture.toml, ready for membership tests."""

    drop_names: frozenset[str]
    threads: frozenset[str]
    roles: frozenset[str]
    icons: frozenset[str]
    meta_names: frozenset[str]
    correction_names: frozenset[str]
    correction_starts: tuple[str, ...]
    heading_starts: tuple[str, ...]
    longest: int
    line_equals: frozenset[str]
    line_contains: tuple[str, ...]
    line_starts: tuple[str, ...]

    def is_correction(self, text: str) -> bool:
        """Tell whether a paragraph is a note on a change of the page."""
        return text[:60].lower().lstrip("*_[( ").startswith(self.correction_starts)

    def opens_furniture(self, heading: str) -> bool:
        """Tell whether a heading announces teasers, comments or boxes rather than text."""
        return len(heading) <= 60 and heading.lower().lstrip("#•·|→» ").startswith(self.heading_starts)

    def is_furniture_line(self, text: str) -> bool:
        """Tell whether a short line is a menu entry, a read time, a counter or a notice."""
        if len(text) > self.longest * 2:
            return False
        lower = text.lower().strip(" |·•→*_")
        if (
            lower in self.line_equals
            or READ_TIME.match(lower)
            or CLOCK.match(lower)
            or (len(lower) <= 60 and AGE.search(lower))
        ):
            return True
        if len(text) > self.longest:
            return lower.startswith(("©", "we use cookies"))
        return (
            lower.startswith(self.line_starts)
            or any(words in lower for words in self.line_contains)
            or _is_counter(lower)
            or text.count("|") >= 3
        )


def _is_counter(lower: str) -> bool:
    found = COUNTED.search(lower)
    return (
        bool(found) and found is not None and len(lower) - len(found.group()) <= 30 and "." not in lower[found.end() :]
    )


@lru_cache(maxsize=1)
def furniture() -> Furniture:
    """Load furniture.toml; a missing or unknown table is an error."""
    text = resources.files("crawlers.reading").joinpath("furniture.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    if set(tables) != {"drop", "meta", "correction", "headings", "lines"}:
        raise ValueError(f"furniture.toml: unexpected tables {sorted(tables)}")
    drop, lines = tables["drop"], tables["lines"]
    return Furniture(
        frozenset(drop["names"]),
        frozenset(drop["threads"]),
        frozenset(drop["roles"]),
        frozenset(drop["icons"]),
        frozenset(tables["meta"]["names"]),
        frozenset(tables["correction"]["names"]),
        tuple(tables["correction"]["starts"]),
        tuple(tables["headings"]["starts"]),
        int(lines["longest"]),
        frozenset(lines["equals"]),
        tuple(lines["contains"]),
        tuple(lines["starts"]),
    )
