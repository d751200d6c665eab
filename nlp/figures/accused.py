"""Whom a figure is about and how much of the incident it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.article import BlockKind, Span
from ledger.quantity import Comparator
from ledger.reading import Case, QuantityMention, Scope
from nlp.figures.context import Findings
from nlp.parties import parties

NEAR = 110  # characters between a party and the part it is given
AFTER = 45
BY = re.compile(
    r"^[\s\w«»“”'’,:-]{0,14}\b(?:by|from|to|for|at|with|of|von|auf|an|durch|par|à|por|de|da|do|di|a|от|у|на|от|від|من|إلى)\s+(?:the\s+|la\s+|l')?[«“\"']?$"
)
WHOLE = re.compile(
    r"training|entrenamiento|treinamento|addestramento|обучен|навчан|学習データ|訓練|训练|학습|everything|total|traffic|traffico|trafiğ"
)
OF_PART = re.compile(r"\b(?:of the total|share|of the whole|del total|du total|do total|gesamt)\b")
PARTS_OF = re.compile(
    r"of which|of those|of these|うち|이 가운데|그중|其中|davon|"
    r"de las cuales|de los cuales|dont|из них|з них|bunların|trong số đó|منها"
)
MANY = frozenset(["interactions", "accounts", "api_keys", "tokens", "samples"])
LISTED = (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM, BlockKind.CARD)


@dataclass(frozen=True, slots=True)
class Bound:
    """The case a figure belongs to, whom it is about, and its scope."""

    case: int | None
    accused: tuple[str, ...]
    scope: Scope


def bind_accused(found: Findings, quantity: QuantityMention, sentence: Span, claimant: str | None) -> Bound:
    """Return case, accused and scope of a quantity."""
    number = case_of(found, quantity, sentence)
    if number is None:
        return Bound(None, (), Scope.TOTAL)
    case = found.cases[number]
    part = part_of(found, quantity, sentence, case)
    if part is None and claimant in case.accused and len(case.accused) > 1:
        part = claimant
    if quantity.measure in ("share", "duration"):
        return of_share(found, quantity, sentence, case, number, part)
    clause = Span(max(sentence.start, quantity.span.start - 80), min(sentence.end, quantity.span.end + 60))
    if part is None and quantity.measure in ("organizations", "devices", "works"):
        whole = (quantity.measure == "organizations" and found.text.marks.has(clause, "say")) or len(case.accused) == 1
        accused = case.accused if whole and quantity.measure == "organizations" else ()
        return Bound(number, accused, Scope.TOTAL if accused or quantity.measure == "organizations" else Scope.SUBSET)
    if part is None and found.text.marks.has(clause, "subset", "remainder") and not is_whole(found, quantity, clause):
        kept = PARTS_OF.search(found.text.folded, clause.start, clause.end) and len(case.accused) == 1
        return Bound(number, case.accused if kept else (), Scope.SUBSET)
    if part is not None and len(case.accused) > 1:
        return Bound(number, (part,), Scope.PART)
    return Bound(number, pinned(found, case, sentence), Scope.TOTAL)


def is_whole(found: Findings, quantity: QuantityMention, clause: Span) -> bool:
    """Tell whether a word for the whole stands close to a quantity."""
    close = Span(max(clause.start, quantity.span.start - 30), min(clause.end, quantity.span.end + 30))
    return found.text.marks.has(close, "everyone")


def pinned(found: Findings, case: Case, sentence: Span) -> tuple[str, ...]:
    """Return the accused of a total: all of the case, or the ones alone named when the page knows no others."""
    if case.known is None:
        return case.accused
    named = {m.name for m in found.mentions if m.kind == "party"}
    here = {name for _, name in found.parties(sentence)} & set(case.accused)
    groups = any(m.role == "group" for m in found.mentions) or any(h.kind == "everyone" for h in found.text.marks.hits)
    if here and here == named & set(case.accused) and len(here) < len(case.accused) and not groups:
        return tuple(sorted(here))
    return case.accused


def of_share(
    found: Findings, quantity: QuantityMention, sentence: Span, case: Case, number: int, part: str | None
) -> Bound:
    """Return scope and accused of a share or duration."""
    tail = Span(quantity.span.start, min(sentence.end, quantity.span.end + 60))
    words = found.text.folded[tail.start : tail.end]
    if part is None:
        part = last_part(found, quantity, sentence, case)
    if quantity.measure == "share" and re.search(
        r"account|profil|prompt|konten|cuenta|conta|hesap|аккаунт|акаунт|账|帳", words
    ):
        return Bound(number, (part,) if part and len(case.accused) > 1 else (), Scope.SUBSET)
    if part is not None and len(case.accused) > 1:
        scope = Scope.PART if OF_PART.search(words) else Scope.SUBSET
        return Bound(number, (part,), scope)
    if quantity.measure == "duration" and quantity.quantity.comparator is Comparator.AT_MOST:
        return Bound(number, (), Scope.SUBSET)
    return Bound(number, case.accused, Scope.TOTAL)


def last_part(found: Findings, quantity: QuantityMention, sentence: Span, case: Case) -> str | None:
    """Return the accused last named before a quantity in its paragraph, if it was named alone in its sentence."""
    if found.text.marks.has(sentence, "everyone") or len(case.accused) < 2:
        return None
    block = found.block(quantity.span.start).span
    before = [name for span, name in found.parties(Span(block.start, quantity.span.start)) if name in case.accused]
    return before[-1] if before and len(set(before)) == 1 else None


def case_of(found: Findings, quantity: QuantityMention, sentence: Span) -> int | None:
    """Return the case whose parties stand nearest: in the sentence, row, heading, text before, else the main one."""
    if not found.cases:
        return None
    if len(found.cases) == 1:
        return 0
    signed = by_signature(found, quantity, sentence)
    if signed is not None:
        return signed
    block = found.block(quantity.span.start)
    earlier = Span(block.span.start, sentence.start)
    places = [sentence, *columns(found, quantity), found.heading(quantity.span.start)]
    places += [earlier] if block.kind not in LISTED else []
    for place in places:
        if place is None or place.start >= place.end:
            continue
        scores = [score(found, case, place) for case in found.cases]
        best = max(scores)
        if best > 0 and scores.count(best) == 1:
            return scores.index(best)
        if best > 0:
            tied = [index for index, value in enumerate(scores) if value == best]
            before = [scores_of(found, tied, Span(block.span.start, sentence.start))]
            if before[0] is not None:
                return before[0]
            return tied[0]
    return 0


def by_signature(found: Findings, quantity: QuantityMention, sentence: Span) -> int | None:
    """Return the known case whose published figure this is, unless the sentence names another case's accused."""
    value = quantity.quantity.value
    if value is None or quantity.measure not in MANY:
        return None
    signed = [
        n for n, case in enumerate(found.cases) if case.known and (quantity.measure, value) in signature(case.known)
    ]
    if len(signed) != 1:
        return None
    named = {name for _, name in found.parties(sentence)}
    others = {name for n, case in enumerate(found.cases) if n != signed[0] for name in case.accused}
    own = set(found.cases[signed[0]].accused)
    return None if named & (others - own) and not named & own else signed[0]


def signature(known: str) -> frozenset[tuple[str, object]]:
    """Return the published figures of a known incident."""
    from nlp.registry import known_incidents

    return next((frozenset(incident.figures) for incident in known_incidents() if incident.id == known), frozenset())


def scores_of(found: Findings, tied: list[int], place: Span) -> int | None:
    """Return the one of some cases that the text before speaks of most."""
    if place.start >= place.end:
        return None
    scores = {index: score(found, found.cases[index], place) for index in tied}
    best = max(scores.values())
    leaders = [index for index in tied if scores[index] == best]
    return leaders[0] if best > 0 and len(leaders) == 1 else None


def columns(found: Findings, quantity: QuantityMention) -> list[Span]:
    """Return the place of the table column's other cells above a quantity: they may name whom it is about."""
    blocks = found.text.article.blocks
    number = found.block_number(quantity.span.start)
    block = blocks[number]
    if block.kind is not BlockKind.TABLE_ROW:
        return []
    own = next((c.column for c in block.cells if c.span.start <= quantity.span.start < c.span.end), None)
    found_spans = []
    for index in range(number - 1, -1, -1):
        if blocks[index].group != block.group:
            break
        found_spans += [cell.span for cell in blocks[index].cells if cell.column == own]
    return found_spans


def score(found: Findings, case: Case, place: Span) -> int:
    """Return how much the names of a place speak for a case; an accused speaks louder than an accuser."""
    names = {name for _, name in found.parties(place)} | {m.name for m in found.inside(place, "product")}
    owned = {party.owner for name in names if (party := parties().get(name)) is not None and party.owner}
    return 4 * len(set(case.accused) & (names | owned)) + 2 * (case.accuser in names) + (case.target in names)


def part_of(found: Findings, quantity: QuantityMention, sentence: Span, case: Case) -> str | None:
    """Return the one accused that a quantity is given to, or None for all of them."""
    if len(case.accused) < 2:
        return None
    block = found.block(quantity.span.start)
    if block.kind in LISTED:
        return from_row(found, quantity, case)
    named = [(span, name) for span, name in found.parties(sentence) if name in case.accused]
    if not named:
        return None
    same = [
        q
        for q in found.quantities
        if sentence.start <= q.span.start < sentence.end and (q.measure == quantity.measure or q.measure is None)
    ]
    distinct = list(dict.fromkeys(name for _, name in named))
    if len(distinct) > 1 and found.text.marks.has(sentence, "respectively"):
        return in_turn(found, quantity, named, same, sentence)
    return nearest(found, quantity, named, same)


def in_turn(
    found: Findings,
    quantity: QuantityMention,
    named: list[tuple[Span, str]],
    same: list[QuantityMention],
    sentence: Span,
) -> str | None:
    """Return whom "respectively" gives a quantity: names and quantities right before and after are aligned."""
    cue = found.text.marks.inside(sentence, "respectively")[-1]
    closing = [q for q in same if q.measure == quantity.measure]
    closing = (
        [q for q in closing if q.span.end <= cue.start]
        if cue.end > sentence.end - 25
        else [q for q in closing if q.span.start >= cue.end]
    )
    if quantity in closing:
        run = [name for span, name in named if span.end <= closing[0].span.start or span.end <= cue.start]
        run = list(dict.fromkeys(run))
        wanted = closing[-len(run) :] if len(closing) > len(run) else closing
        run = run[-len(wanted) :]
        if quantity in wanted:
            return run[wanted.index(quantity)]
    return nearest(found, quantity, named, same)


def nearest(
    found: Findings, quantity: QuantityMention, named: list[tuple[Span, str]], same: list[QuantityMention]
) -> str | None:
    """Return the party right before a quantity, or one bound to it by a preposition right after."""
    text = found.text.folded
    after = [(span, name) for span, name in named if span.start >= quantity.span.end]
    before = [(span, name) for span, name in named if span.end <= quantity.span.start]
    if after and after[0][0].start - quantity.span.end <= AFTER:
        between = text[quantity.span.end : after[0][0].start]
        second = after[1][0].start - after[0][0].end <= 6 if len(after) > 1 else False
        gap = Span(quantity.span.end, after[0][0].start)
        bound = BY.search(between) is not None or found.text.marks.has(gap, "linked")
        if bound and not second and not any(gap.start <= q.span.start < gap.end for q in same):
            return after[0][1]
    if not before:
        return None
    last, name = before[-1]
    if quantity.span.start - last.end > NEAR:
        return None
    if any(last.end <= q.span.start < quantity.span.start and q.measure == quantity.measure for q in same):
        return None
    listed = len(before) > 1 and before[-2][1] != name and is_list(text[before[-2][0].end : last.start])
    together = found.text.marks.has(Span(last.end, quantity.span.start), "everyone")
    return None if listed or together else name


def is_list(between: str) -> bool:
    """Tell whether only commas and conjunctions stand between two names."""
    return (
        re.fullmatch(
            r"[\s,、，»«”“\"'’]*(?:and|und|et|y|e|ed|ve|и|та|і|й|و|và|和|与|與|及|以及|og|&)?[\s«“\"'’]*", between
        )
        is not None
    )


def from_row(found: Findings, quantity: QuantityMention, case: Case) -> str | None:
    """Return the accused named in the row, list item, column heading or lead-in of a quantity."""
    block = found.block(quantity.span.start)
    for cell in block.cells:
        if cell.span.start <= quantity.span.start < max(cell.span.end, cell.span.start + 1) and cell.head:
            heads = [name for name in case.accused if name.casefold() in cell.head.casefold()]
            if len(heads) == 1:
                return heads[0]
    for place in (block.span, found.heading(quantity.span.start)):
        if place is None:
            continue
        named = [(span, name) for span, name in found.parties(place) if name in case.accused]
        if len({name for _, name in named}) == 1:
            return named[0][1]
        if named and place is block.span:
            return nearest(found, quantity, named, [])
    return None
