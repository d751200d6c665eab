"""Changes between versions of a page are changes of figures, never of commas."""

from __future__ import annotations

from dataclasses import replace

from store.queries.versions import Printed, differences

OLD = Printed(
    figure_id="fig-1",
    article_id="art-1",
    measure="interactions",
    accused="Delta",
    scope="total",
    comparator="more_than",
    value="26800000",
    low="26800000",
    high=None,
    unit="exchanges",
    quote="over 26.8 million exchanges",
)
NEW = replace(OLD, figure_id="fig-2", article_id="art-2", value="28800000", low="28800000", quote="over 28.8 million")


def test_another_value_on_the_same_topic_is_one_change() -> None:
    """26.8 million became 28.8 million."""
    assert differences([OLD], [NEW]) == [(OLD, NEW)]


def test_the_same_value_in_other_words_is_no_change() -> None:
    """Neither is its place in the text or how often it is printed."""
    again = replace(OLD, figure_id="fig-3", article_id="art-2", quote="more than 26,800,000 exchanges")
    assert differences([OLD, replace(OLD, figure_id="fig-4")], [again]) == []


def test_what_went_and_what_came_stand_alone() -> None:
    """Figures of different topics are no pair."""
    accounts = replace(NEW, measure="accounts", value="24000")
    assert differences([OLD], [accounts]) == [(OLD, None), (None, accounts)]
    assert differences([], [NEW]) == [(None, NEW)]
