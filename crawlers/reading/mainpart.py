"""The main part of a page as trafilatura finds it: the judge of which of our blocks are text and which are not.

Trafilatura is the best open judge of what on a page is its article, but it flattens cards and tables and knows no
offsets; our own walk keeps the structure. So the walk says what there is, trafilatura what of it counts.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

import lxml.etree

from crawlers.reading.assembly import Draft, collapse
from ledger.article import BlockKind

MOST_ELEMENTS = 20_000  # larger or deeper pages are read by our own walk alone
DEEPEST = 120
SHORTEST = 250  # bytes below which trafilatura's finding is no evidence
DOUBTFUL = 500  # bytes below which a quick finding is compared
FAR_BELOW = 1.5
WINDOW = 12  # characters of one gram
LONGEST = 400_000  # characters of the main part that grams are made of
SEARCHED = 40_000  # characters up to which the main part is searched rather than cut into grams
SAMPLES = 12  # grams of a block that are looked for in it
ENOUGH = 0.6
BLOCKS = {
    "p": BlockKind.PARAGRAPH,
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "quote": BlockKind.QUOTE,
    "row": BlockKind.PARAGRAPH,
    "code": BlockKind.PARAGRAPH,
}
TOO_DEEP = lxml.etree.XPath("boolean(" + "/*" * DEEPEST + ")")
ELEMENTS = lxml.etree.XPath("count(//*)")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it discards is no news: our own walk goes on
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class MainPart:
    """Lines of the main part without their spaces, and the tree they came from."""

    lines: frozenset[str]
    text: str
    body: Any
    grams: set[str] = field(default_factory=set)

    def holds(self, text: str) -> bool:
        """Tell whether a block is part of it: as one of its lines, or with most of its grams."""
        squeezed = "".join(text.split())
        if squeezed in self.lines:
            return True
        if len(squeezed) < 2 * WINDOW:
            return False
        step = WINDOW // 2 if len(self.text) > SEARCHED else max(WINDOW // 2, len(squeezed) // SAMPLES)
        samples = [squeezed[place : place + WINDOW] for place in range(0, len(squeezed) - WINDOW + 1, step)]
        known = self._grams() if len(self.text) > SEARCHED else self.text
        return sum(sample in known for sample in samples) > ENOUGH * len(samples)

    def _grams(self) -> set[str]:
        """Return every gram of a long main part, made once."""
        if not self.grams:
            whole = self.text[:LONGEST]
            self.grams.update(whole[place : place + WINDOW] for place in range(len(whole) - WINDOW + 1))
        return self.grams


def main_part(tree: Any, *, thorough: bool = False) -> MainPart | None:
    """Return what trafilatura takes for the article; None where it finds too little or the page is out of bounds.

    `thorough` lets it compare its finding with those of readability and justext, which costs half as much again.
    """
    from trafilatura import bare_extraction  # a second of imports, which who reads no page need not wait for
    from trafilatura.settings import Extractor

    root = tree.getroottree()
    number: Any = ELEMENTS(root)
    if TOO_DEEP(root) or number > MOST_ELEMENTS:
        return None
    try:
        options = Extractor(output_format="python", comments=False, fast=not thorough)
        found: Any = bare_extraction(tree, options=options)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, AssertionError, RecursionError, LookupError):
        return None  # a page it stumbles over is read by our own walk
    if found is None or not found.text or len(found.text.encode()) < SHORTEST:
        return None
    lines = frozenset("".join(line.lstrip("-| ").split()) for line in found.text.split("\n"))
    return MainPart(lines, "".join(found.text.split()), found.body)


def is_doubtful(main: MainPart | None, own_length: int) -> bool:
    """Tell whether a quick finding should be compared: it is short, far below our own, or without paragraphs."""
    if main is None or len(main.text.encode()) < DOUBTFUL or own_length > FAR_BELOW * len(main.text):
        return True
    paragraphs = sum(1 for _ in main.body.iter("p"))
    return paragraphs == 0 or sum(1 for _ in main.body.iter("table")) > paragraphs


def plain_drafts(main: MainPart) -> list[Draft]:
    """Return the main part as blocks of its own, for a page whose markup our walk does not follow."""
    drafts: list[Draft] = []
    for element in main.body.iter(*BLOCKS):
        if element.getparent() is not None and element.getparent().tag in BLOCKS:
            continue
        text = collapse(" ".join(element.itertext()))
        if text:
            drafts.append(Draft(BLOCKS[element.tag], text, level=2 if element.tag == "head" else 0))
    return drafts
