"""Where the words of speech, accusation and measure stand: tokens and cue words of a text, found in one pass."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, compress, count
from typing import NamedTuple

from ledger.article import Span
from nlp.languages import Cues, LanguageTables, load
from nlp.openers import Begun, begun

Token = tuple[int, int, str]  # start, end, folded word
TOKEN = re.compile(r"(\w+(?:['\u2019-]\w+)*)")  # in a group: what splits a text is kept
ELIDED = re.compile(r"(\w+['\u2019](?=\w)|\w+(?:-\w+)*)")  # l'entreprise is two words, aujourd'hui too
ELIDING = frozenset(["fr", "it"])
CONTINUOUS = frozenset(["zh", "ja", "ko"])  # cue words are found inside the words of these languages
ENCLOSED = CONTINUOUS | {"ar"}  # here a word of a table need not stand where a word of the text begins
SCRIPTS = re.compile(  # where words are not separated by spaces, a change of script separates them
    r"([A-Za-z0-9\u00c0-\u024f]+(?:['\u2019-][A-Za-z0-9\u00c0-\u024f]+)*"
    r"|[\u30a0-\u30ff]+|[\u3400-\u9fff\u3005]+|[\u3041-\u309f]+|[\uac00-\ud7a3]+|\w+)"
)
POINTS = re.compile("[\u064b-\u0652\u0640]")
ALEFS = str.maketrans("أإآى", "اااي")
PREFIXES = ("و", "ف")


class Hit(NamedTuple):
    """A cue word: its place, its kind (a field of `Cues` or `Naming`), its first and last token."""

    start: int
    end: int
    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Marks:
    """The tokens and cue words of a text in text order."""

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    token_starts: tuple[int, ...]
    hit_starts: tuple[int, ...]
    begun: Begun | None  # the words; None where words of the tables need not stand where words of the text begin
    kinds: frozenset[str]  # of the cue words

    def outside(self, names: Iterable[Span]) -> Marks:
        """Return the marks without the verbs and other cues that are part of a name: "Alder Compute", "Answer Labs"."""
        dropped = {
            hit
            for name in names
            for hit in self.hits_between(name.start, name.end)
            if hit.kind in CUES and hit.end - hit.start < name.end - name.start
        }
        if not dropped:
            return self
        hits = tuple([hit for hit in self.hits if hit not in dropped])
        return replace(self, hits=hits, hit_starts=tuple([hit.start for hit in hits]))

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after `offset`."""
        return bisect_left(self.token_starts, offset)

    def inside(self, place: Span, *kinds: str) -> list[Hit]:
        """Return the cue words of the kinds inside a place."""
        if self.kinds.isdisjoint(kinds):
            return []
        return [hit for hit in self.hits_between(place.start, place.end) if hit.kind in kinds]

    def hits_in(self, place: Span) -> list[Hit]:
        """Return all cue words inside a place."""
        return self.hits_between(place.start, place.end)

    def hits_from(self, place: Span) -> tuple[Hit, ...]:
        """Return all cue words that begin in a place."""
        low = bisect_left(self.hit_starts, place.start)
        return self.hits[low : bisect_left(self.hit_starts, place.end, low)]

    def hits_between(self, start: int, end: int) -> list[Hit]:
        """Return all cue words between two offsets."""
        low = bisect_left(self.hit_starts, start)
        if low == len(self.hits) or self.hit_starts[low] > end:
            return []
        high = bisect_right(self.hit_starts, end, low)
        return [hit for hit in self.hits[low:high] if hit.end <= end]

    def has(self, place: Span, *kinds: str) -> bool:
        """Tell whether a cue word of one of the kinds stands in a place."""
        return self.has_between(place.start, place.end, *kinds)

    def has_between(self, start: int, end: int, *kinds: str) -> bool:
        """Tell whether a cue word of one of the kinds stands between two offsets."""
        if self.kinds.isdisjoint(kinds):
            return False
        return not {hit.kind for hit in self.hits_between(start, end)}.isdisjoint(kinds)


def plain(word: str) -> str:
    """Return an Arabic word as the tables compare it: without vowel points and with one kind of alef."""
    return POINTS.sub("", word).translate(ALEFS)


def tokenised(folded: str, code: str) -> list[Token]:
    """Return the tokens of a text: what splits it and what stands between, measured in one pass."""
    pattern = ELIDED if code in ELIDING else SCRIPTS if code in CONTINUOUS else TOKEN
    pieces = pattern.split(folded)
    ends = list(accumulate(map(len, pieces)))
    words = map(plain, pieces[1::2]) if code == "ar" else pieces[1::2]
    return list(zip(ends[:-1:2], ends[1::2], words, strict=True))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases that begin with one word: its own kinds, and by second word the longer ones, longest first."""

    alone: tuple[str, ...]
    longer: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]  # what follows the first word, kinds


@cache
def phrases(code: str) -> dict[str, Phrases]:
    """Return the phrases of a language by their first word."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for kind, items in kinds_of(load(code)):
        for item in items:
            key = tuple(word for _, _, word in tokenised(item, code))
            if key:
                kinds.setdefault(key, []).append(kind)
    table: dict[str, dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]] = {}
    for key in sorted(kinds, key=lambda key: (-len(key), key)):
        longer = table.setdefault(key[0], {})
        if len(key) > 1:
            longer.setdefault(key[1], []).append((key[1:], tuple(sorted(kinds[key]))))
    return {
        first: Phrases(
            tuple(sorted(set(kinds.get((first,), ())))), {second: tuple(found) for second, found in longer.items()}
        )
        for first, longer in table.items()
    }


def kinds_of(tables: LanguageTables) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lists of cue words of a language with their names; short lists of mere letters are left out."""
    for section in (tables.cues, tables.naming):
        for entry in dataclasses.fields(section):
            if entry.name not in UNMARKED:
                yield entry.name, getattr(section, entry.name)


CUES = frozenset(entry.name for entry in dataclasses.fields(Cues))
UNMARKED = frozenset(["stop", "by", "place", "places", "definite", "pronoun", "suffix", "origins", "compounds"])


@cache
def inner(code: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return the pattern of cue words of a language written without spaces, and their kinds."""
    kinds: dict[str, list[str]] = {}
    for kind, items in kinds_of(load(code)):
        for item in items:
            kinds.setdefault(item, []).append(kind)
    ordered = sorted(kinds, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(re.escape(word) for word in ordered) or "(?!)")
    return pattern, {word: tuple(sorted(found)) for word, found in kinds.items()}


def mark(folded: str, language: LanguageTables) -> Marks:
    """Find the tokens and cue words of a folded text."""
    tokens = tuple(tokenised(folded, language.code))
    starts, _, words = zip(*tokens, strict=True) if tokens else ((), (), ())
    inside = language.code in CONTINUOUS
    found = inside_words(folded, language.code, starts) if inside else of_words(tokens, words, language)
    hits = tuple(found)
    first_words = begun(folded, starts, words) if language.code not in ENCLOSED else None
    kinds = frozenset([hit.kind for hit in hits])
    return Marks(tokens, hits, starts, tuple([hit.start for hit in hits]), first_words, kinds)


def inside_words(folded: str, code: str, starts: tuple[int, ...]) -> Iterator[Hit]:
    """Yield the cue words of a text without spaces, in text order and by kind."""
    pattern, kinds = inner(code)
    for match in pattern.finditer(folded):
        token = max(0, bisect_right(starts, match.start()) - 1)
        for kind in kinds[match.group()]:
            yield Hit(match.start(), match.end(), kind, token, token)


def of_words(tokens: tuple[Token, ...], words: tuple[str, ...], language: LanguageTables) -> Iterator[Hit]:
    """Yield the cue words of a text with spaces: of each kind the longest at a token; long ones first, then by kind."""
    table = phrases(language.code)
    first = words
    if language.code == "ar":
        first = tuple([word[1:] if word not in table and word[0] in PREFIXES else word for word in words])
    for index in compress(count(), map(table.__contains__, first)):
        entry = table[first[index]]
        longer = entry.longer.get(words[index + 1], ()) if entry.longer and index + 1 < len(words) else ()
        start, end, _ = tokens[index]
        if not longer:
            for kind in entry.alone:
                yield Hit(start, end, kind, index, index)
            continue
        seen: set[str] = set()
        for rest, kinds in (*longer, ((), entry.alone)):
            last = index + len(rest)
            if words[index + 1 : last + 1] == rest:
                for kind in kinds:
                    if kind not in seen:
                        seen.add(kind)
                        yield Hit(start, tokens[last][1], kind, index, last)
