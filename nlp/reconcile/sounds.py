"""Names in different scripts by how they sound: their consonants, of any alphabet, syllabary or abjad.

Vowels are left out, for many scripts do not write them; consonants that scripts write for each other (p, b, f and v;
l and r) count as one. Chinese characters say nothing of their sound and are never alike.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import cache

from nlp.reconcile.names import alike, script

LEAST_CONSONANTS = 3
LEAST_ALIKE = 0.75  # share of the consonants that two names have in common, in order
DIGRAPHS = {
    "ph": "P",
    "sh": "S",
    "ch": "S",
    "zh": "S",
    "th": "T",
    "ck": "K",
    "kh": "K",
    "gh": "K",
    "ts": "S",
    "tz": "S",
}
LETTERS = {
    **dict.fromkeys("bfpv", "P"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("cgkq", "K"),
    **dict.fromkeys("jsz", "S"),
    **dict.fromkeys("lr", "L"),
    "m": "M",
    "n": "N",
    "x": "KS",
}
NAMED = {  # characters whose name does not begin with their sound
    **dict.fromkeys(
        ("CHE", "SHA", "SHCHA", "TSE", "ZHE", "CIEUC", "CHIEUCH", "TCHEH", "JEEM", "TSADI", "TI", "TU"), "S"
    ),
    **dict.fromkeys(("HA", "HAH", "HEH", "HE", "HIEUH", "IEUNG", "AIN", "AYIN"), ""),
    **dict.fromkeys(("EF", "EL", "EM", "EN", "ER", "ES"), None),
    **dict.fromkeys(("CHI", "XI"), "K"),
    "KSI": "KS",
    "TIKEUT": "T",
    "THAL": "T",
    "THETA": "T",
    "PSI": "PS",
    "GHAIN": "K",
    "KHAH": "K",
}


@cache
def heard(name: str) -> str:
    """Return the consonants of a name as classes of sounds, none twice in a row."""
    composed = unicodedata.normalize("NFKC", name).casefold()
    folded = "".join(unicodedata.normalize("NFKD", char) if is_pieced(char) else char for char in composed)
    found: list[str] = []
    place = 0
    while place < len(folded):
        pair = folded[place : place + 2]
        if pair in DIGRAPHS:
            found.append(DIGRAPHS[pair])
            place += 2
            continue
        found.append(latin(folded, place) if folded[place].isascii() else foreign(folded[place]))
        place += 1
    sounds = "".join(found)
    return "".join(sound for index, sound in enumerate(sounds) if index == 0 or sounds[index - 1] != sound)


def is_pieced(char: str) -> bool:
    """Tell whether a character is an accented Latin letter or a Korean syllable, to be taken to pieces."""
    return unicodedata.name(char, "").startswith(("LATIN", "HANGUL SYLLABLE"))


def latin(text: str, place: int) -> str:
    """Return the class of a Latin letter: c is soft before e, i and y."""
    if text[place] == "c" and text[place + 1 : place + 2] in ("e", "i", "y"):
        return "S"
    return LETTERS.get(text[place], "")


@cache
def foreign(char: str) -> str:
    """Return the class of a letter or syllable of another script, from its name."""
    if not char.isalpha():
        return ""
    words = unicodedata.name(char, "").partition(" WITH ")[0].split()
    kinds = [word for word in words if word not in ("SMALL", "CAPITAL", "LETTER", "FINAL", "CHARACTER")]
    if len(kinds) < 2 or kinds[0] == "CJK" or {"MARK", "JUNGSEONG", "SARA"} & {*kinds}:
        return ""
    plain = kinds[2] if kinds[1] in ("CHOSEONG", "JONGSEONG") and len(kinds) > 2 else kinds[1]
    named = NAMED.get(plain, "-")
    if named is None:
        return LETTERS.get(plain[1].casefold(), "")  # "EN" is n
    return named if named != "-" else LETTERS.get(plain[0].casefold(), "")


@cache
def sounds_alike(first: str, second: str) -> bool:
    """Tell whether two names have much the same consonants."""
    one, other = heard(first), heard(second)
    if min(len(one), len(other)) < LEAST_CONSONANTS:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= LEAST_ALIKE


@cache
def one_name(first: str, second: str) -> bool:
    """Tell whether two names can be of one party: alike, or in two scripts and of one sound."""
    return alike(first, second) or (script(first) != script(second) and sounds_alike(first, second))
