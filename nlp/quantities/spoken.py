"""Number words read as values: "sixteen million", "two dozen", "half a million", "tens of thousands"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlp.quantities.digits import ONE, Printed
from nlp.quantities.lexicon import Lexicon, Meaning

HUNDRED = Decimal(100)
TEN = Decimal(10)
TWENTY = Decimal(20)
LARGEST = Decimal(10) ** 24


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in words, at its place in the run: `start`..`end`."""

    start: int
    end: int
    printed: Printed | None = None
    bounds: tuple[int, int] | None = None
    fraction: bool = False
    weak: bool = False  # one word that may be no number at all
    unscaled: Decimal | None = None
    scale: Decimal = ONE


@dataclass(slots=True)
class Sum:
    """What has been read so far of one number."""

    start: int
    end: int
    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    last: Decimal = Decimal(0)  # the word added last
    below: Decimal | None = None  # scales must be smaller than this one
    step: Decimal = ONE
    bounds: tuple[int, int] | None = None
    half: bool = False  # "half a" waits for its scale
    words: int = 0
    lone: bool = False  # the number begins with a scale
    article: bool = False
    ones: bool = False  # an article is the one of a number: vinte e um
    ones_first: bool = False  # ones stand before tens: خمسة وعشرون

    @property
    def value(self) -> Decimal:
        """Return the number."""
        return self.total + self.current

    def add(self, meaning: Meaning, word: str) -> bool:
        """Take one more word; False when it does not continue this number."""
        if self.bounds is not None:
            return self.spread(meaning)
        if meaning.kind == "vague" and not self.words:
            self.bounds = meaning.bounds
            return True
        if meaning.kind in ("scale", "dozen") or (meaning.kind == "vague" and meaning.value):
            return self.multiply(meaning)
        if meaning.kind == "vague":
            return False
        if meaning.kind == "half":
            self.half = not self.words
            return self.half
        if meaning.kind == "and_half":
            self.current += meaning.value
            self.step = meaning.value
            return bool(self.words)
        return self.plus(meaning)

    def spread(self, meaning: Meaning) -> bool:
        """Take a scale behind a vague word: "several hundred" and "thousand"."""
        assert self.bounds is not None
        if meaning.kind not in ("scale", "dozen") or self.bounds[1] > LARGEST:
            return False
        self.bounds = (self.bounds[0] * int(meaning.value), (self.bounds[1] + 1) * int(meaning.value) - 1)
        return True

    def multiply(self, meaning: Meaning) -> bool:
        """Take a scale or a dozen."""
        scale = meaning.value
        if self.half:
            self.current, self.half = Decimal("0.5"), False
        self.lone = not self.words and not self.current
        if self.value * scale > LARGEST:
            return False
        if meaning.kind == "dozen" or scale == HUNDRED:
            if self.current >= HUNDRED:
                return False
            self.current = (self.current or ONE) * scale
            self.last = scale
        elif self.below is None or scale < self.below:
            self.total += (self.current or ONE) * scale
            self.current, self.below = Decimal(0), scale
        else:
            self.total, self.current, self.below = (self.value or ONE) * scale, Decimal(0), scale
        self.step = scale
        return True

    def plus(self, meaning: Meaning) -> bool:
        """Take a plain number word."""
        if self.half:
            return False
        if self.current:
            room = HUNDRED if self.last >= HUNDRED else (TWENTY if self.last >= TWENTY else Decimal(0))
            ones_first = self.ones_first and self.last < TEN and TWENTY <= meaning.value < HUNDRED
            if (meaning.value >= room and not ones_first) or (meaning.kind == "article" and not self.ones):
                return False
        self.article = meaning.kind == "article"
        self.current += meaning.value
        self.last = meaning.value
        self.step = ONE
        return True


def read_run(text: str, offset: int, lexicon: Lexicon) -> Iterator[Spoken]:
    """Yield the numbers of one run of number words; `offset` is the run's place in the text."""
    current: Sum | None = None
    first = ""
    tables = lexicon.tables
    ones, ones_first = bool(tables.numbers.joiners) and tables.code != "en", bool(tables.grammar.joined_conjunctions)
    for match in lexicon.token.finditer(text):
        word, meaning = match.group("word"), lexicon.meanings[match.group("word")]
        start, end = offset + match.start(), offset + match.end()
        if meaning.kind == "fraction":
            if current is not None:
                yield from finished(current, first, lexicon)
                current = None
            yield Spoken(start, end, Printed(meaning.value, meaning.value), fraction=True)
            continue
        if current is None or not current.add(meaning, word):
            if current is not None:
                yield from finished(current, first, lexicon)
            current, first = Sum(start, end, ones=ones, ones_first=ones_first), word
            current.add(meaning, word)
        current.words += 1
        current.end = end
    if current is not None:
        yield from finished(current, first, lexicon)


def finished(found: Sum, first: str, lexicon: Lexicon) -> Iterator[Spoken]:
    """Yield what has been read, if it is a number."""
    numbers = lexicon.tables.numbers
    if found.bounds is not None:
        yield Spoken(found.start, found.end, bounds=found.bounds)
        return
    if found.half:
        half = Printed(Decimal("0.5"), Decimal("0.5"))
        yield Spoken(found.start, found.end, half, fraction=True, weak=first in numbers.weak)
        return
    if found.lone and first not in numbers.lone:
        return
    if found.article and found.words == 1:
        return
    scale = found.below or ONE
    weak = found.words == 1 and first in numbers.weak
    yield Spoken(
        found.start,
        found.end,
        Printed(found.value, found.step),
        weak=weak,
        unscaled=found.value / scale,
        scale=scale,
    )
