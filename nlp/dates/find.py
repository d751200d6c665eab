"""Find the dates of a text: match the language's pattern, read each match, anchor what is relative."""

from __future__ import annotations

import re
from datetime import date

from ledger.article import Span
from ledger.reading import DateMention, Precision
from nlp.dates.calendar_days import numbered
from nlp.dates.patterns import matches
from nlp.dates.periods import Period
from nlp.dates.reading import Context, placed
from nlp.document import Text

LONGEST_HEAD = 2000  # characters in which an article without a publication date may print one


def find(text: Text) -> tuple[DateMention, ...]:
    """Return the dates of `text`; relative ones need the article's publication date, or a full date at its head."""
    published = anchor(text)
    context = Context(text, published)
    found = []
    for match in matches(text, len(text.folded)):
        period = read(match, context)
        if period is None:
            continue
        start, end = trimmed(match, text)
        found.append(DateMention(Span(start, end), period.start.isoformat(), period.end.isoformat(), period.precision))
        context.note(period, start)
    return tuple(found)


def trimmed(match: re.Match[str], text: Text) -> tuple[int, int]:
    """Return the place of a match without spaces at its ends."""
    start, end = match.start(), match.end()
    while start < end and text.folded[start] == " ":
        start += 1
    while end > start and text.folded[end - 1] in " ,.":
        end -= 1
    return start, end


def anchor(text: Text) -> date | None:
    """Return the publication day, if the page gives one to the day; else the first full date at its head."""
    published = text.article.published
    if published is not None:
        try:
            return date.fromisoformat(published.value[:10])
        except ValueError:
            return None
    for match in matches(text, min(len(text.folded), LONGEST_HEAD)):
        period = numbered(match, text, None)
        if period is not None and period.precision is Precision.DAY:
            return period.start
    return None


def read(match: re.Match[str], context: Context) -> Period | None:
    """Read one match of the pattern; None for a day that does not exist or one that cannot be placed."""
    period = numbered(match, context.text, context.published)
    return period if period is not None else placed(match, context)
