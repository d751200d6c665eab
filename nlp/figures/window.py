"""The period a sentence ties its figures to."""

from __future__ import annotations

import itertools

from ledger.article import Span
from ledger.reading import DateMention, Precision, Stance
from nlp.figures.context import Findings


def window(found: Findings, sentence: Span, stance: Stance) -> tuple[str, str] | None:
    """Return the period that a sentence ties its figures to: two dates joined by a word of range."""
    here = [date for date in found.dates if sentence.start <= date.span.start < sentence.end]
    if stance is Stance.BACKGROUND:
        return None
    numbers = found.text.language.numbers
    for first, second in itertools.pairwise(here):
        between = found.text.folded[first.span.end : second.span.start].strip(" ,")
        lead = found.text.folded[max(sentence.start, first.span.start - 16) : first.span.start].split()
        opened = bool(lead) and (lead[-1] in numbers.range_openers or lead[-1] in ("between", "from"))
        short = len(between) <= 8
        if (
            short
            and between in numbers.range_joiners
            and (opened or not between.isalpha() or between in ("to", "bis", "до", "al", "au", "à"))
        ):
            return edge(first, start=True, other=second), edge(second, start=False, other=first)
    return None


def edge(date: DateMention, *, start: bool, other: DateMention) -> str:
    """Return one end of a window as precise as printed."""
    if date.precision is Precision.DAY:
        year = other.start[:4]
        return date.start if start and date.start <= other.end else (f"{year}{date.start[4:]}" if start else date.start)
    if date.precision is Precision.YEAR:
        return date.start[:4]
    month = date.start[5:7]
    return f"{other.start[:4]}-{month}" if start and date.start > other.start else date.start[:7]
