"""Whom a source stands for, and the outlet that relays it."""

from __future__ import annotations

from ledger.article import Span
from ledger.reading import Attribution, Mention
from nlp.document import Text
from nlp.parties import parties
from nlp.sources import Sentence, Source


def named(text: Text, source: Source, last: Attribution | None) -> tuple[str | None, str | None]:
    """Return the canonical speaker of a source and the relay it is, if it is one."""
    mention = source.mention
    if mention is None:
        if source.noun == "pronoun" and last is not None:
            return last.speaker, None
        return None, None
    if mention.kind == "outlet":
        return None, mention.name
    return body_of(mention), None


def body_of(mention: Mention) -> str | None:
    """Return the body a person speaks for, or the party itself; a product speaks for its owner."""
    if mention.kind == "person" and mention.refers:
        return mention.refers[0]
    party = parties().get(mention.name)
    if party is None:
        return mention.name or None
    return party.speaks_for or party.owner or party.name


def relay(text: Text, sentence: Sentence, source: Source | None) -> str | None:
    """Return the outlet named as relay: one near a cue of relaying in the sentence."""
    own = text.article.outlet
    for mention in sentence.mentions:
        if mention.kind != "outlet" or (own is not None and mention.name.casefold() in own.casefold()):
            continue
        near = Span(max(sentence.span.start, mention.span.start - 40), min(sentence.span.end, mention.span.end + 30))
        if text.marks.has(near, "via", "according", "according_after"):
            return mention.name
    return None
