"""Who claims a figure of whom, on short pages about companies that no table knows, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

import nlp
from crawlers.page import text_article

LINES = Path(__file__).with_name("sides.txt").read_text(encoding="utf-8").splitlines()
TOLD = [tuple(line.split(" | ", 3)) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("lang", "claimant", "accused", "told"), TOLD)
def test_sides_are_told_from_the_sentence(lang: str, claimant: str, accused: str, told: str) -> None:
    """The first figure is the accuser's, about the accused."""
    reading = nlp.read(text_article(told, identity="sides", lang=lang, published="2026-06-25"))
    assert reading.relevant
    assert (reading.figures[0].claimant, reading.figures[0].accused) == (claimant, (accused,))


PARTS = Path(__file__).with_name("parts.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", [line for line in PARTS if not line.startswith("#")])
def test_parts_a_total_and_an_admission_are_told_apart(line: str) -> None:
    """Each part is its company's, the total everybody's; what one admits is its own claim about itself."""
    lang, accuser, first, second, told = line.split(" | ", 4)
    reading = nlp.read(text_article(told, identity="parts", lang=lang, published="2026-06-25"))
    both = tuple(sorted((first, second)))
    wanted = [(accuser, (first,)), (accuser, (second,)), (accuser, both), (second, (second,))]
    assert [(figure.claimant, figure.accused) for figure in reading.figures] == wanted
    assert [figure.scope.value for figure in reading.figures] == ["part", "part", "total", "part"]
