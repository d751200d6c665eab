"""Numbers and dates as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ledger.quantity import HEDGES, Comparator
from views import words


def test_dates_within_a_sentence_are_written_as_people_do() -> None:
    """What is quoted, and what only looks like a date, stays as it is."""
    said = "ties 3 million to the period 2023-01 to 2024-11, seen 2026-11-24; prints “as of 2023-01-02” (inc-2026-01)"
    told = (
        "ties 3 million to the period Jan 2023 to Nov 2024, seen 24 Nov 2026; prints “as of 2023-01-02” (inc-2026-01)"
    )
    assert words.dated(said) == told


def test_every_comparator_has_its_words() -> None:
    """One table for the app, the briefs and the explanations."""
    assert set(HEDGES) == set(Comparator)
    assert [words.amount(Comparator.ALMOST, Decimal(900), None, None, ""), HEDGES["exact"]] == ["nearly 900", ""]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("24000", "24,000"),
        ("150000", "150,000"),
        ("3400000", "3.4 million"),
        ("16550000", "16.55 million"),
        ("28812345", "28,812,345"),
        ("6400000000", "6.4 billion"),
        ("0.5", "0.5"),
        ("16000000.00", "16 million"),
    ],
)
def test_number(value: str, written: str) -> None:
    """No printed digit is rounded away."""
    assert words.number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("comparator", "value", "low", "high", "code", "unit", "written"),
    [
        ("more_than", 16_000_000, 16_000_000, None, "interactions", "exchanges", "over 16 million exchanges"),
        ("at_most", 4_200_000, None, 4_200_000, "samples", None, "up to 4.2 million samples"),
        ("range", None, 3_000_000, 5_000_000, "interactions", "calls", "3 to 5 million calls"),
        ("range", None, 50_000, 80_000, "interactions", "calls", "50,000 to 80,000 calls"),
        ("vague", None, 2000, 99_999, "accounts", "accounts", "“as printed”"),
        ("about", 86_000_000, None, None, "money", "USD", "about USD 86 million"),
        ("exact", 90, 90, 90, "share", None, "90 percent"),
        ("almost", 0.5, None, None, "share", None, "“as printed”"),
    ],
)
def test_quantity(
    comparator: str, value: float | None, low: int | None, high: int | None, code: str, unit: str | None, written: str
) -> None:
    """With comparator and noun; what has no number keeps its words."""
    numbers = [Decimal(str(item)) if item is not None else None for item in (value, low, high)]
    assert words.quantity(comparator, *numbers, code=code, unit=unit, quote="as printed") == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-06-24", "24 Jun 2026"),
        ("2026-06-24T09:12:00+00:00", "24 Jun 2026"),
        ("2026-06", "Jun 2026"),
        ("2026", "2026"),
        (None, "undated"),
        ("", "undated"),
        ("2026-13-01", "2026-13-01"),
    ],
)
def test_date(text: str | None, written: str) -> None:
    """As precise as it was printed, and nothing is made up for what is no date."""
    assert words.date(text) == written


def test_moment_and_counts() -> None:
    """Plural only where there are several."""
    assert words.moment("2026-11-21T14:02:11Z") == "21 Nov 2026, 14:02 UTC"
    assert [words.counted(number, "alarm") for number in (0, 1, 2)] == ["0 alarms", "1 alarm", "2 alarms"]
    assert words.listed(("A", "B", "C")) == "A, B and C"
    assert words.listed(("A", "B", "C"), most=1) == "A and 2 more"


def test_a_disagreement_of_origins_is_not_called_a_slip() -> None:
    """The desk takes no side."""
    assert words.alarm_word("contradiction", True) == "Origins disagree"
    assert words.alarm_word("contradiction", False) == "Contradiction"
    assert words.alarm_word("brand_new_type", False) == "Brand new type"


def test_a_period_has_both_ends_as_precise_as_printed() -> None:
    """None is said to be not stated, not left empty."""
    assert words.period("2026-04-22", "2026-06-05") == "22 Apr 2026 to 5 Jun 2026"
    assert words.period("2023-01", "2024-11") == "Jan 2023 to Nov 2024"
    assert words.period(None, None) == words.NOT_STATED
