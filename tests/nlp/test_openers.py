"""The first letters of words pass over nothing that a pattern would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.cues import ELIDED, TOKEN
from nlp.openers import MOST, Begun, Openers, begun
from nlp.wordlist import beginnings

LETTERS = "ab'’-_ ."
ITEMS = st.lists(st.from_regex(r"[ab_][ab_'’ -]{0,5}[ab_]?\$?", fullmatch=True), min_size=1, max_size=6)


def words(pattern: re.Pattern[str], text: str) -> Begun:
    """Return the words of a text."""
    found = [(match.start(), match.group()) for match in pattern.finditer(text)]
    return begun(text, tuple(at for at, _ in found), tuple(word for _, word in found))


@pytest.mark.parametrize("pattern", [TOKEN, ELIDED])
def test_finds_what_the_pattern_finds(pattern: re.Pattern[str]) -> None:
    """A search by beginnings gives the matches of a search at every character, in whatever tokens words are joined."""

    @settings(deadline=None, max_examples=300)
    @given(ITEMS, st.text(alphabet=LETTERS, max_size=24))
    def same(items: list[str], text: str) -> None:
        sought = beginnings("en", True, items)
        starts = sought.starts(words(pattern, text))
        found = [match.span() for match in sought.matches(text, starts, 0, len(text))]
        assert found == [match.span() for match in sought.pattern.finditer(text)]
        first = sought.search(text, starts, 1, len(text))
        assert (first and first.span()) == (again.span() if (again := sought.pattern.search(text, 1)) else None)

    same()


def test_a_place_is_searched_by_itself() -> None:
    """Only matches that begin and end between the two places are found."""
    text = "model, models and remodelled models"
    sought = beginnings("en", True, ["model"])
    starts = sought.starts(words(TOKEN, text))
    assert [match.start() for match in sought.matches(text, starts, 1, 32)] == [7]


def test_without_spaces_every_character_may_begin_a_word() -> None:
    """Where words are not told apart, the pattern alone searches."""
    sought = beginnings("zh", False, ["模型"])
    assert sought.starts(Begun((), (), (), ())) is None
    assert [match.start() for match in sought.matches("一个模型", None, 0, 4)] == [2]


def test_a_sign_begins_no_word() -> None:
    """A table with such an item is a mistake."""
    with pytest.raises(ValueError, match="do not begin"):
        Openers(["model", "«model"])


def test_what_is_remembered_is_bounded() -> None:
    """Neither very many words nor very long ones stay."""
    openers = Openers(["a"])
    assert openers["b" * 100] is False
    assert len(openers) == 0
    for number in range(MOST + 10):
        assert openers[f"a{number}"]
    assert len(openers) == 10
