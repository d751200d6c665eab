"""Firms meant by where they are from: "l'azienda coreana", "à brasileira", "бразильцы", "الشركة البرازيلية"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.article import Span
from ledger.reading import Mention
from nlp.cues import Hit
from nlp.document import Text
from nlp.names.origins import is_led, is_origin

STEM = 4  # letters by which two words of origin are told to be of one country
ROMANCE = frozenset(["it", "pt", "es", "fr"])
PEOPLE = {  # how a word for the people of a country ends
    "ru": ("цы", "цев", "цам", "цами", "яне", "ян", "янам", "ане", "чане"),
    "uk": ("ці", "ців", "цям", "цями", "яни", "ян", "янам", "ани", "чани"),
}


def stem(word: str, code: str) -> str:
    """Return the letters of a word of origin that its forms share."""
    bare = word.removeprefix("و").removeprefix("ال") if code == "ar" else word
    return bare[:STEM]


def natives(text: Text, mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the party of each country (by the stem of the word of origin beside a name) that has just one."""
    tokens, code = text.marks.tokens, text.language.code
    found: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind != "party" or mention.role == "agency":
            continue
        first, behind = text.marks.token_at(mention.span.start), text.marks.token_at(mention.span.end)
        word = beside(text, behind, mention.span.end) if code == "ar" else beside(text, first - 1, mention.span.start)
        if word and is_origin(word, code):
            found.setdefault(stem(word, code), set()).add(mention.name)
    return {country: names.pop() for country, names in found.items() if len(names) == 1} if tokens else {}


def beside(text: Text, index: int, edge: int) -> str:
    """Return the word of a token that only a space or quotation marks part from an offset, else ""."""
    if not 0 <= index < len(text.marks.tokens):
        return ""
    start, end, word = text.marks.tokens[index]
    gap = text.raw[end:edge] if end <= edge else text.raw[edge:start]
    return word if len(gap) < 4 and not set(gap) & set(",.;:()") else ""


def described(text: Text, hit: Hit, known: dict[str, str]) -> str | None:
    """Return the party that a word of origin beside a noun tells, "" for that of a stranger, None without one."""
    code = text.language.code
    after = code in ROMANCE or code == "ar"
    word = beside(text, hit.last + 1, hit.end) if after else beside(text, hit.first - 1, hit.start)
    if not known or not word or not is_origin(word, code):
        return None
    return known.get(stem(word, code), "")


def nationals(text: Text, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield words of origin that stand for a firm by themselves."""
    code = text.language.code
    known = natives(text, mentions) if code in ROMANCE or code in PEOPLE else {}
    if not known:
        return
    starts = {mention.span.start for mention in mentions}
    for index, (start, end, word) in enumerate(text.marks.tokens):
        name = known.get(word[:STEM])
        if name and stands_alone(text, index, starts):
            yield Mention(Span(start, end), "reference", name, False, (name,), "company")


def stands_alone(text: Text, index: int, starts: set[int]) -> bool:
    """Tell whether a word of origin has no noun of its own: behind an article with no name after it, or a people's."""
    code, tokens = text.language.code, text.marks.tokens
    start, end, word = tokens[index]
    if start in starts:
        return False
    if code in PEOPLE:
        return word.endswith(PEOPLE[code])
    led = index > 0 and is_led(tokens[index - 1][2], code) and text.raw[tokens[index - 1][1] : start] in (" ", "")
    return led and is_origin(word, code) and not any(offset in starts for offset in range(end, end + 3))
