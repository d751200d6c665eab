"""Where names may stand in text with capital letters: runs of capitalised words, and quoted names in Arabic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ledger.article import BlockKind, Span
from nlp.cues import Token
from nlp.document import Text
from nlp.languages import load
from nlp.names.joined import OPENING, is_dateline, is_enclosed, is_joined, origin_words
from nlp.names.worldwide import suffixes, without_form, worldwide

MOST_WORDS = 7
JOINTS = frozenset([" ", "\u00a0", "-", " & ", "&", "\u202f"])
ENDINGS = ("'s", "\u2019s", "'", "\u2019")
LONGEST_FORM = 12
CURRENCIES = frozenset("$€£¥₩₹")
HEADLINE = 0.6  # share of capitals from which a title is no evidence of names


class Sighting(NamedTuple):
    """A possible name: its place, the words without endings, the tokens it covers."""

    span: Span
    name: str
    first: int
    last: int
    sentence: int
    possessive: bool = False
    opener: bool = False  # first word of its sentence
    quoted: bool = False
    legal: bool = False  # printed with a legal form (Inc., GmbH)


def at(text: Text, place: Span, name: str, *, in_quotes: bool = False) -> Sighting:
    """Return a sighting at a place."""
    first = text.marks.token_at(place.start)
    last = max(first, text.marks.token_at(place.end) - 1)
    return Sighting(place, name, first, last, text.sentence_index(place.start), quoted=in_quotes)


@cache
def unnamed(code: str) -> frozenset[str]:
    """Return the words of a language that are never a name by themselves."""
    tables = load(code)
    naming, calendar = tables.naming, tables.calendar
    groups = (naming.stop, calendar.months, calendar.weekdays, naming.company, naming.agency, naming.model)
    more = (
        naming.title,
        naming.expert,
        naming.speaker,
        naming.document,
        naming.outlet,
        naming.plaintiff,
        naming.defendant,
    )
    found = frozenset(word for group in (*groups, *more) for word in group if " " not in word)
    numbers = (*tables.numbers.scales, *tables.numbers.vague, *tables.numbers.words, *tables.nouns.money)
    return found | frozenset(word for word in numbers if " " not in word) | worldwide().names.never | places(code)


@cache
def places(code: str) -> frozenset[str]:
    """Return the names of countries and capitals a language knows, English ones always."""
    return frozenset([*load(code).naming.places, *load("en").naming.places])


def capitalised(text: Text) -> Iterator[Sighting]:
    """Yield the runs of capitalised words of a text in text order, page furniture and loud headlines left out."""
    tokens, raw, plain = text.marks.tokens, text.raw, unnamed(text.language.code)
    for number, sentence in enumerate(text.sentences):
        kind = text.article.blocks[sentence.block].kind
        if kind is BlockKind.META:
            continue
        first, last = sentence.first, sentence.last
        loud = kind in (BlockKind.TITLE, BlockKind.HEADING) and is_loud(raw, tokens[first:last])
        behind = first
        for index in range(first, last):
            if (
                not raw[tokens[index][0]].isupper()
                or index < behind
                or not is_word(text, index)
                or is_joined(raw, tokens[index], text.language.around)
            ):
                continue
            end = run_end(text, index, last)
            if end == index and tokens[index][2] in plain:
                continue
            somewhere = end > index and text.folded[tokens[index][0] : tokens[end][1]] in places(text.language.code)
            if not somewhere and (not loud or tokens[end][2] in worldwide().names.legal):
                yield from trimmed(text, number, index, end, first)
            behind = end + 1


def is_loud(raw: str, tokens: Sequence[Token]) -> bool:
    """Tell whether most longer words of a headline are capitalised, so that capitals say nothing."""
    longer = [token for token in tokens if token[1] - token[0] > 3]
    return len(longer) > 3 and sum(raw[token[0]].isupper() for token in longer) >= HEADLINE * len(longer)


def run_end(text: Text, index: int, last: int) -> int:
    """Return the index of the last token of a run of capitalised words; "of" may stand in the name of an authority."""
    tokens, raw = text.marks.tokens, text.raw
    known, end = worldwide(), index
    while end + 1 < last and end - index < MOST_WORDS:
        gap = raw[tokens[end][1] : tokens[end + 1][0]]
        if gap not in JOINTS or ends_name(raw, tokens[end]) or not is_word(text, end + 1):
            break
        if (raw[tokens[end + 1][0]].isupper() and not is_joined(raw, tokens[end + 1], text.language.around)) or (
            tokens[end + 1][2].isdigit() and gap == "-"
        ):
            end += 1
            continue
        step = end + 1
        if tokens[step][2] not in known.connectors:
            break
        official = any(token[2] in known.names.official for token in tokens[index:step])
        opened = end == index or (end == index + 1 and tokens[index][2] in known.names.articles)
        allowed = known.connectors if official else known.linking if opened else frozenset()
        while step < last and tokens[step][2] in allowed and raw[tokens[step][0]].islower():
            step += 1
        if step == end + 1 or step - end > 3 or step >= last or not raw[tokens[step][0]].isupper():
            break
        if tokens[step][2] in text.language.calendar.months or tokens[step][2] in text.language.calendar.weekdays:
            break
        end = step
    return end


@cache
def joints(code: str) -> frozenset[str]:
    """Return the small words of a language that part two names where a whole line is in capitals."""
    tables = load(code)
    grammar, naming = tables.grammar, tables.naming
    found = grammar.conjunctions | grammar.agent | grammar.against | {*tables.hedges.list_joiners, *naming.place}
    return frozenset(word for word in found if word.isalpha() and len(word) > 1)


def is_word(text: Text, index: int) -> bool:
    """Tell whether a token may belong to a name: no small word in capitals ("X LTD. AND Y"), no currency (NT$18)."""
    start, end, word = text.marks.tokens[index]
    if text.raw[end : end + 1] in CURRENCIES:
        return False
    return word not in joints(text.language.code) or not text.raw[start:end].isupper()


def ends_name(raw: str, token: Token) -> bool:
    """Tell whether a possessive or case ending behind an apostrophe closes the name."""
    if "'" not in token[2]:
        return False
    word = raw[token[0] : token[1]]
    return "'" in word[2:] or "\u2019" in word[2:]


def name_start(text: Text, first: int, last: int, opening: int) -> int:
    """Return the first token of a run that belongs to the name: articles, titles and common nouns before it do not."""
    tokens, code = text.marks.tokens, text.language.code
    plain = unnamed(code)
    opener = first == opening
    if text.language.around.capital_nouns:
        common = [i for i in range(first, last) if tokens[i][2] in plain or is_compound(text, i)]
        first = common[-1] + 1 if common else first
    if code == "en" and opener and first < last and tokens[first][2].endswith("ing"):
        first += 1  # "Protecting Tern from extraction"
    first += origin_words(text.raw, tokens[first : last + 1], code, opener=opener)
    start, known = first, worldwide()
    while first <= last and (
        tokens[first][2] in plain or tokens[first][2] in known.connectors or is_compound(text, first)
    ):
        word = tokens[first][2]
        if (
            first < last
            and word not in text.language.naming.stop
            and (word in known.names.official or is_body(text, start, last))
        ):
            break
        first += 1
    return first


def is_body(text: Text, first: int, last: int) -> bool:
    """Tell whether a run of several words ends as the name of a firm does, or holds a word for an authority."""
    tokens, code = text.marks.tokens, text.language.code
    firm = bare(tokens[last][2], code)[0] in suffixes() and tokens[last][2] not in unnamed(code)
    official = worldwide().names.official
    return firm or any(token[2] in official for token in tokens[first + 1 : last + 1])


def trimmed(text: Text, number: int, first: int, last: int, opening: int) -> Iterator[Sighting]:
    """Yield the name of a run without words that are no names at its ends, if anything is left of it."""
    tokens, raw, code = text.marks.tokens, text.raw, text.language.code
    plain = unnamed(code)
    opener = first == opening
    first = name_start(text, first, last, opening)
    while last > first and (
        tokens[last][2] in plain
        and tokens[last][2] not in suffixes()
        and tokens[last][2] not in worldwide().names.press  # "Meridian Wire"
        and not is_written_large(text, number, last)
        and not agency(text, tokens, first, last)
    ):
        last -= 1
    if first < last and is_ai_company(text, last):
        last -= 1  # "a Toronto AI company"
    if first > last:
        return
    start, end = tokens[first][0], tokens[last][1]
    name, possessive = bare(raw[start:end], code)
    length = len(name)
    name, legal = without_form(name, raw[start + length : start + length + LONGEST_FORM])
    if (
        len(name) < 2
        or name.casefold() in suffixes()
        or sum(map(str.isdigit, name)) > 3
        or name.casefold() in plain
        or is_dateline(text, number, first, last, opening)
    ):
        return
    place = Span(start, start + length)
    colon = raw[tokens[first - 1][1] if first else 0 : start].strip() == ":"
    begins = raw[start - 1 : start] in OPENING and start > 0 and not is_enclosed(raw, place)  # «Hanno copiato ...»
    opens = colon or begins or (opener and first == opening and not is_enclosed(raw, place))
    yield Sighting(place, name, first, last, number, possessive, opens, False, legal)


def is_written_large(text: Text, number: int, last: int) -> bool:
    """Tell whether a common noun is part of the name before it, for its language writes it small: "Corda Modelos"."""
    kind = text.article.blocks[text.sentences[number].block].kind
    if text.language.code not in SMALL_NOUNS or kind is BlockKind.TABLE_ROW:
        return False
    start, end, word = text.marks.tokens[last]
    return word in text.language.naming.model and not text.raw[start:end].isupper() and len(word) > SHORTEST_NOUN


SMALL_NOUNS = frozenset(
    ["es", "fr", "it", "pt", "tr"]
)  # languages that capitalise no common noun, in headlines neither
SHORTEST_NOUN = 3


def is_ai_company(text: Text, last: int) -> bool:
    """Tell whether a run ends in the AI of "AI company"."""
    tokens = text.marks.tokens
    if tokens[last][2] not in worldwide().names.abbreviations or last + 1 >= len(tokens):
        return False
    return tokens[last + 1][2] in text.language.naming.company and text.raw[tokens[last][1]] == " "


def agency(text: Text, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a run is the name of an authority whose last word is a plain one ("Reporting Office")."""
    words = text.language.naming.agency
    return any(token[2] in words for token in tokens[first : last + 1])


def is_compound(text: Text, index: int) -> bool:
    """Tell whether a German word is a compound of a common noun: KI-Entwickler, Sprachmodell."""
    if not text.language.around.capital_nouns:
        return False
    word = text.marks.tokens[index][2].split("-")[-1]
    plain, naming = unnamed("de"), text.language.naming
    known = word in plain or word.removesuffix("es") in plain or word.removesuffix("s") in plain
    return known or word.endswith(naming.compounds) or text.marks.tokens[index][2].startswith(("ki-", "us-", "eu-"))


def bare(words: str, code: str) -> tuple[str, bool]:
    """Return a name without possessive or case ending, and whether it had one."""
    if code == "tr":
        for mark in ("'", "\u2019"):
            head, found, tail = words.rpartition(mark)
            if found and tail.islower() and len(tail) <= 6:
                return head, tail[-1:] in "nıiuü" and "n" in tail
        return words, False
    if not words.endswith(ENDINGS):
        return words, False
    return next(words.removesuffix(ending) for ending in ENDINGS if words.endswith(ending)), True
