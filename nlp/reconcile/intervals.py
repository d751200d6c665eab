"""Two readings of a quantity: what the words allow (possible) and what a reader takes from them (printed)."""

from __future__ import annotations

from decimal import Decimal

from ledger.quantity import Comparator, Quantity

FINE = 10  # rounding is assumed only for steps of at most a tenth of the value
Interval = tuple[Decimal | None, Decimal | None]
OPEN_ABOVE = (Comparator.MORE_THAN, Comparator.AT_LEAST)
OPEN_BELOW = (Comparator.LESS_THAN, Comparator.AT_MOST)


def possible(quantity: Quantity) -> Interval:
    """Return what the words allow; None is open."""
    return quantity.low, quantity.high


def grain(quantity: Quantity) -> Decimal:
    """Return the printed step, zero where the words give none."""
    return quantity.step if quantity.step is not None else Decimal(0)


def printed(quantity: Quantity) -> Interval:
    """Return the printed reading: "over 12 million" is 12 to 13 million, "28.8 million" may be a rounded 28.84."""
    value, step = quantity.value, grain(quantity)
    if value is None:
        return quantity.low, quantity.high
    if quantity.comparator in OPEN_ABOVE:
        return value, value + step
    if quantity.comparator in OPEN_BELOW:
        return None, value
    if quantity.comparator is Comparator.ALMOST:
        return min(value - step, quantity.low or value), value
    slack = step if step * FINE <= abs(value) else Decimal(0)
    if quantity.comparator is Comparator.ABOUT:
        return min(value - slack, quantity.low or value), max(value + slack, quantity.high or value)
    return value - slack / 2, value + slack


def overlap(first: Interval, second: Interval) -> bool:
    """Tell whether two intervals have a number in common."""
    return not below(first, second) and not below(second, first)


def below(first: Interval, second: Interval) -> bool:
    """Tell whether the whole of `first` lies below `second`."""
    return first[1] is not None and second[0] is not None and first[1] < second[0]
