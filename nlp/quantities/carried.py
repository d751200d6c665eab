"""Plain nouns carried over to a number that prints none: "40 cats and 30 more", "6 of them", "from 24 to 29 pupils".

Nouns of the families of incidents are supplied in `supply`; what is carried here tells a unit and no measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ledger.reading import QuantityMention
from nlp.document import Text
from nlp.quantities.classifiers import classified
from nlp.quantities.lexicon import measures
from nlp.quantities.supply import is_part_of, largest

OWN = frozenset({"money", "share", "duration"})  # what these measure is not what the next number counts
WIDEST = 20000  # a number this many times another one counts something else
LEAST = 2
MOST = 7  # counts of a sentence that are compared
ALIKE = 5  # before and after a change: "18.2 months, from 16.9"
LONGEST = 40  # characters between the two


def carry_nouns(text: Text, found: Sequence[QuantityMention]) -> list[QuantityMention]:
    """Give quantities without a noun the one of the count before them, or of the number they are a part of."""
    result: list[QuantityMention] = []
    counts: list[QuantityMention] = []
    for index, mention in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        carried = mention
        if mention.unit is None and mention.measure in (None, "share"):
            ceiling = following.span.start if following is not None else len(text.folded)
            ceiling = min(ceiling, text.sentence_at(mention.span.start).span.end)
            carried = (
                classified(text, mention, ceiling)
                or ahead(text, mention, following)
                or changed(text, mention, result[-1] if result else None)
                or behind(text, mention, counts)
                or mention
            )
        result.append(carried)
        if is_count(carried):
            counts = [*counts[-MOST:], carried]
    return result


def ahead(text: Text, mention: QuantityMention, following: QuantityMention | None) -> QuantityMention | None:
    """Return a mention with the noun of the next number: "a quarter of the 800 staff", "from 24 to 29 pupils"."""
    if following is None or following.unit is None or following.measure in OWN:
        return None
    between = text.folded[mention.span.end : following.span.start].strip()
    part = mention.measure == "share" and is_part_of(text, mention, following)
    changed = between in text.language.numbers.range_joiners and lead(text, mention) in changing(text)
    return replace(mention, unit=following.unit, elided=True) if part or changed else None


def changed(text: Text, mention: QuantityMention, before: QuantityMention | None) -> QuantityMention | None:
    """Return a mention with the unit of the number that it changed from: "from 90 minutes to 35"."""
    if before is None or before.unit is None or before.measure in ("money", "share") or mention.measure is not None:
        return None
    between = text.folded[before.span.end : mention.span.start].strip()
    joined = between in text.language.numbers.range_alone and lead(text, before) in changing(text)
    size, other = largest(mention), largest(before)
    back = lead(text, mention) in text.language.numbers.change_openers and size < other * ALIKE and other < size * ALIKE
    return replace(mention, unit=before.unit, elided=True) if joined or (back and len(between) <= LONGEST) else None


def changing(text: Text) -> frozenset[str]:
    """Return the words that open a change or a range."""
    numbers = text.language.numbers
    return frozenset({*numbers.change_openers, *numbers.range_openers})


def lead(text: Text, mention: QuantityMention) -> str:
    """Return the word right before a quantity."""
    before = text.folded[max(0, mention.span.start - 24) : mention.span.start].split()
    return before[-1] if before else ""


def behind(text: Text, mention: QuantityMention, counts: list[QuantityMention]) -> QuantityMention | None:
    """Return a mention with the noun of a count before it in its sentence, of "6 of them" also in the one before."""
    if not counts:
        return None
    sentence, earlier = text.sentence_at(mention.span.start), text.sentence_at(counts[-1].span.start)
    rest = text.folded[mention.span.end : mention.span.end + 24].lstrip()
    if rest.startswith(text.language.nouns.partitives):
        return given(mention, counts[-1]) if sentence.block == earlier.block else None
    if mention.measure == "share":
        return None
    near = [count for count in counts if count.span.start >= sentence.span.start and comparable(mention, count)]
    return given(mention, min(reversed(near), key=lambda count: apart(mention, count))) if near else None


def given(mention: QuantityMention, other: QuantityMention) -> QuantityMention:
    """Return a mention with the unit of another."""
    return replace(mention, unit=other.unit, elided=True)


def apart(mention: QuantityMention, count: QuantityMention) -> int:
    """Return how far two numbers are apart, in powers of ten."""
    return abs(largest(mention).adjusted() - largest(count).adjusted())


def comparable(mention: QuantityMention, last: QuantityMention) -> bool:
    """Tell whether two numbers may count the same: whole numbers of like size."""
    size, other = largest(mention), largest(last)
    whole = size == size.to_integral_value() or other != other.to_integral_value()
    return whole and size >= LEAST and other > 0 and size < other * WIDEST and other < size * WIDEST


def is_count(mention: QuantityMention) -> bool:
    """Tell whether a quantity counts things by a plain noun."""
    if mention.unit is None or mention.measure in OWN:
        return False
    return mention.unit.casefold() not in measures().symbols
