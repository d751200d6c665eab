"""What the scanner needs of a language, compiled once: patterns of numbers and the meaning of every number word."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from nlp.languages import LanguageTables, load
from nlp.openers import Openers, Sought
from nlp.quantities.myriad import HAN_RUN, HANGUL_RUN
from nlp.words import words

DIGITS = r"\d+(?:[.,']\d+| \d{3}(?!\d))*[½¼¾⅓⅔]?|[½¼¾⅓⅔]"
NEVER = "(?!)"
MOST_WORDS = 12  # tokens of one number in words


@dataclass(frozen=True, slots=True)
class Measures:
    """nlp/measures.toml: what every language shares."""

    families: tuple[str, ...]
    core: frozenset[str]
    signs: dict[str, str]
    codes: dict[str, str]
    symbols: tuple[str, ...]
    spaced_only: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number word is: word, article, scale, dozen, half, and_half, vague or fraction."""

    kind: str
    value: Decimal = Decimal(0)
    bounds: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The number words of one language and the patterns that find them."""

    tables: LanguageTables
    number: Sought  # group "run": number words; "myriad"; "digits"
    token: re.Pattern[str]  # one number word inside a run
    meanings: dict[str, Meaning]
    scale: re.Pattern[str]  # the scale word behind digits
    percent: re.Pattern[str]
    money_before: re.Pattern[str]
    money_ends: frozenset[str]  # the last letters of what stands before an amount
    negative: tuple[str, ...]  # words for "minus" with the space behind them
    money_after: re.Pattern[str]
    currencies: dict[str, str]
    symbol: re.Pattern[str]
    ending: re.Pattern[str]  # a case ending behind digits: 300'ü


@cache
def measures() -> Measures:
    """Read nlp/measures.toml; unknown or missing keys raise KeyError or TypeError."""
    data = tomllib.loads(resources.files("nlp").joinpath("measures.toml").read_text(encoding="utf-8"))
    units = data.pop("units")
    return Measures(
        families=tuple(data.pop("families")),
        core=frozenset(data.pop("core")),
        symbols=tuple(units["symbols"]),
        spaced_only=frozenset(units["spaced_only"]),
        **data,
    )


@cache
def lexicon(code: str) -> Lexicon:
    """Compile the tables of a language."""
    tables = load(code)
    meanings = meanings_of(tables)
    shared = measures()
    currencies = {**shared.signs, **shared.codes, **tables.nouns.money}
    edge = r"(?!\w)" if tables.spaced and code != "ko" else ""
    percent = words(tables.numbers.percent) or NEVER
    prefixes = words(tables.numbers.percent_before)
    codes = words([*shared.codes, *(() if tables.spaced else tables.nouns.money)])
    before = rf"(?:{prefixes})" if prefixes else NEVER
    return Lexicon(
        tables,
        Sought(number_pattern(tables, meanings), number_openers(tables, meanings)),
        token_pattern(tables, meanings),
        meanings,
        scale_pattern(tables),
        re.compile(rf"(?P<after>(?:{percent})(?![a-z]))|(?P<before>{before})"),
        re.compile(rf"(?P<money>{words(shared.signs)}|(?<!\w)(?:{codes}))[ ]?$"),
        frozenset(word[-1] for word in currencies),
        tuple([f"{word} " for word in tables.numbers.negative]),
        re.compile(rf"(?P<money>{words(shared.signs)}|(?:{words([*tables.nouns.money, *upper_codes(shared)])}){edge})"),
        currencies,
        re.compile(rf"(?P<symbol>{words(shared.symbols)})(?![\w/])"),
        re.compile(rf"'?(?:{words(tables.numbers.endings) or NEVER})(?!\w)"),
    )


def upper_codes(shared: Measures) -> list[str]:
    """Return the codes of three letters: only they stand behind an amount as well."""
    return [code for code in shared.codes if len(code) == 3 and code.isalpha() and code.upper() == shared.codes[code]]


def meanings_of(tables: LanguageTables) -> dict[str, Meaning]:
    """Return every number word with what it means."""
    numbers = tables.numbers
    found: dict[str, Meaning] = {}
    for word, plain in numbers.words.items():
        found[word] = Meaning("word", Decimal(plain))
    for word in numbers.articles:
        found[word] = Meaning("article", Decimal(1))
    for word, plain in numbers.scales.items():
        found[word] = Meaning("scale", Decimal(plain))
    for word, plain in numbers.dozens.items():
        found[word] = Meaning("dozen", Decimal(plain))
    for word in numbers.halves:
        found[word] = Meaning("half", Decimal("0.5"))
    for word in numbers.and_half:
        found[word] = Meaning("and_half", Decimal("0.5"))
    for word, text in numbers.fractions.items():
        found[word] = Meaning("fraction", Decimal(text))
    for word, bounds in numbers.vague.items():
        value = Decimal(numbers.scales.get(word, 0))  # "millions" is vague alone and a scale behind a number
        found[word] = Meaning("vague", value, (bounds[0], bounds[1]))
    return found


def token_pattern(tables: LanguageTables, meanings: dict[str, Meaning]) -> re.Pattern[str]:
    """Build the pattern of one number word inside a run; group "word" leaves its case ending out."""
    numbers = tables.numbers
    free = not tables.spaced or tables.code == "ko" or numbers.joined
    lead = "" if free or numbers.clitics else r"(?<!\w)"
    ending = rf"(?:'?(?:{words(numbers.endings)}))?" if numbers.endings else ""
    return re.compile(rf"{lead}(?P<word>{words(meanings) or NEVER})" + ("" if free else rf"{ending}(?!\w)"))


def number_pattern(tables: LanguageTables, meanings: dict[str, Meaning]) -> re.Pattern[str]:
    """Build the pattern that finds numbers. Repeats are bounded and their pieces disjoint: it runs in linear time."""
    numbers = tables.numbers
    parts = []
    if meanings and tables.spaced and tables.code != "ko":
        ending = rf"(?:'?(?:{words(numbers.endings)}))?" if numbers.endings else ""
        clitic = rf"(?:{words(numbers.clitics)})?" if numbers.clitics else ""
        article = ""
        big = words([*numbers.scales, *numbers.dozens])
        if numbers.articles and big:
            article = rf"(?:{words(numbers.articles)})(?= (?:{big}))|"
        rest = words(word for word, meaning in meanings.items() if meaning.kind != "article")
        token = rf"(?:{article}(?:{rest}){ending})" + ("" if numbers.joined else r"(?!\w)")
        glue = r"(?:[ -]" + "".join(rf"| {re.escape(word)} " for word in numbers.joiners) + ")"
        glue = glue[:-1] + "".join(rf"| {re.escape(word)}" for word in tables.grammar.joined_conjunctions) + ")"
        glue += "?" if numbers.joined else ""
        parts.append(rf"(?P<run>(?<!\w){clitic}{token}(?:{glue}{token}){{0,{MOST_WORDS}}}(?!\w))")
    elif meanings:
        rest = words(word for word, meaning in meanings.items() if meaning.kind in ("fraction", "vague", "word"))
        lead = r"(?<![가-힣])" if tables.code == "ko" else ""
        parts.append(rf"(?P<run>{lead}(?:{rest}))" if rest else NEVER)
    if not tables.spaced or tables.code == "ko":
        parts.append(rf"(?P<myriad>{HANGUL_RUN if tables.code == 'ko' else HAN_RUN})")
    parts.append(rf"(?P<digits>{DIGITS})")
    return re.compile("|".join(parts))


def number_openers(tables: LanguageTables, meanings: dict[str, Meaning]) -> Openers | None:
    """Return the beginnings of number words, None where one may begin inside a word; an article stands alone."""
    if not tables.spaced or tables.code == "ko" or tables.numbers.clitics:
        return None
    edge = "" if tables.numbers.joined or tables.numbers.endings else "$"
    return Openers(word + ("$" if meaning.kind == "article" else edge) for word, meaning in meanings.items())


def scale_pattern(tables: LanguageTables) -> re.Pattern[str]:
    """Build the pattern of the scale word behind digits, with a case ending where the language has them."""
    numbers = tables.numbers
    ending = rf"(?:'?(?:{words(numbers.endings)}))?" if numbers.endings else ""
    scales = words([*numbers.scales, *numbers.dozens]) or NEVER
    glued = words(numbers.glued) or NEVER
    edge = r"(?!\w)" if tables.spaced else ""
    # "thousand million" and "mil millones": a second scale may follow the first
    second = rf"(?: (?P<second>{scales}){ending}{edge})?" if tables.spaced else ""
    return re.compile(rf"(?P<plus>\+)?[ -]?(?P<long>{scales}){ending}{edge}{second}|(?P<glued>{glued})(?![^\W_]|')")
