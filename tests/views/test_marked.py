"""Marks in a text: nothing of the text is lost, moved or run, whatever marks are asked for."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from views.marked import PART, Mark, gaps, html_of, kept, part_bounds, part_of

TAG = re.compile(r"<[^>]*>")
PRINTABLE = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_categories=("Cc", "Cf")), max_size=80
)


def shown(text: str, marks: list[Mark]) -> str:
    """Return what a reader sees."""
    return html.unescape(TAG.sub("", html_of(text, marks, 0, len(text), "en")))


@settings(deadline=None, max_examples=150)
@given(PRINTABLE, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6))
def test_marks_change_nothing_of_the_text(text: str, places: list[tuple[int, int]]) -> None:
    """Overlapping, empty or beyond the end: the text reads the same."""
    marks = [Mark(start, min(end, len(text)), "figure") for start, end in places if start < len(text)]
    assert shown(text, marks) == (text if text.strip() else "")


def test_first_of_two_overlapping_marks_stays() -> None:
    """The figure asked for is never covered."""
    first, second, apart = Mark(5, 10, "a"), Mark(8, 12, "b"), Mark(12, 14, "c")
    assert kept([first, second, apart]) == [first, apart]
    assert gaps(0, 20, [first, apart]) == [(0, 5), (10, 12), (14, 20)]


def test_a_mark_over_a_line_end_is_marked_on_both_lines() -> None:
    """Its anchor is given once and its number once."""
    text = "one two\nthree four"
    mark = Mark(4, 13, "figure", "1", "f1")
    made = html_of(text, [mark], 0, len(text), "en")
    assert made.count("<mark") == 2
    assert made.count('id="f1"') == 1
    assert made.count("<sup>") == 1


def test_a_long_text_is_shown_in_parts_that_make_the_whole() -> None:
    """Each ends at a line end; a place is found in its part."""
    text = "\n".join(f"line {number} of a very long text" for number in range(6000))
    bounds = part_bounds(text)
    assert "".join(text[start:end] for start, end in bounds) == text
    assert max(end - start for start, end in bounds) <= PART
    assert all(text[end - 1] == "\n" for _, end in bounds[:-1])
    assert part_of(bounds, bounds[1][0]) == 1
    assert part_of(bounds, len(text) + 5) == len(bounds) - 1
    assert part_bounds("") == [(0, 0)]
    assert len(part_bounds("x" * (3 * PART))) == 3
