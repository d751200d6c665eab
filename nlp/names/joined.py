"""Capitalised words that are no names: joined to a common word, or the dateline of a report."""

from __future__ import annotations

import re

from nlp.cues import Token
from nlp.document import Text


def is_joined(raw: str, token: Token) -> bool:
    """Tell whether a word is a name joined to a common word: Osaka-based, Indian-language."""
    if "-" not in token[2]:
        return False
    head, dash, tail = raw[token[0] : token[1]].partition("-")
    return bool(dash) and tail[:1].islower() and tail in JOINED and len(head) > 1


JOINED = frozenset(
    [
        *("based", "run", "led", "language", "backed", "owned", "style", "wide", "made", "born", "speaking", "linked"),
        *(
            "funded",
            "trained",
            "like",
            "era",
            "only",
            "first",
            "focused",
            "related",
            "driven",
            "sized",
            "level",
            "held",
        ),
        *(
            "listed",
            "built",
            "developed",
            "friendly",
            "trade",
            "scale",
            "grade",
            "year",
            "day",
            "month",
            "time",
            "term",
        ),
    ]
)


CYRILLIC = re.compile(r"[\u0400-\u04ff]")
SLAVIC_ORIGIN = ("ая", "ую", "ой", "ий", "ый", "ого", "ому", "ська", "ську", "ської", "ський")
TURKISH_ORIGIN = ("li", "lı", "lu", "lü")


def is_origin(raw: str, token: Token, following: Token, code: str) -> bool:
    """Tell whether a capitalised word only says where a name is from: Portekizli Coastal, Португальская Coastal."""
    word, name = raw[token[0] : token[1]], raw[following[0] : following[1]]
    if CYRILLIC.match(word) and word.endswith(SLAVIC_ORIGIN) and name[0].isascii():
        return True
    return code == "tr" and len(word) > 5 and word.endswith(TURKISH_ORIGIN) and name[0].isupper()


def is_dateline(text: Text, number: int, first: int, last: int, opening: int) -> bool:
    """Tell whether a run in capitals opens a report: "BERGEN, May 11 (Wire) -", "SINGAPORE: "."""
    tokens, raw = text.marks.tokens, text.raw
    if first != opening or not raw[tokens[first][0] : tokens[last][1]].isupper():
        return False
    block = text.article.blocks[text.sentences[number].block].span
    tail = raw[tokens[last][1] : min(block.end, tokens[last][1] + 40)]
    return tokens[first][0] == block.start and re.match(r"\s?[(:|–—]|\s-\s|,[^.]{2,30}[-–—(]", tail) is not None
