"""Whom a figure is about and how much of the incident it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ledger.article import Span
from ledger.quantity import Comparator
from ledger.reading import Case, QuantityMention, Scope
from nlp.figures.choice import OVERVIEW
from nlp.figures.context import Findings
from nlp.figures.parts import part_of
from nlp.languages import load
from nlp.words import words as alternatives


@cache
def parts(code: str) -> re.Pattern[str]:
    """Return the pattern of "of which"."""
    return re.compile(alternatives(load(code).standing.parts) or "(?!)")


@cache
def of_part(code: str) -> re.Pattern[str]:
    """Return the pattern of "of the total"."""
    return re.compile(rf"\b(?:{alternatives(load(code).standing.of_part) or '(?!)'})\b")


@cache
def out_of(code: str) -> re.Pattern[str]:
    """Return the pattern of "Of the 7,400 that were shut, " before a figure that is part of it."""
    opening = alternatives(load(code).standing.out_of) or "(?!)"
    return re.compile(rf"\b(?:{opening}) [\d.,]+\d [^.;,]{{0,50}}, $")


@cache
def share_nouns(code: str) -> re.Pattern[str]:
    """Return the pattern of nouns a share of which tells no part of a party."""
    return re.compile(alternatives(load(code).standing.share_nouns) or "(?!)")


@dataclass(frozen=True, slots=True)
class Bound:
    """The case a figure belongs to, whom it is about, and its scope."""

    case: int | None
    accused: tuple[str, ...]
    scope: Scope


def bind_accused(
    found: Findings, quantity: QuantityMention, sentence: Span, claimant: str | None, number: int | None
) -> Bound:
    """Return accused and scope of a quantity of a case."""
    code = found.text.language.code
    if number is None:
        return Bound(None, (), Scope.TOTAL)
    case = found.cases[number]
    if is_stranger(found, claimant, sentence):
        return Bound(number, (), Scope.TOTAL)
    given = part_of(found, quantity, sentence, case)
    if len(given) > 1:
        return of_several(case, number, given)
    part = given[0] if given else None
    if part is None and claimant in case.accused and len(case.accused) > 1:
        part = claimant
    if quantity.measure in ("share", "duration"):
        return of_share(found, quantity, sentence, case, number, part)
    clause = Span(max(sentence.start, quantity.span.start - 80), min(sentence.end, quantity.span.end + 60))
    if part is None and quantity.measure in ("organizations", "devices", "works"):
        whole = (quantity.measure == "organizations" and found.text.marks.has(clause, "say")) or len(case.accused) == 1
        accused = case.accused if whole and quantity.measure == "organizations" else ()
        return Bound(number, accused, Scope.TOTAL if accused or quantity.measure == "organizations" else Scope.SUBSET)
    marks, close = found.text.marks, max(sentence.start, quantity.span.start - 22)
    sliced = is_sliced(found, quantity, clause) or marks.has_between(close, quantity.span.start + 1, "remainder")
    if part is None and sliced and not is_whole(found, quantity, clause):
        kept = parts(code).search(found.text.folded, clause.start, clause.end) and len(case.accused) == 1
        kept = kept or {name for _, name in found.parties(clause)} == set(case.accused)
        return Bound(number, case.accused if kept else (), Scope.SUBSET)
    if part is not None and len(case.accused) > 1:
        return Bound(number, (part,), Scope.PART)
    if len(case.accused) > 1 and out_of(code).search(found.text.folded[clause.start : quantity.span.start]):
        return Bound(number, (), Scope.SUBSET)
    return Bound(number, pinned(found, case, sentence), Scope.TOTAL)


def of_several(case: Case, number: int, given: tuple[str, ...]) -> Bound:
    """Return the part of two or more of the accused, or the total of all."""
    return Bound(number, tuple(sorted(given)), Scope.PART if len(given) < len(case.accused) else Scope.TOTAL)


def is_sliced(found: Findings, quantity: QuantityMention, clause: Span) -> bool:
    """Tell whether a word for a slice stands in a clause; one such as "of which" speaks of what follows it."""
    code = found.text.language.code
    hits = found.text.marks.inside(clause, "subset")
    ahead = [hit for hit in hits if hit.start >= quantity.span.end]
    parting = [hit for hit in ahead if parts(code).match(found.text.folded, hit.start)]
    return len(hits) > len(parting)


def is_stranger(found: Findings, claimant: str | None, sentence: Span) -> bool:
    """Tell whether somebody outside all cases speaks in a sentence that names no party of any case."""
    if claimant is None or len(found.cases) <= OVERVIEW:
        return False
    parts = {name for case in found.cases for name in (case.accuser, case.target, *case.accused) if name}
    named = {name for _, name in found.parties(sentence)} | {m.name for m in found.inside(sentence, "product")}
    unknown = all(claimant != m.name for m in found.mentions)
    return claimant not in parts and unknown and not named & parts


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
    code = found.text.language.code
    tail = Span(quantity.span.start, min(sentence.end, quantity.span.end + 60))
    words = found.text.folded[tail.start : tail.end]
    if part is None:
        part = last_part(found, quantity, sentence, case)
    if quantity.measure == "share" and share_nouns(code).search(words):
        return Bound(number, (part,) if part and len(case.accused) > 1 else (), Scope.SUBSET)
    if part is not None and len(case.accused) > 1:
        close = Span(max(sentence.start, quantity.span.start - 12), min(sentence.end, quantity.span.end + 24))
        whole = of_part(code).search(words) is not None or found.text.marks.has(close, "of_them")
        scope = Scope.PART if whole else Scope.SUBSET
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
