"""What happened and when: sentences that tell of an act of somebody, with the dates they print.

A date that begins or ends a period dates nothing by itself. An accusation whose day the page does not print has the day
of publication if the page is the party's own document, and that of the registry if the incident is a known one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ledger.identity import identifier
from ledger.reading import Case, DateMention, Event, Mention, Precision
from nlp.document import Text
from nlp.events.own import is_own
from nlp.events.told import Told, main_kind, sentences
from nlp.events.unprinted import main_days, telling
from nlp.events.when import ahead, iso, period
from nlp.events.words import GENERIC, Trigger

GENERIC_MALUS = 80  # characters by which "said" must be nearer to a date than "sued"
OPENING = 12  # characters: "In February, the company said"
TOLD_UNDATED = frozenset({"accusation", "denial", "response", "admission", "memo", "cable", "sanction", "court"})
TOLD_UNDATED |= {"bill", "access_cut", "sharing"}
LONGEST_LABEL = 60
AHEAD = frozenset({"access_cut", "sanction", "court", "hearing", "bill"})  # what a page may date after itself
AHEAD |= {"terms_change", "correction"}


def find(
    text: Text, mentions: Sequence[Mention], dates: Sequence[DateMention], cases: Sequence[Case]
) -> tuple[Event, ...]:
    """Return the events of a relevant text, in text order."""
    told = list(sentences(text, mentions, dates))
    own = is_own(text, told)
    found: dict[tuple[str, str | None], Event] = {}
    for sentence in told:
        for kind, when in (*dated(text, sentence), *(campaign(text, sentence, dates) if own else ())):
            found.setdefault((kind, iso(when)), event(text, sentence, cases, kind, when))
    for sentence in told:
        telling = main_kind(sentence)
        if telling in TOLD_UNDATED and sentence.actors and not any(kind == telling for kind, _ in found):
            found[telling, None] = event(text, sentence, cases, telling, None)
    for sentence, kind, when in main_days(text, told, cases, own, list(found.values())):
        found.pop((kind, None), None)
        found[kind, iso(when)] = event(text, sentence, cases, kind, when)
    events = [*found.values(), *untold(text, told, cases, list(found.values()))]
    return tuple(sorted(events, key=lambda item: (item.span, item.date or "", item.type)))


def untold(text: Text, told: Sequence[Told], cases: Sequence[Case], events: Sequence[Event]) -> Iterator[Event]:
    """Yield an undated event for each case of a text that has none: "this follows similar claims from X"."""
    known = {item.id for item in events}
    for index, case in enumerate(cases):
        sentence = None if any(item.case == index for item in events) else telling(told, case, main=False)
        if sentence is not None:
            kind = main_kind(sentence) or "disclosure"
            made = replace(event(text, sentence, cases, kind, None), case=index)
            if made.id not in known:
                known.add(made.id)
                yield made


def dated(text: Text, sentence: Told) -> Iterator[tuple[str, DateMention]]:
    """Yield what a sentence dates: each date with the word of an event that stands nearest."""
    published = text.article.published.value[:10] if text.article.published else None
    for printed in sentence.dates:
        kind, when = nearest(sentence, printed), printed
        if kind is None or kind == "response":
            continue
        if kind in AHEAD:
            when = ahead(text, when, published)
        exact = when.precision is Precision.DAY
        opens = when.span.start - sentence.span.start <= OPENING
        if not exact and not (opens or (sentence.actors and kind not in GENERIC)):
            continue
        if published is not None and when.start > published and not (exact and kind in AHEAD):
            continue
        yield kind, when


def nearest(sentence: Told, when: DateMention) -> str | None:
    """Return the type of the word of an event nearest to a date; words of saying only where nothing else is near.

    A label of a party and a date ("Larkspur, September") says that something was told then.
    """
    if not sentence.triggers:
        label = sentence.actors and sentence.span.end - sentence.span.start <= LONGEST_LABEL
        return "disclosure" if label else None

    def distance(trigger: Trigger) -> int:
        gap = max(trigger.start - when.span.end, when.span.start - trigger.start, 0)
        return gap + GENERIC_MALUS * (trigger.kind in GENERIC)

    return min(sentence.triggers, key=distance).kind


def campaign(text: Text, sentence: Told, dates: Sequence[DateMention]) -> Iterator[tuple[str, DateMention]]:
    """Yield the first and last day that a party's own document gives to what it complains of."""
    ends = period(text, sentence.span, dates)
    if ends is not None:
        yield "campaign_start", ends[0]
        yield "campaign_end", ends[1]


def event(text: Text, sentence: Told, cases: Sequence[Case], kind: str, when: DateMention | None) -> Event:
    """Make the event of one sentence."""
    day = iso(when) if when else None
    return Event(
        identifier("evt", text.article.text_sha256, text.article.id, sentence.span.start, kind, day),
        text.article.id,
        kind,
        day,
        when.precision if when else None,
        sentence.actors,
        sentence.span,
        sentence.span.of(text.raw),
        case_index(cases, sentence.actors),
    )


def case_index(cases: Sequence[Case], actors: Sequence[str]) -> int | None:
    """Return the case whose parties the actors are, the one with most of them first."""
    scores = [len({case.accuser, *case.accused} & set(actors)) for case in cases]
    if not scores or max(scores) == 0:
        return 0 if cases and not actors else None
    return scores.index(max(scores))
