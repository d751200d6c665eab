"""A noun that stands before its number: the subject of the sentence, or the whole that "of which" points back to."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache

from nlp.document import Text
from nlp.languages import load
from nlp.quantities.nouns import Noun, endings, noun_after, stems
from nlp.words import words

SUBJECT_REACH = 120  # characters before a number in which its subject is looked for
SUBJECTS = frozenset({"interactions", "accounts", "api_keys", "tokens", "samples", "organizations"})
COMMON = "organizations"  # a company is the subject of most sentences: it is counted only where that is clear
DIGIT = re.compile(r"\d")
KANA = re.compile("[\u30a1-\u30fc][\u30a1-\u30fc]")
TOPIC = frozenset(
    {
        "は",
        "が",
        "も",
        "数は",
        "数が",
        "数为",
        "数達",
        "数量为",
        "数量為",
        "共",
        "은",
        "는",
        "이",
        "가",
        "수는",
        "수가",
        "を",
        "을",
        "를",
        "达",
        "達",
        "为",
        "為",
    }
)


@cache
def numbering(code: str) -> re.Pattern[str]:
    """Build the pattern of the words that announce the number of a noun; without any it never matches."""
    return re.compile(rf"(?<!\w)(?:{words(load(code).nouns.number_of) or '(?!)'})")


def numbered_before(text: Text, floor: int, start: int) -> Noun | None:
    """Return the noun whose number is announced before a number: "the number of accounts behind them at nearly"."""
    code = text.language.code
    if not text.language.nouns.number_of:
        return None
    announced = numbering(code).finditer(text.folded, max(floor, start - SUBJECT_REACH), start)
    last = next(iter(deque(announced, maxlen=1)), None)
    if last is None or DIGIT.search(text.folded, last.end(), start):
        return None
    return noun_after(text, last.end(), start)


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun before a number that the number may count: right before it, or as "of which" and its like say."""

    noun: Noun
    close: bool
    partitive: bool


def subject_before(text: Text, floor: int, start: int) -> Subject | None:
    """Return the last noun of a core family between the number before (or `floor`) and a number at `start`."""
    folded, tables = text.folded, text.language
    low = max(floor, start - SUBJECT_REACH)
    found: Noun | None = None
    for match in stems(tables.code).finditer(folded, low, start):
        whole = endings(tables.code).match(folded, match.end()) if tables.spaced else match
        if whole is not None and whole.end() <= start and (match.lastgroup in SUBJECTS):
            if match.lastgroup == COMMON and is_named(text, match.start()):
                continue
            if not tables.spaced and KANA.match(folded[match.start() - 1 : match.start() + 1]):
                continue  # the end of a name or a longer word in katakana
            found = Noun(match.start(), whole.end(), match.lastgroup)
    if found is None or DIGIT.search(folded, found.end, start):
        return None
    between = folded[found.end : start].strip()
    particle = between.rstrip(" 約约약").strip() in TOPIC if not tables.spaced or tables.code == "ko" else False
    close = not between or between in (",", "(", ":", "=", "：", "、") or particle
    partitive = any(word in between for word in tables.nouns.partitives)
    return Subject(found, close, partitive)


def is_named(text: Text, start: int) -> bool:
    """Tell whether a word ends a name: it and the word before it begin with capitals ("Farrow Labs 800,000")."""
    if not text.language.spaced or text.language.code == "de" or not text.raw[start].isupper():
        return False
    before = text.raw[max(0, start - SUBJECT_REACH) : start].split()
    return bool(before) and before[-1][0].isupper() and text.raw[start - 1] == " "
