"""The days of main events of a page that does not print them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence

from ledger.reading import Case, DateMention, Event, Precision
from nlp.document import Text
from nlp.events.told import Told, main_kind
from nlp.events.when import parsed

DAY_LENGTH = len("2026-02-23")
NEWS_DAYS = 14  # after which the main incident of a page is background
FRESH_DAYS = 3  # after which a further incident is
LEAD = 5  # sentences in which a page tells its news
JUST_BEGUN = 2  # days of a month in which news may be of the month before
BEFORE = 30  # days before an incident became known in which its papers are dated
KINDS_OF_CASE = {  # kind of case -> types of event by which it became known
    "allegation": frozenset({"accusation", "disclosure", "report", "memo", "court"}),
    "court": frozenset({"court", "accusation", "report", "sanction"}),
    "government": frozenset({"memo", "cable", "sanction", "report", "accusation", "disclosure"}),
    "policy": frozenset({"bill", "memo", "sanction", "access_cut", "terms_change", "sharing", "hearing"}),
    "admission": frozenset({"admission", "hearing", "disclosure"}),
    "denial": frozenset({"denial", "response", "disclosure"}),
}
Dated = tuple[Told, str, DateMention]


def main_days(
    text: Text, told: Sequence[Told], cases: Sequence[Case], own: bool, events: Sequence[Event]
) -> Iterator[Dated]:
    """Yield sentence, type and day of main events whose day the page does not print.

    A party's own document happens on the day of its publication; a known incident on the day the registry gives, if
    the page is of the days around it; other news in the month in which it is published, no more precisely.
    """
    published = text.article.published.value[:10] if text.article.published else None
    printed = {item.date for item in events if item.date}
    if own:
        sentence = next((item for item in told if item.triggers and not item.dates), told[0] if told else None)
        if published is not None and sentence is not None and fits(published, printed):
            yield on(sentence, published)
        return
    for index, case in enumerate(cases):
        day = case.disclosed
        if not case.known or day is None or not is_news(day, published, FRESH_DAYS if index else NEWS_DAYS):
            continue
        if fits(day, printed) and not any(within(other, day) for other in printed):
            sentence = telling(told, case, main=index == 0)
            if sentence is not None:
                yield on(sentence, day)
                printed.add(day)
    if published is not None and not printed:
        old = {case.accuser for case in cases if case.known and not is_news(case.disclosed or "", published, NEWS_DAYS)}
        yield from news([item for item in told if not old & set(item.actors)], published)


def news(told: Sequence[Told], published: str) -> Iterator[Dated]:
    """Yield the first event of a page that dates none: it is of the month of publication, if that is not brand-new."""
    day = parsed(published)
    if day is None or day.day <= JUST_BEGUN:
        return
    for sentence in told[:LEAD]:
        if sentence.triggers:
            start, end = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
            month = DateMention(sentence.span, start.isoformat(), end.isoformat(), Precision.MONTH)
            yield sentence, main_kind(sentence) or "disclosure", month
            return


def fits(day: str, printed: set[str]) -> bool:
    """Tell whether a day is a whole one, and new beside the printed ones."""
    return len(day) == DAY_LENGTH and day not in printed and day[:7] not in printed


def on(sentence: Told, day: str) -> Dated:
    """Date a sentence with a day that it does not print."""
    return sentence, main_kind(sentence) or "disclosure", DateMention(sentence.span, day, day, Precision.DAY)


def distance(first: str, second: str) -> int | None:
    """Return the days from one ISO day to another; None if either is no whole day."""
    start, end = parsed(first), parsed(second)
    return (end - start).days if start is not None and end is not None else None


def within(printed: str, disclosed: str) -> bool:
    """Tell whether a printed day is that of the incident's own papers."""
    days = distance(printed, disclosed)
    return days is not None and 0 <= days <= BEFORE


def is_news(disclosed: str, published: str | None, limit: int) -> bool:
    """Tell whether a page is of the days in which an incident became known; later ones tell it as background."""
    if published is None:
        return limit == NEWS_DAYS
    days = distance(disclosed, published)
    return days is not None and abs(days) <= limit


def telling(told: Sequence[Told], case: Case, *, main: bool) -> Told | None:
    """Return the sentence that tells of a case's accusation; of the main one, the first that names the accuser."""
    kinds = KINDS_OF_CASE[case.kind]
    about = [sentence for sentence in told if case.accuser in sentence.actors]
    for sentence in about:
        if (not sentence.dates or not main) and any(trigger.kind in kinds for trigger in sentence.triggers):
            return sentence
    return about[0] if about and main else None
