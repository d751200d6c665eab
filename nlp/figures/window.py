"""The period a sentence ties its figures to."""

from __future__ import annotations

import itertools
import re

from ledger.article import Span
from ledger.reading import DateMention, Precision, Stance
from nlp.document import Text
from nlp.figures.context import Findings

YEAR = re.compile(r"\d{4}")
LONGEST_BETWEEN = 18
LEAD = 20  # characters before the first date, or behind the second, in which an opener or closer stands


def window(found: Findings, sentence: Span, stance: Stance) -> tuple[str, str] | None:
    """Return the period that a sentence ties its figures to: two dates joined by a word of range."""
    here = [date for date in found.dates if sentence.start <= date.span.start < sentence.end]
    if stance is Stance.BACKGROUND:
        return None
    for first, second in itertools.pairwise(here):
        if bounds(found.text, first.span, second.span, sentence):
            opened, closed = edge(first, start=True, other=second), edge(second, start=False, other=first)
            return opened, within_a_year(found.text, opened, closed, second)
    return None


def within_a_year(text: Text, opened: str, closed: str, second: DateMention) -> str:
    """Return the end of a window in the first year it fits where the text prints none: "Ende Januar bis Mitte März"."""
    printed = YEAR.search(second.span.of(text.raw)) is not None
    years = int(closed[:4]) - int(opened[:4])
    if printed or years < 1 or closed[4:] < opened[4:]:
        return closed
    return f"{opened[:4]}{closed[4:]}"


def bounds(text: Text, first: Span, second: Span, sentence: Span) -> bool:
    """Tell whether two dates in a row bound one period, by what stands between, before and behind them."""
    times = text.language.calendar
    between = text.folded[first.end : second.start]
    if len(between) > LONGEST_BETWEEN:
        return False
    between = between.strip(" ,")
    if between in times.window_joiners:
        return True
    if between not in times.window_pairs:
        return False
    lead = text.folded[max(sentence.start, first.start - LEAD) : first.start].rstrip()
    if any(ends(lead, word, spaced=text.language.spaced) for word in times.window_openers):
        return True
    return text.folded[second.end : second.end + LEAD].lstrip().startswith(times.window_closers)


def ends(lead: str, word: str, *, spaced: bool) -> bool:
    """Tell whether text ends with a word and not with the end of a longer one."""
    return lead.endswith(word) and not (spaced and lead[: -len(word)][-1:].isalnum())


def edge(date: DateMention, *, start: bool, other: DateMention) -> str:
    """Return one end of a window as precise as printed."""
    if date.precision is Precision.DAY:
        year = other.start[:4]
        return date.start if start and date.start <= other.end else (f"{year}{date.start[4:]}" if start else date.start)
    if date.precision is Precision.YEAR:
        return date.start[:4]
    month = date.start[5:7]
    return f"{other.start[:4]}-{month}" if start and date.start > other.start else date.start[:7]
