"""Near-copies are found, independent articles on the same incident are not joined."""

from __future__ import annotations

import random

import pytest

from nlp.reconcile.copies import Compared, copies, families, shingles
from tests.nlp.reconcile.copied_texts import KINDS, article, joined

LEAST_RECALL = 0.95
ORIGINALS = 60


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_copies_of_every_kind_are_found(kind: str) -> None:
    """At least 95 of 100 copies are paired with their original, all texts being compared with all."""
    chance = random.Random(f"copies {kind}")
    texts = {}
    for number in range(ORIGINALS):
        original = article(chance)
        texts[f"{number}-original"] = shingles(joined(original))
        texts[f"{number}-copy"] = shingles(KINDS[kind](original, chance))
    pairs = {frozenset((pair.first, pair.second)) for pair in copies(texts)}
    found = sum(frozenset((f"{number}-original", f"{number}-copy")) in pairs for number in range(ORIGINALS))
    assert found >= LEAST_RECALL * ORIGINALS
    assert len(pairs) == found  # and nothing else is joined


def test_independent_articles_are_not_joined() -> None:
    """Forty independent articles on one incident make 780 pairs, none of them joined."""
    chance = random.Random("independent")
    texts = {str(number): shingles(joined(article(chance))) for number in range(40)}
    assert copies(texts) == []


def test_texts_without_spaces_are_compared_by_character() -> None:
    """Chinese and Japanese copies are found as well."""
    chance = random.Random("han")
    text = "".join(chr(0x4E00 + chance.randrange(2000)) for _ in range(400))
    other = "".join(chr(0x4E00 + chance.randrange(2000)) for _ in range(400))
    found = copies({"a": shingles(text), "b": shingles(text[:120]), "c": shingles(other)})
    assert [(pair.first, pair.second) for pair in found] == [("a", "b")]


def test_short_and_empty_texts_are_left_alone() -> None:
    """A flash of a few words is no evidence of copying."""
    assert copies({"a": shingles("one two three four five six"), "b": shingles("one two three four five six")}) == []
    assert shingles("") == frozenset()
    assert shingles("\ud800 lone surrogate in a text of some words") != frozenset()


def test_families_are_closed_transitively() -> None:
    """A copy of a copy is of the family of the original, in whatever order the pairs come."""
    assert families("abcd", [("b", "c"), ("a", "b")]) == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert families("abcd", [("a", "b"), ("c", "b")]) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def versions(chance: random.Random) -> dict[str, frozenset[int]]:
    """Return texts of which some repeat, quote or all but repeat others."""
    stories = [[chance.getrandbits(32) for _ in range(60)] for _ in range(3)]
    found = {}
    for number in range(60):
        story, length, own = chance.choice(stories), chance.choice((60, 58, 55, 35, 12)), chance.choice((0, 1, 5, 40))
        begin = chance.randrange(61 - length)
        found[f"text{number}"] = frozenset(story[begin : begin + length] + [chance.getrandbits(32) for _ in range(own)])
    return found


@pytest.mark.parametrize("seed", range(12))
def test_texts_that_come_and_go_are_compared_as_all_at_once(seed: int) -> None:
    """Whatever was compared before: texts that come, go, or are read again."""
    chance, compared = random.Random(seed), Compared()
    texts = versions(chance)
    there = dict(list(texts.items())[:40])
    compared.renew(there)
    for _ in range(60):
        name = chance.choice(list(texts))
        if name in there and chance.random() < 0.7:
            del there[name]
        else:
            there[name] = texts[chance.choice(list(texts))]
        assert compared.renew(there) == copies(there)
