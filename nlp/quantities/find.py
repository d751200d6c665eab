"""Find every quantity of a text: scan numbers, refuse dates and names, add hedges, nouns and ranges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from ledger.article import BlockKind, Span
from ledger.quantity import Comparator, Quantity
from ledger.reading import DateMention, Precision, QuantityMention
from nlp.document import Text
from nlp.quantities import hedges
from nlp.quantities.carried import carry_nouns
from nlp.quantities.digits import Printed
from nlp.quantities.nouns import Noun, family, noun_after, noun_at
from nlp.quantities.ranges import join
from nlp.quantities.ratios import lone, ratio
from nlp.quantities.refuse import is_refused
from nlp.quantities.scan import DIGIT, Number, scan, starts
from nlp.quantities.shares import whole_of_share
from nlp.quantities.supply import supply_nouns

INSTRUMENTS = frozenset({"accounts", "api_keys", "devices", "organizations"})
ADJACENT = 1  # a noun of no family belongs to the quote only when it stands right behind the number
NEAR = 40
MANY = 100  # from here on "times" counts exchanges, below it is a ratio


def find(text: Text, dates: Sequence[DateMention] = ()) -> tuple[QuantityMention, ...]:
    """Return the quantities of `text` in text order; numbers inside `dates` are no quantities."""
    taken = sorted((date.span.start, date.span.end) for date in dates if not is_length(text, date))
    found: list[QuantityMention] = []
    begun = starts(text)
    likely = None if begun is None else sorted([*begun, *(match.start() for match in DIGIT.finditer(text.folded))])
    for sentence in text.sentences:
        block = text.article.blocks[sentence.block]
        if block.kind is BlockKind.META or (likely is not None and not between(likely, sentence.span)):
            continue
        pieces = [cell.span for cell in block.cells] or [sentence.span]
        for piece in pieces:
            numbers = [n for n in scan(text, piece.start, piece.end, begun) if not inside(n, taken)]
            if numbers:
                found.extend(mentions(text, piece, numbers))
    return tuple(carry_nouns(text, supply_nouns(text, found)))


def is_length(text: Text, date: DateMention) -> bool:
    """Tell whether a date tells how long it is, so that its number is a quantity as well: "the past 18 months"."""
    calendar = text.language.calendar
    words = text.folded[date.span.start : date.span.end].split()
    return date.precision is Precision.INTERVAL and any(
        word in calendar.past or word in calendar.coming for word in words
    )


def between(offsets: Sequence[int], place: Span) -> bool:
    """Tell whether one of some offsets in order lies in a place."""
    index = bisect_left(offsets, place.start)
    return index < len(offsets) and offsets[index] < place.end


def inside(number: Number, taken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a number stands inside one of the taken places, in order."""
    index = bisect_right(taken, number.start, key=itemgetter(0))
    return index > 0 and number.start < taken[index - 1][1]


def mentions(text: Text, piece: Span, numbers: list[Number]) -> Iterator[QuantityMention]:
    """Turn the numbers of one sentence or cell into quantities, joining the two ends of a range."""
    index = 0
    shared = any(text.folded.find(word, piece.start, piece.end) >= 0 for word in text.language.hedges.distributing)
    previous: QuantityMention | None = None
    while index < len(numbers):
        number, width, quantity = numbers[index], 1, None
        pair = join(text, piece, number, numbers[index + 1]) if index + 1 < len(numbers) else None
        if pair is not None:
            number, width, quantity = pair.number, 2, pair.quantity
        elif index + 1 < len(numbers):
            share = ratio(text, number, numbers[index + 1], ending(numbers, index + 2, piece))
            number, width = (share, 2) if share is not None else (number, 1)
        number = (lone(text, piece, number) or number) if width == 1 else number
        following = index + width
        ceiling = ending(numbers, following, piece)
        index = following
        if pair is not None and quantity is None:
            continue
        mention = finished(text, piece, number, quantity, ceiling)
        if mention is not None:
            mention = distributed(text, previous, mention) if shared else mention
            yield mention
        previous = mention


def ending(numbers: list[Number], following: int, piece: Span) -> int:
    """Return where what belongs to a number must end: where the next one begins."""
    return numbers[following].start if following < len(numbers) else piece.end


def distributed(text: Text, previous: QuantityMention | None, mention: QuantityMention) -> QuantityMention:
    """Give a member of a list the bound before its first: "over 3.4 million and 13 million, respectively"."""
    values = mention.quantity
    if previous is None or values.comparator is not Comparator.EXACT or values.value is None:
        return mention
    bound = previous.quantity.comparator
    between = text.folded[previous.span.end : mention.span.start].strip()
    if bound not in hedges.BOUNDS or between not in text.language.hedges.list_joiners:
        return mention
    if previous.span.start == previous.number.start:  # the bound stands behind its number and holds for it alone
        return mention
    printed = Printed(values.value, values.step or values.value, values.error)
    return replace(mention, quantity=hedges.hedged(printed, bound))


def finished(
    text: Text, piece: Span, number: Number, quantity: Quantity | None, ceiling: int
) -> QuantityMention | None:
    """Add hedge and noun to a number; None for a year, an ordinal, a name or page furniture."""
    code = text.language.code
    end = number.end
    trailing = hedges.after(text.folded, end, ceiling, code)
    if trailing is not None:
        end = trailing.end
    counters = counted(text, end, ceiling)
    late = next((h for at in counters if (h := hedges.after(text.folded, at, ceiling, code))), None)
    noun = None if number.share else counted_noun(text, number, end, late.end if late is not None else end, ceiling)
    if trailing is None and late is None and noun is not None and noun.end - end <= NEAR:
        late = behind_noun(text, hedges.after(text.folded, noun.end, ceiling, code))
    leading = bounding(text, hedges.before(text.folded, piece.start, number.start, code), noun)
    if is_refused(text, piece, number, noun, bool(leading or trailing), quantity is not None):
        return None
    words = [hedge.comparator for hedge in (*leading, trailing, late) if hedge is not None]
    words += [Comparator.ABOUT] * is_round(text, number)
    words += [Comparator.MORE_THAN] * number.more + [Comparator.AT_LEAST] * number.plus
    comparator = hedges.combined(words)
    quantity = quantity or measured(number, comparator)
    if quantity is None:
        return None
    unit, measure = named(text, number, noun)
    start = leading[-1].start if leading else number.start
    stop = max(end, late.end if late is not None else 0, *counters[:1])
    bounds = Span(start, max(stop, noun.end) if noun is not None and belongs(noun, stop) else stop)
    place = Span(number.start, number.end)
    per = rate(text, bounds.end, piece.end)
    whole = whole_of_share(text, piece, start, end, ceiling) if measure == "share" else None
    if number.currency is not None and noun is not None and noun.start - end <= ADJACENT:
        whole = noun.measure  # "$100,000-prompt": money is printed, a count is meant
    return QuantityMention(bounds, place, quantity, unit, measure, per, whole=whole)


def is_round(text: Text, number: Number) -> bool:
    """Tell whether a number word is a round one: "une vingtaine"."""
    rounds = text.language.numbers.round_words
    return bool(rounds) and number.spoken and text.folded[number.start : number.end].endswith(rounds)


def counted_noun(text: Text, number: Number, end: int, behind: int, ceiling: int) -> Noun | None:
    """Return the noun of a number: the counter right at it that is a noun itself (12社以上), else the one behind."""
    if number.inner is not None:
        return Noun(number.inner.start, number.inner.end, None)
    if number.fraction and text.language.nouns.whole_before:
        return None
    many = number.printed is None or (number.printed.value != 1 and not number.fraction)
    at_once = noun_at(text, end, ceiling) if behind > end else None
    return at_once or noun_after(text, behind, ceiling, many)


def behind_noun(text: Text, hedge: hedges.Hedge | None) -> hedges.Hedge | None:
    """Return a hedge behind a noun: "or more" is one, "plus" begins what is added next."""
    alone = (
        hedge is not None and " " not in hedge.word and text.language.nouns.endings and not text.language.nouns.inside
    )
    return None if alone else hedge


def is_bound(text: Text, hedge: hedges.Hedge, noun: Noun | None) -> bool:
    """Tell whether a hedge bounds the number: "over" before a duration tells how long something went on."""
    false = text.language.hedges.not_before_duration
    return not (noun is not None and noun.measure == "duration" and hedge.word in false)


def bounding(text: Text, found: list[hedges.Hedge], noun: Noun | None) -> list[hedges.Hedge]:
    """Return the hedges that bound a number: not "over" a time, not "über" (by way of) so many accounts."""
    kept = [hedge for hedge in found if is_bound(text, hedge, noun)]
    tables = text.language.hedges
    if kept and kept[-1].word in tables.through and noun is not None and noun.measure in INSTRUMENTS:
        word = text.folded[max(0, kept[-1].start - NEAR) : kept[-1].start].rstrip().rsplit(" ", 1)[-1]
        counted = family(word, 0, len(word), text.language)
        sentence = text.sentence_at(kept[-1].start).span
        passive = set(text.folded[sentence.start : sentence.end].split()) & set(tables.passive)
        if len(kept) > 1 or passive or (counted is not None and counted.measure == "interactions"):
            kept.pop()
    return kept


def measured(number: Number, comparator: Comparator) -> Quantity | None:
    """Return the quantity of one number under a comparator."""
    if number.bounds is not None:
        return hedges.vague(number.bounds)
    return hedges.hedged(number.printed, comparator) if number.printed is not None else None


def belongs(noun: Noun, end: int) -> bool:
    """Tell whether a noun is part of the quote."""
    return noun.start - end <= (NEAR if noun.measure else ADJACENT)


def counted(text: Text, end: int, ceiling: int) -> list[int]:
    """Return where the counter word behind a number (件, 개) ends, without and with its particle; none: empty."""
    nouns = text.language.nouns
    position = end + (text.folded[end : end + 1] == " ")
    for counter in nouns.counters:
        if text.folded.startswith(counter, position) and position + len(counter) <= ceiling:
            position += len(counter)
            tails = [position + len(word) for word in nouns.particles if text.folded.startswith(word, position)]
            return [position, *tails[:1]]
    return []


def named(text: Text, number: Number, noun: Noun | None) -> tuple[str | None, str | None]:
    """Return unit and measure of a number."""
    if number.share:
        return "%", "share"
    if number.currency is not None:
        return number.currency, "money"
    if noun is not None and noun.measure == "money" and not is_weight(text, number, noun):
        return noun.currency, "money"
    written = text.raw[noun.start : noun.end] if noun is not None else None
    if number.fraction:
        short = noun is not None and noun.measure == "duration" and noun.start - number.end <= ADJACENT
        return written, "duration" if short else "share"
    if noun is None:
        return None, None
    if noun.measure == "other" and text.folded[noun.start : noun.end] in text.language.nouns.times:
        many = number.printed is not None and number.printed.value >= MANY
        return written, "interactions" if many or number.bounds is not None else "other"
    return written, noun.measure if noun.measure != "money" else None


def is_weight(text: Text, number: Number, noun: Noun) -> bool:
    """Tell whether a word such as "pounds" is a weight here: no scale word stands before it."""
    return (
        number.scale == 1
        and number.bounds is None
        and text.folded[noun.start : noun.end] in text.language.nouns.weights
    )


def rate(text: Text, end: int, ceiling: int) -> str | None:
    """Return what a rate is per: the word after "per", "a" or its like directly behind a quantity.

    A word with other uses ("por", "par", "per" before a verb or a name) makes a rate before a counted noun alone.
    """
    rest = text.folded[end : min(ceiling, end + 40)].lstrip()
    numbers = text.language.numbers
    for word in numbers.per if rest.startswith(numbers.per) else ():
        if not rest.startswith(word) or (text.language.spaced and rest[len(word) : len(word) + 1] != " "):
            continue
        base = rest[len(word) :].split()
        plain = len(word) > 2 and " " not in word and word not in text.language.nouns.stoppers
        if base and (plain or family(base[0], 0, len(base[0]), text.language) is not None):
            return base[0].strip(".,;:)")
    return None
