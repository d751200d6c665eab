"""Whom a figure is about and how much of the incident it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.article import Span
from ledger.reading import Case, Mention, QuantityMention, Scope
from nlp.figures.context import Findings, has

NEAR = 90  # characters between a party and the part it is given
RESPECTIVELY = re.compile(
    r"respectively|分别|分別|각각|それぞれ|bzw|jeweils|"
    r"respectivement|respectivamente|rispettivamente|sırasıyla|соответственно|відповідно|على التوالي|lần lượt"
)
BY = re.compile(r"(?:by|from|to|for|at|with|von|durch|par|por|da|de|от)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Bound:
    """The case a figure belongs to, whom it is about, and its scope."""

    case: int | None
    accused: tuple[str, ...]
    scope: Scope


def bind_accused(found: Findings, quantity: QuantityMention, sentence: Span) -> Bound:
    """Return case, accused and scope of a quantity."""
    number = case_of(found, quantity, sentence)
    if number is None:
        return Bound(None, (), Scope.TOTAL)
    case = found.cases[number]
    part = part_of(found, quantity, sentence, case)
    cues = found.text.language.cues
    clause = Span(max(sentence.start, quantity.span.start - 70), min(sentence.end, quantity.span.end + 50))
    if quantity.measure in ("share", "duration"):
        who = (part,) if part is not None else case.accused
        return Bound(number, who, Scope.SUBSET if part is not None or quantity.measure == "share" else Scope.TOTAL)
    if has(found.text, clause, cues.subset) and part is None:
        return Bound(number, (), Scope.SUBSET)
    if part is not None and len(case.accused) > 1:
        return Bound(number, (part,), Scope.PART)
    return Bound(number, case.accused, Scope.TOTAL)


def case_of(found: Findings, quantity: QuantityMention, sentence: Span) -> int | None:
    """Return the case whose parties stand nearest: in the sentence, heading, paragraph, else the main one."""
    if not found.cases:
        return None
    if len(found.cases) == 1:
        return 0
    block = found.text.block_at(quantity.span.start)
    head = found.heading(quantity.span.start)
    places = [sentence, head, block.span]
    for place in places:
        if place is None:
            continue
        names = {mention.name for mention in found.inside(place)}
        scores = [score(case, names) for case in found.cases]
        best = max(scores)
        if best > 0 and scores.count(best) == 1:
            return scores.index(best)
    return 0


def score(case: Case, names: set[str]) -> int:
    """Return how much the names of a place speak for a case; an accused speaks louder than an accuser."""
    return 4 * len(set(case.accused) & names) + (case.accuser in names) + (case.target in names)


def part_of(found: Findings, quantity: QuantityMention, sentence: Span, case: Case) -> str | None:
    """Return the one accused that a quantity is given to, or None for all of them."""
    named = [m for m in found.inside(sentence, "party") if m.name in case.accused]
    if not named:
        return from_row(found, quantity, case)
    if len(case.accused) > 1 and len({m.name for m in named}) == 1 and named[0].span.start - sentence.start < NEAR:
        return named[0].name if adjoins(found, named[0], quantity) else None
    same = [
        q for q in found.quantities if sentence.start <= q.span.start < sentence.end and q.measure == quantity.measure
    ]
    distinct = list({m.name: m for m in named}.values())
    if len(distinct) > 1 and RESPECTIVELY.search(found.text.folded, sentence.start, sentence.end):
        tail = same[-len(distinct) :]
        return distinct[tail.index(quantity)].name if quantity in tail and len(tail) == len(distinct) else None
    if len(same) < 2:
        return distinct[0].name if len(distinct) == 1 and adjoins(found, distinct[0], quantity) else None
    return nearest(found, quantity, named, sentence)


def adjoins(found: Findings, mention: Mention, quantity: QuantityMention) -> bool:
    """Tell whether a party stands close enough before or after a quantity."""
    gap = (
        quantity.span.start - mention.span.end
        if mention.span.end <= quantity.span.start
        else mention.span.start - quantity.span.end
    )
    return gap <= NEAR


def nearest(found: Findings, quantity: QuantityMention, named: list[Mention], sentence: Span) -> str | None:
    """Return the party right before a quantity, or one bound to it by a preposition right after."""
    text = found.text.folded
    after = [m for m in named if m.span.start >= quantity.span.end]
    if (
        after
        and after[0].span.start - quantity.span.end <= 40
        and BY.search(text, quantity.span.end, after[0].span.start)
    ):
        return after[0].name
    before = [m for m in named if m.span.end <= quantity.span.start]
    if not before or quantity.span.start - before[-1].span.end > NEAR:
        return None
    last = before[-1]
    between = [
        q
        for q in found.quantities
        if last.span.end <= q.span.start < quantity.span.start and q.measure == quantity.measure
    ]
    listed = len(before) > 1 and last.span.start - before[-2].span.end <= 6
    return None if between or listed else last.name


def from_row(found: Findings, quantity: QuantityMention, case: Case) -> str | None:
    """Return the accused named in the row, list item, heading or previous cell of a quantity."""
    block = found.text.block_at(quantity.span.start)
    places = [block.span] if block.cells or block.group else []
    for cell in block.cells:
        if cell.span.start <= quantity.span.start < max(cell.span.end, cell.span.start + 1) and cell.head:
            heads = [name for name in case.accused if name.casefold() in cell.head.casefold()]
            if len(heads) == 1:
                return heads[0]
    for place in places:
        names = {m.name for m in found.inside(place, "party") if m.name in case.accused}
        if len(names) == 1:
            return names.pop()
    return None
