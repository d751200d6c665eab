"""Two readings of a quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.reconcile.intervals import Interval, grain, meet, overlap, possible, printed
from tests.nlp.reconcile.stories import quantity


def test_printed_reading_ends_at_the_next_step() -> None:
    """Over 12 million allows 16 million, and is read as below 13 million."""
    over = quantity(12_000_000, "more_than")
    assert possible(over) == Interval(Decimal(12_000_000), None)
    assert printed(over) == Interval(Decimal(12_000_000), Decimal(13_000_000), True)
    assert overlap(possible(over), possible(quantity(16_000_000)))
    assert not meet(over, quantity(16_000_000, "more_than"))


@pytest.mark.parametrize(
    ("value", "step"), [(16_000_000, 1_000_000), (28_800_000, 100_000), (24_317, 1), ("74.2", "0.1"), (0, 0)]
)
def test_grain_is_that_of_the_last_digit(value: object, step: object) -> None:
    """The step of a number without a printed one."""
    assert grain(quantity(value)) == Decimal(str(step))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((29_000_000, "almost"), (28_800_000, "more_than")),
        ((24_000, "about"), (24_000, "more_than")),
        ((24_000, "exact"), (24_317, "exact")),
        ((12_000, "almost"), (11_800, "exact")),
        ((19_000, "about"), (19_300, "exact")),
        ((5_000_000, "more_than"), (5_600_000, "at_least")),
        ((2_000_000, "about"), (2_100_000, "almost")),
    ],
)
def test_rounding_meets(first: tuple[int, str], second: tuple[int, str]) -> None:
    """Numbers at two precisions, and one number hedged in two ways."""
    assert meet(quantity(*first), quantity(*second))
    assert meet(quantity(*second), quantity(*first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((24_000, "exact"), (25_000, "exact")),
        ((24_000, "exact"), (25_000, "almost")),
        ((24_000, "about"), (25_000, "exact")),
        ((20_000, "exact"), (24_000, "exact")),  # a step of half the value is no rounding
        ((20_000, "at_most"), (24_000, "exact")),
        ((18_000, "more_than"), (19_300, "exact")),
    ],
)
def test_other_numbers_do_not_meet(first: tuple[int, str], second: tuple[int, str]) -> None:
    """Equal precision leaves no room for rounding."""
    assert not meet(quantity(*first), quantity(*second))
    assert not meet(quantity(*second), quantity(*first))
