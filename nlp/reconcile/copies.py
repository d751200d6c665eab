"""Near-copies and shared quotations by word 5-grams: an exact inverted index, thresholds were measured."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

SIZE = 5
CHARACTERS = 9
THRESHOLD = 0.2  # share of the shorter text's 5-grams that both hold
LEAST = 20  # 5-grams a text needs to be compared
QUOTATION = 30  # 5-grams that two otherwise different texts share when one passage stands in both
TWIN = 0.9  # a text that holds as much of another's need not be compared again


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """Two texts with common words: `share` of the shorter one's 5-grams; `quoted` when only a passage is common."""

    first: str
    second: str
    share: float
    quoted: bool


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all 5-grams of words (of longer runs of characters where words are not separated)."""
    words, size, glue = text.casefold().split(), SIZE, " "
    if words and sum(map(len, words)) / len(words) > 12:
        words, size, glue = [char for char in text if not char.isspace()], CHARACTERS, ""
    grams = (glue.join(words[index : index + size]) for index in range(len(words) - size + 1))
    return frozenset(zlib.crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams)


def copies(texts: Mapping[str, frozenset[int]]) -> list[Copy]:
    """Return the pairs of texts that share a fifth of the shorter one, or a long passage.

    Texts that all but repeat an earlier one are paired with that one alone, so that thousands of copies of one text
    stay cheap; families are closed transitively anyway.
    """
    index: dict[int, list[str]] = defaultdict(list)
    exact: dict[frozenset[int], str] = {}
    found = []
    for name in sorted(texts):
        if len(texts[name]) >= LEAST:
            first = exact.setdefault(texts[name], name)
            if first != name:
                found.append(Copy(first, name, 1.0, False))
    common = repeated(exact)
    for grams, name in exact.items():
        telling = grams & common
        shared = Counter(chain.from_iterable(index[gram] for gram in telling if gram in index))
        pairs = [pair for other, count in shared.items() if (pair := judged(other, name, count, texts)) is not None]
        twin = [pair for pair in pairs if not pair.quoted and twins(len(grams), len(texts[pair.first]), pair.share)]
        if twin:
            found.append(min(twin))
            continue
        found += pairs
        for gram in telling:
            index[gram].append(name)
    return sorted(found)


def repeated(texts: Iterable[frozenset[int]]) -> set[int]:
    """Return the 5-grams that more than one text holds: the others tie nothing and need no place in an index."""
    seen: set[int] = set()
    found: set[int] = set()
    for grams in texts:
        found |= seen & grams
        seen |= grams
    return found


def judged(other: str, name: str, count: int, texts: Mapping[str, frozenset[int]]) -> Copy | None:
    """Return the pair when what it shares is enough."""
    share = count / min(len(texts[name]), len(texts[other]))
    if share >= THRESHOLD:
        return Copy(other, name, share, False)
    return Copy(other, name, share, True) if count >= QUOTATION else None


def twins(first: int, second: int, share: float) -> bool:
    """Tell whether two texts hold nearly all of each other."""
    return share >= TWIN and min(first, second) >= TWIN * max(first, second)


def families(names: Iterable[str], joined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the family of each name: the smallest name it is joined with, closed transitively."""
    parent = {name: name for name in names}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for first, second in joined:
        one, other = sorted((root(first), root(second)))
        parent[other] = one
    return {name: root(name) for name in parent}
