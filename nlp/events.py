"""What happened and when: a dated or typed sentence that names a party of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from functools import cache

from ledger.article import BlockKind
from ledger.identity import identifier
from ledger.reading import Case, DateMention, Event, Mention, Precision
from nlp.document import Text
from nlp.languages import Happenings, load
from nlp.wordlist import alternation

ORDER = (
    "correction",
    "court",
    "bill",
    "hearing",
    "cable",
    "memo",
    "sanction",
    "access_cut",
    "terms_change",
    "sharing",
    "admission",
    "denial",
    "response",
    "accusation",
    "report",
    "disclosure",
)
assert set(ORDER) == {field.name for field in fields(Happenings)} - {"bounds", "own"}
LONGEST_QUOTE = 400


@cache
def table(code: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of all words of events and the type of each; the more telling type has a shared word."""
    tables = load(code)
    lead = r"(?<!\w)" if tables.spaced and code != "ko" else ""
    types = {word: kind for kind in reversed(ORDER) for word in getattr(tables.happenings, kind)}
    return re.compile(lead + alternation(types)), types


def find(
    text: Text, mentions: Sequence[Mention], dates: Sequence[DateMention], cases: Sequence[Case]
) -> tuple[Event, ...]:
    """Return the events of a relevant text."""
    found: list[Event] = []
    seen: set[tuple[str, str | None]] = set()
    for index, sentence in enumerate(text.sentences):
        block = text.article.blocks[sentence.block]
        if block.kind is BlockKind.META:
            continue
        best = best_word(text, sentence.span.start, sentence.span.end)
        if best is None:
            continue
        kind, place = best
        here = [m for m in mentions if text.sentence_index(m.span.start) == index and m.kind == "party"]
        own = [d for d in dates if text.sentence_index(d.span.start) == index and d.precision is not Precision.YEAR]
        near = sorted(own, key=lambda d: (d.precision is not Precision.DAY, abs(d.span.start - place)))
        if not near and not here:
            continue
        date = iso(near[0]) if near else None
        if (kind, date) in seen or (date is None and kind not in ("denial", "response", "admission", "accusation")):
            continue
        seen.add((kind, date))
        quote = text.raw[sentence.span.start : sentence.span.end]
        actors = tuple(dict.fromkeys(m.name for m in here))
        found.append(
            Event(
                identifier("evt", text.article.text_sha256, text.article.id, sentence.span.start, kind, date),
                text.article.id,
                kind,
                date,
                near[0].precision if near else None,
                actors,
                sentence.span,
                quote,
                case_index(cases, actors),
            )
        )
    return tuple(found)


def best_word(text: Text, start: int, end: int) -> tuple[str, int] | None:
    """Return the most telling type that a sentence has a word of, and the place of the word."""
    pattern, types = table(text.language.code)
    found = [(ORDER.index(types[m.group()]), m.start()) for m in pattern.finditer(text.folded, start, end)]
    if not found:
        return None
    rank, place = min(found)
    return ORDER[rank], place


def iso(date: DateMention) -> str:
    """Return a date as precise as printed."""
    return {Precision.DAY: date.start, Precision.MONTH: date.start[:7]}.get(date.precision, date.start[:4])


def case_index(cases: Sequence[Case], actors: Sequence[str]) -> int | None:
    """Return the case whose parties the actors are, the one with most of them first."""
    scores = [len({case.accuser, *case.accused} & set(actors)) for case in cases]
    if not scores or max(scores) == 0:
        return 0 if cases and not actors else None
    return scores.index(max(scores))
