"""Whether a date lies ahead of the page: by words of plans, not by those of an aside."""

from __future__ import annotations

import re
from functools import cache

from ledger.article import Span
from nlp.document import Text
from nlp.languages import load
from nlp.words import words

LOOK = 60
PAST = frozenset(
    ["was", "were", "had", "did", "said", "told", "fell", "rose", "came", "went", "took", "made", "has", "have"]
)


def looks_ahead(match: re.Match[str], text: Text) -> bool:
    """Tell whether words around a date say that it lies ahead: "by", "will", "scheduled"."""
    sentence = text.sentence_at(match.start()).span
    low, high = max(sentence.start, match.start() - LOOK), min(sentence.end, match.end() + LOOK)
    times = text.language.calendar
    before = text.folded[low : match.start()].rpartition(";")[2]
    around = f" {before} {text.folded[match.end() : high].partition(';')[0]} "
    if not text.language.spaced:
        return any(word in around for word in times.future)
    if is_aside(before, text.folded[match.end() : match.end() + 1], text):
        return False
    if is_planned(sentence, text):
        return True
    leads, others = ahead(text.language.code)
    return f" {before}".endswith(leads) or others.search(around) is not None


@cache
def ahead(code: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return the words by which a date lies ahead: prepositions ("by", "until") tell of the date right behind them,
    verbs of the whole clause.
    """
    times = load(code).calendar
    leads = tuple([f" {word} " for word in times.future if word in times.year_leads])
    others = words(word for word in times.future if word not in times.year_leads)
    return leads, re.compile(rf" (?:{others}) " if others else "(?!)")


def is_aside(before: str, following: str, text: Text) -> bool:
    """Tell whether a date closes a participle between commas: "the minister, appointed in October, will"."""
    aside = before.rpartition(",")[2].split()
    return (
        text.language.code == "en" and following == "," and "," in before and aside[:1] != [] and aside[0][-2:] == "ed"
    )


def is_planned(sentence: Span, text: Text) -> bool:
    """Tell whether a sentence tells of a plan in the present tense: "polls close on Sunday"."""
    planned = text.language.calendar.future_present
    if not planned:
        return False
    printed = [word.strip(",.;:\"'") for word in text.folded[sentence.start : sentence.end].split()]
    told = any(word.endswith("ed") or word in PAST for word in printed)
    return not told and any(word in planned for word in printed)
