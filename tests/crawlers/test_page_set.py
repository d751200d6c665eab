"""Pages in the manner of real sites, each with what a careful reader takes from it: body, headline, names, date.

The pages are ours (`tests/crawlers/pages`, made-up stories); `gold.json` says what each holds and what is furniture.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from crawlers.page import body_text, read_page
from ledger.article import Article, Capture

PAGES = Path(__file__).with_name("pages")
GOLD: dict[str, dict[str, Any]] = json.loads((PAGES / "gold.json").read_text(encoding="utf-8"))
WORD = re.compile(r"[^\W_]+")


def bag(text: str) -> Counter[str]:
    """Count the words of a text; signs of scripts that do not part words one by one."""
    words: Counter[str] = Counter()
    for word in WORD.findall(text.casefold()):
        words.update(word if ord(word[0]) > 0x2E80 else [word])
    return words


def agreement(found: str, wanted: str) -> float:
    """Return the F1 of the words of two texts."""
    one, other = bag(found), bag(wanted)
    return 2 * (one & other).total() / max(1, one.total() + other.total())


@lru_cache
def read(name: str) -> Article:
    """Read one page of the set."""
    body = (PAGES / f"{name}.html").read_bytes()
    capture = Capture("cap-1", "file:page.html", "file:page.html", "", 0, "text/html", "0", body, file="page.html")
    article = read_page(capture).article
    assert article is not None
    return article


def test_the_set_is_varied() -> None:
    """At least 25 pages in at least ten languages, each with a gold entry."""
    assert {path.stem for path in PAGES.glob("*.html")} == set(GOLD)
    assert len(GOLD) >= 25
    assert len({gold["lang"] for gold in GOLD.values()}) >= 10


@pytest.mark.parametrize("name", sorted(GOLD))
def test_page(name: str) -> None:
    """Body, headline, date, names, outlet and language of one page; no furniture in the body."""
    article, gold = read(name), GOLD[name]
    body = body_text(article)
    assert agreement(body, "\n".join(gold["body"])) >= 0.92
    assert not [line for line in gold["out"] if line in body and name != "table-layout"]
    assert article.title == gold["title"]
    assert (article.published.value[:10] if article.published else None) == gold["published"]
    assert gold["authors"] is None or list(article.authors) == gold["authors"]
    assert gold["outlet"] is None or article.outlet == gold["outlet"]
    assert article.lang.split("-")[0] == gold["lang"]


def test_bodies_agree_over_the_whole_set() -> None:
    """On average nearly every word of a body is right."""
    scores = [agreement(body_text(read(name)), "\n".join(gold["body"])) for name, gold in GOLD.items()]
    assert sum(scores) / len(scores) >= 0.985
