"""General news of fourteen languages: sentences written before the rules were looked at; what is read may not fall."""

from __future__ import annotations

from tests.nlp.general import scoring


def test_quantities_of_general_news() -> None:
    """Values, comparators and counted nouns."""
    score = scoring.quantities("quantities.txt")
    shown = "\n".join(score.misses)
    assert score.counts["gold"] >= 490
    assert score.f1("values") >= 0.985, shown
    assert score.f1("compared") >= 0.975, shown
    assert score.share("counted", "nouns") >= 0.97, shown


def test_sources_of_general_news() -> None:
    """Who says a number."""
    score = scoring.sources("sources.txt")
    shown = "\n".join(score.misses)
    assert score.counts["reported"] >= 188
    assert score.share("right", "reported") >= 0.97, shown
    assert score.share("own_right", "own") == 1, shown


def test_dates_of_general_news() -> None:
    """Days and periods."""
    score = scoring.dates("dates.txt")
    shown = "\n".join(score.misses)
    assert score.counts["gold"] >= 185
    assert score.share("days", "found") >= 0.97, shown
    assert score.share("days", "gold") >= 0.97, shown
