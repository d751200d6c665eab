"""Which quantities are claimed figures about an incident."""

from __future__ import annotations

from decimal import Decimal

from ledger.article import BlockKind, Span
from ledger.quantity import Comparator
from ledger.reading import QuantityMention
from nlp.figures.context import Findings, has

CORE = frozenset({"interactions", "accounts", "api_keys", "tokens", "samples"})
LEAST_CORE = Decimal(20)
LEAST_ORGANIZATIONS = Decimal(10)


def is_figure(found: Findings, quantity: QuantityMention) -> bool:
    """Tell whether a quantity counts, measures or costs something about an incident."""
    measure = quantity.measure
    if measure is None:
        return False
    sentence = found.sentence(quantity.span.start)
    kind = found.text.block_at(quantity.span.start).kind
    if kind in (BlockKind.META, BlockKind.CAPTION):
        return False
    size = quantity.quantity.value or quantity.quantity.low or quantity.quantity.high or Decimal(0)
    if measure in CORE:
        return size >= LEAST_CORE or quantity.quantity.comparator is Comparator.VAGUE
    if measure == "organizations":
        return size >= LEAST_ORGANIZATIONS and beside_core(found, sentence, quantity)
    if measure == "share":
        return quantity.unit is not None and (beside_core(found, sentence, quantity) or on_topic(found, sentence))
    if measure == "money":
        return about_damage(found, sentence)
    if measure == "duration":
        return beside_core(found, sentence, quantity)
    return False


def beside_core(found: Findings, sentence: Span, quantity: QuantityMention) -> bool:
    """Tell whether a core count stands in the same sentence."""
    return any(
        other.measure in CORE and sentence.start <= other.span.start < sentence.end and other is not quantity
        for other in found.quantities
    )


def on_topic(found: Findings, sentence: Span) -> bool:
    """Tell whether a sentence speaks of copying and names a party."""
    topic = found.text.language.topic
    return has(found.text, sentence, [*topic.act, *topic.strong]) or bool(found.inside(sentence, "party"))


def about_damage(found: Findings, sentence: Span) -> bool:
    """Tell whether a sentence with money is about a penalty, a damage or a cost of the incident."""
    words = found.text.language.happenings
    nearby = [*words.sanction, *words.court, *found.text.language.topic.act]
    return has(found.text, sentence, nearby) and bool(found.cases)
