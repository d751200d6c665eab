"""The sentences of a text with what they tell of: parties, dates that date something, words of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.article import BlockKind, Span
from ledger.reading import DateMention, Mention
from nlp.document import Text
from nlp.events.when import usable
from nlp.events.words import GENERIC, Trigger, starts, triggers


class Told(NamedTuple):
    """One sentence with what the reader knows of it."""

    span: Span
    actors: tuple[str, ...]
    dates: tuple[DateMention, ...]
    triggers: tuple[Trigger, ...]


def sentences(text: Text, mentions: Sequence[Mention], dates: Sequence[DateMention]) -> Iterator[Told]:
    """Yield the sentences that are no page furniture."""
    actors: dict[int, list[str]] = {}
    for mention in mentions:
        if mention.kind == "party":
            actors.setdefault(text.sentence_index(mention.span.start), []).extend(mention.refers or (mention.name,))
    printed: dict[int, list[DateMention]] = {}
    for when in dates:
        printed.setdefault(text.sentence_index(when.span.start), []).append(when)
    begun = starts(text)
    for index, sentence in enumerate(text.sentences):
        if text.article.blocks[sentence.block].kind is not BlockKind.META:
            yield Told(
                sentence.span,
                tuple(dict.fromkeys(actors.get(index, ()))),
                usable(text, sentence.span, printed.get(index, [])),
                triggers(text, sentence.span, begun),
            )


def main_kind(sentence: Told) -> str | None:
    """Return the most telling type of a sentence: its first word of an event that is no word of saying."""
    for trigger in sentence.triggers:
        if trigger.kind not in GENERIC:
            return trigger.kind
    return "response" if any(trigger.kind == "response" for trigger in sentence.triggers) else None
