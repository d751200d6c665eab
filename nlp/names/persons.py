"""For whom a person speaks: the body whose founder, director or spokeswoman she is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ledger.reading import Mention
from nlp.document import Text
from nlp.languages import load
from nlp.words import words

NEAR = 70
REACH = 500  # characters back to the body of a bare title


@cache
def title(code: str) -> re.Pattern[str]:
    """Return the pattern of titles by which a person speaks for a body."""
    listed = load(code).around.offices_of_speakers
    whole = words(word[:-1] for word in listed if word.endswith("$")) or "(?!)"
    return re.compile(rf"{words(word for word in listed if not word.endswith('$')) or '(?!)'}|\b(?:{whole})\b")


@cache
def of_body(code: str) -> re.Pattern[str]:
    """Return the pattern of "of" between such a person and the body."""
    return re.compile(rf"\s(?:{words(load(code).around.of_body) or '(?!)'})\s?$")


@cache
def owned_title(code: str) -> re.Pattern[str]:
    """Return the pattern of a title behind a possessive: "Ana Berg, Gantry's head of trust"."""
    return re.compile(rf"['’]s?\s(?:\w{{1,14}}\s){{0,3}}(?:{title(code).pattern})")


def bodies(text: Text, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with the body of every person filled in, where the text gives one."""
    spoken: dict[str, str] = {}
    parties = [mention for mention in mentions if mention.kind == "party"]
    for mention in mentions:
        if mention.kind == "person" and mention.name not in spoken:
            body = body_of(text, mention, parties)
            if body is not None:
                spoken[mention.name] = body
    return [
        replace(mention, refers=(spoken[mention.name],))
        if mention.kind == "person" and mention.name in spoken
        else mention
        for mention in mentions
    ]


def body_of(text: Text, person: Mention, parties: Sequence[Mention]) -> str | None:
    """Return the body a person speaks for: possessive before the title, "of" after it, or the last body named."""
    titles, sentence = title(text.language.code), text.sentence_at(person.span.start).span
    fused = JOINED.search(text.folded, max(sentence.start, person.span.start - 60), person.span.start)
    own = [p.name for p in parties if fused is not None and p.name.casefold() == fused.group(1)]
    if own:
        return own[0]
    before = [p for p in parties if sentence.start <= p.span.start < person.span.start]
    if before and person.span.start - before[-1].span.end <= NEAR:
        between = text.folded[before[-1].span.end : person.span.start]
        if titles.search(between) and not re.search(r"[.;:]", between):
            return before[-1].name
    after = [p for p in parties if person.span.end <= p.span.start <= min(sentence.end, person.span.end + NEAR)]
    if after:
        between = text.folded[person.span.end : after[0].span.start]
        titled = titles.search(between) is not None or len(between) < 12
        if titled and between.count(",") <= 1 and of_body(text.language.code).search(between):
            return after[0].name
        if between == ", " and owned_title(text.language.code).match(text.folded, after[0].span.end):
            return after[0].name
    close = text.folded[max(sentence.start, person.span.start - 45) : min(sentence.end, person.span.end + 45)]
    if not titles.search(close):
        return headed(text, person, parties)
    earlier = [
        p for p in parties if person.span.start - REACH <= p.span.start < person.span.start and p.role != "agency"
    ]
    chosen = [p for p in earlier if text.sentence_at(p.span.start).block == text.sentence_at(person.span.start).block]
    if not chosen and len({p.name for p in parties if p.span.start < person.span.start and p.role != "agency"}) == 1:
        chosen = earlier  # "Chief executive Ana Berg" on a page that has named one company so far
    return leading(text, chosen) if chosen else None


HEADED = re.compile(
    r"(?:the (?:head|chief|director|president|chair\w*|boss|founder|chief executive)|"
    r"(?:die|der) (?:chefin|chef|leiterin|leiter|präsidentin|präsident)|"
    r"la (?:directrice|patronne|présidente|directora|presidenta|jefa)|le (?:directeur|patron|président)|"
    r"el (?:director|presidente|jefe)) (?:of|at|der|des|von|de|du|del|d')"
)
JOINED = re.compile(
    r"([\w-]{2,40})-\w*(?:chef|chefin|sprecher|sprecherin|gründer|gründerin|vorstand|manager|managerin)\s$"
)


def headed(text: Text, person: Mention, parties: Sequence[Mention]) -> str | None:
    """Return the body whose head without a name a sentence before spoke of: "The head of the agency told ..."."""
    index = text.sentence_index(person.span.start)
    if index == 0:
        return None
    before = text.sentences[index - 1].span
    match = HEADED.search(text.folded, before.start, before.end)
    if match is None:
        return None
    near = [p for p in parties if 0 <= p.span.start - match.end() <= NEAR and p.span.end <= before.end]
    return near[0].name if near else None


def leading(text: Text, parties: Sequence[Mention]) -> str:
    """Return the first party of the last sentence among some."""
    last = text.sentence_index(parties[-1].span.start)
    return next(p.name for p in parties if text.sentence_index(p.span.start) == last)
