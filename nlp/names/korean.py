"""Korean names, found from the particles behind them and the nouns before them."""

from __future__ import annotations

import re
from collections import Counter

from ledger.article import Span
from nlp.document import Text
from nlp.names.shared import occurrences, plain_words, quoted_products

TOPIC = re.compile(r"(?:은|는|이|가|측은)\s")
KOREAN_PARTICLE = re.compile(
    r"(?:에 대해|에게서|에서는|에서|에게|으로부터|로부터|측은|측이|측|까지|부터|"
    r"이라고|라고|은|는|이|가|을|를|의|에|와|과|도|로|으로)$"
)

OFFICIAL = (
    *("부", "청", "성", "위원회", "감독국", "감독원", "관리국"),
    *("진흥원", "안전원", "보호원", "공단", "법원", "지법"),
)
LEAST = 3  # letters of a lone name behind a country
SPOKEN = ("say", "deny", "accuse", "admit", "respond", "sue")


def korean(text: Text) -> dict[str, str]:
    """Return the Korean names: after a word for a company, ministries, subjects of speech that recur."""
    naming, plain = text.language.naming, plain_words("ko")
    counts: Counter[str] = Counter()
    found: dict[str, str] = {}
    tokens = text.marks.tokens
    for index, (start, end, _) in enumerate(tokens):
        if not "\uac00" <= text.raw[start] <= "\ud7a3":
            continue
        own = stem(text.raw[start:end])
        counts[own] += 1
        joined = index + 1 < len(tokens) and text.raw[end : tokens[index + 1][0]] == " "
        if joined and own == text.raw[start:end]:
            counts[f"{own} {stem(text.raw[tokens[index + 1][0] : tokens[index + 1][1]])}"] += 1
        before = tokens[index - 1][2] if index else ""
        adjacent = index > 0 and text.raw[tokens[index - 1][1] : start] in (" ", " '", " ‘")
        if adjacent and before.endswith(tuple(naming.company)) and own != text.raw[start:end] and own not in plain:
            found[own] = "party"
        cased = own != text.raw[start:end] and own not in plain and len(own) > 2
        if cased and own.endswith(naming.suffix) and text.marks.has(text.sentence_at(start).span, *SPOKEN):
            found[own] = "party"
        official = (
            len(own) >= 4 and own.endswith(OFFICIAL) and (own != text.raw[start:end] or text.raw[end : end + 1] == "(")
        )
        if official and text.marks.has(text.sentence_at(start).span, "penalise", "say", "detect", "copy"):
            found[own] = "agency"
    for name in from_places(text, plain):
        found.setdefault(name, "party")
    for name, times in counts.items():
        usable = not any(word in plain for word in name.split()) and len(name) >= 3
        if times > 1 and usable and speaks(text, name) and not re.search(r"\d", name):
            found.setdefault(name, "party")
    for name in list(found):
        longer = [other for other in found if other != name and name in other.split()]
        if longer or name in plain or len(name) < 2:
            del found[name]
    return {**found, **quoted_products(text)}


def from_places(text: Text, plain: frozenset[str]) -> list[str]:
    """Return the names behind countries: two in one sentence ("튀르키예 X와 이탈리아 Y"), or one that recurs."""
    places = text.language.naming.places
    pairs: dict[int, list[str]] = {}
    for index, (_, end, word) in enumerate(text.marks.tokens[:-1]):
        if word in places and text.raw[end : text.marks.tokens[index + 1][0]] == " ":
            name = behind(text, index + 1, plain)
            if name:
                pairs.setdefault(text.sentence_index(end), []).append(name)
    return [
        name
        for names in pairs.values()
        for name in names
        if len(set(names)) > 1 or (len(name) >= LEAST and text.raw.count(name) > 1)
    ]


def behind(text: Text, index: int, plain: frozenset[str]) -> str:
    """Return the name of one or two words that begins at a token and ends with a particle or a comma, or ""."""
    words: list[str] = []
    for start, end, _ in text.marks.tokens[index : index + 2]:
        word = text.raw[start:end]
        own = stem(word)
        if not "\uac00" <= word[0] <= "\ud7a3" or own in plain or word in plain or len(own) < 2:
            return ""
        words.append(own)
        if own != word or text.raw[end : end + 1] == ",":
            return " ".join(words)
        if text.raw[end : end + 1] != " ":
            return ""
    return ""


def stem(word: str) -> str:
    """Return a Korean word without its particle."""
    cut = KOREAN_PARTICLE.sub("", word)
    return cut if len(cut) >= 2 else word


def speaks(text: Text, name: str) -> bool:
    """Tell whether a Korean name is the subject of a sentence with a verb of speech or use."""
    for start in occurrences(text.raw, name):
        particle = TOPIC.match(text.raw, start + len(name))
        if particle is None:
            continue
        rest = Span(particle.end(), max(particle.end(), text.sentence_at(start).span.end))
        if text.marks.has(rest, "say", "deny", "use", "penalise", "respond"):
            return True
    return False
