"""Words that say where a firm is from: "la milanese X", "стамбульская «X»", "Güney Koreli X", "X (Italy)"."""

from __future__ import annotations

import re
from functools import cache

from nlp.languages import load

PARENTHESES = re.compile(r"\s?\(([^()]{2,30})\)")
WORD = re.compile(r"[\w'-]+")
SHORTEST = 5  # letters of a word that an ending makes a word of origin
MARKS = frozenset(" ,«»“”„\"'‘’")
QUOTES = " «»“”„\"'‘’"


@cache
def tables(code: str) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """Return the words of origin of a language, their endings, and the small words that may stand before them."""
    naming = load(code).naming
    words = frozenset(word for word in naming.origins if not word.startswith("-"))
    endings = tuple(word[1:] for word in naming.origins if word.startswith("-"))
    return words, endings, frozenset([*naming.definite, *naming.by, *naming.place])


def is_origin(word: str, code: str) -> bool:
    """Tell whether a folded word says where a firm is from."""
    words, endings, _ = tables(code)
    return word in words or (len(word) > SHORTEST and bool(endings) and word.endswith(endings))


def is_led(word: str, code: str) -> bool:
    """Tell whether a folded word may stand before a word of origin: an article or a preposition."""
    return word in tables(code)[2]


def seated(folded: str, end: int, code: str) -> bool:
    """Tell whether a country stands in parentheses right behind a name."""
    match = PARENTHESES.match(folded, end, end + 36)
    return match is not None and match.group(1) in load(code).naming.places


def joined(gap: str, code: str) -> bool:
    """Tell whether what stands between two names makes a list of them: ", l'italiana ", " (Brazil) và "."""
    bare = PARENTHESES.sub("", gap)
    joiners = load(code).hedges.list_joiners
    if bare.strip(QUOTES) in joiners:
        return True
    words = WORD.findall(bare)
    if not words or len(bare) > 60 or not set(WORD.sub("", bare)) <= MARKS:
        return False
    links = [word for word in words if word in joiners]
    sides = load(code).around.sides
    others = [word for word in words if word not in joiners and word not in sides]
    others = [word for word in others if not is_origin(word, code) and not is_led(word, code)]
    return not others and (bool(links) or "," in bare) and is_origin(words[-1], code)
