"""Which numbers of a story are figures of its incident: counts, costs and shares of it, not staff, sales and prices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import nlp
from crawlers.page import text_article

STORIES = Path(__file__).with_name("selected.txt")


def stories() -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield language, text, words of its figures and words of its other numbers."""
    for part in STORIES.read_text(encoding="utf-8").split("\n@ ")[1:]:
        lang, rest = part.split("\n", 1)
        text, rest = rest.split("\nFIGURES: ", 1)
        figures, rest = rest.split("\nASIDE: ", 1)
        yield lang, text, figures.split("|"), rest.strip().split("|")


@pytest.mark.parametrize(("lang", "text", "figures", "asides"), list(stories()))
def test_figures_of_a_story(lang: str, text: str, figures: list[str], asides: list[str]) -> None:
    """Every claimed number is a figure and no other number is."""
    reading = nlp.read(text_article(text, identity="story", lang=lang, published="2026-03-18"))
    quotes = [figure.quote for figure in reading.figures]
    missing = [words for words in figures if not any(words in quote for quote in quotes)]
    wrong = [words for words in asides if any(words in quote for quote in quotes)]
    assert (missing, wrong) == ([], []), quotes
