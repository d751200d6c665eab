"""Every tricky phenomenon of the checklist, in the languages it is met in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from crawlers.page import text_article
from ledger.reading import QuantityMention
from nlp import dates, quantities
from nlp.document import prepare

SENTENCES = Path(__file__).with_name("phenomena.txt")


def cases() -> Iterator[tuple[str, str, str, list[list[str]]]]:
    """Yield phenomenon, language, sentence and the quantities in it."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "||" not in line:
            continue
        head, *rest = (part.strip() for part in line.split("||"))
        phenomenon, lang, sentence = (part.strip() for part in head.split("|", 2))
        yield phenomenon, lang, sentence, [part.split(";") for part in rest if part != "-"]


def read(sentence: str, lang: str) -> tuple[QuantityMention, ...]:
    """Return the quantities of a sentence."""
    text = prepare(text_article(sentence, identity="phenomenon", lang=lang, published="2026-03-18"))
    return quantities.find(text, dates.find(text))


def written(mention: QuantityMention) -> list[str]:
    """Return a quantity as the file writes it."""
    values = mention.quantity
    if values.comparator.value == "vague":
        return ["vague", "", mention.measure or ""]
    if values.value is None:
        return [f"{plain(values.low)}..{plain(values.high)}", "range", mention.measure or ""]
    return [plain(values.value), values.comparator.value, mention.measure or ""]


def plain(value: Decimal | None) -> str:
    """Return a number without an exponent or trailing zeros."""
    assert value is not None
    return format(value.normalize(), "f")


@pytest.mark.parametrize(("phenomenon", "lang", "sentence", "wanted"), list(cases()))
def test_phenomenon(phenomenon: str, lang: str, sentence: str, wanted: list[list[str]]) -> None:
    """All quantities and no other, each with value, hedge and measure."""
    assert [written(mention) for mention in read(sentence, lang)] == wanted, phenomenon


def test_a_malformed_number_is_named() -> None:
    """24,0000 is read as printed and says so."""
    (mention,) = read("It names 24,0000 accounts.", "en")
    assert mention.quantity.error == "malformed"
