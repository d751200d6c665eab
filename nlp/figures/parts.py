"""Which one of several accused a figure is given to."""

from __future__ import annotations

import re
from bisect import bisect_left

from ledger.article import Span
from ledger.reading import Case, QuantityMention
from nlp.figures.choice import LISTED
from nlp.figures.context import Findings
from nlp.figures.select import within
from nlp.figures.turns import group_of, listed, run_of, share_out
from nlp.grammar import bound_by, by_before, conjunction, is_given, out_of, own_subject, seated

NEAR = 110  # characters between a party and the part it is given


AFTER = 45


FAR = 90  # characters to a party that a word of linking binds


JOINT = 45  # characters between two names of one list


def part_of(found: Findings, quantity: QuantityMention, sentence: Span, case: Case) -> tuple[str, ...]:
    """Return the accused that a quantity is given to, or () for all of them."""
    if len(case.accused) < 2:
        return ()
    block = found.block(quantity.span.start)
    if block.kind in LISTED:
        return one(from_row(found, quantity, case))
    named = [(span, name) for span, name in found.parties(sentence) if name in case.accused]
    same = [q for q in within(found, sentence) if q.measure == quantity.measure or q.measure is None]
    group = group_of(found, quantity, sentence, case)
    shared = of_group(found, quantity, sentence, case, group, same, named=bool(named))
    if shared or group is not None:
        return one(shared) or group or ()
    distinct = list(dict.fromkeys(name for _, name in named))
    if not named and found.text.marks.has(Span(sentence.start, quantity.span.start), "rightly"):
        return one(corrected(found, sentence, case))
    if len(distinct) > 1 and found.text.marks.has(sentence, "respectively"):
        return one(in_turn(found, quantity, named, same, sentence))
    joint = joint_before(found, quantity, named, same)
    return joint or (one(nearest(found, quantity, named, same)) if named else ())


def corrected(found: Findings, sentence: Span, case: Case) -> str | None:
    """Return whom the sentence before a correction spoke of alone."""
    index = found.text.sentence_index(sentence.start)
    if index == 0:
        return None
    names = {name for _, name in found.parties(found.text.sentences[index - 1].span) if name in case.accused}
    return names.pop() if len(names) == 1 else None


def one(name: str | None) -> tuple[str, ...]:
    """Return the tuple of one name, or of none."""
    return (name,) if name else ()


def of_group(
    found: Findings,
    quantity: QuantityMention,
    sentence: Span,
    case: Case,
    group: tuple[str, ...] | None,
    same: list[QuantityMention],
    *,
    named: bool,
) -> str | None:
    """Return whose a figure is where a group without names is given as many figures as it has members."""
    marks = found.text.marks
    if named and group is None:
        return None
    if group is None and not (marks.has(sentence, "respectively") or marks.has(sentence, "group", "everyone")):
        return None
    run = run_of(found, [q for q in same if q.measure == quantity.measure], quantity)
    return share_out(group or listed(found, case, sentence.start), run, quantity)


def joint_before(
    found: Findings, quantity: QuantityMention, named: list[tuple[Span, str]], same: list[QuantityMention]
) -> tuple[str, ...]:
    """Return the two or more names listed right before a quantity as its one subject: "B and C sent 7.7 million"."""
    before = [(span, name) for span, name in named if span.end <= quantity.span.start]
    if len(before) < 2 or quantity.span.start - before[-1][0].end > NEAR:
        return ()
    if any(before[-1][0].end <= q.span.start < quantity.span.start and q.measure == quantity.measure for q in same):
        return ()
    run = [before[-1]]
    for span, name in reversed(before[:-1]):
        if name in [other for _, other in run] or not is_joint(found, span.end, run[0][0].start):
            break
        run.insert(0, (span, name))
    if found.text.marks.has(Span(found.sentence(quantity.span.start).start, run[0][0].start), "accuse", "charge"):
        return ()
    return tuple(sorted(name for _, name in run)) if len(run) > 1 else ()


def in_turn(
    found: Findings,
    quantity: QuantityMention,
    named: list[tuple[Span, str]],
    same: list[QuantityMention],
    sentence: Span,
) -> str | None:
    """Return whom "respectively" gives a quantity: the names before the first of its quantities, in their order."""
    cue = found.text.marks.inside(sentence, "respectively")[-1]
    counted = [q for q in same if q.measure == quantity.measure]
    behind = [q for q in counted if q.span.start >= cue.end]
    turn = behind or [q for q in counted if q.span.end <= cue.start]
    turn = unbroken(turn, named, from_start=bool(behind))
    if quantity in turn:
        run = list(dict.fromkeys(name for span, name in named if span.end <= turn[0].span.start))
        if not run:
            run = list(dict.fromkeys(name for _, name in named))
        size = min(len(run), len(turn))
        wanted, run = turn[-size:], run[-size:]
        if quantity in wanted:
            return run[wanted.index(quantity)]
    return nearest(found, quantity, named, same)


def unbroken(turn: list[QuantityMention], named: list[tuple[Span, str]], *, from_start: bool) -> list[QuantityMention]:
    """Return the quantities at one end of a run between which no name stands."""
    ordered = turn if from_start else turn[::-1]
    kept: list[QuantityMention] = []
    for quantity in ordered:
        if kept:
            low, high = sorted((kept[-1].span.start, quantity.span.start))
            if any(low <= span.start < high for span, _ in named):
                break
        kept.append(quantity)
    return kept if from_start else kept[::-1]


def nearest(
    found: Findings, quantity: QuantityMention, named: list[tuple[Span, str]], same: list[QuantityMention]
) -> str | None:
    """Return the party right before a quantity, or one bound to it right after."""
    before = [(span, name) for span, name in named if span.end <= quantity.span.start]
    if is_the_whole(found, quantity, same):
        return None
    bound = bound_after(found, quantity, named, same, led=bool(before))
    if bound is not None:
        return bound
    if not before:
        return None
    last, name = before[-1]
    if quantity.span.start - last.end > NEAR or is_loss_of_another(found, quantity, last):
        return None
    sentence = found.sentence(quantity.span.start)
    between = [q for q in found.quantities if last.end <= q.span.start < quantity.span.start]
    others = {other for _, other in named}
    tied = tied_to(found, quantity, between, named)
    if tied is not None:
        return tied
    parallel = any(q.measure == quantity.measure and q.span.end <= last.start for q in same)
    behind = (parallel and len(between) == 1) or any(span.start >= quantity.span.end for span, _ in named)
    if any(q.measure == quantity.measure for q in between) or (between and len(others) > 1 and not behind):
        return None
    joint = len(before) > 1 and before[-2][1] != name and is_joint(found, before[-2][0].end, last.start)
    together = found.text.marks.has(Span(last.end, min(sentence.end, quantity.span.end)), "everyone")
    return None if joint or together else name


def is_loss_of_another(found: Findings, quantity: QuantityMention, last: Span) -> bool:
    """Tell whether a sum follows a further party that is no accused: its loss is not given to one of them."""
    return quantity.measure == "money" and bool(found.parties(Span(last.end, quantity.span.start)))


TIE = 18  # characters between two quantities of one part: "5.1 million exchanges through some 7,800 accounts"


def tied_to(
    found: Findings, quantity: QuantityMention, between: list[QuantityMention], named: list[tuple[Span, str]]
) -> str | None:
    """Return the party of the quantity that a preposition ties this one to, or "and" to one that follows."""
    text, joiners = found.text.folded, found.text.language.hedges.list_joiners
    if between and between[-1].measure != quantity.measure:
        words = text[between[-1].span.end : quantity.span.start]
        if len(words) <= TIE and words.strip() and words.strip() not in joiners and not re.search(r"[^\w\s]", words):
            return nearest(found, between[-1], named, [q for q in between if q.measure == between[-1].measure])
    after = bisect_left(found.quantities, quantity.span.end, key=lambda q: q.span.start) if between else 0
    following = found.quantities[after] if between and after < len(found.quantities) else quantity
    if following.measure == quantity.measure or text[quantity.span.end : following.span.start].strip() not in joiners:
        return None
    return bound_after(found, following, named, [following], led=True)


def is_the_whole(found: Findings, quantity: QuantityMention, same: list[QuantityMention]) -> bool:
    """Tell whether a quantity is the M of "N of M"."""
    before = [q for q in same if q.span.end <= quantity.span.start]
    if not before or before[-1].measure != quantity.measure:
        return False
    grammar, folded = found.text.language.grammar, found.text.folded
    between = folded[before[-1].span.end : quantity.span.start]
    if out_of(found.text.language.code).match(between) is not None:
        return True
    definite = folded[quantity.span.start : quantity.span.end].split(" ")[0] in grammar.articles
    return definite and between.strip() in grammar.out_of


def behind(span: Span, text: str) -> Span:
    """Return the few characters right behind a name."""
    return Span(span.end, min(len(text), span.end + 6))


def bound_after(
    found: Findings,
    quantity: QuantityMention,
    named: list[tuple[Span, str]],
    same: list[QuantityMention],
    *,
    led: bool,
) -> str | None:
    """Return the party after a quantity that a preposition, a case ending or a word of linking binds to it."""
    text, code = found.text.folded, found.text.language.code
    after = [(span, name) for span, name in named if span.start >= quantity.span.end]
    if not after:
        return None
    span, name = after[0]
    gap = Span(quantity.span.end, span.start)
    if gap.end - gap.start > FAR or any(gap.start <= q.span.start < gap.end for q in found.quantities):
        return None
    if len(after) > 1 and after[1][1] != name and is_joint(found, span.end, after[1][0].start):
        return None
    between = text[gap.start : gap.end]
    if len(between) == 1 and any(hit.start == span.end for hit in found.text.marks.inside(behind(span, text), "owed")):
        return name
    if found.text.language.grammar.cased_names:
        return name if is_given(found.text, span.end) and len(between) < 40 else None
    follows = text[span.end : span.end + NEAR]
    own = next((q for q in same if span.end <= q.span.start < span.end + NEAR), None)
    if "," in between and own is not None and not re.search(r"[.;]", text[span.end : own.span.start]) and led:
        return None
    linked = found.text.marks.has(gap, "linked")
    linked = linked or (found.text.language.grammar.subject_last and found.text.marks.has(gap, "use"))
    before = Span(max(0, quantity.span.start - 16), quantity.span.start)
    if linked or (found.text.marks.has(before, "linked") and len(between) < FAR):
        return name
    by = bound_by(code).search(between) is not None and len(between) <= AFTER and not own_subject(code).search(between)
    passive = by_before(code).search(between) is not None and follows is not None
    return name if by or passive else None


def is_joint(found: Findings, start: int, end: int) -> bool:
    """Tell whether two names are listed as one subject: a conjunction or comma, no verb and no number between."""
    between = found.text.folded[start:end]
    if len(between) > JOINT or re.search(r"\d|[.;:]\s", between.removeprefix(".")):
        return False
    if found.text.marks.has(Span(start, end), "use", "copy", "say", "accuse", "deny"):
        return False
    if seated(found.text.language.code).fullmatch(between):
        return True
    return (
        conjunction(found.text.language.code).search(between) is not None
        or re.fullmatch(r"[\s,、，»«”“\"'’]*", between) is not None
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
