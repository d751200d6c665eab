"""Pages about model extraction are told from their neighbours, in every language."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import nlp
from crawlers.page import text_article
from nlp.languages import Topic, codes, load
from nlp.relevance import KINDS

PAGES = tomllib.loads((Path(__file__).with_name("relevance.toml")).read_text(encoding="utf-8"))


def relevant(name: str, text: str) -> bool:
    """Read a text in the language its name begins with."""
    lang = name if name == "zh-Hant" else name.partition("-")[0]
    return nlp.read(text_article(text, identity=name, lang=lang)).relevant


@pytest.mark.parametrize("name", PAGES["relevant"])
def test_pages_on_the_matter_are_relevant(name: str) -> None:
    """Invented stories, one at least for each language."""
    assert relevant(name, PAGES["relevant"][name])


@pytest.mark.parametrize("name", PAGES["neighbours"])
def test_neighbours_are_not(name: str) -> None:
    """Spirits, research, copyright, scraping, breaches, funding, chips, launches, cloned voices."""
    assert not relevant(name, PAGES["neighbours"][name])


def test_irrelevant_pages_have_no_figures_and_no_events() -> None:
    """Their quantities are still read."""
    reading = nlp.read(text_article(PAGES["neighbours"]["en-copyright"], identity="x", lang="en"))
    assert reading.quantities
    assert not reading.figures
    assert not reading.events
    assert not reading.cases


@pytest.mark.parametrize("code", codes())
def test_every_language_has_words_of_every_kind(code: str) -> None:
    """A language without them would find nothing relevant and say nothing about it."""
    assert tuple(Topic.__dataclass_fields__) == KINDS
    assert all(getattr(load(code).topic, kind) for kind in KINDS)
