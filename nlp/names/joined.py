"""Capitalised words that are no names: joined to a common word, or the dateline of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger.article import Span
from nlp.cues import Token
from nlp.document import Text
from nlp.languages import load
from nlp.name_tables import Around
from nlp.names.origins import SHORTEST, is_origin


def is_joined(raw: str, token: Token, around: Around) -> bool:
    """Tell whether a word is a name joined to a common word: Osaka-based, Indian-language."""
    if "-" not in token[2]:
        return False
    head, dash, tail = raw[token[0] : token[1]].partition("-")
    return bool(dash) and tail[:1].islower() and tail in around.joined and len(head) > 1


CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def origin_words(raw: str, run: Sequence[Token], code: str, *, opener: bool) -> int:
    """Return how many words at the start of a run of capitalised ones only say where the name is from."""
    count, around = 0, load(code).around
    while count + 1 < len(run):
        step = 2 if run[count][2] in around.sides and count + 2 < len(run) else 1
        word, name = run[count + step - 1], run[count + step]
        if not is_from(raw, word, name, code, opener=opener):
            break
        count += step
    return count


def is_from(raw: str, token: Token, following: Token, code: str, *, opener: bool) -> bool:
    """Tell whether a capitalised word only says where a name is from: Portekizli Coastal, Португальская Coastal."""
    word, name = raw[token[0] : token[1]], raw[following[0] : following[1]]
    ended = word.endswith(tuple(load(code).around.origin_endings))
    if CYRILLIC.match(word):
        return (ended and name[0].isascii()) or (opener and is_origin(token[2], code))
    if not load(code).around.sides or not name[0].isupper():
        return False
    return (len(word) > SHORTEST and ended) or is_origin(token[2], code)


def is_dateline(text: Text, number: int, first: int, last: int, opening: int) -> bool:
    """Tell whether a run in capitals opens a report: "BERGEN, May 11 (Wire) -", "SINGAPORE: "."""
    tokens, raw = text.marks.tokens, text.raw
    if first != opening or not raw[tokens[first][0] : tokens[last][1]].isupper():
        return False
    block = text.article.blocks[text.sentences[number].block].span
    tail = raw[tokens[last][1] : min(block.end, tokens[last][1] + 40)]
    return tokens[first][0] == block.start and re.match(r"\s?[(:|–—]|\s-\s|,[^.]{2,30}[-–—(]", tail) is not None


def is_enclosed(raw: str, place: Span) -> bool:
    """Tell whether quotation marks stand right around a name."""
    return raw[place.start - 1 : place.start] in OPENING and raw[place.end : place.end + 1] in CLOSING


OPENING, CLOSING = frozenset('«“„"'), frozenset('»”“"')
