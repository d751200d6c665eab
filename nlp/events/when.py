"""Which printed dates date something, and which only bound a period."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ledger.article import Span
from ledger.reading import DateMention, Precision
from nlp.document import Text

LONGEST_JOINER = 16  # characters between the two ends of a period
LONG_AGO, SOON = 200, 150  # days
LONGEST_ARTICLE = 3  # letters


def usable(text: Text, sentence: Span, dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """Return the days and months of a sentence that stand for themselves."""
    pairs = [pair for pair in pairwise(dates) if joined(text, *pair)]
    ends = {id(date) for pair in pairs for date in pair}
    exact = [date for date in dates if date.precision in (Precision.DAY, Precision.MONTH) and not same_day(text, date)]
    return tuple(date for date in exact if id(date) not in ends and not bounds(text, sentence, date))


def same_day(text: Text, date: DateMention) -> bool:
    """Tell whether a date is only "the same day" as another."""
    words = text.folded[date.span.start : date.span.end]
    return any(word in words for word, offset in text.language.calendar.anchored_days.items() if offset == 0)


def ahead(text: Text, date: DateMention, published: str | None) -> DateMention:
    """Return a day printed without its year in the coming year, if it lies months back but only weeks ahead."""
    words = text.folded[date.span.start : date.span.end]
    day = parsed(date.start)
    now = parsed(published) if published is not None else None
    if day is None or now is None or date.precision is not Precision.DAY or str(day.year) in words:
        return date
    if (now - day).days < LONG_AGO or (day.month, day.day) == (2, 29):
        return date
    coming = day.replace(year=day.year + 1)
    if not 0 < (coming - now).days <= SOON:
        return date
    return replace(date, start=coming.isoformat(), end=coming.isoformat())


def parsed(day: str) -> datetime.date | None:
    """Return the day of an ISO date; None for one that is no whole day."""
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        return None


def joined(text: Text, first: DateMention, second: DateMention) -> bool:
    """Tell whether two dates are the ends of a period: "from 2 February to 3 May", 4月22日至6月5日."""
    gap = text.folded[first.span.end : second.span.start]
    if len(gap) > LONGEST_JOINER or "," in gap.strip(" "):
        return False
    words = gap.replace("(", " ").split()
    if not words:
        return False
    tables = text.language
    if words[0] in tables.numbers.range_joiners or any(words[0].startswith(word) for word in tables.happenings.bounds):
        opened = bounds_before(text, first)
        return opened or words[0] not in tables.numbers.joiners
    return False


def bounds_before(text: Text, date: DateMention) -> bool:
    """Tell whether a word like "since" or "between" stands right before a date."""
    lead = text.folded[max(0, date.span.start - 24) : date.span.start].rstrip(" (")
    happenings = text.language.happenings
    if text.folded.startswith(tuple(word for word in happenings.bounds if " " in word), date.span.start):
        return True
    if not text.language.spaced:
        return lead.endswith(happenings.bounds)
    words = lead.split()
    if len(words) > 1 and len(words[-1]) <= LONGEST_ARTICLE and words[-1] not in happenings.bounds:
        words.pop()  # "entre le 3 mars"
    return bool(words) and (words[-1] in happenings.bounds or " ".join(words[-2:]) in happenings.bounds)


def bounds(text: Text, sentence: Span, date: DateMention) -> bool:
    """Tell whether a date begins or ends a period, or is a length of time."""
    tail = text.folded[date.span.end : min(sentence.end, date.span.end + 12)].lstrip(" '）)")
    if tail.startswith(tuple(text.language.standing.lengths)):
        return True
    if text.language.standing.bounds_behind and tail.startswith(text.language.happenings.bounds):
        return True
    return bounds_before(text, date)


def period(text: Text, sentence: Span, dates: Sequence[DateMention]) -> tuple[DateMention, DateMention] | None:
    """Return the two days that a sentence sets as the ends of a period."""
    here = [date for date in dates if sentence.start <= date.span.start < sentence.end]
    for first, second in pairwise(here):
        days = first.precision is Precision.DAY and second.precision is Precision.DAY
        if days and first.start < second.start and joined(text, first, second):
            return first, second
    return None


def iso(date: DateMention) -> str:
    """Return a date as precise as printed."""
    return {Precision.DAY: date.start, Precision.MONTH: date.start[:7]}.get(date.precision, date.start[:4])
