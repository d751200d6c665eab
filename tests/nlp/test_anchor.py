"""Dates of pages that do not say when they were published."""

from __future__ import annotations

from dataclasses import replace

import nlp
from crawlers.page import text_article

DATELINE = (
    "OSLO, May 11 (Fjord Wire) - Fennwick on Monday accused Dunmore Systems of copying its language model until May 3."
)
KNOWN = "Anthropic told senators that Alibaba copied Claude. The letter is dated June 10; on Monday nobody answered."


def found(text: str) -> list[str]:
    """Return the days and months found on a page without a publication date."""
    article = replace(text_article(text, identity="x", lang="en"), published=None)
    return [when.start for when in nlp.read(article).dates]


def test_dateline_with_its_weekday_has_one_year() -> None:
    """11 May is a Monday in 2026 alone for years around; every other day counts from it."""
    assert found(DATELINE) == ["2026-05-11", "2026-05-11", "2026-05-03"]


def test_weekday_that_fits_two_years_or_none_dates_nothing() -> None:
    """2 June is a Monday in 2025 and in 2031."""
    assert found(DATELINE.replace("May 11", "June 2")) == []
    assert found(DATELINE.replace("May 11", "May 99")) == []


def test_known_incident_gives_the_year() -> None:
    """But no weekday: that would need the very day."""
    assert found(KNOWN) == ["2026-06-10"]
