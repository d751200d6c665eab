"""Who spoke last, and whose words go on: the subjunctive, hearsay, denials without a speaker."""

from __future__ import annotations

import re
from functools import cache

from ledger.article import BlockKind, Span
from ledger.reading import Attribution, Case, QuantityMention
from nlp.document import Text
from nlp.figures.context import Findings
from nlp.languages import load
from nlp.words import words


@cache
def subjunctive(code: str) -> re.Pattern[str]:
    """Return the pattern of verbs that go on telling what somebody said."""
    return re.compile(rf"(?<!\w)(?:{words(load(code).standing.subjunctive) or '(?!)'})(?!\w)")


def is_subjunctive(found: Findings, place: Span) -> bool:
    """Tell whether a place holds a verb that goes on telling what somebody said: the German subjunctive."""
    pattern = subjunctive(found.text.language.code)
    return pattern.search(found.text.folded, place.start, place.end) is not None


def still_told(found: Findings, sentence: Span) -> str | None:
    """Return who spoke last where German reports on in the subjunctive: "X widerspricht. Man habe nie ..."."""
    if not is_subjunctive(found, sentence):
        return None
    return last_speaker(found, sentence) if not found.in_sentence(sentence) else None


def denier(
    found: Findings, quantity: QuantityMention, sentence: Span, case: Case | None, claimant: str | None
) -> str | None:
    """Return who denies a figure: an accused where nobody says so, for the accuser does not deny its own."""
    if case is None or claimant != case.accuser or not case.accused or found.text.marks.has(sentence, "withdrawn"):
        return claimant
    if any(a.speaker == claimant for a in found.said(quantity.span.start)):
        return claimant
    return accused_last(found, sentence, case) or claimant


def is_hearsay(found: Findings, attribution: Attribution) -> bool:
    """Tell whether a cue only says that something is told: "Xは310万回送ったという" is not X's word about itself."""
    cue = attribution.cue
    if cue is None or not found.text.folded.startswith(tuple(found.text.language.standing.hearsay), cue.start):
        return False
    return not found.text.folded[cue.end : cue.end + 1].strip("。、」\n ")


def last_speaker(found: Findings, sentence: Span) -> str | None:
    """Return who was last named as speaker in the paragraph before a sentence."""
    block = found.block(sentence.start).span
    for attribution in reversed(found.attributions):
        if attribution.content.start < block.start:
            return None
        if attribution.content.start < sentence.start and attribution.speaker is not None:
            return attribution.speaker
    return None


def insider_of(found: Findings, attribution: Attribution) -> str | None:
    """Return who speaks without a name where only the body is named: "according to a former employee of X"."""
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None or not attribution.speaker or not 0 < source.start - cue.end <= LEAD:
        return None
    place = Span(cue.end, source.end)
    hits = found.text.marks.inside(place, "expert") if found.text.marks.has(cue, "according") else []
    if not hits or not any(mention.span.start >= hits[0].end for mention in found.inside(place)):
        return None
    words = place.of(found.text.raw).strip().split(" ")
    return " ".join(words[1:] if words[0].casefold() in ARTICLES else words)


LEAD = 40  # characters of "a former employee of" before the name of a body
ARTICLES = ("a", "an", "the", "un", "une", "una", "ein", "eine", "einem", "einer", "el", "la", "le", "um", "uma")


def accused_last(found: Findings, sentence: Span, case: Case | None) -> str | None:
    """Return the accused last named before the end of a sentence: who denies without being named is an accused."""
    if case is None or not case.accused:
        return None
    block = found.block(sentence.start).span
    named = [name for _, name in found.parties(Span(block.start, sentence.end)) if name in case.accused]
    return named[-1] if named else (case.accused[0] if len(case.accused) == 1 else None)


def accused_first(found: Findings, sentence: Span, case: Case | None) -> str | None:
    """Return the accused last named in the paragraph, else the one the page names first: its subject."""
    named = accused_last(found, sentence, case)
    if named is not None or case is None:
        return named
    return next((m.name for m in found.mentions if m.kind == "party" and m.name in case.accused), None)


def answering(found: Findings, sentence: Span, case: Case | None) -> str | None:
    """Return the accused who answers questions in the first person: the one who spoke last before, or alone."""
    number = found.block_number(sentence.start)
    blocks = found.text.article.blocks
    if case is None or number == 0 or not is_interview(found.text):
        return None
    if blocks[number - 1].span.end - blocks[number - 1].span.start > QUESTION:
        return None
    words = set(WORD.findall(blocks[number].span.of(found.text.folded)))
    if not words & set(found.text.language.around.we):
        return None
    spoken = [a.speaker for a in found.attributions if a.content.start < sentence.start and a.speaker in case.accused]
    return spoken[-1] if spoken else accused_last(found, sentence, case)


def is_interview(text: Text) -> bool:
    """Tell whether a page goes on by questions: a short block of it ends with a question mark."""
    spans = [block.span for block in text.article.blocks if block.kind is not BlockKind.TITLE]
    return any(text.raw[span.end - 1 : span.end] in ASKED for span in spans if 0 < span.end - span.start <= QUESTION)


QUESTION = 200  # characters of a question that is a paragraph
ASKED = ("?", "؟", "？")
WORD = re.compile(r"\w+")


def dateless(found: Findings, source: Span) -> str:
    """Return the words of a source without the date before them: "In early April officials"."""
    words = source.of(found.text.raw).strip().split(" ")
    folded = [word.casefold() for word in words]
    months = found.text.language.calendar.months
    last = max((index for index, word in enumerate(folded[:-1]) if word in months), default=-1)
    return " ".join(words[last + 1 :])
