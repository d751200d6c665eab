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


@pytest.mark.parametrize(
    ("lang", "sentence", "per"),
    [
        ("es", "Pagará una multa de 2,3 millones de dólares por copiar el modelo.", None),
        ("pt", "Foi multada em 2,3 milhões de dólares por copiar o modelo.", None),
        ("fr", "Elle compte 2,4 millions de requêtes par Halden.", None),
        ("es", "Envió 300 consultas por cuenta.", "cuenta"),
        ("fr", "Elle a envoyé 300 requêtes par compte.", "compte"),
        ("en", "It sent 300 prompts per seat.", "seat"),
    ],
)
def test_a_rate_is_per_something_counted(lang: str, sentence: str, per: str | None) -> None:
    """A preposition that also names a reason or an agent makes a rate before a counted noun alone."""
    assert read(sentence, lang)[0].per == per
