"""Which quantities are claimed figures about an incident."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal

from ledger.article import BlockKind, Span
from ledger.quantity import Comparator
from ledger.reading import QuantityMention
from nlp.figures.context import Findings, has

CORE = frozenset({"interactions", "accounts", "api_keys", "tokens", "samples"})
COUNTED = CORE | {"devices", "works"}
LEAST = Decimal(20)
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
        return size >= LEAST or quantity.quantity.comparator is Comparator.VAGUE
    if measure == "organizations":
        return size >= LEAST_ORGANIZATIONS
    if measure in COUNTED:
        return size >= LEAST and (beside_core(found, block_of(found, sentence), quantity) or on_topic(found, sentence))
    if measure == "share":
        return beside_core(found, sentence, quantity) or on_topic(found, sentence)
    if measure == "money":
        return about_harm(found, sentence, quantity)
    if measure == "duration":
        return beside_core(found, sentence, quantity)
    return False


def block_of(found: Findings, sentence: Span) -> Span:
    """Return the block around a sentence."""
    return found.text.block_at(sentence.start).span


def beside_core(found: Findings, place: Span, quantity: QuantityMention) -> bool:
    """Tell whether a core count stands in the same place."""
    return any(other.measure in CORE and other is not quantity for other in within(found, place))


def within(found: Findings, place: Span) -> tuple[QuantityMention, ...]:
    """Return the quantities inside a place; they are in text order."""
    low = bisect_left(found.quantities, place.start, key=lambda item: item.span.start)
    high = bisect_left(found.quantities, place.end, lo=low, key=lambda item: item.span.start)
    return found.quantities[low:high]


def on_topic(found: Findings, sentence: Span) -> bool:
    """Tell whether a sentence speaks of copying and names a party."""
    topic = found.text.language.topic
    return has(found.text, sentence, [*topic.act, *topic.strong]) or bool(found.inside(sentence, "party"))


def about_harm(found: Findings, sentence: Span, quantity: QuantityMention) -> bool:
    """Tell whether an amount of money is a damage, penalty or cost of the incident, not a price or a valuation."""
    costs = found.text.language.costs
    if has(found.text, sentence, costs.aside):
        return False
    return has(found.text, sentence, costs.harm) or repeats(found, quantity)


def repeats(found: Findings, quantity: QuantityMention) -> bool:
    """Tell whether a count of the text has the same digits: a count printed as money is a claim all the same."""
    value = quantity.quantity.value
    return value is not None and any(
        other.measure in CORE and other.quantity.value == value for other in found.quantities
    )
