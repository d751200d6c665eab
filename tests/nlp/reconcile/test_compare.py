"""Relations of two figures, each with a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.incident import Relation
from ledger.reading import Scope
from nlp.reconcile.compare import compare, relate, reversed_bound, sums_to, supersedes
from tests.nlp.reconcile.stories import LABS, figure

THOUSANDS = figure(None, "vague", "accounts", low=2000, high=99999, quote="thousands of accounts")
CASES: list[tuple[Any, Any, Relation]] = [
    (figure(12_000_000, "more_than"), figure(16_000_000, "more_than"), Relation.CONTRADICTS),
    (figure(29_000_000, "almost"), figure(28_800_000, "more_than"), Relation.ROUNDS),
    (THOUSANDS, figure(24_000, "exact", "accounts"), Relation.COMPATIBLE),
    (figure(20_000, "at_most", "accounts"), figure(24_000, "exact", "accounts"), Relation.CONTRADICTS),
    (figure(20_000, "exact", "accounts", scope=Scope.SUBSET), figure(24_000, measure="accounts"), Relation.OTHER_SCOPE),
    (figure(16_000_000), figure(16_000_000, "about"), Relation.SAME),
    (figure(16_000_000), figure(16_000_000, article_id="art-2"), Relation.ECHO),
    (figure(10_000, "more_than"), figure(16_000_000), Relation.LOOSE),
    (figure(16_000_000), figure(24_000, measure="accounts"), Relation.OTHER_SCOPE),
    (
        figure(5_000_000, window=("2026-01", "2026-02")),
        figure(7_000_000, window=("2025-01", "2025-02")),
        Relation.OTHER_SCOPE,
    ),
    (figure(5_000_000, window=("2026-01", "2026-02")), figure(7_000_000), Relation.CONTRADICTS),
    (figure(31_500_000, measure="money", unit="USD"), figure(315_000_000, measure="money", unit="INR"),
     Relation.OTHER_SCOPE),
    (figure("0.333333", "more_than", "share", quote="more than a third"),
     figure(37, measure="share", quote="37 %"), Relation.ROUNDS),
    (figure(6, measure="duration", unit="weeks"), figure(42, measure="duration", unit="days"), Relation.SAME),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "relation"), CASES)
def test_relation_holds_in_both_directions(first: Any, second: Any, relation: Relation) -> None:
    """The same verdict whichever comes first, and a sentence that ends."""
    assert relate(first, second) is relation
    assert relate(second, first) is relation
    assert compare(first, second).relation is relation
    assert compare(first, second).sentence.endswith(".")


def test_a_contradiction_names_noun_and_period() -> None:
    """The sentence says that the nouns differ and that only one figure states a period."""
    calls = figure(12_000_000, "more_than", unit="API calls", window=("2023-01", "2024-11"))
    sentence = compare(calls, figure(16_000_000, "more_than", unit="exchanges")).sentence
    assert "over 12 million API calls" in sentence
    assert "one counts API calls, the other exchanges" in sentence
    assert "only one states a period (2023-01 to 2024-11)" in sentence


def test_parts_make_the_whole() -> None:
    """150,000 + 3.4 + 13 million fit "over 16 million" and "about 16 million", not 12 million."""
    parts = [figure(number, "more_than", scope=Scope.PART) for number in (150_000, 3_400_000, 13_000_000)]
    fits = sums_to(parts, figure(16_000_000, "more_than"))
    assert fits is not None
    assert not fits.excess
    assert "16.55 million" in fits.sentence
    about = sums_to(parts, figure(16_000_000, "about"))
    assert about is not None
    assert not about.excess
    low = sums_to(parts, figure(12_000_000, "more_than"))
    assert low is not None
    assert low.excess
    short = sums_to(parts[:2], figure(16_000_000))
    assert short is not None
    assert short.residual == 12_450_000
    assert not short.excess


def test_later_word_of_the_same_party_supersedes() -> None:
    """24,000 became 25,000; another party's figure supersedes nothing."""
    earlier, later = figure(24_000, measure="accounts"), figure(25_000, measure="accounts")
    verdict = supersedes(later, earlier)
    assert verdict is not None
    assert verdict.relation is Relation.SUPERSEDES
    assert supersedes(figure(25_000, measure="accounts", claimant=LABS[0]), earlier) is None


def test_a_ceiling_for_a_floor() -> None:
    """Up to 28.8 million turns more than 28.8 million round; about the same number does not."""
    floor = figure(28_800_000, "more_than")
    assert reversed_bound(figure(28_800_000, "at_most"), floor)
    assert not reversed_bound(figure(28_800_000, "about"), floor)
