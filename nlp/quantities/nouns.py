"""The counted noun of a number: after it, across adjectives and prepositions, or before it in a label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.languages import LanguageTables, load
from nlp.quantities.scan import words

MEASURES = (
    "api_keys",
    "interactions",
    "accounts",
    "tokens",
    "samples",
    "duration",
    "organizations",
    "devices",
    "works",
)
REACH = 60  # characters after a number in which its noun is looked for
CJK_REACH = 16
MOST_WORDS = 5
BREAK = re.compile(r"[.,;:!?()\[\]\"“”«»—–|\t\n。，、；：（）「」『』！？]")
WORD = re.compile(r"[^\W\d_](?:[\w'-]*\w)?")


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun: its place, and its measure (None for a noun of no family)."""

    start: int
    end: int
    measure: str | None
    currency: str | None = None


@cache
def stems(code: str) -> re.Pattern[str]:
    """Build the pattern of all noun beginnings; group names are measures."""
    tables = load(code)
    parts = []
    for measure in MEASURES:
        items = getattr(tables.nouns, measure)
        if items:
            parts.append((max(map(len, items)), rf"(?P<{measure}>{words(items)})"))
    lead = r"(?<![^\W\d_])" if tables.spaced and code != "ko" else ""
    return re.compile(lead + "(?:" + "|".join(part for _, part in parts) + ")")


@cache
def currencies(code: str) -> re.Pattern[str]:
    """Build the pattern of currency words that stand after a number."""
    tables = load(code)
    edge = r"(?!\w)" if tables.spaced else ""
    return re.compile(rf"(?P<currency>{words(tables.nouns.money)}){edge}")


def noun_after(folded: str, end: int, ceiling: int, tables: LanguageTables) -> Noun | None:
    """Return the noun counted by a number that ends at `end`; words without a family count as nouns as well."""
    limit = min(ceiling, end + (REACH if tables.spaced else CJK_REACH))
    stop = BREAK.search(folded, end, limit)
    limit = stop.start() if stop else limit
    skipped = end
    while skipped < limit and folded[skipped] in " -+":
        skipped += 1
    money = currencies(tables.code).match(folded, skipped, limit)
    money = money or currencies(tables.code).match(folded, skip_words(folded, skipped, limit, tables), limit)
    if money is not None:
        return Noun(money.start(), money.end(), "money", tables.nouns.money[money.group()])
    return family_noun(folded, skipped, limit, tables)


def skip_words(folded: str, start: int, limit: int, tables: LanguageTables) -> int:
    """Return the place after one linking word such as "of" or "de"."""
    for word in tables.nouns.skip:
        if folded.startswith(word, start) and start + len(word) < limit:
            stop = start + len(word)
            if not word[-1].isalpha() or not folded[stop].isalpha():
                return stop + (folded[stop] == " ")
    return start


def family_noun(folded: str, start: int, limit: int, tables: LanguageTables) -> Noun | None:
    """Return the nearest noun of a family, else the first content word."""
    if not tables.spaced:
        match = stems(tables.code).search(folded, start, limit)
        return Noun(match.start(), match.end(), match.lastgroup) if match else None
    first: Noun | None = None
    position, count = start, 0
    while count < MOST_WORDS and (word := WORD.search(folded, position, limit)) is not None:
        position = word.end()
        if word.group() in tables.nouns.skip:
            continue
        count += 1
        match = stems(tables.code).match(folded, word.start(), limit)
        if match is None and tables.code == "ko":
            match = stems(tables.code).search(folded, word.start(), word.end())
        if match is not None:
            close = WORD.match(folded, word.start(), limit)
            last = close.end() if close and close.end() > match.end() else finish(folded, match.end(), limit)
            return Noun(match.start(), last, match.lastgroup)
        if word.group() in tables.cues.say or word.group() in STOPPERS.get(tables.code, ()):
            break
        if first is None or (first.end + 1 == word.start() and word.group().endswith("s") and count <= 3):
            first = Noun(word.start(), word.end(), None)
    return first


def finish(folded: str, end: int, limit: int) -> int:
    """Return the end of the word that `end` is inside of."""
    while end < limit and folded[end].isalnum():
        end += 1
    return end


STOPPERS: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "in",
            "on",
            "by",
            "to",
            "with",
            "from",
            "for",
            "and",
            "or",
            "at",
            "as",
            "into",
            "through",
            "over",
            "against",
            "that",
            "which",
            "who",
            "were",
            "was",
            "is",
            "are",
            "had",
            "has",
            "have",
            "after",
            "before",
            "during",
            "than",
            "but",
            "while",
            "when",
            "where",
            "between",
            "under",
            "across",
            "he",
            "she",
            "it",
            "they",
            "we",
            "you",
            "i",
            "will",
            "would",
            "can",
            "could",
        ]
    )
}


def noun_before(folded: str, floor: int, start: int, tables: LanguageTables) -> Noun | None:
    """Return the noun of a label that stands before a number ("Accounts: 86,000")."""
    edge = start
    while edge > floor and folded[edge - 1] in " ~≈*_":
        edge -= 1
    if edge == floor or folded[edge - 1] not in ":：\t|":
        return None
    best: Noun | None = None
    for match in stems(tables.code).finditer(folded, max(floor, edge - REACH), edge):
        best = Noun(match.start(), finish(folded, match.end(), edge), match.lastgroup)
    return best
