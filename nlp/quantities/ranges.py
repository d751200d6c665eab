"""Two numbers that make one range: "between 3 and 5 million", "10-12 days", "Rs 14 crore to Rs 16 crore"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ledger.article import Span
from ledger.quantity import Quantity
from nlp.document import Text
from nlp.quantities.digits import ONE, Printed
from nlp.quantities.hedges import spread
from nlp.quantities.scan import Number

LEAD = 28  # characters before the first number in which its opener stands
LONGEST_BETWEEN = 12
LONGEST_REPEATED = 24  # with the unit of both between them: "10 hours to 12 hours"
SMALL_SCORE = 30
SET = re.compile(r"(?<!\d)\d{1,2}-\d{1,2},? $")
SET_AFTER = re.compile(r",? \d{1,2}-\d{1,2}(?![\d-])")
NEAR_ENDS = Decimal("1.6")  # the ends of a range of amounts behind a verb of change are closer than this


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers read together: a range, or a score, which is no quantity (`quantity` None)."""

    number: Number
    quantity: Quantity | None


def join(text: Text, piece: Span, first: Number, second: Number) -> Pair | None:
    """Return the range or score that two neighbouring numbers make, or None."""
    if first.printed is None or second.printed is None or second.start - first.end > LONGEST_REPEATED:
        return None
    if first.fraction or second.fraction or (first.share and not second.share) or unlike(first, second):
        return None
    numbers = text.language.numbers
    joiner, repeated = text.folded[first.end : second.start].strip(), False
    if joiner.startswith("- ") and text.folded[second.end : second.end + 1] == "-":
        joiner = joiner[2:]  # "18- to 24-year-olds"
    if joiner not in numbers.range_joiners:
        joiner, repeated = behind_unit(text, joiner, second.end), True
    elif second.start - first.end > LONGEST_BETWEEN:
        return None
    if joiner not in numbers.range_joiners:
        return None
    opener = opened(text, piece, first)
    if opener in numbers.change_openers:
        return None
    if opener is None and far_apart(first, second, repeated) and changed(text, piece, first):
        return None
    if opener is None and joiner not in numbers.range_alone and not alternatives(text, joiner, first, second):
        return None
    if (joiner == "-" or (opener is None and is_vote(first, second))) and is_score(text, first, second):
        return Pair(second._replace(start=first.start), None)
    low = low_end(first, second)
    if low.value >= second.printed.value or (first.scale > second.scale and not second.currency and not second.share):
        return None
    start = first.start if opener is None else text.folded.rfind(opener, piece.start, first.start)
    whole = second._replace(start=start, currency=first.currency or second.currency, bare=False)
    return Pair(whole._replace(share=first.share or second.share), spread(low, second.printed))


def behind_unit(text: Text, between: str, end: int) -> str:
    """Return what joins two numbers behind a unit that both print: "10 km to 15 km", 200人から300人."""
    joiners = sorted(text.language.numbers.range_joiners, key=len, reverse=True)
    for joiner in joiners:
        unit = between[: -len(joiner)]
        if not between.endswith(joiner) or not unit or (text.language.spaced and joiner.isalpha() and unit[-1] != " "):
            continue
        unit = unit.strip()
        rest = text.folded[end : end + LONGEST_REPEATED].lstrip(" ")
        whole = not rest[len(unit) : len(unit) + 1].isalpha() or not text.language.spaced
        return joiner if unit and rest.startswith(unit) and whole else ""
    return ""


def far_apart(first: Number, second: Number, repeated: bool) -> bool:
    """Tell whether both ends print their sign or unit and differ much: "rose $1,100 to $58,300", "added 2p to 143p"."""
    both = repeated or (first.currency and second.currency) or (first.share and second.share)
    if not both or first.printed is None or second.printed is None:
        return False
    return second.printed.value > first.printed.value * NEAR_ENDS


def unlike(first: Number, second: Number) -> bool:
    """Tell whether two amounts are of different money, or one of money and one a share."""
    if first.currency and second.currency:
        return first.currency != second.currency
    return bool((first.currency and second.share) or (first.share and second.currency))


def opened(text: Text, piece: Span, first: Number) -> str | None:
    """Return the opener that stands before the first number, the longest that fits."""
    numbers = text.language.numbers
    lead = text.folded[max(piece.start, first.start - LEAD) : first.start].rstrip()
    for opener in sorted({*numbers.range_openers, *numbers.change_openers}, key=lambda word: (-len(word), word)):
        if lead.endswith(opener) and (not text.language.spaced or not lead[: -len(opener)][-1:].isalnum()):
            return opener
    return None


def changed(text: Text, piece: Span, first: Number) -> bool:
    """Tell whether a verb of change stands before an amount: what follows "to" is where it ended."""
    lead = text.folded[max(piece.start, first.start - LEAD) : first.start].rstrip()
    verbs = text.language.numbers.change_verbs
    return bool(verbs) and lead.endswith(verbs) and any(lead.endswith(f" {verb}") for verb in verbs)


def is_vote(first: Number, second: Number) -> bool:
    """Tell whether "219 to 212" is the outcome of a vote: bare digits that fall."""
    if first.printed is None or second.printed is None or first.spoken or second.spoken:
        return False
    return first.bare and second.bare and first.printed.value >= second.printed.value


def alternatives(text: Text, joiner: str, first: Number, second: Number) -> bool:
    """Tell whether two number words name a small range: "two or three"."""
    return (
        first.spoken
        and second.spoken
        and joiner == text.language.numbers.range_joiners[-1]
        and first.printed is not None
        and second.printed is not None
        and second.printed.value - first.printed.value == ONE
    )


def is_score(text: Text, first: Number, second: Number) -> bool:
    """Tell whether "3-1" is a score: the first number is not smaller, or a word of winning follows."""
    if not (first.bare and second.bare) or first.printed is None or second.printed is None:
        return False
    if first.printed.value >= second.printed.value:
        return True
    if SET.search(text.folded, max(0, first.start - 8), first.start) or SET_AFTER.match(text.folded, second.end):
        return True  # "6-4, 3-6, 7-5"
    rest = text.folded[second.end : second.end + 24].split()
    small = second.printed.value <= SMALL_SCORE
    return small and bool(rest) and rest[0].strip(",.;") in text.language.numbers.score_words


def low_end(first: Number, second: Number) -> Printed:
    """Return the first end, under the scale of the second when it has none of its own ("3 to 5 million")."""
    assert first.printed is not None and second.printed is not None
    if first.scale == ONE and second.scale > ONE and (first.unscaled or 0) < (second.unscaled or 0):
        return first.printed.times(second.scale)
    return first.printed
