"""A page without a publication date: the day that its "June 10" counts from.

It is the day of the known incident the page tells of, or the day of a dateline that names its weekday as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ledger.article import BlockKind, Evidenced
from ledger.reading import DateMention, Mention, Precision
from nlp import dates
from nlp.document import Text
from nlp.known import matching

DATELINE = 40  # characters
YEARS = range(2023, 2032)  # models have been sold by their answers since; two Mondays of one day are six years apart


def find_dates(text: Text, mentions: Sequence[Mention]) -> tuple[DateMention, ...]:
    """Return the dates of a text; one without a publication date is read as if it were of the day it must be of."""
    if text.article.published is not None:
        return dates.find(text)
    day = dateline(text)
    if day is not None:
        return dates.find(of_day(text, day))
    known = matching(text, mentions)
    if not known:
        return dates.find(text)
    return tuple(when for when in dates.find(of_day(text, known[0].disclosed)) if not is_relative(text, when))


def of_day(text: Text, day: str) -> Text:
    """Return the text as if published on a day."""
    return replace(text, article=replace(text.article, published=Evidenced(day, "assumed")))


def is_relative(text: Text, when: DateMention) -> bool:
    """Tell whether a date is a "Monday" or "yesterday", which would need the very day of publication."""
    words = text.folded[when.span.start : when.span.end]
    months = text.language.calendar.months
    return not any(char.isdecimal() for char in words) and not any(month in words for month in months)


def dateline(text: Text) -> str | None:
    """Return the day of "OSLO, May 11 - ... on Monday": the year in which that day is a Monday."""
    body = next((block.span for block in text.article.blocks if block.kind is BlockKind.PARAGRAPH), None)
    if body is None:
        return None
    lead = text.sentence_at(body.start)
    opening = replace(text, sentences=(lead,), starts=(lead.span.start,), folded=text.folded[: lead.span.end])
    found = [when for when in dates.find(of_day(opening, f"{YEARS[0]}-07-01")) if when.span.start >= body.start]
    near = [when for when in found if when.span.end <= body.start + DATELINE]
    days = [when.start for when in near if when.precision is Precision.DAY and not is_relative(text, when)]
    named = [text.folded[when.span.start : when.span.end].split() for when in found if is_relative(text, when)]
    weekdays = text.language.calendar.weekdays
    wanted = {weekdays[word] for words in named for word in words if word in weekdays}
    if not days or len(wanted) != 1:
        return None
    fitting = [year for year in YEARS if weekday(year, days[0]) in wanted]
    return f"{fitting[0]}{days[0][4:]}" if len(fitting) == 1 else None


def weekday(year: int, day: str) -> int | None:
    """Return the weekday of a day in another year; None on 29 February of a common year."""
    try:
        return date(year, int(day[5:7]), int(day[8:10])).weekday()
    except ValueError:
        return None
