"""Quantities in the unit in which two figures of one measure can be compared."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib import resources

from ledger.quantity import Quantity
from ledger.reading import Figure

HUNDRED = Decimal(100)
COUNTS = ("interactions", "accounts", "api_keys", "tokens", "samples")
"""Measures of which an incident has one total: two totals of one party are one claim. Of the others (money, devices,
organizations, works) one incident can have several, so that two numbers may be about two things."""
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"})


@cache
def day_words() -> tuple[tuple[str, Decimal], ...]:
    """Return (word, days) of durations.toml, the longest words first."""
    table = tomllib.loads(resources.files("nlp.reconcile").joinpath("durations.toml").read_text(encoding="utf-8"))
    pairs = [(word, Decimal(days)) for days, words in table["days"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def days_in(unit: str) -> Decimal | None:
    """Return how many days a printed unit of time stands for, or None for a word not known."""
    folded = unicodedata.normalize("NFKC", unit).casefold()
    whole = next((days for word, days in day_words() if word.strip() == folded), None)
    return (
        whole
        or next((days for word, days in day_words() if len(word) > 2 and word in folded), None)
        or next((days for word, days in day_words() if not word.isascii() and word in folded), None)
    )


def printed_digits(quote: str) -> set[Decimal]:
    """Return the numbers printed in digits of any script: "74.2 percent" gives 74.2."""
    found: set[Decimal] = set()
    number = ""
    for char in f"{unicodedata.normalize('NFKC', quote)} ":
        digit = unicodedata.digit(char, None)
        if digit is not None:
            number += str(digit)
        elif char in ".,٫" and number and "." not in number:
            number += "."
        elif number:
            found.add(Decimal(number.rstrip(".")))
            number = ""
    return found


def is_percent(figure: Figure) -> bool:
    """Tell whether a share is printed in per cent ("0.8%") and not as a fraction ("nearly half")."""
    value = figure.quantity.value
    if value is None or value > 1:
        return True
    return value in printed_digits(figure.quote)


def comparable(figure: Figure) -> Quantity:
    """Return a figure's quantity with shares in per cent and durations in days; counts and money stay as they are."""
    if figure.measure == "share" and not is_percent(figure):
        return scaled(figure.quantity, HUNDRED)
    if figure.measure == "duration" and (days := days_in(figure.unit or "")) is not None:
        return scaled(figure.quantity, days)
    return figure.quantity


def scaled(quantity: Quantity, factor: Decimal) -> Quantity:
    """Return a quantity in another unit."""
    ends = [None if end is None else end * factor for end in (quantity.value, quantity.low, quantity.high)]
    step = fraction_step(quantity, factor)
    return replace(quantity, value=ends[0], low=ends[1], high=ends[2], step=step)


def fraction_step(quantity: Quantity, factor: Decimal) -> Decimal | None:
    """Return the step of a scaled quantity: a fraction of everything ("a third") is read to about a tenth."""
    if factor == HUNDRED:
        return Decimal(10)
    return quantity.step * factor if quantity.step is not None else factor


def same_kind(first: Figure, second: Figure) -> bool:
    """Tell whether two figures of one measure are in units that can be compared: same currency, known units of time."""
    if first.measure == "money":
        return first.unit == second.unit or first.unit is None or second.unit is None
    if first.measure == "duration":
        return (days_in(first.unit or "") is None) == (days_in(second.unit or "") is None)
    if first.measure == "other":
        return (first.unit or "").casefold() == (second.unit or "").casefold()
    return True


def mantissa(value: Decimal) -> tuple[int, ...]:
    """Return the digits of a number without its magnitude: 31.5 million and 3.15 have the same."""
    return value.normalize().as_tuple().digits
