"""Near-copies and shared quotations by word 5-grams: an exact inverted index, thresholds were measured."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain
from operator import attrgetter

SIZE = 5
CHARACTERS = 9
THRESHOLD = 0.2  # share of the shorter text's 5-grams that both hold
LEAST = 20  # 5-grams a text needs to be compared
QUOTATION = 30  # 5-grams that two otherwise different texts share when one passage stands in both
TWIN = 0.9  # a text that holds as much of another's need not be compared again
PAIR = attrgetter("first", "second")
FEW = 20  # of so many texts one may have changed for the rest to be taken as it was compared


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
    return Compared().renew(texts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comparing a text with those before it came to; one that repeats an earlier one is not compared again."""

    pairs: tuple[Copy, ...]
    compared: bool


class Compared:
    """Texts that were compared: with a few more, or a few less, only what these change is compared again."""

    def __init__(self) -> None:
        self.texts: dict[str, frozenset[int]] = {}
        self.exact: dict[frozenset[int], list[str]] = {}  # names of equal texts, in order
        self.outcomes: dict[str, Outcome] = {}  # of the first of equal texts

    def renew(self, texts: Mapping[str, frozenset[int]]) -> list[Copy]:
        """Return the pairs of some texts; the same whatever was compared before."""
        gone = [name for name, grams in self.texts.items() if texts.get(name) is not grams]
        new = [name for name, grams in texts.items() if self.texts.get(name) is not grams]
        if (len(gone) + len(new)) * FEW > len(texts):
            self.start(texts)
        elif gone or new:
            self.change(gone, {name: texts[name] for name in new})
        found = [Copy(names[0], name, 1.0, False) for names in self.exact.values() for name in names[1:]]
        return sorted(chain(found, *(outcome.pairs for outcome in self.outcomes.values())), key=PAIR)

    def start(self, texts: Mapping[str, frozenset[int]]) -> None:
        """Compare all texts with one another."""
        self.texts, self.exact, self.outcomes = dict(texts), {}, {}
        for name in sorted(texts):
            if len(texts[name]) >= LEAST:
                self.exact.setdefault(texts[name], []).append(name)
        index: dict[int, list[str]] = defaultdict(list)
        common = repeated(self.exact)
        for grams, (name, *_) in self.exact.items():
            telling = grams & common
            shared = Counter(chain.from_iterable(index[gram] for gram in telling if gram in index))
            outcome = self.outcomes[name] = self.judged(name, shared.items())
            for gram in telling if outcome.compared else ():
                index[gram].append(name)

    def change(self, gone: Iterable[str], new: Mapping[str, frozenset[int]]) -> None:
        """Take texts out and others in."""
        touched = {self.texts.pop(name): name for name in gone} | {grams: name for name, grams in new.items()}
        self.texts.update(new)
        waiting: set[str] = set()
        left: set[str] = set()
        for grams in touched:
            before = self.exact.pop(grams, [])[:1]
            names = sorted(name for name, other in self.texts.items() if other == grams) if len(grams) >= LEAST else []
            if names:
                self.exact[grams] = names
            left.update(set(before) - set(names[:1]))
            waiting.update(set(names[:1]) - set(before))
        for name in left:
            self.outcomes.pop(name)
            waiting |= self.resting_on(name)
        self.settle(waiting & {names[0] for names in self.exact.values()})

    def settle(self, waiting: Iterable[str]) -> None:
        """Compare texts, and after each in turn those later ones for which that makes a difference."""
        queue = sorted(waiting)
        while queue:
            name = heappop(queue)
            before, outcome = self.outcomes.get(name), self.judged(name, self.shared(name, earlier=True))
            self.outcomes[name] = outcome
            if outcome.compared == (before is not None and before.compared):
                continue
            later = self.resting_on(name)
            if outcome.compared:
                found = self.shared(name, earlier=False)
                later = {other for other, count in found if judged(name, other, count, self.texts) is not None}
            for other in later - set(queue):
                heappush(queue, other)

    def resting_on(self, name: str) -> set[str]:
        """Return the texts that were paired with an earlier one."""
        return {other for other, found in self.outcomes.items() if any(pair.first == name for pair in found.pairs)}

    def shared(self, name: str, *, earlier: bool) -> list[tuple[str, int]]:
        """Return how many 5-grams a text shares with those before it that are compared, or with all that follow."""
        grams = self.texts[name]
        return [
            (other, count)
            for other, outcome in self.outcomes.items()
            if (other < name and outcome.compared if earlier else other > name)
            and (count := len(grams & self.texts[other]))
        ]

    def judged(self, name: str, shared: Iterable[tuple[str, int]]) -> Outcome:
        """Return what a text comes to that shares so many 5-grams with earlier ones."""
        size = len(self.texts[name])
        pairs = [pair for other, count in shared if (pair := judged(other, name, count, self.texts)) is not None]
        twin = [p for p in pairs if not p.quoted and twins(size, len(self.texts[p.first]), p.share)]
        return Outcome((min(twin),), False) if twin else Outcome(tuple(pairs), True)


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
