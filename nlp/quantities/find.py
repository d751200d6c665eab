"""Find every quantity of a text: scan numbers, refuse dates and names, add hedges, nouns and ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ledger.article import Block, BlockKind, Span
from ledger.quantity import Comparator, Quantity
from ledger.reading import DateMention, QuantityMention
from nlp.document import Text
from nlp.quantities.hedges import hedge_after, hedge_before, hedged, spread, vague
from nlp.quantities.nouns import Noun, noun_after, noun_before
from nlp.quantities.scan import YEARS, Number, scan

CALENDAR = frozenset("年月日号號時时분年월일")


def find(text: Text, dates: Sequence[DateMention] = ()) -> tuple[QuantityMention, ...]:
    """Return the quantities of `text` in text order; numbers inside `dates` are no quantities."""
    taken = merged(dates)
    found: list[QuantityMention] = []
    for sentence in text.sentences:
        block = text.article.blocks[sentence.block]
        if block.kind is BlockKind.META:
            continue
        pieces = [cell.span for cell in block.cells] or [sentence.span]
        for piece in pieces:
            numbers = [n for n in scan(text.folded, piece.start, piece.end, text.language) if not inside(n, taken)]
            found.extend(mentions(text, piece, numbers, block))
    return tuple(supply_nouns(text, found))


def merged(dates: Iterable[DateMention]) -> list[Span]:
    """Return the places of dates in text order."""
    return sorted(date.span for date in dates)


def inside(number: Number, taken: Sequence[Span]) -> bool:
    """Tell whether a number stands inside one of the taken places."""
    from bisect import bisect_right

    index = bisect_right(taken, Span(number.start, 1 << 60)) - 1
    return index >= 0 and taken[index].start <= number.start < taken[index].end


def mentions(text: Text, piece: Span, numbers: list[Number], block: Block) -> Iterable[QuantityMention]:
    """Turn the numbers of one sentence or cell into quantities, joining the two ends of a range."""
    index = 0
    while index < len(numbers):
        number = numbers[index]
        ceiling = numbers[index + 1].start if index + 1 < len(numbers) else piece.end
        other = numbers[index + 1] if index + 1 < len(numbers) else None
        if other is not None and (joined := join(text, piece, number, other)) is not None:
            after = numbers[index + 2].start if index + 2 < len(numbers) else piece.end
            yield from finished(text, piece, joined[0], joined[1], after, block)
            index += 2
            continue
        quantity = vague(number.vague) if number.vague else None
        yield from finished(text, piece, number, quantity, ceiling, block)
        index += 1


def join(text: Text, piece: Span, first: Number, second: Number) -> tuple[Number, Quantity] | None:
    """Return the range that two numbers make ("between 3 and 5 million", "10-12 days"), or None."""
    if first.printed is None or second.printed is None or first.unscaled is None or second.unscaled is None:
        return None
    numbers = text.language.numbers
    between = text.folded[first.end : second.start].strip()
    if between not in numbers.range_joiners:
        return None
    lead = text.folded[max(piece.start, first.start - 24) : first.start].rstrip()
    opened = any(lead.endswith(opener) for opener in numbers.range_openers)
    if (
        not opened
        and between.isalpha()
        and between not in ("to", "bis", "à", "a", "до", "ến", "至", "到", "から", "에서")
    ):
        return None
    low = first.printed
    if first.scale != second.scale and first.bare is not second.bare and first.unscaled < second.unscaled:
        low = replace(low, value=first.unscaled * second.scale, step=low.step * second.scale)
    if low.value >= second.printed.value:
        return None
    start = first.start
    if opened:
        opener = next(o for o in numbers.range_openers if lead.endswith(o))
        start = text.folded.rfind(opener, 0, first.start)
    number = replace(second, start=start, currency=first.currency or second.currency, bare=False)
    return number, spread(low, second.printed)


def finished(
    text: Text, piece: Span, number: Number, quantity: Quantity | None, ceiling: int, block: Block
) -> Iterable[QuantityMention]:
    """Add hedge and noun to a number; nothing for a year, an ordinal or page furniture."""
    folded, tables = text.folded, text.language
    after = folded[number.end : number.end + 1]
    if after in CALENDAR or (number.bare and is_year(number)):
        return
    start, end, comparator = number.start, number.end, Comparator.MORE_THAN if number.more else Comparator.EXACT
    trailing = hedge_after(folded, end, ceiling, tables.code, tables.spaced)
    percent = next(
        (p for p in tables.numbers.percent if folded.startswith(p, end + (folded[end : end + 1] == " "))), None
    )
    if percent is not None:
        end += len(percent) + (folded[end] == " ")
    if trailing is not None:
        end, comparator = trailing
    noun = None if percent is not None else noun_after(folded, end, ceiling, tables)
    if (
        trailing is None
        and noun is not None
        and (late := hedge_after(folded, noun.end, ceiling, tables.code, tables.spaced))
    ):
        noun, comparator = replace(noun, end=late[0]), late[1]
    leading = hedge_before(folded, piece.start, start, tables.code, tables.spaced)
    if leading is not None:
        start, comparator = stronger(leading, comparator)
    if noun is not None and any(folded.startswith(f, noun.start) for f in tables.nouns.fillers):
        return
    unit, measure = named(text, number, noun, percent)
    if quantity is None and number.printed is not None:
        quantity = hedged(number.printed, comparator)
    if quantity is None:
        return
    bounds = Span(start, noun.end if noun is not None and noun.start - end <= 40 and noun.measure else end)
    per = rate(text, bounds.end, piece.end)
    yield QuantityMention(bounds, Span(number.start, number.end), quantity, unit, measure, per)


def is_year(number: Number) -> bool:
    """Tell whether bare digits look like a year."""
    return number.printed is not None and number.printed.value in YEARS


def stronger(leading: tuple[int, Comparator], trailing: Comparator) -> tuple[int, Comparator]:
    """Choose between a hedge before and one after: "about ... or more" is at least."""
    if trailing in (Comparator.AT_LEAST, Comparator.MORE_THAN) and leading[1] is Comparator.ABOUT:
        return leading[0], trailing
    return leading


def named(text: Text, number: Number, noun: Noun | None, percent: str | None) -> tuple[str | None, str | None]:
    """Return unit and measure of a number."""
    if percent is not None:
        return "%", "share"
    if number.currency is not None:
        return number.currency, "money"
    if noun is not None and noun.measure == "money":
        return noun.currency, "money"
    if number.fraction:
        return text.raw[noun.start : noun.end] if noun else None, "share"
    if noun is None:
        return None, None
    return text.raw[noun.start : noun.end], noun.measure


def rate(text: Text, end: int, ceiling: int) -> str | None:
    """Return what a rate is per: the word after "per", "a" or its like directly behind a quantity."""
    rest = text.folded[end : min(ceiling, end + 30)].lstrip()
    for word in text.language.numbers.per:
        if rest.startswith(word) and (not text.language.spaced or rest[len(word) : len(word) + 1] == " "):
            base = rest[len(word) :].split()
            if base and (
                word not in ("a", "an") or base[0].strip(".,") in ("day", "week", "month", "year", "hour", "minute")
            ):
                return base[0].strip(".,;)")
    return None


def supply_nouns(text: Text, found: list[QuantityMention]) -> list[QuantityMention]:
    """Give a quantity without a noun the one of its label, its table head or the list it continues."""
    result: list[QuantityMention] = []
    for bare in found:
        mention = bare
        block = text.block_at(mention.span.start)
        if mention.measure is None:
            noun = noun_before(text.folded, block.span.start, mention.span.start, text.language)
            noun = noun if block.cells == () or noun is None else None
            if noun is not None:
                mention = replace(mention, unit=text.raw[noun.start : noun.end], measure=noun.measure)
            else:
                mention = from_table(text, block, mention) or from_list(text, result, mention)
        result.append(mention)
    return result


def from_table(text: Text, block: Block, mention: QuantityMention) -> QuantityMention | None:
    """Take the noun from the column heading or from another cell of the row or card."""
    if not block.cells:
        return None
    from nlp.document import fold
    from nlp.quantities.nouns import stems

    own = next((c for c in block.cells if c.span.start <= mention.span.start < max(c.span.end, c.span.start + 1)), None)
    labels = [own.head] if own is not None else []
    labels += [cell.span.of(text.raw) for cell in block.cells if cell is not own]
    for label in labels:
        match = stems(text.language.code).search(fold(label))
        if match is not None:
            return replace(mention, unit=label.strip() or None, measure=match.lastgroup)
    return None


def from_list(text: Text, earlier: list[QuantityMention], mention: QuantityMention) -> QuantityMention:
    """Carry the noun of the nearest earlier count of the same sentence, list or paragraph over to a bare number."""
    if mention.quantity.value is not None and mention.quantity.value < 1000 and mention.unit is None:
        limit = text.sentence_at(mention.span.start).span.start
    else:
        limit = text.block_at(mention.span.start).span.start - 400
    if mention.unit is not None and text.language.spaced and mention.quantity.value is None:
        return mention
    for other in reversed(earlier):
        if other.span.start < limit:
            break
        if other.measure not in (None, "money", "share", "duration", "organizations") and other.per is None:
            return replace(mention, unit=other.unit, measure=other.measure, elided=True)
    return mention
