"""Nouns that are not printed beside their number: from a label, a table head, the same number elsewhere, or a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from ledger.article import Block, BlockKind, Cell, Span
from ledger.reading import QuantityMention
from nlp.document import Text, fold
from nlp.quantities.lexicon import measures
from nlp.quantities.nouns import Noun, endings, noun_before, stems
from nlp.quantities.subjects import COMMON, numbered_before, subject_before

LEAST = Decimal(20)  # a smaller number without a noun is no count of an incident
INSTRUMENTS = frozenset({"accounts", "api_keys"})
CROWD = Decimal(100_000)  # accounts are fewer: a larger number counts what went through them
BARE = Decimal(1000)  # below it, a noun is supplied only from the number's own sentence
SLACK = Decimal("1.1")  # a part may be this much larger than its rounded whole
FAR = Decimal(10) ** 4  # a whole is at most this many times its part
QUESTION = 80  # characters of a question whose noun the answer leaves out
BACK = 3  # blocks looked at before the number's own
OF = 24  # characters between a part and the whole that names the noun of both
LABEL = 40  # characters of a label before a number
OTHER_LABEL = re.compile(
    r"(?<!\w)([^\W\d_A-ZÀ-Þ]{3,}):\s*$"
)  # a label that names neither a party nor a noun of a family
MOST = 12  # counts of one place that are compared
LISTED = 8  # members of a list of numbers
FIRST = 6  # counts at the head of a text: its totals


@dataclass(slots=True)
class Known:
    """What the text counts: nouns by value, and the counts in text order."""

    by_value: dict[Decimal, QuantityMention] = field(default_factory=dict)
    counts: list[QuantityMention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, mention: QuantityMention) -> None:
        """Remember a count that has its own noun."""
        self.counts.append(mention)
        self.starts.append(mention.span.start)
        if mention.quantity.value is not None:
            self.by_value.setdefault(mention.quantity.value, mention)

    def inside(self, place: Span) -> list[QuantityMention]:
        """Return the last counts inside a place."""
        low, high = bisect_left(self.starts, place.start), bisect_left(self.starts, place.end)
        return self.counts[max(low, high - MOST) : high]


def supply_nouns(text: Text, found: list[QuantityMention]) -> list[QuantityMention]:
    """Give every quantity without a noun the one of its label, its table head, its twin or the list it continues."""
    core = measures().core
    labelled = [labelled_by(text, without_participle(text, mention)) for mention in found]
    known = Known()
    for mention in labelled:
        if mention.measure in core and mention.per is None:
            known.add(mention)
    result: list[QuantityMention] = []
    supplied = Known()
    for index, bare in enumerate(labelled):
        lacks = bare.measure is None and bare.unit is None
        following = labelled[index + 1] if lacks and index + 1 < len(labelled) else None
        if following is not None and is_part_of(text, bare, following):
            mention = replace(bare, unit=following.unit, measure=following.measure, elided=True)
        elif lacks and (shared := shared_noun(text, labelled, index)) is not None:
            mention = given(bare, shared)
        else:
            mention = elided(text, bare, known, supplied) if lacks else bare
        if mention.elided or (mention.per is not None and mention.measure in core):
            supplied.add(mention)
        result.append(found[index] if mention.measure is None and mention.unit is None else mention)
    return result


def without_participle(text: Text, mention: QuantityMention) -> QuantityMention:
    """Return a quantity without the participle behind it: "les 310 énumérées" counts what was named before."""
    endings = text.language.nouns.participles
    if not endings or mention.measure is not None or mention.unit is None or not mention.unit.endswith(endings):
        return mention
    return replace(mention, span=Span(mention.span.start, mention.number.end), unit=None)


def is_part_of(text: Text, part: QuantityMention, whole: QuantityMention) -> bool:
    """Tell whether two numbers read as "37 of the 52 dogs"."""
    if whole.unit is None or whole.measure in ("money", "share") or whole.number.start - part.span.end > OF:
        return False
    nouns = text.language.nouns
    between = text.folded[part.span.end : whole.span.start].split()
    return bool(between) and all(
        word in nouns.skip or word in nouns.outs or word.endswith(("'s", "s'")) for word in between
    )


def shared_noun(text: Text, found: list[QuantityMention], index: int) -> QuantityMention | None:
    """Return the member of "9 million, 3 million and 600,000 prompts" whose noun the numbers before it share."""
    if largest(found[index]) < LEAST:
        return None
    joiners = text.language.hedges.list_joiners
    for before, after in pairwise(found[index : index + LISTED]):
        if text.folded[before.span.end : after.span.start].strip() not in joiners:
            return None
        if after.unit is not None or after.measure is not None:
            return after if after.measure in measures().core and not after.elided else None
    return None


def labelled_by(text: Text, mention: QuantityMention) -> QuantityMention:
    """Take the noun of a label before the number, of the column head or of another cell of the row or card."""
    block = text.block_at(mention.span.start)
    if block.cells:
        return mention if mention.measure not in (None, "other") else from_cells(text, block, mention)
    if mention.measure is not None:
        return mention
    noun = noun_before(text, block.span.start, mention.span.start)
    if noun is None and mention.unit is None:
        noun = numbered_before(text, text.sentence_at(mention.span.start).span.start, mention.span.start)
    if noun is not None:
        return replace(mention, unit=text.raw[noun.start : noun.end], measure=noun.measure)
    short = mention.span.start - block.span.start <= LABEL
    label = OTHER_LABEL.search(text.raw[block.span.start : mention.span.start]) if short else None
    if mention.unit is None and label and label.group(1) not in text.language.nouns.stoppers:
        return replace(mention, unit=label.group(1))
    return mention


def from_cells(text: Text, block: Block, mention: QuantityMention) -> QuantityMention:
    """Take the noun from the column heading, the row's first cell or the label of a card."""
    own = next((cell for cell in block.cells if cell.span.start <= mention.span.start < cell.span.end), None)
    if own is None:
        return mention
    others = [cell.span.of(text.raw) for cell in nearest_cells(block, own)]
    for label in [own.head, *others]:
        found = label_noun(text, label)
        if found is not None:
            return replace(mention, unit=found[0], measure=found[1])
    return mention


def nearest_cells(block: Block, own: Cell) -> list[Cell]:
    """Return the cells that may label one: all of a card, the first of a table's row."""
    if block.kind is BlockKind.CARD:
        return [cell for cell in block.cells if cell is not own]
    return [cell for cell in block.cells[:1] if cell is not own]


def label_noun(text: Text, label: str) -> tuple[str, str | None] | None:
    """Return unit and measure that a label names, the last noun of it."""
    folded, code = fold(label), text.language.code
    best: tuple[str, str | None] | None = None
    for match in stems(code).finditer(folded):
        whole = endings(code).match(folded, match.end()) if text.language.spaced else match
        if whole is not None and (match.lastgroup in measures().core or whole.end() == len(label.rstrip(" :"))):
            best = (label[match.start() : whole.end()], match.lastgroup)
    return best


def elided(text: Text, mention: QuantityMention, known: Known, supplied: Known) -> QuantityMention:
    """Supply the noun that a reader of the text supplies: its subject's, that of the same number, or of its whole."""
    sentence = text.sentence_at(mention.span.start)
    value = mention.quantity.value
    size = value if value is not None else mention.quantity.low or mention.quantity.high or Decimal(0)
    subject = subject_before(text, sentence.span.start, mention.span.start)
    if subject is not None and subject.partitive and size >= 2 and fits(size, subject.noun, known, sentence.span):
        return named(text, mention, subject.noun)
    if subject is not None and subject.noun.measure == COMMON and text.language.nouns.counters:
        subject = None
    if subject is not None and subject.close:
        return named(text, mention, subject.noun)
    if subject is not None and subject.noun.measure == COMMON:
        subject = None
    if size < LEAST:
        return mention
    asked = asked_before(text, text.sentence_index(mention.span.start))
    if asked is not None and subject is None:
        return named(text, mention, asked)
    twin = known.by_value.get(value) if value is not None else None
    if twin is not None:
        return given(mention, twin)
    here = [*known.inside(sentence.span), *supplied.inside(sentence.span)]
    if mention.per is not None:
        here = [other for other in here if not counts_base(text, other, mention.per)]
        return given(mention, here[-1]) if here else mention
    chosen = whole_of(size, here)
    if chosen is None and subject is not None and subject.noun.measure in INSTRUMENTS and size < CROWD:
        return named(text, mention, subject.noun)
    if chosen is None and size >= BARE:
        pools = around(text, sentence.block, known, supplied)
        chosen = next((other for pool in pools if (other := whole_of(size, pool)) is not None), None)
    if chosen is not None:
        return given(mention, chosen)
    return named(text, mention, subject.noun) if subject is not None else mention


def around(text: Text, number: int, known: Known, supplied: Known) -> tuple[list[QuantityMention], ...]:
    """Return the counts of a block, of it with those before it, and those at the head of the text."""
    block = text.article.blocks[number].span
    wide = Span(text.article.blocks[max(0, number - BACK)].span.start, block.end)
    inside = [*known.inside(block), *supplied.inside(block)]
    return inside, [*known.inside(wide), *supplied.inside(wide)], known.counts[:FIRST]


def asked_before(text: Text, index: int) -> Noun | None:
    """Return what the question before a sentence asks the number of: "How many prompts? 5.8 million"."""
    if index == 0 or index not in range(len(text.sentences)):
        return None
    before = text.sentences[index - 1].span
    if text.folded[before.end - 1] not in "?؟？" or before.end - before.start > QUESTION:
        return None
    match = next(iter(stems(text.language.code).finditer(text.folded, before.start, before.end)), None)
    if match is None or match.lastgroup not in measures().core:
        return None
    end = match.end()
    while end < before.end and text.folded[end].isalpha():
        end += 1
    return Noun(match.start(), end, match.lastgroup)


def fits(size: Decimal, noun: Noun, known: Known, sentence: Span) -> bool:
    """Tell whether a part is not larger than what the sentence counts of its noun."""
    wholes = [largest(other) for other in known.inside(sentence) if other.measure == noun.measure]
    return not wholes or max(wholes) * SLACK >= size


def counts_base(text: Text, other: QuantityMention, base: str) -> bool:
    """Tell whether a count is of what a rate is per."""
    match = stems(text.language.code).match(fold(base))
    return match is not None and match.lastgroup == other.measure


def whole_of(size: Decimal, pool: list[QuantityMention]) -> QuantityMention | None:
    """Return the smallest count that a number can be part of, else the only measure there is, else None."""
    sized = [(largest(other), other) for other in pool]
    wholes = [(width, other) for width, other in sized if width * SLACK >= size and width < size * FAR]
    if wholes:
        return min(wholes, key=lambda pair: (pair[0], -pair[1].span.start))[1]
    kinds = {other.measure for other in pool}
    return pool[-1] if len(kinds) == 1 and max(width for width, _ in sized) * 2 > size else None


def largest(mention: QuantityMention) -> Decimal:
    """Return the size of a count; of a range or vague word its upper end."""
    values = mention.quantity
    return values.value if values.value is not None else values.high or values.low or Decimal(0)


def given(mention: QuantityMention, other: QuantityMention) -> QuantityMention:
    """Return a mention with the noun of another."""
    return replace(mention, unit=other.unit, measure=other.measure, elided=True)


def named(text: Text, mention: QuantityMention, noun: Noun) -> QuantityMention:
    """Return a mention with a noun of the text."""
    return replace(mention, unit=text.raw[noun.start : noun.end], measure=noun.measure, elided=True)
