"""The small words of a language as sets and patterns, made once."""

from __future__ import annotations

import re
from functools import cache

from nlp.document import Text
from nlp.languages import load
from nlp.quantities.hedges import meanings
from nlp.quantities.myriad import HAN_DIGITS
from nlp.words import words

NEVER = "(?!)"
KANA, HAN, HANGUL = "\u30a0-\u30ff", "\u3400-\u9fff", "\uac00-\ud7a3"
CLOSED = "['’\"”」』）)]{0,2}(?:（[^）]{0,12}）)?"  # between a name and its particle


def one_of(code: str, *names: str) -> str:
    """Return the pattern of the words of some lists of the grammar of a language; one that never matches for none."""
    grammar = load(code).grammar
    return words(word for name in names for word in getattr(grammar, name)) or NEVER


@cache
def particle(code: str, *names: str) -> re.Pattern[str]:
    """Return the pattern of particles right behind a name; without any it never matches."""
    edge = r"(?!\w)" if load(code).spaced else ""
    return re.compile(rf"{CLOSED}(?:{one_of(code, 'side')}|{members(code)})?(?:{one_of(code, *names)}){edge}")


def subject_mark(code: str) -> re.Pattern[str]:
    """Return the pattern of the particle behind a subject or speaker."""
    return particle(code, "topic_particles", "subject_particles", "speaker_particles")


def topic_mark(code: str) -> re.Pattern[str]:
    """Return the pattern of the particle behind a topic."""
    return particle(code, "topic_particles")


@cache
def object_mark(code: str) -> re.Pattern[str]:
    """Return the pattern of the particle behind an object."""
    return re.compile(rf"{CLOSED}(?:{one_of(code, 'and_others')})?(?:{one_of(code, 'object_particles')})")


@cache
def number_given(code: str) -> re.Pattern[str]:
    """Return the pattern of a number right behind the particle of a subject: "Aは約120万回"."""
    marks = one_of(code, "topic_particles", "subject_particles")
    return re.compile(rf"(?:{marks})\s?(?:{one_of(code, 'before_count')})?\s?\d")


@cache
def that_clause(code: str) -> re.Pattern[str]:
    """Return the pattern of "that" as a word of its own."""
    return re.compile(rf"(?<!\w)(?:{one_of(code, 'that')})(?!\w)")


@cache
def dated(code: str) -> re.Pattern[str]:
    """Return the pattern of a date before a noun phrase: "in early April officials"; NUL stands for the end."""
    followers = words([*load(code).grammar.date_followers, "\0"])
    articles = one_of(code, "date_articles")
    return re.compile(
        rf"(?:{one_of(code, 'date_leads')})\s+(?:(?:{articles})\s+)?[\w-]+(?:\s+\d{{1,4}})?\s+(?=(?:{followers})(?!\w))"
    )


def is_cased(raw: str, end: int) -> bool:
    """Tell whether a case ending stands behind an apostrophe at the end of a name: X'in."""
    return raw[end : end + 1] in ("'", "\u2019") and raw[end + 1 : end + 2].islower()


def articled(code: str) -> str:
    """Return the pattern of an article with its space, if one stands there."""
    joined = words(word for word in load(code).grammar.articles if word.endswith("'")) or NEVER
    apart = words(word for word in load(code).grammar.articles if not word.endswith("'")) or NEVER
    return rf"(?:(?:{apart})\s|{joined})?"


@cache
def by_before(code: str) -> re.Pattern[str]:
    """Return the pattern of "by" right before a name."""
    edge = r"(?:^|\W)" if load(code).spaced else ""
    return re.compile(rf"{edge}(?:{one_of(code, 'agent')})\s*{articled(code)}\s*$")


@cache
def by_behind(code: str) -> re.Pattern[str]:
    """Return the pattern of "by" right behind a verb that is passive then."""
    return re.compile(rf"\s(?:{one_of(code, 'passive_agent')})\s")


@cache
def led_by(code: str) -> re.Pattern[str]:
    """Return the pattern of "by" within a few words, up to the name behind it."""
    return re.compile(rf"\s(?:[\w$€£¥]+\s){{0,4}}(?:{one_of(code, 'agent')})\s{articled(code)}")


@cache
def against(code: str) -> re.Pattern[str]:
    """Return the pattern of a word between a charge and whom it is aimed at."""
    return re.compile(one_of(code, "against"))


@cache
def printed_number(code: str) -> re.Pattern[str]:
    """Return the pattern of digits or a scale word."""
    tables = load(code)
    scales = words(tables.numbers.scales) or NEVER
    return re.compile(rf"\d|(?<!\w)(?:{scales})(?!\w)" if tables.spaced and code != "ko" else rf"\d|{scales}")


@cache
def given_to(code: str) -> re.Pattern[str]:
    """Return the pattern of a number that a preposition gives to the name behind it: "3.2 million to"."""
    given = one_of(code, "given_to")
    number = r"(?<!\d)(?!(?:19|20)\d\d(?![\d.,]))\d[\d.,' ]*(?:\w+ ){0,3}(?:, [\w ]{1,20}, )?"
    return re.compile(rf"{number}(?:{given})\s{articled(code)}[«“]?$")


@cache
def given_number(code: str) -> re.Pattern[str]:
    """Return the pattern of a number right behind the name it is given to: "X: about 2.9 million", "X's share is"."""
    hedge = words(meanings(code, "before")) or NEVER
    share, being = one_of(code, "share"), one_of(code, "being")
    lead = rf"\s?[:：(–—-]\s?|\s(?:(?:{share})\s)?(?:(?:{being})\s)?"
    spoken = words([*load(code).numbers.words, *load(code).numbers.fractions]) or NEVER
    return re.compile(rf"^(?:'s)?(?:{lead})(?:{hedge})?\s?(?:[\d~]|(?:{spoken})(?!\w))")


@cache
def joined_clause(code: str) -> re.Pattern[str]:
    """Return the pattern of "and" before an auxiliary, with which another clause begins."""
    return re.compile(rf"\s(?:{one_of(code, 'conjunctions')})\s(?:{one_of(code, 'auxiliary')})\s")


@cache
def given_count(code: str) -> re.Pattern[str]:
    """Return the pattern of a number right behind a name that is a count: grouped, scaled, or behind a colon."""
    numbers = load(code).numbers
    hedge = rf"(?:(?:{words(meanings(code, 'before')) or NEVER})\s?)?"
    scale = words([*numbers.glued, *numbers.scales]) or NEVER
    grouped = r"\d+(?:[.,]\d+)+(?:\s|$|,)"
    return re.compile(rf"\s{hedge}(?:{grouped}|\d+\s?(?:{scale})(?!\w))|[:：]\s{hedge}[~\d]")


@cache
def relative(code: str) -> re.Pattern[str]:
    """Return the pattern of a relative pronoun right before a place."""
    return re.compile(rf"(?:^|\W)(?:{one_of(code, 'relative')})\s$")


def side_by_side(code: str, marks: str) -> str:
    """Return the pattern of what stands between two names of a list in the East: "、", "と独企業の", "와 독일 "."""
    of_where = rf"(?:[{KANA}{HAN}]{{1,8}}(?:{one_of(code, 'genitive', 'firm_nouns')}))?"
    return rf"^[）)]?(?:{marks}){of_where}(?:[{HANGUL}]{{1,8}} )?$"


@cache
def listed(code: str) -> re.Pattern[str]:
    """Return the pattern of what stands between two names of one list."""
    seat = rf"[»”\"']?(?: \([^()]*\))?\s(?:(?:{one_of(code, 'seat')})\s[^.;:,]{{2,24}}\s)?"
    joint = one_of(code, "conjunctions", "joint")
    marks = side_by_side(code, f"{one_of(code, 'list_marks')}|、")
    return re.compile(rf"^{seat}(?:{joint}|&)\s|^[^.;:]*,\s|{marks}")


@cache
def listed_last(code: str) -> re.Pattern[str]:
    """Return the pattern of what stands before the last name of a list."""
    enclitic = one_of(code, "joined_conjunctions")
    joint = one_of(code, "conjunctions", "last_conjunctions")
    return re.compile(rf"\s(?:{joint})\s|\s(?:{enclitic})|{side_by_side(code, one_of(code, 'list_marks'))}")


@cache
def seated(code: str) -> re.Pattern[str]:
    """Return the pattern of the place a name is from, with the comma behind it, between two names."""
    return re.compile(rf"\s(?:{one_of(code, 'seat')})\s[\w .'-]{{2,24}}[,、]\s")


@cache
def clause_auxiliary(code: str) -> re.Pattern[str]:
    """Return the pattern of the auxiliary of a clause with its verb at the end."""
    return re.compile(rf"(?<!\w)(?:{one_of(code, 'clause_auxiliaries')})(?!\w)")


@cache
def clause_opening(code: str) -> re.Pattern[str]:
    """Return the pattern of what such a clause begins behind."""
    return re.compile(rf"(?:[.;:] |–|(?:{one_of(code, 'clause_openers')}) )")


@cache
def counted_list(code: str) -> re.Pattern[str]:
    """Return the pattern of a count of firms behind a list without "and": "A、B、Cの3社"."""
    return re.compile(f"{members(code)}|{one_of(code, 'closing_others')}")


def members(code: str) -> str:
    """Return the pattern of a count of firms behind the last of them: "の3社"."""
    other, of = one_of(code, "and_others"), one_of(code, "genitive")
    digits = f"[2-9２-９{''.join(HAN_DIGITS)}]"
    return rf"(?:{other})?(?:{of})?\s?{digits}\s?(?:{one_of(code, 'firm_counters')})"


@cache
def conjunction(code: str) -> re.Pattern[str]:
    """Return the pattern of "and" anywhere between two names."""
    enclitic = one_of(code, "joined_conjunctions", "list_marks")
    return re.compile(rf"(?:^|\s|,)(?:{one_of(code, 'conjunctions')}|&|plus)\s|{enclitic}|、")


@cache
def bound_by(code: str) -> re.Pattern[str]:
    """Return the pattern of a preposition that binds a number to the party right behind it."""
    return re.compile(
        rf"^[\s\w«»“”'’,:–—-]{{0,14}}(?<!\w)(?:{one_of(code, 'bound_by')})\s+{articled(code)}\s*[«“\"']?$"
    )


@cache
def out_of(code: str) -> re.Pattern[str]:
    """Return the pattern of "of" between a part and its whole."""
    return re.compile(rf"^\W{{0,2}}(?:{one_of(code, 'out_of')})\s(?:\w{{1,4}}\s)?$")


@cache
def own_subject(code: str) -> re.Pattern[str]:
    """Return the pattern of "and the" before a name that begins a clause of its own: "e a Piracema 800 mil"."""
    return re.compile(rf"(?:^|\s)(?:{one_of(code, 'conjunctions')})\s(?:{one_of(code, 'clause_articles')})\s$")


@cache
def dative(code: str) -> re.Pattern[str]:
    """Return the pattern of the case endings that give something to a name."""
    return re.compile(rf"['\u2019](?:{one_of(code, 'dative')})(?!\w)")


def is_given(text: Text, end: int) -> bool:
    """Tell whether a name ends in a case by which something is given to it."""
    return dative(text.language.code).match(text.raw, end) is not None
