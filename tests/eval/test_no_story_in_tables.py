"""No story of a corpus stands in code or tables: a rule that knows a story measures nothing.

The names are those of the gold files; the real parties of nlp/parties.toml are allowed to be known.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PARTS = ("nlp", "ledger", "store", "crawlers", "jobs", "views", "commands")
SHORTEST = 5  # letters of a name that no ordinary word is
ORDINARY = frozenset(
    {"claude", "gemini", "chatgpt", "statement of claim", "press release", "court filing", "company blog"}
)


def real_names() -> set[str]:
    """Return every name of the registries, folded."""
    parties = tomllib.loads((ROOT / "nlp" / "parties.toml").read_text(encoding="utf-8"))["party"]
    return {word.casefold() for party in parties for word in (party["name"], *party["aliases"])} | ORDINARY


def story_names() -> Iterator[str]:
    """Yield the parties and models that a corpus made up."""
    for file in sorted(HERE.glob("*/*/gold.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        for incident in gold["incidents"]:
            yield from (incident["accuser"] or "", *incident["accused"], incident.get("target") or "")
        for names in gold.get("aliases", {}).values():
            yield from names


def made_up() -> set[str]:
    """Return the made-up names that are long enough to be told from ordinary words."""
    real = real_names()
    kept = set()
    for name in story_names():
        words = name.casefold()
        known = any(words == other or (len(other) >= SHORTEST and other in words) for other in real)
        telling = len(words) >= SHORTEST or not words.isascii()
        if (
            not known
            and telling
            and len(words) > 1
            and not re.fullmatch(r"[a-z -]*(models?|officials|government)", words)
        ):
            kept.add(words)
    return kept


FILES = [file for part in PARTS for kind in ("*.py", "*.toml") for file in sorted((ROOT / part).rglob(kind))]


def test_the_corpora_have_names_to_look_for() -> None:
    """The check below can fail."""
    assert len(made_up()) > 20


@pytest.mark.parametrize("part", PARTS)
def test_no_made_up_name_is_known(part: str) -> None:
    """Neither code nor tables name a party of a story."""
    names = sorted(made_up(), key=len, reverse=True)
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name) for name in names)
    )
    found = {
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in FILES
        if file.is_relative_to(ROOT / part)
        for match in pattern.finditer(file.read_text(encoding="utf-8").casefold())
    }
    assert not found
