"""Bind each claimed figure to its case, accused, scope, claimant, target, window and stance."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.article import BlockKind
from ledger.identity import identifier
from ledger.reading import Attribution, Case, DateMention, Figure, Mention, QuantityMention, Scope, Stance
from nlp.document import Text
from nlp.figures.accused import Bound, bind_accused
from nlp.figures.choice import case_of
from nlp.figures.claimant import relay, speaker
from nlp.figures.context import Findings
from nlp.figures.retold import denier, is_interview
from nlp.figures.select import is_figure
from nlp.figures.stance import standing
from nlp.figures.window import window
from nlp.pages import speaker_of_page, speaks_as_we

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
    page = speaker_of_page(text, mentions)
    found = Findings(
        text,
        tuple(quantities),
        tuple(dates),
        tuple(mentions),
        tuple(attributions),
        tuple(cases),
        tuple([mention.span.start for mention in mentions]),
        tuple([quantity.span.start for quantity in quantities]),
        tuple([attribution.content.start for attribution in attributions]),
        page,
        page is None and speaks_as_we(text) and not is_interview(text),
    )
    return tuple(figure(found, quantity, version) for quantity in quantities if is_figure(found, quantity))


def figure(found: Findings, quantity: QuantityMention, version: str) -> Figure:
    """Bind one quantity."""
    text, values = found.text, quantity.quantity
    sentence = found.sentence(quantity.span.start)
    stance, derived = standing(found, quantity, sentence)
    number = 0 if found.cases and derived and measure_of_ratio(quantity) else case_of(found, quantity, sentence)
    case = found.cases[number] if number is not None else None
    claimant, doubts = speaker(found, quantity, sentence, case)
    claimant = denier(found, quantity, sentence, case, claimant) if stance is Stance.DENIED else claimant
    bound = bind_accused(found, quantity, sentence, claimant, number)
    via = relay(found, quantity, sentence, number)
    if stance is Stance.BACKGROUND:
        bound, claimant, via, case = Bound(None, (), Scope.TOTAL), None, None, None
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
        claimant=None if unclaimed(found, quantity, stance, derived=derived) else claimant,
        via=None if derived else via,
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


def measure_of_ratio(quantity: QuantityMention) -> bool:
    """Tell whether a figure compares two others: "80 % more", "2.3 times the first"."""
    return quantity.measure in ("share", "other")


def unclaimed(found: Findings, quantity: QuantityMention, stance: Stance, *, derived: bool) -> bool:
    """Tell whether nobody but the writer stands behind a figure: computed or assumed without a speaker."""
    if derived:
        return True
    named = [a for a in found.said(quantity.span.start) if a.source is not None]
    quoted = any(a.mode == "direct" and a.speaker is None for a in named)
    return stance is Stance.HYPOTHETICAL and (not named or quoted)
