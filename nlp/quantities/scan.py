"""Numbers in running text: one pattern per language finds them, each match is read into a value or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.article import Span
from nlp.document import Text
from nlp.quantities.digits import ONE, PARTS, Printed, read_digits
from nlp.quantities.guards import glued_after, glued_before, is_list_number, is_phone
from nlp.quantities.lexicon import Lexicon, lexicon
from nlp.quantities.myriad import read_myriad
from nlp.quantities.spoken import Spoken, read_run
from nlp.words import words as words

DIGIT = re.compile(f"[0-9{''.join(PARTS)}]")  # of folded text
NARROW = "\u00a0\u202f\u2009\u2007"
BACK = 8  # characters before a number in which its currency may stand
RATIO = re.compile(r"[ -](?P<in>[a-z]+)[ -](?P<base>\d{1,5})(?![\d.,:/%]\d|[\d%])")
LARGEST_BASE = 10000
MILLIONTH = Decimal("0.000001")
LONE_POINTS = (" .", "(.")  # before digits: ".284"
LAST_WORD = 24
HOTTEST = 150
MOST_PARTS = 3  # "3 milyon 400 bin 250"
FURTHER_PART = re.compile(r" (\d{1,3})(?![\d.,])")


class Number(NamedTuple):
    """A number of the text: `start`..`end` hold digits, scale and currency sign, not hedge and noun."""

    start: int
    end: int
    printed: Printed | None  # None for a vague word
    bounds: tuple[int, int] | None = None  # of a vague word
    currency: str | None = None
    share: bool = False  # a percent sign or word belongs to it
    more: bool = False  # 多 or 余 inside
    plus: bool = False  # "13+ million"
    fraction: bool = False
    ratio: bool = False  # a fraction of two numbers: "1 in 4"
    inner: Span | None = None  # the noun between its two numbers: "un élève sur cinq"
    bare: bool = False  # digits without separator, scale or currency
    spoken: bool = False  # written in words
    weak: bool = False  # a word that is a number only with a noun behind it
    unscaled: Decimal | None = None
    scale: Decimal = ONE


def starts(text: Text) -> list[int] | None:
    """Return where number words may begin in a text; None: anywhere."""
    return lexicon(text.language.code).number.starts(text.marks.begun)


def scan(text: Text, start: int, end: int, begun: Sequence[int] | None) -> list[Number]:
    """Return the numbers of a place in text order; `begun` is where number words may begin in the text.

    Dates are not yet taken out.
    """
    table = lexicon(text.language.code)
    found: list[Number] = []
    position = start
    while (match := following(text.folded, position, end, begun, table)) is not None:
        position = match.end()
        for number in read(match, text, start, end, table):
            found.append(number)
            position = max(position, number.end)
    return found


def following(
    folded: str, position: int, end: int, begun: Sequence[int] | None, table: Lexicon
) -> re.Match[str] | None:
    """Return the next number behind a place: one of words, or the next digits if those come first."""
    digit = DIGIT.search(folded, position, end) if begun is not None else None
    if digit is None:
        return table.number.search(folded, begun, position, end)
    spoken = table.number.search(folded, begun, position, end, digit.start())
    return spoken or table.number.pattern.match(folded, digit.start(), end)


def read(match: re.Match[str], text: Text, start: int, end: int, table: Lexicon) -> Iterator[Number]:
    """Read one match of the pattern."""
    if match.lastgroup == "run":
        for spoken in read_run(match.group(), match.start(), table):
            yield with_money(spoken_number(spoken), text.folded, start, table)
        return
    number = myriad(match, text, table) if match.lastgroup == "myriad" else digits(match, text, start, end, table)
    if number is not None:
        yield number


def spoken_number(spoken: Spoken) -> Number:
    """Return the number that number words make."""
    return Number(
        spoken.start,
        spoken.end,
        spoken.printed,
        bounds=spoken.bounds,
        fraction=spoken.fraction,
        spoken=True,
        weak=spoken.weak,
        unscaled=spoken.unscaled,
        scale=spoken.scale,
    )


def myriad(match: re.Match[str], text: Text, table: Lexicon) -> Number | None:
    """Read a run of digits and Chinese, Japanese or Korean units."""
    folded, start, end = text.folded, match.start(), match.end()
    run = match.group()
    if run.isascii():
        return digits(match, text, text.sentence_at(start).span.start, len(folded), table)
    if glued_before(folded, start):
        return None
    found = read_myriad(run)
    if found is None:
        return None
    lone = not any(char.isdigit() and char.isascii() for char in run)
    weak = lone and len(run) < 3 and found.bounds is None
    number = Number(start, end, found.printed, bounds=found.bounds, more=found.more, spoken=lone, weak=weak)
    if found.printed is not None:
        number = number._replace(unscaled=found.printed.value)
    return with_money(number, folded, 0, table)


def digits(match: re.Match[str], text: Text, floor: int, ceiling: int, table: Lexicon) -> Number | None:
    """Read digits with their currency, scale and percent sign; None for a name, time, score or version."""
    folded, start = text.folded, match.start()
    token = grouped_token(match.group(), text, start)
    end = start + len(token)
    number = Number(start, end, None, bare=token.isdigit())
    number = with_money(number, folded, floor, table)
    if number.currency is None and (glued_before(folded, start) or is_phone(folded, start, end)):
        return None
    bare = table.tables.numbers.decimal == "." and text.folded[max(floor, start - 2) : start] in LONE_POINTS
    printed = read_digits(f"0.{token}" if bare and token.isdigit() else token, table.tables.numbers.decimal)
    if printed is None:
        return None
    number = scaled(number._replace(printed=printed, unscaled=printed.value), folded, ceiling, table)
    number = with_percent(ratio(number, folded, ceiling, table), folded, floor, ceiling, table)
    number = below_zero(signed(number, folded, floor, table), text, floor)
    plain = number.currency is None and not number.share and number.scale == ONE
    degrees = is_temperature(text, number)
    refused = (not degrees and glued_after(folded, number.end, ceiling, table)) or is_list_number(
        text, number.start, number.end, floor
    )
    return None if plain and refused else number


def grouped_token(token: str, text: Text, start: int) -> str:
    """Cut digits at a space that groups nothing: a plain one where the language has other marks and no 000 follows."""
    at = token.find(" ")
    if at < 0:
        return token
    head, *groups = token.split(" ")
    if not head.isdigit() or len(head) > 3:
        return head
    plain = " " in text.language.numbers.thousands or "000" in groups or len(groups) > 1
    return token if plain or text.raw[start + at] in NARROW else head


def scaled(number: Number, folded: str, ceiling: int, table: Lexicon) -> Number:
    """Multiply digits by the scale behind them, and add what a compound number goes on with."""
    numbers = table.tables.numbers
    number = one_scale(number, folded, ceiling, table)
    parts = 1
    while numbers.compound and number.scale > 1 and parts < MOST_PARTS:
        more = FURTHER_PART.match(folded, number.end, ceiling)
        if more is None or number.printed is None:
            break
        part = Number(number.start, more.end(), Printed(Decimal(more.group(1)), ONE), unscaled=Decimal(1))
        part = one_scale(part, folded, ceiling, table)
        if part.printed is None or part.scale >= number.scale or part.printed.value >= number.scale:
            break
        total = Printed(number.printed.value + part.printed.value, part.printed.step, number.printed.error)
        number = number._replace(end=part.end, printed=total, scale=part.scale, bare=False)
        parts += 1
    ending = table.ending.match(folded, number.end, ceiling)
    return number._replace(end=ending.end()) if ending and number.end < ceiling else number


def one_scale(number: Number, folded: str, ceiling: int, table: Lexicon) -> Number:
    """Multiply a number by the scale word or suffix directly behind it."""
    match = table.scale.match(folded, number.end, ceiling)
    if match is None or number.printed is None:
        return number
    numbers = table.tables.numbers
    glued = match.group("glued")
    if glued is not None:
        if number.currency is None and glued == "m" and follows(folded, match.end(), numbers.metres):
            return number
        factor = Decimal(numbers.glued[glued])
    else:
        factor = value_of(match.group("long"), table)
        if "second" in match.re.groupindex and match["second"]:
            factor *= value_of(match["second"], table)
    plus = match.group("plus") is not None
    printed = number.printed.times(factor)
    return number._replace(end=match.end(), printed=printed, scale=factor, bare=False, plus=plus)


def value_of(word: str, table: Lexicon) -> Decimal:
    """Return what a scale word multiplies by."""
    return table.meanings[word].value


def follows(folded: str, position: int, words_behind: tuple[str, ...]) -> bool:
    """Tell whether one of the words stands right behind a place."""
    rest = folded[position : position + 20].lstrip(" -")
    return any(rest.startswith(word) for word in words_behind)


def with_money(number: Number, folded: str, floor: int, table: Lexicon) -> Number:
    """Add the currency that stands directly before a number."""
    low = max(floor, number.start - BACK)
    if folded[low : number.start].rstrip(" ")[-1:] not in table.money_ends:
        return number
    match = table.money_before.search(folded[low : number.start])
    if match is None:
        return number
    return number._replace(start=low + match.start(), currency=table.currencies[match.group("money")], bare=False)


def ratio(number: Number, folded: str, ceiling: int, table: Lexicon) -> Number:
    """Read "1 in 4" as the share it is."""
    if not number.bare or number.printed is None or not table.tables.numbers.in_ratio:
        return number
    match = RATIO.match(folded, number.end, ceiling)
    if match is None or match.group("in") not in table.tables.numbers.in_ratio:
        return number
    base = Decimal(match.group("base"))
    if not 0 < number.printed.value < base <= LARGEST_BASE:
        return number
    share = (number.printed.value / base).quantize(MILLIONTH)
    return number._replace(end=match.end(), printed=Printed(share, MILLIONTH), fraction=True, ratio=True, bare=False)


def signed(number: Number, folded: str, floor: int, table: Lexicon) -> Number:
    """Read "minus 12" as a number below zero."""
    if not folded.endswith(table.negative, 0, number.start):
        return number
    for word in table.tables.numbers.negative:
        at = number.start - len(word) - 1
        alone = not folded[at - 1 : at].isalnum() and folded[max(floor, at - 3) : at] != "or "  # "plus or minus"
        if at >= floor and folded.startswith(f"{word} ", at) and alone and number.printed:
            below = Printed(-number.printed.value, number.printed.step, number.printed.error)
            return number._replace(start=at, printed=below, bare=False)
    return number


def is_temperature(text: Text, number: Number) -> bool:
    """Tell whether C or F is written right behind a number that no name stands before: "41C"."""
    behind = text.raw[number.end : number.end + 2]
    if behind[:1] not in ("C", "F") or behind[1:].isalnum() or number.printed is None:
        return False
    before = text.raw[max(0, number.start - LAST_WORD) : number.start].rstrip(" -−")
    return number.printed.value <= HOTTEST and before.split(" ")[-1].islower()


def below_zero(number: Number, text: Text, floor: int) -> Number:
    """Read a minus sign right before a temperature or a percentage: "fell to -5C", "-0.3%"."""
    at = number.start - 1
    sign = at > floor and text.raw[at] in "-−" and text.raw[at - 1] in " (" and not text.raw[at - 2 : at - 1].isdigit()
    degrees = number.share or text.raw[number.end : number.end + 2].strip()[:1] == "°" or is_temperature(text, number)
    if not sign or not degrees or number.printed is None or number.printed.value < 0:
        return number
    below = Printed(-number.printed.value, number.printed.step, number.printed.error)
    return number._replace(start=at, printed=below, bare=False)


def with_percent(number: Number, folded: str, floor: int, ceiling: int, table: Lexicon) -> Number:
    """Add a percent sign or word behind or before a number."""
    after = number.end
    if folded[after : after + 1] in (" ", "-"):
        after += 1
    match = table.percent.match(folded, after, ceiling)
    if match is not None and match.group("after") is not None:
        return number._replace(end=match.end(), share=True, bare=False)
    for word in table.tables.numbers.percent_before:
        at = number.start - len(word)
        for begin in (at, at - 1):
            if (
                begin >= floor
                and folded.startswith(word, begin)
                and folded[begin + len(word) : number.start] in ("", " ")
            ):
                return number._replace(start=begin, share=True, bare=False)
    return number
