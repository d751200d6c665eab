"""Two number words that make one share: "nine out of ten doctors", "one of every eight shops", "un élève sur cinq"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from ledger.article import Span
from nlp.document import Text
from nlp.languages import load
from nlp.quantities.digits import Printed
from nlp.quantities.nouns import noun_after
from nlp.quantities.scan import Number
from nlp.words import words

MILLIONTH = Decimal("0.000001")
TRILLIONTH = Decimal("0.000000000001")
LARGEST_BASE = 1000
LONGEST = 40  # characters between the two numbers
LEAST_COUNT = 100  # digits below it may be a share as well: "7 out of 10"


@cache
def between(code: str) -> re.Pattern[str]:
    """Build the pattern of what joins the two: the linking word, in some languages behind the counted noun."""
    joiners = words(load(code).numbers.in_ratio) or "(?!)"
    return re.compile(rf"[ -](?:(?P<noun>[^\W\d_]+) )?(?:{joiners})[ -]")


def ratio(text: Text, first: Number, second: Number, ceiling: int) -> Number | None:
    """Return the share that two neighbouring numbers make, or None."""
    if not text.language.numbers.in_ratio or second.start - first.end > LONGEST or not alike(first, second):
        return None
    match = between(text.language.code).fullmatch(text.folded, first.end, second.start)
    if match is None or (match["noun"] is not None and not text.language.numbers.ratio_noun):
        return None
    assert first.printed is not None and second.printed is not None
    if not 0 < first.printed.value < second.printed.value:
        return None
    if second.printed.value > LARGEST_BASE and first.printed.value != 1:
        return None
    behind = noun_after(text, second.end, ceiling)
    if behind is not None and (behind.measure == "duration" or behind.measure == "money"):
        return None  # "two in three days"
    grain = MILLIONTH if second.printed.value <= LARGEST_BASE else TRILLIONTH
    share = Printed((first.printed.value / second.printed.value).quantize(grain), grain)
    inner = Span(*match.span("noun")) if match["noun"] is not None else None
    return second._replace(start=first.start, printed=share, fraction=True, ratio=True, weak=False, inner=inner)


@cache
def before(code: str) -> re.Pattern[str]:
    """Build the pattern of what makes a number the base of a share: "un élève sur", "uno de cada"."""
    numbers = load(code).numbers
    ones, joiners = words([*numbers.articles, *numbers.ratio_ones]) or "(?!)", words(numbers.in_ratio) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{ones}) (?:(?P<noun>[^\W\d_]+) )?(?:{joiners}) $")


def lone(text: Text, piece: Span, number: Number) -> Number | None:
    """Return the share of one that a number is the base of: "un élève sur cinq"; None where it is none."""
    numbers = text.language.numbers
    if not numbers.ratio_noun or number.printed is None or not (number.spoken or number.bare) or number.fraction:
        return None
    match = before(text.language.code).search(text.folded[max(piece.start, number.start - LONGEST) : number.start])
    if match is None or not 1 < number.printed.value <= LARGEST_BASE:
        return None
    offset = max(piece.start, number.start - LONGEST)
    share = Printed((1 / number.printed.value).quantize(MILLIONTH), MILLIONTH)
    inner = Span(offset + match.start("noun"), offset + match.end("noun")) if match["noun"] is not None else None
    start = offset + match.start()
    return number._replace(start=start, printed=share, fraction=True, ratio=True, weak=False, bare=False, inner=inner)


def alike(first: Number, second: Number) -> bool:
    """Tell whether both are plain small numbers written the same way: words, or the digits of "7 out of 10"."""
    if first.printed is None or second.printed is None or first.fraction or second.fraction:
        return False
    marked = any(number.currency or number.share for number in (first, second))
    if marked or first.scale != 1 or (second.scale != 1 and first.printed.value != 1):
        return False
    if first.spoken and (second.spoken or first.printed.value == 1):
        return True
    return first.bare and second.bare and second.printed.value in (10, LEAST_COUNT, LARGEST_BASE)
