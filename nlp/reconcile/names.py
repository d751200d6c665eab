"""Names of parties as one page writes them and as another does."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import cache

LEGAL_FORMS = """ai inc ltd llc corp corporation labs lab co company group limited plc gmbh ag sa spa srl bv
technologies technology"""
TAILS = frozenset(LEGAL_FORMS.split())
LONGEST = 160
LEAST_HAN = 3
SYLLABARIES = frozenset({"KATAKANA", "HIRAGANA", "HANGUL"})
HEADS = frozenset(("the", "us"))


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without a leading article and trailing words of legal form."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("u.s.", "us")
    kept = "".join(char if char.isalnum() else " " for char in folded).split()
    while len(kept) > 1 and kept[0] in HEADS:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in TAILS:
        kept.pop()
    return tuple(kept)


@cache
def fold(name: str) -> str:
    """Return the form under which two writings of one name are equal; of an endless one its beginning."""
    return "".join(words(name))[:LONGEST]


def is_han(text: str) -> bool:
    """Tell whether a name is written in Chinese characters."""
    return bool(text) and all("㐀" <= char <= "鿿" for char in text)


@cache
def alike(first: str, second: str) -> bool:
    """Tell whether two names can be one: equal when folded, whole words of each other, or two forms of Han writing."""
    one, other = fold(first), fold(second)
    if one == other:
        return True
    left, right = words(first), words(second)
    shorter, longer = sorted((left, right), key=len)
    if shorter and longer[: len(shorter)] == shorter and len(shorter[0]) > 2:
        return True
    if is_han(one) and is_han(other) and abs(len(one) - len(other)) == 1 and min(len(one), len(other)) > LEAST_HAN:
        return one in other or other in one  # a conjunction was read as a part of the name
    if is_han(one) and is_han(other) and len(one) == len(other) > 2:
        return sum(a == b for a, b in zip(one, other, strict=True)) * 2 >= len(one)
    return False


def script(name: str) -> str:
    """Return the script of a name's first letter: LATIN, CYRILLIC, ARABIC, CJK ..."""
    for char in name:
        if char.isalpha():
            return unicodedata.name(char, "UNKNOWN").split()[0]
    return "NONE"


def best_form(counts: dict[str, int]) -> str:
    """Return the writing to show: Latin before other scripts, then the most frequent, then the longest."""
    return min(counts, key=lambda name: (script(name) != "LATIN", -counts[name], -len(name), name))


@cache
def skeleton(name: str) -> str:
    """Return roughly how a name of any alphabet or syllabary sounds, from the names of its characters."""
    found = []
    for char in unicodedata.normalize("NFKD" if name.isascii() else "NFKC", name).casefold():
        if not char.isalpha():
            continue
        if char.isascii():
            found.append(char)
            continue
        token = unicodedata.name(char, "").replace("WITH ", "").split()[-1:]
        sound = (token or [""])[0].casefold()
        vowel_first = len(sound) == 2 and sound[0] == "e" and sound[1] not in "aeiou"
        found.append(sound[1] if vowel_first else sound[:2] if script(char) in SYLLABARIES else sound[:1])
    return "".join(found)


def sounds_like(first: str, second: str) -> float:
    """Return how alike two names in different scripts sound, from 0 to 1."""
    return SequenceMatcher(None, skeleton(first), skeleton(second), autojunk=False).ratio()
