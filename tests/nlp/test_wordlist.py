"""One pattern for many words."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.wordlist import alternation

WORDS = st.lists(st.text(alphabet="ab.-] ", min_size=1, max_size=5), min_size=1, max_size=12)


@settings(deadline=None, max_examples=200)
@given(WORDS, st.text(alphabet="ab.-] ", max_size=12))
def test_matches_as_a_plain_alternation_does(words: list[str], text: str) -> None:
    """The longest word at each place, as an alternation of the longest first finds it."""
    plain = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    assert re.findall(alternation(words), text) == re.findall(plain, text)


def test_no_words_match_nothing() -> None:
    """An empty list is not an empty word."""
    assert re.search(alternation([]), "anything") is None
