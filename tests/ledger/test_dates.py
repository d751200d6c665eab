"""Dates of the ledger in words: as precise as they were printed, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.dates import UNDATED, within, written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-06-24", "24 Jun 2026"),
        ("2026-06-24T08:00:00Z", "24 Jun 2026"),
        ("2026-06", "Jun 2026"),
        ("2026", "2026"),
        ("2026-13-01", "2026-13-01"),
        ("soon", "soon"),
        ("", UNDATED),
        (None, UNDATED),
    ],
)
def test_written(text: str | None, said: str) -> None:
    """What is no date stays as it is."""
    assert written(text) == said


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("2026-01 x,.()"), max_size=40))
def test_quotes_stay_as_they_are_printed(text: str) -> None:
    """Whatever stands between quotation marks, and whatever is no date outside of them."""
    assert within(f"“{text}”") == f"“{text}”"
    assert within(f"seen 2026-03-05: “{text}”") == f"seen 5 Mar 2026: “{text}”"
