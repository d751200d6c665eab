"""How the text stands to a figure: claimed, denied, assumed or a mere example; and whether the writer computed it."""

from __future__ import annotations

import re
from functools import cache

from ledger.article import BlockKind, Span
from ledger.quantity import Comparator
from ledger.reading import QuantityMention, Stance
from nlp.figures.context import Findings
from nlp.languages import load
from nlp.words import words

LEAD = 110
DENIAL = 130


@cache
def not_before(code: str) -> re.Pattern[str]:
    """Return the pattern of a word right before a figure that is not the one."""
    edge = r"(?<!\w)" if load(code).spaced else ""
    table = load(code).standing
    links = rf"(?:(?:{words(table.not_links) or '(?!)'}) )?"
    return re.compile(rf"{edge}(?:{words(table.not_before) or '(?!)'})\s*{links}\s*$")


@cache
def not_after(code: str) -> re.Pattern[str]:
    """Return the pattern of a word close behind a figure that is not the one."""
    return re.compile(rf"^[^,.;]{{0,14}}(?:{words(load(code).standing.not_after) or '(?!)'})")


@cache
def wrong(code: str) -> re.Pattern[str]:
    """Return the pattern of a sentence that calls the one before it wrong."""
    table, being = load(code).standing, words({*load(code).grammar.being, *load(code).around.copula}) or "(?!)"
    subject, judged = words(table.wrong_subjects) or "(?!)", words(table.wrong) or "(?!)"
    return re.compile(rf"(?:{subject})\s?(?:{being})?\s?(?:{judged})")


def standing(found: Findings, quantity: QuantityMention, sentence: Span) -> tuple[Stance, bool]:
    """Return the stance of the text to a figure, and whether the writer computed it."""
    derived = is_derived(found, quantity, sentence)
    if is_background(found, quantity, sentence) and not (found.cases and called_untrue(found, quantity, sentence)):
        return Stance.BACKGROUND, False
    if is_denied(found, quantity, sentence):
        return Stance.DENIED, derived
    if is_hypothetical(found, quantity, sentence):
        return Stance.HYPOTHETICAL, derived
    return Stance.ASSERTED, derived


def is_derived(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether the writer computed the figure: a cue, a ratio of counts, a currency in parentheses."""
    low, high = max(sentence.start, quantity.span.start - 80), min(sentence.end, quantity.span.end + 8)
    if found.text.marks.has_between(low, high, "derived") and not at_start(found, quantity, "times"):
        return True
    if quantity.per is not None and quantity.per.casefold().rstrip("s") in found.text.language.standing.counted_bases:
        return True
    before = found.text.raw[max(sentence.start, quantity.span.start - 2) : quantity.span.start].strip()
    return quantity.measure == "money" and before in ("(", "（") and another_money(found, quantity, sentence)


def at_start(found: Findings, quantity: QuantityMention, word: str) -> bool:
    """Tell whether the only cue is the unit itself: "16 million times"."""
    return quantity.unit is not None and quantity.unit.casefold() == word and quantity.measure == "interactions"


def another_money(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether another sum of money stands right before."""
    return any(
        q.measure == "money"
        and sentence.start <= q.span.start < quantity.span.start
        and quantity.span.start - q.span.end <= 4
        for q in found.quantities
    )


def is_background(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether a figure is an example or a definition: no party in its sentence, words that speak in general."""
    if not found.cases:
        return True
    kind = found.text.block_at(quantity.span.start).kind
    if kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.TABLE_ROW, BlockKind.CARD):
        return False
    if not found.text.marks.has(sentence, "background") or any(m.role == "group" for m in found.inside(sentence)):
        return False
    named = {name for _, name in found.parties(sentence)} | {m.name for m in found.inside(sentence, "product")}
    parts = {name for case in found.cases for name in (case.accuser, case.target, *case.accused) if name}
    return not named & parts


def is_denied(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether the words deny the figure or take it back."""
    text, start = found.text, quantity.span.start
    lead = text.folded[max(sentence.start, start - 20) : start]
    if not_before(text.language.code).search(lead) or not_after(text.language.code).match(
        text.folded[quantity.span.end : min(sentence.end, quantity.span.end + 40)]
    ):
        return True
    if taken_back(found, sentence) or called_untrue(found, quantity, sentence):
        return True
    place = Span(max(sentence.start, start - DENIAL), start)
    if text.marks.kinds.isdisjoint(("withdrawn", "deny")):
        return False
    if text.marks.has(place, "withdrawn"):
        return True
    denying = [hit for hit in text.marks.inside(place, "deny") if not named_thing(found, hit.end, start)]
    denying = [hit for hit in denying if not negated(found, hit.start)]
    if not denying:
        return False
    return not [hit for hit in text.marks.inside(Span(denying[-1].end, start), "say") if hit.end > denying[-1].end]


UNTRUE_REACH = 70  # characters behind a figure in which it is called invented


def called_untrue(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether the words behind a figure call it invented: "The 8.6 million are made up"."""
    if "untrue" not in found.text.marks.kinds:
        return False
    end = quantity.span.end
    tail = Span(end, min(sentence.end, end + UNTRUE_REACH))
    hits = found.text.marks.inside(tail, "untrue")
    if not hits:
        return False
    between = found.text.folded[end : hits[0].start]
    others = any(end <= other.span.start < hits[0].start for other in found.quantities)
    return (
        not others and not set(between) & set(";；") and not ENDED.search(between) and not negated(found, hits[0].start)
    )


ENDED = re.compile(r"[,，] (?:and|but|which|and the|und|aber|et|mais|y|pero|et que)\s|。")


def taken_back(found: Findings, sentence: Span) -> bool:
    """Tell whether the next sentence calls this one wrong."""
    index = found.text.sentence_index(sentence.start) + 1
    if index >= len(found.text.sentences):
        return False
    return wrong(found.text.language.code).match(found.text.folded, found.text.sentences[index].span.start) is not None


def negated(found: Findings, offset: int) -> bool:
    """Tell whether a verb of denying is itself negated: "did not dispute", "nobody disputes"."""
    before = found.text.folded[max(0, offset - 14) : offset].split()
    return any(word in found.text.language.standing.negated for word in before[-2:])


def named_thing(found: Findings, start: int, end: int) -> bool:
    """Tell whether a clause ends between two places: the denial is over before the figure."""
    piece = found.text.folded[start:end]
    return any(mark in piece for mark in (*";；:：", *found.text.language.standing.clause_ends))


def is_hypothetical(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether the figure stands under an if or would."""
    if "hypothetical" not in found.text.marks.kinds:
        return False
    start = quantity.span.start
    place = Span(max(sentence.start, start - LEAD), start)
    hits = found.text.marks.inside(place, "hypothetical")
    if not hits:
        return False
    between = found.text.folded[hits[-1].end : start]
    firm = quantity.quantity.comparator in (Comparator.MORE_THAN, Comparator.AT_LEAST) and ". " in between
    return not firm and not set(between) & set(";:：；")
