"""Places in a text are counted in code points."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.article import Article, Capture, Span
from ledger.incident import Finding, Judgement, ReconciledValue
from ledger.reading import Figure, Reading


@settings(deadline=None, max_examples=100)
@given(before=st.text(), quote=st.text(), after=st.text())
def test_a_span_gives_back_its_quote(before: str, quote: str, after: str) -> None:
    """Whatever the letters are."""
    span = Span(len(before), len(before) + len(quote))
    assert span.of(before + quote + after) == quote


def test_spans_are_ordered_by_place() -> None:
    """First by start, then by end."""
    assert sorted([Span(3, 4), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(3, 4)]


@pytest.mark.parametrize("kind", [Article, Capture, Figure, Reading, Finding, Judgement, ReconciledValue])
def test_records_cannot_be_changed(kind: type) -> None:
    """What is written in a ledger stays; a change is a new record."""
    record: Any = object.__new__(kind)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, dataclasses.fields(kind)[0].name, "other")
