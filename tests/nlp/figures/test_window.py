"""The period that a sentence ties its figures to, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

import nlp
from crawlers.page import text_article

SPRING = ("2026-04-22", "2026-06-05")
OPENED = "Zorvex Labs accused Mosaya AI of distilling its model Quill. "


LINES = Path(__file__).with_name("windows.txt").read_text(encoding="utf-8").splitlines()
TOLD = [tuple(line.split(" | ", 1)) for line in LINES if not line.startswith("#")]


def windows(lang: str, told: str) -> list[tuple[str, str] | None]:
    """Return the window of every figure of a text published in the summer of 2026."""
    article = text_article(told, identity="window", lang=lang, published="2026-06-25")
    return [figure.window for figure in nlp.read(article).figures]


@pytest.mark.parametrize(("lang", "told"), TOLD)
def test_two_dates_bound_a_period_in_every_language(lang: str, told: str) -> None:
    """Every figure of the sentence has both days, as precise as printed."""
    found = windows(lang, told)
    assert found and set(found) == {SPRING}


@pytest.mark.parametrize(
    ("told", "window"),
    [
        ("Between April and June 2026, Zorvex Labs counted 28 million prompts.", ("2026-04", "2026-06")),
        ("From April 22 through June 5, 2026, Zorvex Labs counted 28 million prompts.", SPRING),
        ("Zorvex Labs counted 28 million prompts on April 22 and blocked it on June 5, 2026.", None),
        ("In May 2026 alone Zorvex Labs counted 28 million prompts.", None),
    ],
)
def test_dates_bound_a_period_only_where_words_say_so(told: str, window: tuple[str, str] | None) -> None:
    """Two dates of two happenings are no period."""
    assert windows("en", OPENED + told) == [window]
