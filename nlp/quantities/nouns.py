"""The counted noun of a number: after it, across adjectives and prepositions, or before it in a label."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.document import Text
from nlp.languages import LanguageTables, load
from nlp.quantities.lexicon import lexicon, measures
from nlp.quantities.plurals import chosen, is_plural
from nlp.words import words

REACH = 80  # characters after a number in which its noun is looked for
UNSPACED_REACH = 16
MOST_WORDS = 6
OLD = "-old"
ATTRIBUTES = ("old", "long", "strong", "high", "wide", "deep", "tall", "plus", "odd")
BREAK = re.compile(r"[.,;:!?()\[\]\"“”„«»—–|\t\n。，、；：（）「」『』！？…،؛؟]")
CLOSING = frozenset("\"”’»'")
WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")


class Noun(NamedTuple):
    """A counted noun: its place, and its measure (None for a noun of no family)."""

    start: int
    end: int
    measure: str | None
    currency: str | None = None


@cache
def stems(code: str) -> re.Pattern[str]:
    """Build the pattern of all noun beginnings; group names are measures."""
    tables = load(code)
    parts = []
    for family in measures().families:
        items = getattr(tables.nouns, family)
        if items:
            parts.append(rf"(?P<{family}>{words(items)})")
    lead = r"(?<![^\W\d_])" if tables.spaced and code != "ko" else ""
    if tables.numbers.clitics:
        lead += rf"(?:{words(tables.numbers.clitics)})?"
    return re.compile(lead + "(?:" + ("|".join(parts) or "(?!)") + ")")


@cache
def endings(code: str) -> re.Pattern[str]:
    """Build the pattern of what may follow a noun's beginning."""
    listed = load(code).nouns.endings
    if listed:
        return re.compile(rf"(?:{words(listed)})?(?!\w)")
    return re.compile(rf"['’]?\w{{0,{load(code).nouns.longest_ending}}}(?!\w)")


def family(folded: str, start: int, end: int, tables: LanguageTables) -> Noun | None:
    """Return the noun of a family that a word (or the words from `start`) is; the last part of a compound counts."""
    tail = endings(tables.code)
    match = stems(tables.code).match(folded, start, end)
    whole = tail.match(folded, match.end()) if match is not None else None
    if match is not None and whole is not None and not goes_on(folded, whole.end()):
        old = whole.end() + len(OLD) if folded.startswith(OLD, whole.end()) else whole.end()
        return Noun(match.start(), old, match.lastgroup)
    word = WORD.match(folded, start, end)
    if word is None:
        return None
    hyphen = folded.rfind("-", start, word.end())
    if hyphen > start and folded[hyphen + 1 : word.end()] not in ATTRIBUTES:
        match = stems(tables.code).match(folded, hyphen + 1, end)
        if match is not None and (whole := tail.match(folded, match.end())) is not None:
            return Noun(start, whole.end(), match.lastgroup)
    return inside(folded, start, word.end(), tables) if tables.nouns.inside else None


def goes_on(folded: str, end: int) -> bool:
    """Tell whether a hyphen joins a noun to a further one, which is the counted one: "second-hand phones"."""
    if folded[end : end + 1] != "-" or not folded[end + 1 : end + 2].isalpha():
        return False
    return not folded.startswith(ATTRIBUTES, end + 1)


@cache
def inner_stems(code: str) -> re.Pattern[str]:
    """Build the pattern of noun beginnings inside a compound."""
    return re.compile(stems(code).pattern.replace(r"(?<![^\W\d_])", "", 1))


def inside(folded: str, start: int, end: int, tables: LanguageTables) -> Noun | None:
    """Return the family of the last part of a compound word ("Nutzerkonten")."""
    least = 2 if tables.code == "ko" else 4
    for match in inner_stems(tables.code).finditer(folded, start + least - 1, end):
        whole = endings(tables.code).match(folded, match.end())
        if whole is not None and match.end() - match.start() >= least:
            return Noun(start, whole.end(), match.lastgroup)
    return None


def noun_after(text: Text, end: int, ceiling: int, many: bool = True) -> Noun | None:
    """Return the noun counted by a number that ends at `end`; a word of no family counts as a noun as well."""
    folded, tables = text.folded, text.language
    limit = min(ceiling, end + (REACH if tables.spaced else UNSPACED_REACH))
    start = end
    if folded[end : end + 1] in CLOSING and folded[end + 1 : end + 2] == " ":
        start += 1  # "fewer than 50,000" responses
    while start < limit and folded[start] in " -+":
        start += 1
    stop = BREAK.search(folded, start, limit)
    limit = stop.start() if stop else limit
    money = currency_at(folded, start, limit, tables) or currency_at(
        folded, skip_words(folded, start, limit, tables), limit, tables
    )
    if money is not None:
        return money
    if not tables.spaced:
        return unspaced(folded, start, limit, tables)
    symbol = lexicon(tables.code).symbol.match(folded, start, limit)
    if symbol is not None and is_unit(folded, symbol, spaced=start > end or text.raw[start] in "CF", tables=tables):
        return Noun(symbol.start(), symbol.end(), None)
    if folded[end : end + 1] == "-" and start == end + 1:
        word = WORD.match(folded, start, limit)
        found = family(folded, start, limit, tables) if word is not None else None
        return found or (Noun(start, word.end(), None) if word is not None else None)
    return in_words(text, start, limit, many)


def is_unit(folded: str, symbol: re.Match[str], *, spaced: bool, tables: LanguageTables) -> bool:
    """Tell whether letters behind a number are the symbol of a unit and not a word."""
    written = symbol.group("symbol")
    if written in tables.nouns.stoppers or folded[symbol.end() : symbol.end() + 1] == "'":
        return False
    return spaced or written not in measures().spaced_only


def noun_at(text: Text, end: int, ceiling: int) -> Noun | None:
    """Return the noun of a family that stands right at a number, as counters do (12社, 12곳)."""
    start = end + (text.folded[end : end + 1] == " ")
    match = stems(text.language.code).match(text.folded, start, ceiling)
    if match is None or (text.language.spaced and not endings(text.language.code).match(text.folded, match.end())):
        return None
    return Noun(match.start(), match.end(), match.lastgroup)


def unspaced(folded: str, start: int, limit: int, tables: LanguageTables) -> Noun | None:
    """Return the noun behind a number in text without spaces: at once or behind a counter and の, up to a particle."""
    position = start
    for counter in tables.nouns.counters:
        if folded.startswith(counter, start) and stems(tables.code).match(folded, start, limit) is None:
            position = start + len(counter)
            break
    while position < limit and folded[position] in tables.nouns.breaks:
        return None
    for place in range(position, limit):
        if folded[place] in tables.nouns.breaks:
            limit = place
            break
    match = stems(tables.code).search(folded, position, limit)
    return Noun(match.start(), match.end(), match.lastgroup) if match else None


def currency_at(folded: str, start: int, limit: int, tables: LanguageTables) -> Noun | None:
    """Return the currency word or sign at a place."""
    table = lexicon(tables.code)
    match = table.money_after.match(folded, start, limit)
    if match is None:
        return None
    return Noun(match.start(), match.end(), "money", table.currencies[match.group("money")])


@cache
def skipping(code: str) -> re.Pattern[str]:
    """Build the pattern of linking words in a row: "of the", "d'"."""
    skip = load(code).nouns.skip
    joined = words(word for word in skip if word.endswith("'"))
    apart = words(word for word in skip if not word.endswith("'"))
    options = [option for option in (joined, f"(?:{apart}) " if apart else "") if option]
    return re.compile(rf"(?:{'|'.join(options)})*" if options else "")


def skip_words(folded: str, start: int, limit: int, tables: LanguageTables) -> int:
    """Return the place after the linking words such as "of" or "de"."""
    match = skipping(tables.code).match(folded, start, limit)
    return match.end() if match is not None else start


def in_words(text: Text, start: int, limit: int, many: bool) -> Noun | None:
    """Return the nearest noun of a family among the next words, else the word that looks most like a noun."""
    folded, tables = text.folded, text.language
    plain: list[re.Match[str]] = []
    position, count = skip_words(folded, start, limit, tables), 0
    while count < MOST_WORDS and (word := WORD.search(folded, position, limit)) is not None:
        if tables.grammar.cased_names and "'" in word.group():
            break  # a name in a case: "1.700'ünü X'in yönettiği"
        counter = counter_of(word.group(), tables)
        if counter is not None:
            if counter:
                return None
            position, count = word.end(), count + 1
            continue
        found = family(folded, word.start(), limit, tables)
        if found is not None and many and attributes(folded, found, limit, tables):
            position, count = found.end, count + 1
            plain.append(word)
            continue
        if found is not None:
            return found if not plain or not heads(folded, plain, word, tables) else plain_noun(text, plain, many)
        stops = word.group() in tables.nouns.stoppers or is_verb(word.group(), plain, many, tables)
        if stops and not (word.group() in tables.nouns.attributive and describes(folded, word, limit, tables)):
            break
        position, count = word.end(), count + 1
        if word.group() not in tables.nouns.skip:
            plain.append(word)
    return plain_noun(text, plain, many)


def attributes(folded: str, found: Noun, limit: int, tables: LanguageTables) -> bool:
    """Tell whether a singular stands before the plural that is counted: "193 member states", "10 first-time voters"."""
    if found.measure != "other" or not tables.nouns.plurals or folded[found.end : found.end + 1] != " ":
        return False
    following = WORD.match(folded, found.end + 1, limit)
    own = folded[found.start : found.end]
    if following is None or is_plural(own, tables) or following.group() in tables.nouns.stoppers:
        return False
    return is_plural(following.group(), tables) and following.group() not in tables.cues.say


def is_verb(word: str, plain: list[re.Match[str]], many: bool, tables: LanguageTables) -> bool:
    """Tell whether a word is a verb of saying and not the plural that is counted: "four counts", "asylum claims"."""
    if word not in tables.cues.say:
        return False
    return not (many and tables.code == "en" and len(plain) < 2 and is_plural(word, tables) and word != "says")


def plain_noun(text: Text, plain: list[re.Match[str]], many: bool) -> Noun | None:
    """Return the noun of no family among the words behind a number."""
    place = chosen(text, plain, many)
    return Noun(*place, None) if place is not None else None


def describes(folded: str, word: re.Match[str], limit: int, tables: LanguageTables) -> bool:
    """Tell whether a plural stands right behind a word."""
    following = WORD.match(folded, word.end() + 1, limit) if folded[word.end() : word.end() + 1] == " " else None
    return following is not None and is_plural(following.group(), tables)


def heads(folded: str, plain: list[re.Match[str]], word: re.Match[str], tables: LanguageTables) -> bool:
    """Tell whether a plural before a noun of a family is the counted one: "several matters the key ..."."""
    if not tables.nouns.plurals:
        return False
    last = next((item for item in reversed(plain) if is_plural(item.group(), tables)), None)
    return last is not None and folded[last.end() : word.start()] != " "


def counter_of(word: str, tables: LanguageTables) -> str | None:
    """Return None for a word that is no counter, else the particle that ends it: with one, no noun follows."""
    for counter in tables.nouns.counters:
        if word.startswith(counter):
            rest = word[len(counter) :]
            if not rest or rest == "의" or rest in tables.hedges.about_after:
                return ""
            return rest if rest in tables.nouns.particles else None
    return None


def noun_before(text: Text, floor: int, start: int) -> Noun | None:
    """Return the noun of a label that stands before a number ("Accounts: 86,000")."""
    folded, tables = text.folded, text.language
    edge = start
    while edge > floor and folded[edge - 1] in " ~≈*_":
        edge -= 1
    if edge == floor or folded[edge - 1] not in ":\t|=":
        return None
    low = max(floor, edge - REACH)
    best: Noun | None = None
    for match in stems(tables.code).finditer(folded, low, edge):
        whole = endings(tables.code).match(folded, match.end()) if tables.spaced and tables.code != "ko" else match
        if whole is not None:
            best = Noun(match.start(), whole.end(), match.lastgroup)
    return best
