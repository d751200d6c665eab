"""Numbers that are read but count nothing: years, ages in apposition, numbered names, pronouns, ordinals, furniture."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from ledger.article import Span
from nlp.document import Text
from nlp.languages import load
from nlp.quantities.guards import is_label
from nlp.quantities.nouns import Noun
from nlp.quantities.plurals import is_plural
from nlp.quantities.scan import Number
from nlp.words import words

YEARS = range(1900, 2101)
OLDEST = 120
LARGEST_LABEL = 100000
SMALL_WORD = Decimal(12)
LEAST_WORD = 2
ORDINAL = ("第", "每", "哪", "周", "其", "同")
CALENDAR = frozenset("年月日号號時时点點歳岁歲年월일시")
NEXT_WORD = re.compile(r"[ -]([^\W\d_][\w'-]*)")
LAST_WORD = re.compile(r"([^\W\d_][\w'-]*)[ ]$")
AGE_AFTER = re.compile(r",|\.(?: |$)|\)|;| and (?:his|her)")
STREET = re.compile(r"(?: [A-Z][\w'’]+){1,3}? ([A-Z][a-z]+)\b")
STEPS = ("another", "day", "thing")  # "one another", "one day", "one thing": nothing is counted
LOOK = 24


def is_refused(text: Text, piece: Span, number: Number, noun: Noun | None, hedged: bool, ranged: bool) -> bool:
    """Tell whether a number is no quantity."""
    if noun is not None and is_filler(text, noun):
        return True
    if number.currency is not None or number.share or (noun is not None and noun.measure == "money"):
        return False
    if number.fraction:
        return not is_fraction(text, piece, number, hedged, noun)
    if number.spoken:
        return is_pronoun(text, piece, number, noun, hedged)
    if is_labelled(text, piece, number, noun):
        return True
    if text.folded[number.end : number.end + 1] in CALENDAR and not text.language.spaced and not ranged:
        return not is_counted_calendar(text, number)
    if ranged or hedged or number.printed is None:
        return False
    if beside_month(text, piece, number):
        return True
    if number.bare and number.printed.value in YEARS and (noun is None or noun.measure is None):
        return not (noun is not None and noun.start - number.end == 1 and is_plural_noun(text, noun))
    if number.bare and is_address(text, piece, number):
        return True
    return number.scale == 1 and (is_age(text, piece, number, noun) or is_name(text, piece, number, noun))


def is_labelled(text: Text, piece: Span, number: Number, noun: Noun | None) -> bool:
    """Tell whether a word before digits makes them a name: "section 4", "version 4.2", "aged 4 to 11"."""
    written = text.folded[number.start : number.end]
    if number.scale != 1 or number.printed is None or number.printed.value >= LARGEST_LABEL or "," in written:
        return False
    numbers = text.language.numbers
    if is_label(text.folded, piece.start, number.start, numbers.labels):
        return True
    counted = noun is not None and noun.start - number.end == 1 and (noun.measure or is_plural_noun(text, noun))
    return not counted and is_label(text.folded, piece.start, number.start, numbers.weak_labels)


def is_plural_noun(text: Text, noun: Noun) -> bool:
    """Tell whether a noun is written as a plural."""
    return is_plural(text.folded[noun.start : noun.end], text.language)


def is_filler(text: Text, noun: Noun) -> bool:
    """Tell whether a noun is one of page furniture: "min read", "views"."""
    fillers = text.language.nouns.fillers
    return text.folded.startswith(fillers, noun.start) and any(
        text.folded.startswith(filler, noun.start)
        and not text.folded[noun.start + len(filler) : noun.start + len(filler) + 1].isalnum()
        for filler in fillers
    )


def is_fraction(text: Text, piece: Span, number: Number, hedged: bool, noun: Noun | None) -> bool:
    """Tell whether a fraction word is one: "a third of", "by a third", not "a third party"."""
    numbers = text.language.numbers
    if number.weak and not hedged and (noun is None or noun.start - number.end != 1):
        return False  # "este medio", "por meio de"
    if not numbers.fraction_next or hedged or number.ratio or " in " in text.folded[number.start : number.end]:
        return True
    after = text.folded[number.end : number.end + 1]
    if after == "-":
        return False
    if noun is not None and noun.measure == "duration" and noun.start - number.end == 1:
        return True
    before = LAST_WORD.search(text.folded[max(piece.start, number.start - LOOK) : number.start])
    following = NEXT_WORD.match(text.folded, number.end, piece.end)
    if before is not None and before.group(1) in numbers.determiners and not hedged and following is None:
        return False  # "in the half, ..."
    if before is not None and before.group(1) in numbers.fraction_order:
        return False
    if before is not None and before.group(1) in numbers.fraction_lead:
        return True
    return following is None or following.group(1) in numbers.fraction_next


def is_pronoun(text: Text, piece: Span, number: Number, noun: Noun | None, hedged: bool) -> bool:
    """Tell whether a number word counts nothing: "the two", "one of them", "no one"."""
    if number.printed is None:
        return False
    if number.weak and is_classified(text, piece, number):
        return False
    if number.weak and not (noun is not None and noun.measure is not None and noun.start - number.end <= LOOK):
        return True
    if number.printed.value > SMALL_WORD or hedged or number.scale > 1:
        return False
    before = LAST_WORD.search(text.folded[max(piece.start, number.start - LOOK) : number.start])
    determined = before is not None and before.group(1) in text.language.numbers.determiners
    if number.printed.value == 1 and text.language.code != "en":
        return True
    if number.printed.value == 1:
        following = NEXT_WORD.match(text.folded, number.end, piece.end)
        if following is None or following.group(1) in text.language.nouns.skip or following.group(1) in STEPS:
            return True
        return determined or not close_words(text, number, noun)
    if noun is not None and noun.start - number.end <= LOOK:
        return False
    following = NEXT_WORD.match(text.folded, number.end, piece.end)
    named = following is not None and following.group(1) in text.language.numbers.name_after
    return determined or named


def is_classified(text: Text, piece: Span, number: Number) -> bool:
    """Tell whether a counter behind a Chinese or Japanese number word makes it one: 七名, 三人; not 第三名."""
    nouns = text.language.nouns
    if text.language.spaced or number.printed is None or number.printed.value < LEAST_WORD:
        return False
    ordinal = text.folded[max(piece.start, number.start - 1) : number.start] in ORDINAL
    return not ordinal and text.folded.startswith((*nouns.classifiers, *nouns.counters), number.end)


def close_words(text: Text, number: Number, noun: Noun | None) -> bool:
    """Tell whether only words stand between "one" and its noun."""
    return (
        noun is not None and noun.start - number.end <= LOOK and text.folded[number.end : number.end + 1] in (" ", "-")
    )


def is_counted_calendar(text: Text, number: Number) -> bool:
    """Tell whether 年, 日 or 月 behind digits is a length of time: 3年間, 24時間, 30日以内."""
    rest = text.folded[number.end : number.end + 5]
    return any(rest.startswith(word) for word in text.language.nouns.duration)


@cache
def months(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Build the patterns of a month's name right before and right after digits."""
    names = words(load(code).calendar.months) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{names})\.? $"), re.compile(rf"(?:\.|er|\.?º)? (?:de )?(?:{names})(?!\w)")


def beside_month(text: Text, piece: Span, number: Number) -> bool:
    """Tell whether small bare digits stand beside a month's name: a day, though the year is not known."""
    if not number.bare or number.printed is None or number.printed.value > 31:
        return False
    before, after = months(text.language.code)
    low = max(piece.start, number.start - LOOK)
    return bool(before.search(text.folded[low : number.start]) or after.match(text.folded, number.end, piece.end))


def is_address(text: Text, piece: Span, number: Number) -> bool:
    """Tell whether digits are the number of a house: "14 Elm Road"."""
    streets = text.language.numbers.streets
    if not streets:
        return False
    match = STREET.match(text.raw, number.end, piece.end)
    return match is not None and match.group(1).lower() in streets


def is_age(text: Text, piece: Span, number: Number, noun: Noun | None) -> bool:
    """Tell whether bare digits are somebody's age in apposition: "Jane Roe, 45, said"."""
    if not number.bare or number.printed is None or number.printed.value > OLDEST or noun is not None:
        return False
    lead = text.raw[max(piece.start, number.start - LOOK) : number.start]
    if not lead.endswith(", ") or AGE_AFTER.match(text.folded, number.end) is None:
        return False
    name = lead[:-2].rsplit(" ", 1)[-1]
    return name[:1].isupper()


def is_name(text: Text, piece: Span, number: Number, noun: Noun | None) -> bool:
    """Tell whether digits belong to a name written with a capital before them: "Boeing 737", "Opus 4.6"."""
    language = text.language
    if not language.spaced or (number.printed is not None and number.printed.value >= 10000):
        return False
    if noun is not None and (noun.measure is not None or is_plural_noun(text, noun)):
        return False
    low = max(piece.start, number.start - LOOK)
    before = LAST_WORD.search(text.folded[low : number.start])
    if before is None:
        return False
    word = before.group(1)
    if word in language.nouns.stoppers or word in language.nouns.skip or word in language.cues.say:
        return False
    written = text.raw[low + before.start() : low + before.start() + len(word)]
    if language.code == "de" and number.bare and not written.isupper():
        return False
    beside = noun is not None and noun.start - number.end == 1 and text.raw[noun.start].islower()
    if language.nouns.singular_counted and beside and before.start() + low == piece.start:
        return False  # "Polis 60 kilo eroin": the first word of a sentence has its capital from there
    return any(char.isupper() for char in written) and not text.folded[number.start : number.end].count(",")
