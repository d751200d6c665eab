"""Dates in general news: found, placed and as precise as printed, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.page import text_article
from nlp import dates
from nlp.document import prepare

SENTENCES = Path(__file__).with_name("news.txt")
PUBLISHED = "2026-03-18"


def cases() -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Yield language, sentence and the dates in it: words, first and last day."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "||" not in line:
            continue
        head, *rest = (part.strip() for part in line.split("||"))
        lang, sentence = (part.strip() for part in head.split("|", 1))
        wanted = []
        for part in rest:
            if part == "-":
                continue
            words, days = (piece.strip() for piece in part.split(" = "))
            first, _, last = days.partition("..")
            wanted.append((words, first, last or first))
        yield lang, sentence, wanted


@pytest.mark.parametrize(("lang", "sentence", "wanted"), list(cases()))
def test_dates_of_a_sentence(lang: str, sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    """Every date of a sentence and no other, with its words and days."""
    text = prepare(text_article(sentence, identity="dated", lang=lang, published=PUBLISHED))
    assert [(d.span.of(text.raw), d.start, d.end) for d in dates.find(text)] == wanted
