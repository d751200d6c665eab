"""Whom a group without names stands for ("the three", "the latter two"), in the order its members were listed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ledger.article import Span
from ledger.reading import Case, QuantityMention
from nlp.cues import Hit
from nlp.document import Text
from nlp.figures.context import Findings

BACK = 8  # sentences back in which a list of the accused is looked for
RANKS = ("first", "second", "third")
PARTIAL = ("last_two", "others", "latter", "former")
LONGEST_GAP = 48  # characters between two figures of one list: ", 6.8 million and just under"


def listed(found: Findings, case: Case, offset: int) -> tuple[str, ...]:
    """Return the accused in the order the nearest sentence before names all of them, else in that of the text."""
    text = found.text
    index = text.sentence_index(offset)
    for number in range(index, max(-1, index - BACK), -1):
        span = text.sentences[number].span
        names = in_order(found, case, Span(span.start, min(span.end, offset)))
        if len(names) == len(case.accused):
            return names
    return first_named(found, case)


def in_order(found: Findings, case: Case, place: Span) -> tuple[str, ...]:
    """Return the accused named in a place, each once, in text order."""
    if place.end <= place.start:
        return ()
    return tuple(dict.fromkeys(name for _, name in found.parties(place) if name in case.accused))


@lru_cache(maxsize=8)  # asked for many figures of one text
def first_named(found: Findings, case: Case) -> tuple[str, ...]:
    """Return the accused in the order the text names them."""
    return in_order(found, case, Span(0, len(found.text.raw)))


def group_of(found: Findings, quantity: QuantityMention, sentence: Span, case: Case) -> tuple[str, ...] | None:
    """Return the part of the accused that words such as "the latter two" before or right behind a quantity mean."""
    marks = found.text.marks
    turn = ranked(found, quantity, sentence, case)
    if turn is not None:
        return (turn,)
    hits = [hit for hit in marks.inside(sentence, *PARTIAL) if not speaks(found, hit, quantity)]
    before = [h for h in hits if h.end <= quantity.span.start]
    hit = before[-1] if before else next((h for h in hits if h.start >= quantity.span.end), None)
    if hit is None or len(case.accused) < 2:
        return None
    gap = Span(hit.end if before else sentence.start, quantity.span.start if before else hit.start)
    if in_order(found, case, gap):
        return None
    kind = next(kind for kind in PARTIAL if any(h.kind == kind and h.start == hit.start for h in hits))
    return meant(found, case, kind, hit.start)


def ranked(found: Findings, quantity: QuantityMention, sentence: Span, case: Case) -> str | None:
    """Return whose turn it is where a sentence goes through the accused: "to the first 12 million, to the second 6"."""
    hits = found.text.marks.inside(sentence, *RANKS, "latter")
    if len({hit.kind for hit in hits}) < 2 or len(case.accused) < 2:
        return None
    before = [hit for hit in hits if hit.end <= quantity.span.start]
    after = [hit for hit in hits if hit.start >= quantity.span.end]
    behind = bool(after) and apart(found, quantity.span.end, after[0].start)
    ahead = bool(before) and apart(found, before[-1].end, quantity.span.start)
    if not before and (behind or not after):
        return None
    hit = after[0] if after and not behind and (ahead or not before) else before[-1]
    names = listed(found, case, hits[0].start)
    rank = len(names) - 1 if hit.kind == "latter" else RANKS.index(hit.kind)
    return names[rank] if rank < len(names) else None


def apart(found: Findings, start: int, end: int) -> bool:
    """Tell whether a mark stands between two places."""
    return any(mark in found.text.folded[start:end] for mark in ",;،—–")


def speaks(found: Findings, hit: Hit, quantity: QuantityMention) -> bool:
    """Tell whether "the latter" is who says something, or stands behind the figure: then the figure is not its."""
    if hit.kind not in ("latter", "former"):
        return False
    near = Span(max(0, hit.start - 24), hit.end + 16)
    return hit.start > quantity.span.start or found.text.marks.has(near, "say", "deny", "accuse", "according")


def meant(found: Findings, case: Case, kind: str, offset: int) -> tuple[str, ...] | None:
    """Return the accused that a word for some of them means at a place."""
    names = listed(found, case, offset)
    if kind == "others":
        block = found.block(offset).span
        told = [name for _, name in found.parties(Span(block.start, offset)) if name in case.accused]
        rest = tuple(name for name in names if name not in told[-1:])
        return rest if told and 0 < len(rest) < len(names) else None
    if len(names) < 2:
        return None
    if kind == "last_two":
        return names[-2:] if len(names) > 2 else None
    here = in_order(found, case, Span(found.sentence(offset).start, offset))
    pair = here if len(here) > 1 else names
    return pair[-1:] if kind == "latter" else pair[:1]


def run_of(found: Findings, same: Sequence[QuantityMention], quantity: QuantityMention) -> list[QuantityMention]:
    """Return the figures of one list that a quantity stands in: one measure, only commas and "and" between."""
    runs: list[list[QuantityMention]] = []
    for item in same:
        joined = bool(runs) and item.measure == runs[-1][-1].measure and adjoins(found.text, runs[-1][-1], item)
        joined = joined and not found.text.marks.has(Span(runs[-1][-1].span.end, item.span.start), *PARTIAL)
        if joined:
            runs[-1].append(item)
        else:
            runs.append([item])
    return next((run for run in runs if quantity in run), [])


def adjoins(text: Text, first: QuantityMention, second: QuantityMention) -> bool:
    """Tell whether two figures stand in one list."""
    between = text.folded[first.span.end : second.span.start]
    if len(between) > LONGEST_GAP or any(mark in between for mark in ".;:()。；："):
        return False
    joiners = (*text.language.hedges.list_joiners, *text.language.hedges.distributing)
    led = between.strip()
    return any(led.startswith(joiner.strip()) for joiner in joiners) or led[:1] in ("、", ",", "，", "和", "と")


def share_out(names: Sequence[str], run: Sequence[QuantityMention], quantity: QuantityMention) -> str | None:
    """Return whose a figure is where as many figures as names are listed."""
    if len(names) != len(run) or len(run) < 2 or quantity not in run:
        return None
    return names[run.index(quantity)]
