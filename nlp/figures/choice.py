"""Which case of an article a figure belongs to."""

from __future__ import annotations

from ledger.article import BlockKind, Span
from ledger.reading import Case, QuantityMention
from nlp.figures.context import Findings
from nlp.parties import parties

MANY = frozenset(["interactions", "accounts", "api_keys", "tokens", "samples"])


LISTED = (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM, BlockKind.CARD)


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
    return nearest_before(found, block.span.start) if len(found.cases) > OVERVIEW else 0


OVERVIEW = 3  # cases from which a page is an overview without a main case


def nearest_before(found: Findings, offset: int) -> int:
    """Return the case the text before speaks of last, on a page about many."""
    for mention in reversed(found.inside(Span(0, offset))):
        scores = [score(found, case, mention.span) for case in found.cases]
        if max(scores) >= 2 and scores.count(max(scores)) == 1:
            return scores.index(max(scores))
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
    rivals = [case for n, case in enumerate(found.cases) if n != signed[0] and case.accused]
    own = found.cases[signed[0]]
    if named & ({name for case in rivals for name in case.accused} - set(own.accused)) and not named & set(own.accused):
        return None
    if named & ({case.accuser for case in rivals} - {own.accuser}) and not named & {own.accuser, *own.accused}:
        return None
    return signed[0]


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
