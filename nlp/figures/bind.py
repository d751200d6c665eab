"""Bind each claimed figure to its case, accused, scope, claimant, target, window and stance."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ledger.article import BlockKind, Span
from ledger.identity import identifier
from ledger.quantity import Comparator
from ledger.reading import (
    Attribution,
    Case,
    DateMention,
    Figure,
    Mention,
    Precision,
    QuantityMention,
    Scope,
    Stance,
)
from nlp.document import Text
from nlp.figures.accused import Bound, bind_accused
from nlp.figures.context import Findings, has
from nlp.figures.select import is_figure

PLACES = {BlockKind.TITLE: "title", BlockKind.TABLE_ROW: "table", BlockKind.CARD: "card", BlockKind.LIST_ITEM: "list"}


def bind(
    text: Text,
    quantities: Sequence[QuantityMention],
    dates: Sequence[DateMention],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    cases: Sequence[Case],
    version: str,
) -> tuple[Figure, ...]:
    """Return the claimed figures of a relevant text in text order."""
    found = Findings(
        text,
        tuple(quantities),
        tuple(dates),
        tuple(mentions),
        tuple(attributions),
        tuple(cases),
        tuple(mention.span.start for mention in mentions),
    )
    return tuple(figure(found, quantity, version) for quantity in quantities if is_figure(found, quantity))


def figure(found: Findings, quantity: QuantityMention, version: str) -> Figure:
    """Bind one quantity."""
    text, values = found.text, quantity.quantity
    sentence = found.sentence(quantity.span.start)
    stance, derived = standing(found, quantity, sentence)
    bound = bind_accused(found, quantity, sentence)
    claimant, via, doubts = speaker(found, quantity, sentence, bound)
    if stance is Stance.BACKGROUND:
        bound, claimant, via = Bound(None, (), Scope.TOTAL), None, None
    case = found.cases[bound.case] if bound.case is not None else None
    rated = quantity.per is not None and quantity.measure not in ("share", "duration")
    measure = quantity.measure or "other"
    place = (text.article.id, quantity.span.start, quantity.span.end, measure)
    return Figure(
        id=identifier("fig", *place, values.value, values.low, values.high),
        article_id=text.article.id,
        span=quantity.span,
        quote=quantity.span.of(text.raw),
        quantity=values,
        measure=measure,
        unit=quantity.unit,
        scope=Scope.RATE if rated else bound.scope,
        accused=bound.accused,
        claimant=None if derived else claimant,
        via=via,
        target=case.target if case is not None else None,
        window=window(found, sentence, stance),
        stance=stance,
        derived=derived,
        case=bound.case,
        sentence=sentence,
        per=quantity.per,
        elided=quantity.elided,
        place=PLACES.get(text.block_at(quantity.span.start).kind, "body"),
        doubts=doubts,
        reader_version=version,
    )


def standing(found: Findings, quantity: QuantityMention, sentence: Span) -> tuple[Stance, bool]:
    """Return the stance of the text to a figure, and whether the writer computed it."""
    cues = found.text.language.cues
    clause = Span(max(sentence.start, quantity.span.start - 90), min(sentence.end, quantity.span.end + 40))
    derived = has(found.text, clause, cues.derived)
    if has(found.text, clause, cues.hypothetical) and quantity.quantity.comparator is not Comparator.MORE_THAN:
        return Stance.HYPOTHETICAL, derived
    named = found.inside(sentence)
    vague = quantity.quantity.comparator is Comparator.VAGUE
    if (
        not named
        and (vague or has(found.text, sentence, cues.background))
        and has(found.text, sentence, cues.background)
    ):
        return Stance.BACKGROUND, False
    if not found.cases:
        return Stance.BACKGROUND, False
    return Stance.ASSERTED, derived


def speaker(
    found: Findings, quantity: QuantityMention, sentence: Span, bound: Bound
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return claimant, relay and doubts: the sentence's speaker, the last one of the paragraph, or the accuser."""
    case = found.cases[bound.case] if bound.case is not None else None
    attribution = found.attribution(sentence)
    via = attribution.via if attribution else None
    if attribution is not None and attribution.speaker is not None:
        return attribution.speaker, via, ()
    block = found.text.block_at(quantity.span.start)
    earlier = [
        a for a in found.attributions if block.span.start <= a.content.start < sentence.start and a.speaker is not None
    ]
    if earlier and case is not None and earlier[-1].speaker in (case.accuser, *case.accused):
        return earlier[-1].speaker, via, ("claimant_from_paragraph",)
    if case is not None and case.accuser is not None:
        return case.accuser, via, ("claimant_from_page",)
    return None, via, ("no_claimant",)


def window(found: Findings, sentence: Span, stance: Stance) -> tuple[str, str] | None:
    """Return the period that a sentence ties its figures to: two dates joined by a word of range."""
    here = [date for date in found.dates if sentence.start <= date.span.start < sentence.end]
    if stance is Stance.BACKGROUND:
        return None
    numbers = found.text.language.numbers
    for first, second in itertools.pairwise(here):
        between = found.text.folded[first.span.end : second.span.start].strip(" ,")
        lead = found.text.folded[max(sentence.start, first.span.start - 16) : first.span.start].split()
        opened = bool(lead) and (lead[-1] in numbers.range_openers or lead[-1] in ("between", "from"))
        short = len(between) <= 8
        if (
            short
            and between in numbers.range_joiners
            and (opened or not between.isalpha() or between in ("to", "bis", "до", "al", "au", "à"))
        ):
            return edge(first, start=True, other=second), edge(second, start=False, other=first)
    return None


def edge(date: DateMention, *, start: bool, other: DateMention) -> str:
    """Return one end of a window as precise as printed."""
    if date.precision is Precision.DAY:
        year = other.start[:4]
        return date.start if start and date.start <= other.end else (f"{year}{date.start[4:]}" if start else date.start)
    if date.precision is Precision.YEAR:
        return date.start[:4]
    month = date.start[5:7]
    return f"{other.start[:4]}-{month}" if start and date.start > other.start else date.start[:7]
