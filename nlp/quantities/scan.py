"""Numbers in running text: one master pattern per language, built from its tables, each match read into a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from nlp.languages import LanguageTables, load
from nlp.quantities.digits import Printed, read_digits, read_myriad

DIGITS = r"\d+(?:[.,']\d+| \d{3}(?!\d))*"
MYRIAD = "一二三四五六七八九〇零两兩十百千万萬億亿兆"
KOREAN_UNITS = "천백십만억조"
YEARS = range(1900, 2101)
GLUED = frozenset(["k", "m", "b"])
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text: `start`..`end` hold digits, scale and currency sign, not hedge and noun."""

    start: int
    end: int
    printed: Printed | None  # None for a vague word
    vague: tuple[int, int] | None = None
    currency: str | None = None
    more: bool = False  # 多 or 余 inside
    fraction: bool = False
    bare: bool = False  # digits without separator, scale or currency
    unscaled: Decimal | None = None
    scale: Decimal = ONE


def words(items: Iterable[str]) -> str:
    """Return an alternation of literal words, longest first."""
    return "|".join(re.escape(item) for item in sorted(items, key=lambda word: (-len(word), word)))


@cache
def patterns(code: str) -> re.Pattern[str]:
    """Build the master pattern of a language. Every repeat runs over disjoint pieces: matching is linear."""
    tables = load(code)
    numbers, nouns = tables.numbers, tables.nouns
    edge = r"(?!\w)" if tables.spaced else ""
    lead = r"(?<![\w])" if tables.spaced else ""
    signs = words(sign for sign in nouns.money if not sign[-1].isalpha() or sign in ("rs", "usd", "eur", "chf", "us$"))
    parts = []
    if numbers.vague:
        parts.append(rf"(?P<vague>{lead}(?:{words(numbers.vague)}){edge})")
    if numbers.fractions:
        parts.append(rf"(?P<fraction>{lead}(?:{words(numbers.fractions)}){edge})")
    if not tables.spaced or code == "ko":
        run = (
            rf"[\d{MYRIAD}][\d{MYRIAD},.多余餘]*"
            if code != "ko"
            else rf"\d[\d,.]*여? ?[{KOREAN_UNITS}](?:[ ]?\d[\d,.]*여? ?[{KOREAN_UNITS}])*(?: ?\d[\d,]*)?"
        )
        parts.append(rf"(?P<myriad>(?:{signs})?\s?{run})" if signs else rf"(?P<myriad>{run})")
    parts.append(rf"(?:(?P<sign>{signs})\s?)?(?P<digits>{DIGITS})" if signs else rf"(?P<digits>{DIGITS})")
    if numbers.words:
        word = rf"(?:{words([*numbers.words, *numbers.scales, *numbers.dozens, *numbers.halves])})"
        glue = (
            rf"(?: |-|{words(f' {joiner} ' for joiner in numbers.joiners if joiner.isalpha())})"
            if numbers.joiners
            else "[ -]"
        )
        parts.append(rf"(?P<words>{lead}{word}(?:{glue}{word})*{edge})")
    return re.compile("|".join(parts))


@cache
def scale_pattern(code: str) -> re.Pattern[str]:
    """Build the pattern of the scale word after digits, with a case ending where the language has them."""
    tables = load(code)
    ending = r"(?:['’]?[a-zçğıöşü]{2,4})?" if code == "tr" else ""
    long = [scale for scale in tables.numbers.scales if scale not in GLUED]
    glued = [scale for scale in tables.numbers.scales if scale in GLUED]
    return re.compile(rf"[ -]?(?P<long>{words(long)}){ending}(?![\w])|(?P<glued>{words(glued) or '(?!)'})(?![\w])")


def scan(folded: str, start: int, end: int, tables: LanguageTables) -> list[Number]:
    """Return the numbers of `folded[start:end]` in text order. Dates and names are not yet taken out."""
    found = []
    position = start
    pattern = patterns(tables.code)
    while (match := pattern.search(folded, position, end)) is not None:
        number = read(match, folded, end, tables)
        position = max(match.end(), number.end if number else 0, position + 1)
        if number is not None:
            found.append(number)
    return found


def read(match: re.Match[str], folded: str, end: int, tables: LanguageTables) -> Number | None:
    """Read one match of the master pattern."""
    kind = match.lastgroup if match.lastgroup != "sign" else "digits"
    text = match.group()
    if kind == "vague":
        return Number(match.start(), match.end(), None, vague=tables.numbers.vague[text])
    if kind == "fraction":
        value = Decimal(tables.numbers.fractions[text])
        return Number(match.start(), match.end(), Printed(value, value), fraction=True)
    if kind == "myriad":
        return read_run(match, folded, end, tables)
    if kind == "words":
        return read_words(match, tables)
    return read_scaled(match, folded, end, tables)


def currency_of(text: str, tables: LanguageTables) -> tuple[str | None, str]:
    """Split a leading currency sign from a number's text."""
    for sign, code in tables.nouns.money.items():
        if text.startswith(sign) and not text[len(sign) :].lstrip()[:1].isalpha():
            return code, text[len(sign) :].lstrip()
    return None, text


def read_run(match: re.Match[str], folded: str, end: int, tables: LanguageTables) -> Number | None:
    """Read a run of digits and Chinese, Japanese or Korean units."""
    code, text = currency_of(match.group().lstrip(), tables)
    text = text.rstrip(" ,.")
    start, stop = match.end() - len(match.group().lstrip()), match.start() + len(match.group().rstrip(" ,."))
    if glued_to_name(folded, start) or (
        stop < end and folded[stop].isascii() and folded[stop].isalpha() and text.isascii()
    ):
        return read_scaled_at(start, stop, text, code, folded, end, tables)
    found = read_myriad(text)
    if found is None:
        return None
    printed, more = found
    bare = text.isdigit() and code is None
    return Number(start, stop, printed, currency=code, more=more, bare=bare, unscaled=printed.value)


def read_scaled(match: re.Match[str], folded: str, end: int, tables: LanguageTables) -> Number | None:
    """Read digits, their currency sign and the scale word behind them."""
    sign = match.group("sign")
    code = tables.nouns.money.get(sign) if sign else None
    return read_scaled_at(match.start(), match.end(), match.group("digits"), code, folded, end, tables)


def read_scaled_at(
    start: int, stop: int, digits: str, code: str | None, folded: str, end: int, tables: LanguageTables
) -> Number | None:
    """Read digits at a place; None for a glued name, a time, a score or a version."""
    if code is None and glued_to_name(folded, start):
        return None
    printed = read_digits(digits, tables.numbers.decimal)
    if printed is None:
        return None
    match = scale_pattern(tables.code).match(folded, stop, end)
    scale = ONE
    if match is not None:
        scale = Decimal(tables.numbers.scales[match.group("long") or match.group("glued")])
        stop = match.end()
    elif glued_after(folded, stop, end):
        return None
    bare = match is None and code is None and digits.isdigit()
    scaled = Printed(printed.value * scale, printed.step * scale, printed.error)
    return Number(start, stop, scaled, currency=code, bare=bare, unscaled=printed.value, scale=scale)


def glued_to_name(folded: str, start: int) -> bool:
    """Tell whether a letter, digit or sign before `start` makes the digits part of a name, code or time (R1, GPT-5)."""
    before = folded[start - 1 : start]
    if not before or before.isspace():
        return False
    if before in "#§/:@_.\\" or before.isdigit() or (before.isalpha() and (before.isascii() or before.islower())):
        return not ("\u3040" <= before <= "\u9fff" or "\uac00" <= before <= "\ud7a3")
    return before == "-" and folded[start - 2 : start - 1].isalnum()


def glued_after(folded: str, stop: int, end: int) -> bool:
    """Tell whether what follows makes the digits part of a time, date, score, version or word."""
    after, then = folded[stop : stop + 1], folded[stop + 1 : min(stop + 2, end)]
    if after in (":", "/", "-") and then.isdigit():
        return after != "-"
    if after.isascii() and after.isalpha():
        return True
    return after == "-" and then.isalpha() and then.isascii()


def read_words(match: re.Match[str], tables: LanguageTables) -> Number | None:
    """Read number words such as "sixteen million", "two dozen", "half a million"."""
    numbers = tables.numbers
    total = current = Decimal(0)
    step, seen_scale, last = ONE, False, ""
    rest = match.group()
    vocabulary = word_pattern(tables.code)
    for piece in vocabulary.finditer(rest):
        last = piece.group()
        if last in numbers.halves:
            current = Decimal("0.5")
        elif last in numbers.dozens:
            current, step, seen_scale = (current or ONE) * numbers.dozens[last], ONE, True
        elif last in numbers.scales:
            scale = Decimal(numbers.scales[last])
            if scale == 100:
                current = (current or ONE) * scale
            else:
                total, current = total + (current or ONE) * scale, Decimal(0)
            step, seen_scale = scale, True
        else:
            current += numbers.words[last]
    value = total + current
    if rest in numbers.words and value <= 1:
        return None
    if not seen_scale and value <= 1:
        return None
    if rest in numbers.scales and rest not in numbers.words:
        return None
    return Number(match.start(), match.end(), Printed(value, step), unscaled=value)


@cache
def word_pattern(code: str) -> re.Pattern[str]:
    """Build the pattern of single number words."""
    numbers = load(code).numbers
    return re.compile(words([*numbers.words, *numbers.scales, *numbers.dozens, *numbers.halves]) or "(?!)")
