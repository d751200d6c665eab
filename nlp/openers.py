"""The first words of a table's entries: a search passes over the words of a text that begin none of them.

A pattern that is tried at every character of a text costs as much as all that is done with what it finds. Words begin
at one character in six, few of them as an entry of the table does, and most are words met before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from nlp.words import words

RUN = re.compile(r"\w+")
INNER = re.compile("['\u2019-](?<=\\w.)(?=(\\w+))")  # a word joined to the one before it: third-party
LONGEST, MOST = 40, 50_000  # letters of a word that is remembered, and such words


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the words of a text start, and the words; those joined to others in a token are apart."""

    starts: tuple[int, ...]
    words: tuple[str, ...]
    inner_starts: tuple[int, ...]
    inner_words: tuple[str, ...]


def begun(folded: str, starts: tuple[int, ...], tokens: tuple[str, ...]) -> Begun:
    """Return the words of a text by its tokens and where they start."""
    inner = [(match.end(), match[1]) for match in INNER.finditer(folded)]
    return Begun(starts, tokens, tuple([at for at, _ in inner]), tuple([word for _, word in inner]))


class Openers(dict[str, bool]):
    """Whether a word begins an entry of a table: looked up once for each different word and remembered."""

    def __init__(self, items: Iterable[str]) -> None:
        """Take in the entries; one that ends in `$` is a whole word. Each begins with a letter or digit."""
        runs = {item: RUN.match(item) for item in items}
        if None in runs.values():
            raise ValueError(f"{[item for item in runs if runs[item] is None]} do not begin with a letter or digit")
        first = {item: run[0] for item, run in runs.items() if run is not None}
        whole = words({run for item, run in first.items() if run != item})
        open_ended = words({run for item, run in first.items() if run == item})
        parts = [rf"(?:{whole})(?!\w)" if whole else "", open_ended]
        self.pattern = re.compile("|".join(part for part in parts if part) or "(?!)")

    def __missing__(self, word: str) -> bool:
        """Look up a word met for the first time."""
        found = self.pattern.match(word) is not None
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = found
        return found

    def starts(self, text: Begun) -> list[int]:
        """Return where the words of a text begin entries of the table, in text order."""
        found = list(compress(text.starts, map(self.__getitem__, text.words)))
        inner = list(compress(text.inner_starts, map(self.__getitem__, text.inner_words)))
        return sorted({*found, *inner}) if inner else found


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern of entries and, where these begin as words of a text do, their first words."""

    pattern: re.Pattern[str]
    openers: Openers | None

    def starts(self, text: Begun | None) -> list[int] | None:
        """Return where a match may begin in a text; None: anywhere."""
        return self.openers.starts(text) if self.openers is not None and text is not None else None

    def search(
        self, folded: str, starts: Sequence[int] | None, low: int, high: int, last: int | None = None
    ) -> re.Match[str] | None:
        """Return the first match between two places, one that begins before `last` if that is given."""
        if starts is None:
            return self.pattern.search(folded, low, high)
        match_at, last = self.pattern.match, high if last is None else last
        for index in range(bisect_left(starts, low), len(starts)):
            if starts[index] >= last:
                break
            match = match_at(folded, starts[index], high)
            if match is not None:
                return match
        return None

    def matches(self, folded: str, starts: Sequence[int] | None, low: int, high: int) -> Iterator[re.Match[str]]:
        """Yield the matches between two places from left to right; none overlap."""
        if starts is None:
            yield from self.pattern.finditer(folded, low, high)
            return
        match_at = self.pattern.match
        for index in range(bisect_left(starts, low), len(starts)):
            start = starts[index]
            if start >= high:
                break
            match = match_at(folded, start, high) if start >= low else None
            if match is not None:
                low = match.end()
                yield match
