"""Which quantities are claimed figures about an incident."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal

from ledger.article import BlockKind, Span
from ledger.quantity import Comparator
from ledger.reading import QuantityMention
from nlp.figures.context import Findings, has
from nlp.quantities.lexicon import measures

THINGS = frozenset({"devices", "works"})
LEAST = Decimal(20)
LEAST_ORGANIZATIONS = Decimal(10)
MOST_TWINS = 400  # quantities of a text among which a twin is looked for
MOST_ENTRIES = 20  # entries of a list looked at on each side
TRAINING = Decimal(5 * 10**11)  # so many tokens are what a model was trained on
LEAD = 20  # characters before a count in which a word for a limit makes it one
STRAY = Decimal(5000)  # a smaller count needs a word of the matter in its sentence


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
    if is_core(measure):
        large = size >= LEAST or quantity.quantity.comparator is Comparator.VAGUE
        return large and not is_excepted(found, quantity, sentence) and not is_aside(found, sentence, quantity, size)
    if measure == "organizations":
        return size >= LEAST_ORGANIZATIONS
    if measure in THINGS:
        return size >= LEAST and (beside_core(found, block_of(found, sentence), quantity) or on_topic(found, sentence))
    if measure == "share":
        return is_share(found, sentence, quantity)
    if measure == "money":
        return about_harm(found, sentence, quantity)
    if measure == "duration":
        return is_period(found, sentence, quantity)
    return measure == "other" and is_ratio(found, sentence, quantity)


def is_excepted(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether a count is only what is left out: "all but 200 of them"."""
    lead = Span(max(sentence.start, quantity.span.start - 16), quantity.span.start)
    return any(quantity.span.start - hit.end <= 1 for hit in found.text.marks.inside(lead, "excepting"))


def is_core(measure: str | None) -> bool:
    """Tell whether a measure is one of those that count what was taken."""
    return measure in measures().core


def block_of(found: Findings, sentence: Span) -> Span:
    """Return the block around a sentence."""
    return found.text.block_at(sentence.start).span


def beside_core(found: Findings, place: Span, quantity: QuantityMention) -> bool:
    """Tell whether a core count stands in the same place."""
    return any(is_core(other.measure) and other is not quantity for other in within(found, place))


def within(found: Findings, place: Span) -> tuple[QuantityMention, ...]:
    """Return the quantities inside a place; they are in text order."""
    low = bisect_left(found.counted, place.start)
    return found.quantities[low : bisect_left(found.counted, place.end, low)]


def on_topic(found: Findings, sentence: Span) -> bool:
    """Tell whether a sentence speaks of copying or names a party."""
    return bool(found.inside(sentence, "party")) or has(found.text, sentence, "topic.act", "topic.strong")


def is_aside(found: Findings, sentence: Span, quantity: QuantityMention, size: Decimal) -> bool:
    """Tell whether a count is none of an incident: a limit, a survey, a price list, a small stray count."""
    text = found.text
    if quantity.measure == "tokens" and size >= TRAINING:
        return True
    lead = Span(max(sentence.start, quantity.span.start - LEAD), quantity.span.start)
    if has(text, lead, "costs.unrelated"):
        return True  # "fewer than 100 messages a day, well under the threshold of 500"
    if has(text, sentence, "costs.unrelated") and not beside_core(found, sentence, quantity):
        return True
    if quantity.per is not None and quantity.quantity.comparator is Comparator.AT_MOST:
        return not beside_core(found, sentence, quantity) and has(text, sentence, "costs.limits")
    others = within(found, sentence)
    if quantity.elided and any(other.measure == "money" for other in others) and not has(text, sentence, "costs.harm"):
        return True
    if (
        size >= STRAY
        or len(others) > 1
        or quantity.measure in ("accounts", "api_keys")
        or quantity.per
        or quantity.quantity.comparator is Comparator.VAGUE
    ):
        return False
    told = on_topic(found, sentence) or has(text, sentence, "cues.derived")
    return not told and not has_twin(found, quantity)


def has_twin(found: Findings, quantity: QuantityMention) -> bool:
    """Tell whether the text prints the same count once more."""
    value = quantity.quantity.value
    return any(other.quantity.value == value and other is not quantity for other in found.quantities[:MOST_TWINS])


def is_share(found: Findings, sentence: Span, quantity: QuantityMention) -> bool:
    """Tell whether a share tells of an incident: a share of its counts, or one in a sentence about it."""
    if has(found.text, nearby(sentence, quantity), "costs.rates"):
        return False
    if quantity.whole == "works" or is_core(quantity.whole) or beside_core(found, sentence, quantity):
        return True
    before = previous(found, sentence)
    carried = before is not None and any(
        is_core(other.measure) or other.measure == "share" for other in within(found, before)
    )
    if quantity.unit != "%":
        told = (quantity.whole is not None or carried) and on_topic(found, sentence)
        return told or (carried and is_of_them(found, quantity))
    return on_topic(found, sentence) or carried


def is_of_them(found: Findings, quantity: QuantityMention) -> bool:
    """Tell whether "of them" stands right beside a fraction: "drei Viertel davon", このうちほぼ半数."""
    near = Span(max(0, quantity.span.start - 12), min(len(found.text.folded), quantity.span.end + 24))
    return found.text.marks.has(near, "of_them")


def nearby(sentence: Span, quantity: QuantityMention) -> Span:
    """Return the words around a quantity."""
    return Span(max(sentence.start, quantity.span.start - 30), min(sentence.end, quantity.span.end + 30))


def previous(found: Findings, sentence: Span) -> Span | None:
    """Return the sentence before, if it stands in the same block."""
    index = found.text.sentence_index(sentence.start)
    before = found.text.sentences[index - 1] if index > 0 else None
    same = before is not None and before.block == found.text.sentences[index].block
    return before.span if same and before is not None else None


def is_period(found: Findings, sentence: Span, quantity: QuantityMention) -> bool:
    """Tell whether a duration is that of an incident: it stands beside a count or a share, or heads a card."""
    kind = found.text.block_at(sentence.start).kind
    if kind is BlockKind.CARD:
        return True
    near = Span(max(sentence.start, quantity.span.start - 20), min(sentence.end, quantity.span.end + 20))
    if has(found.text, near, "costs.campaigns"):
        return True
    others = within(found, sentence)
    return any(is_core(other.measure) or (other.measure == "share" and other.whole is not None) for other in others)


def is_ratio(found: Findings, sentence: Span, quantity: QuantityMention) -> bool:
    """Tell whether "2.3 times" compares two incidents: a ratio with a printed fraction in a sentence about them."""
    times = found.text.language.nouns.times
    ratio = quantity.unit is not None and quantity.unit.lower() in times
    value = quantity.quantity.value
    counted = on_topic(found, sentence) or beside_core(found, block_of(found, sentence), quantity)
    return ratio and value is not None and value % 1 != 0 and counted


def about_harm(found: Findings, sentence: Span, quantity: QuantityMention) -> bool:
    """Tell whether an amount of money is a damage, penalty or cost of the incident, not a price or a valuation."""
    if has(found.text, sentence, "costs.aside"):
        return False
    if is_core(quantity.whole) or has(found.text, sentence, "costs.harm") or in_list_of_counts(found, quantity):
        return True
    told = bool(found.inside(sentence, "party")) and has(found.text, sentence, "cues.say")
    return told and beside_core(found, block_of(found, sentence), quantity)


def in_list_of_counts(found: Findings, quantity: QuantityMention) -> bool:
    """Tell whether every other entry of the quantity's list is a count: an amount of money there is a slip."""
    blocks = found.text.article.blocks
    number = found.text.sentence_at(quantity.span.start).block
    group = blocks[number].group
    if group == 0:
        return False
    near = [
        block.span for block in blocks[max(0, number - MOST_ENTRIES) : number + MOST_ENTRIES] if block.group == group
    ]
    others = [other for other in within(found, Span(near[0].start, near[-1].end)) if other is not quantity]
    return bool(others) and all(is_core(other.measure) for other in others)
