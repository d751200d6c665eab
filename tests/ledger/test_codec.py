"""Dataclasses to plain JSON and back: every value survives the trip, decimals exactly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.article import Article
from ledger.codec import decode, encode, number_text
from ledger.quantity import Comparator, Quantity
from ledger.reading import Figure, QuantityMention, Reading
from tests.store.samples import article, figure, reading

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)


def trip(kind: type, value: object) -> object:
    """Return a value after it was written as JSON text and read back."""
    return decode(kind, json.loads(json.dumps(encode(value))))


def test_articles_and_readings_survive() -> None:
    """Nested tuples, enums, spans, None."""
    given_article = article()
    found = figure(given_article, "9,000 accounts", "9000")
    assert trip(Article, given_article) == given_article
    assert trip(Figure, found) == found
    assert trip(Reading, reading(given_article, found)) == reading(given_article, found)


@settings(deadline=None, max_examples=150)
@given(
    value=st.none() | NUMBERS,
    low=st.none() | NUMBERS,
    high=st.none() | NUMBERS,
    comparator=st.sampled_from(Comparator),
    error=st.none() | st.text(),
)
def test_any_quantity_survives(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, comparator: Comparator, error: str | None
) -> None:
    """No rounding, no float in between."""
    quantity = Quantity(value=value, low=low, high=high, comparator=comparator, error=error)
    back = trip(Quantity, quantity)
    assert back == quantity


@settings(deadline=None, max_examples=100)
@given(text=st.text(min_size=1, max_size=60), lang=st.none() | st.text())
def test_any_text_survives(text: str, lang: str | None) -> None:
    """Control characters, every script."""
    given_article = article("x" + text, title=lang)
    assert trip(Article, given_article) == given_article


def test_what_is_incomplete_or_unknown_is_an_error() -> None:
    """Nothing is guessed."""
    with pytest.raises(TypeError):
        decode(QuantityMention, {"span": {"start": 1, "end": 2}})
    with pytest.raises(KeyError):
        decode(Quantity, {**encode(Quantity(None, None, None, Comparator.VAGUE)), "more": 1})
    with pytest.raises(ValueError, match="nonsense"):
        decode(Comparator, "nonsense")
    with pytest.raises(ValueError, match="zip"):
        decode(tuple[str, str], ["only one"])


@dataclass(frozen=True)
class Holder:
    """A dataclass with an optional set, as some ledgers hold."""

    numbers: tuple[tuple[str, Decimal], ...] = ()


def test_pairs_inside_tuples() -> None:
    """Tuples of fixed length inside tuples of any length."""
    holder = Holder((("a", Decimal("1.10")), ("b", Decimal("2E+3"))))
    assert trip(Holder, holder) == holder


@pytest.mark.parametrize(
    ("value", "printed"),
    [(None, None), ("16000000", "16000000"), ("3.40", "3.4"), ("1E+6", "1000000"), ("100", "100"), ("0.0", "0")],
)
def test_numbers_as_exports_print_them(value: str | None, printed: str | None) -> None:
    """No exponent, no zeros after the point, none taken before it."""
    assert number_text(Decimal(value) if value is not None else None) == printed
