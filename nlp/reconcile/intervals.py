"""Two readings of a quantity: what the words allow (possible) and what a reader takes from them (printed).

"Over 12 million" allows 16 million, but is read as 12 to 13 million: up to the next printed step. Rounding is assumed
only where the step is at most a tenth of the value, and only for the coarser of two numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ledger.quantity import Comparator, Quantity

FINE = 10  # a step is fine when ten of them make the value
LEAST_ABOUT = Decimal("0.025")  # "about" allows at least this share of the value, whatever the step
MOST_ABOUT = Decimal("0.1")
OPEN_ABOVE = (Comparator.MORE_THAN, Comparator.AT_LEAST)
OPEN_BELOW = (Comparator.LESS_THAN, Comparator.AT_MOST)
ZERO, ONE, TEN = Decimal(0), Decimal(1), Decimal(10)


@dataclass(frozen=True, slots=True)
class Interval:
    """Ends of a reading, None is open. `below_high` leaves the upper end itself out."""

    low: Decimal | None
    high: Decimal | None
    below_high: bool = False


def possible(quantity: Quantity) -> Interval:
    """Return what the words allow."""
    return Interval(quantity.low, quantity.high)


def grain(quantity: Quantity) -> Decimal:
    """Return the printed step; where the words give none, that of the value's last digit that is not zero."""
    if quantity.step is not None and quantity.step > 0:
        return quantity.step
    return ZERO if quantity.value is None else last_digit(quantity.value)


@lru_cache(maxsize=1 << 16)
def last_digit(value: Decimal) -> Decimal:
    """Return the unit of a number's last digit that is not zero; zero for nothing and for what is no number."""
    exponent = value.normalize().as_tuple().exponent if value and value.is_finite() else "n"
    return TEN**exponent if isinstance(exponent, int) else ZERO


def printed(quantity: Quantity, rounded: bool = True) -> Interval:
    """Return the printed reading. `rounded` allows a bare number to be the rounding of a finer one."""
    value, step = quantity.value, grain(quantity)
    if value is None:
        return possible(quantity)
    if quantity.comparator in OPEN_ABOVE:
        return Interval(value, value + step, step > 0)
    if quantity.comparator in OPEN_BELOW:
        return Interval(None, value)
    if quantity.comparator is Comparator.ALMOST:
        return Interval(value - (step / 2 or abs(value) * LEAST_ABOUT), value)
    if quantity.comparator is Comparator.ABOUT:
        slack = min(max(step / 2, abs(value) * LEAST_ABOUT), abs(value) * MOST_ABOUT)
        return Interval(value - slack, value + slack)
    if not rounded or step * FINE > abs(value):
        return Interval(value, value)
    return Interval(value - step / 2, value + step, True)


def overlap(first: Interval, second: Interval) -> bool:
    """Tell whether two readings have a number in common."""
    return not below(first, second) and not below(second, first)


def below(first: Interval, second: Interval) -> bool:
    """Tell whether the whole of `first` lies below `second`."""
    if first.high is None or second.low is None:
        return False
    return first.high < second.low or (first.below_high and first.high == second.low)


def meet(first: Quantity, second: Quantity) -> bool:
    """Tell whether the printed readings of two quantities can be one number; only the coarser may be a rounding."""
    if first.value is not None and first.value == second.value:
        return True  # however a number is hedged, its printed reading holds the number itself
    one, other = grain(first), grain(second)
    return overlap(printed(first, one > other), printed(second, other > one))
