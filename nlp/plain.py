"""Speakers without a name where the order of words does not show them: a plain noun by its place or particle."""

from __future__ import annotations

from ledger.article import Span
from nlp.cues import Hit
from nlp.document import Text
from nlp.grammar import subject_mark
from nlp.sources import Sentence, Source

KINDS = ("expert", "document", "speaker", "agency", "title")
OLD_KINDS = ("expert", "document")
NEAR = 8  # characters between a Chinese noun and its verb
FAR = 20
LEADING = 12  # characters behind 据
LONGEST = 10  # characters of one phrase
CLAUSE_ENDS = "，。；,;、：「“\n"


def noun_in_script(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return the plain noun that speaks at a cue in Chinese, Japanese or Korean."""
    if hit.kind == "according":
        return led_by(text, sentence, hit)
    near = [h for h in text.marks.inside(sentence.span, *OLD_KINDS) if 0 <= hit.start - h.end <= FAR]
    if near:
        return Source(Span(near[-1].start, near[-1].end), None, near[-1].kind)
    before = [h for h in text.marks.inside(sentence.span, *KINDS) if h.end <= hit.start]
    if text.language.code == "zh":
        close = [h for h in before if hit.start - h.end <= (NEAR if h.end - h.start > 1 else 0)]
        found = [h for h in close if not any(mark in text.raw[h.end : hit.start] for mark in CLAUSE_ENDS)]
    elif hit.kind == "according_after":
        found = [h for h in before if hit.start - h.end <= 2]
    else:
        found = [h for h in before if subject_mark(text.language.code).match(text.raw, h.end)][:1]
    return phrase(text, sentence, found[-1]) if found else None


def led_by(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return the noun behind 据 and its like: 据警方介绍."""
    behind = Span(hit.end, min(sentence.span.end, hit.end + LEADING))
    found = [h for h in text.marks.inside(behind, *KINDS) if h.end - h.start > 1]
    if not found or any(mark in text.raw[hit.end : found[0].start] for mark in CLAUSE_ENDS):
        return None
    return Source(Span(hit.end, found[0].end), None, found[0].kind)


def phrase(text: Text, sentence: Sentence, hit: Hit) -> Source:
    """Return a noun with the letters of its script right before it: 静岡県警."""
    start = hit.start
    while (
        start > sentence.span.start and hit.end - start < LONGEST and is_part(text.raw[start - 1], text.raw[hit.start])
    ):
        start -= 1
    return Source(Span(start, hit.end), None, hit.kind)


def is_part(char: str, first: str) -> bool:
    """Tell whether a character goes on with a noun to the left: a letter that is no Japanese particle."""
    hangul = "\uac00" <= first <= "\ud7a3"
    return "\uac00" <= char <= "\ud7a3" if hangul else "\u30a0" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff"


def first_noun(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return the plain noun that opens a Turkish sentence, before a comma: "Bakan, 3 bin öğretmen ..."."""
    for found in text.marks.inside(sentence.span, *KINDS):
        if found.end <= hit.start and text.raw[found.end : found.end + 1] == ",":
            return (
                sentence.source(sentence.place(sentence.first, found.last)) if found.last - sentence.first < 6 else None
            )
    return None
