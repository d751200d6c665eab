"""What a hedged number allows, by the table of the codebook."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.quantity import Comparator, interval

COMPUTED = [one for one in Comparator if one not in {Comparator.RANGE, Comparator.VAGUE}]
NUMBERS = st.decimals(min_value=-(10**20), max_value=10**20, allow_nan=False, places=4)


@pytest.mark.parametrize(
    ("comparator", "low", "high"),
    [
        (Comparator.EXACT, 100, 100),
        (Comparator.ABOUT, 95, 105),
        (Comparator.ALMOST, 95, 100),
        (Comparator.MORE_THAN, 100, None),
        (Comparator.AT_LEAST, 100, None),
        (Comparator.LESS_THAN, None, 100),
        (Comparator.AT_MOST, None, 100),
    ],
)
def test_intervals_of_the_codebook(comparator: Comparator, low: int | None, high: int | None) -> None:
    """Five in a hundred either way for "about"; open ends are None."""
    assert interval(Decimal(100), comparator) == (low, high)


@pytest.mark.parametrize("comparator", [Comparator.RANGE, Comparator.VAGUE])
def test_printed_ends_are_not_computed(comparator: Comparator) -> None:
    """They are printed or looked up."""
    with pytest.raises(ValueError, match="no interval"):
        interval(Decimal(1), comparator)


@settings(deadline=None, max_examples=100)
@given(value=NUMBERS, comparator=st.sampled_from(COMPUTED))
def test_the_value_lies_in_its_interval(value: Decimal, comparator: Comparator) -> None:
    """Negative numbers too."""
    low, high = interval(value, comparator)
    assert low is None or low <= value
    assert high is None or value <= high
