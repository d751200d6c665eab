"""Quantities as intervals: a value, what the words allow, and how it is hedged. Decimal or int, never float."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Comparator(StrEnum):
    """How a number is hedged; the codebook's values."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ALMOST = "almost"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"


HEDGES: Mapping[str, str] = {  # what stands before the number in a sentence of ours
    Comparator.EXACT: "",
    Comparator.ABOUT: "about ",
    Comparator.MORE_THAN: "over ",
    Comparator.AT_LEAST: "at least ",
    Comparator.ALMOST: "nearly ",
    Comparator.LESS_THAN: "under ",
    Comparator.AT_MOST: "up to ",
    Comparator.RANGE: "",
    Comparator.VAGUE: "",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` as printed in units, None when vague or a range; `low`..`high` what the words allow, None = open.

    `step` is the printed grain: 1,000,000 for "16 million", 100,000 for "28.8 million", 1 for "24,317",
    1,000 for "24,000"; None where the words give none. `error` names a malformed printing ("24,0000").
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator
    step: Decimal | None = None
    error: str | None = None


def interval(value: Decimal, comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    """Return (low, high) for a printed value under `comparator` by the codebook's CONVENTIONS table.

    Raises ValueError for RANGE and VAGUE, whose ends are printed or looked up, not computed.
    """
    slack = abs(value) * Decimal("0.05")
    table: dict[Comparator, tuple[Decimal | None, Decimal | None]] = {
        Comparator.EXACT: (value, value),
        Comparator.ABOUT: (value - slack, value + slack),
        Comparator.ALMOST: (value - slack, value),
        Comparator.MORE_THAN: (value, None),
        Comparator.AT_LEAST: (value, None),
        Comparator.LESS_THAN: (None, value),
        Comparator.AT_MOST: (None, value),
    }
    if comparator not in table:
        raise ValueError(f"no interval is computed for {comparator}")
    return table[comparator]
