"""How figures of short invented texts are bound: who claims them, of whom, with what scope and stance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import nlp
from crawlers.page import text_article
from ledger.reading import Figure

FILES = [Path(__file__).with_name(name) for name in ("told.txt", "origins.txt")]


def texts() -> Iterator[tuple[str, str, list[list[str]]]]:
    """Yield language, text and the lines of its figures."""
    for part in [part for file in FILES for part in file.read_text(encoding="utf-8").split("\n@ ")[1:]]:
        head, *lines = part.strip().split("\n")
        lang, text = head.split(": ", 1)
        yield lang, text, [line.strip().split(" | ") for line in lines if not line.startswith("#")]


def shown(figure: Figure, fields: int) -> list[str]:
    """Return a figure as a line of the file shows it, with the fields that the line has."""
    accused = " + ".join(figure.accused) or "-"
    full = [figure.quote, figure.claimant or "-", accused, figure.scope.value, figure.stance.value]
    return full[:fields]


@pytest.mark.parametrize(("lang", "text", "lines"), list(texts()))
def test_figures_are_bound_as_told(lang: str, text: str, lines: list[list[str]]) -> None:
    """Every figure of the text, in its order."""
    reading = nlp.read(text_article(text.replace(" // ", "\n\n"), identity="told", lang=lang, published="2026-06-25"))
    found = [
        shown(figure, len(line)) for figure, line in zip(reading.figures, lines, strict=False)
    ]  # a line may end early
    assert (found, len(reading.figures)) == (lines, len(lines))
