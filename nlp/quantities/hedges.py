"""Hedges before and after a number, and what interval a hedged number leaves open."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from ledger.quantity import Comparator, Quantity, interval
from nlp.languages import load
from nlp.quantities.digits import Printed

LONGEST = 40  # characters looked at before a number
KINDS = ("about", "more_than", "at_least", "almost", "less_than", "at_most")
SPACES = " \u00a0"


@cache
def before(code: str) -> tuple[tuple[str, Comparator], ...]:
    """Return the hedges that stand before a number, longest first."""
    hedges = load(code).hedges
    pairs = [(word, Comparator(kind)) for kind in KINDS for word in getattr(hedges, f"{kind}_before")]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def after(code: str) -> tuple[tuple[str, Comparator], ...]:
    """Return the hedges that stand after a number, longest first."""
    hedges = load(code).hedges
    pairs = [(word, Comparator(kind)) for kind in KINDS for word in getattr(hedges, f"{kind}_after")]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def hedge_before(folded: str, floor: int, start: int, code: str, spaced: bool) -> tuple[int, Comparator] | None:
    """Return (start of the hedge, comparator) when a hedge ends right before `start`, not before `floor`."""
    edge = start
    while edge > floor and folded[edge - 1] in SPACES:
        edge -= 1
    window = folded[max(floor, edge - LONGEST) : edge]
    for word, comparator in before(code):
        if window.endswith(word):
            begin = edge - len(word)
            if not spaced or not word[0].isalpha() or begin == floor or not folded[begin - 1].isalnum():
                return begin, comparator
    return None


def hedge_after(folded: str, end: int, ceiling: int, code: str, spaced: bool) -> tuple[int, Comparator] | None:
    """Return (end of the hedge, comparator) when a hedge begins right after `end`."""
    edge = end
    while edge < ceiling and folded[edge] in SPACES:
        edge += 1
    for word, comparator in after(code):
        if folded.startswith(word, edge) and edge + len(word) <= ceiling:
            stop = edge + len(word)
            if not spaced or not word[-1].isalpha() or stop == ceiling or not folded[stop].isalnum():
                return stop, comparator
    return None


def hedged(printed: Printed, comparator: Comparator) -> Quantity:
    """Return the quantity a printed number makes under `comparator`."""
    low, high = interval(printed.value, comparator)
    return Quantity(printed.value, low, high, comparator, printed.step, printed.error)


def vague(bounds: tuple[int, int]) -> Quantity:
    """Return the quantity of a vague word."""
    return Quantity(None, Decimal(bounds[0]), Decimal(bounds[1]), Comparator.VAGUE)


def spread(low: Printed, high: Printed) -> Quantity:
    """Return the quantity of a range with two printed ends; the ends are put in order."""
    first, second = sorted((low.value, high.value))
    return Quantity(None, first, second, Comparator.RANGE, min(low.step, high.step))
