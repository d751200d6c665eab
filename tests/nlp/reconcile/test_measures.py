"""Units in which figures can be compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.reconcile.measures import comparable, days_in, is_percent, mantissa
from tests.nlp.reconcile.stories import figure


@pytest.mark.parametrize(
    ("unit", "days"),
    [
        *[("weeks", 7), ("Wochen", 7), ("hafta", 7), ("недель", 7), ("أسبوعا", 7), ("tuần", 7), ("days", 1)],
        *[("months", "30.4"), ("meses", "30.4"), ("カ月間", "30.4"), ("개월", "30.4"), ("个月", "30.4")],
        *[("années", 365), ("parsecs", None)],
    ],
)  # fmt: skip
def test_units_of_time_in_many_languages(unit: str, days: object) -> None:
    """A printed unit of time stands for days; an unknown one for nothing."""
    assert days_in(unit) == (None if days is None else Decimal(str(days)))


@pytest.mark.parametrize(
    ("value", "quote", "percent"),
    [("0.8", "0.8% of everything", True), ("0.5", "nearly half", False), ("0.4", "4割近く", False),
     (37, "37 per cent", True), ("0.8", "yüzde 0,8’i", True)],
)  # fmt: skip
def test_shares_in_per_cent_or_as_fractions(value: object, quote: str, percent: bool) -> None:
    """A printed number is per cent; words are a fraction of the whole."""
    share = figure(value, measure="share", quote=quote)
    assert is_percent(share) is percent
    factor = 1 if percent else 100
    assert comparable(share).value == Decimal(str(value)) * factor


def test_mantissa_forgets_the_magnitude() -> None:
    """315 million and 31.5 million have the same digits."""
    assert mantissa(Decimal(315_000_000)) == mantissa(Decimal("31.5"))
