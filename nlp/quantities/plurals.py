"""The counted noun among plain words: the first plural, a participle that is a noun, a noun of several syllables."""

from __future__ import annotations

import re

from nlp.document import Text
from nlp.languages import LanguageTables
from nlp.quantities.lexicon import measures

NOT_PLURAL = ("ss", "us", "is", "'s")


def chosen(text: Text, plain: list[re.Match[str]], many: bool) -> tuple[int, int] | None:
    """Return the place of the noun among words of no family, None where there is none."""
    noun = general(text, plain, many)
    if noun is None:
        return None
    many_syllables = noun is plain[0] and bool(text.language.nouns.syllable_ends)
    return noun.start(), syllables(text, plain) if many_syllables else noun.end()


def syllables(text: Text, plain: list[re.Match[str]]) -> int:
    """Return where a noun of several syllables ends that are written apart: "khẩu súng", "cổ động viên"."""
    end = plain[0].end()
    for index, word in enumerate(plain[1:3]):
        if word.start() != end + 1 or (index and word.group() not in text.language.nouns.syllable_ends):
            break
        end = word.end()
    return end


def general(text: Text, plain: list[re.Match[str]], many: bool) -> re.Match[str] | None:
    """Return the noun among words of no family: the first plural, else the first word written as a noun."""
    tables = text.language
    words_left = [word for word in plain if not word.group().endswith(tables.nouns.verbal)]
    found: re.Match[str] | None = words_left[0] if words_left and words_left[0] is plain[0] else None
    if tables.nouns.counters:
        return None  # what is counted without a family is told by the counter
    if tables.code == "de":
        found = next((word for word in plain if text.raw[word.start()].isupper()), None)
    elif tables.nouns.plurals and many:
        found = first_plural(text, plain[:5])
    elif tables.nouns.plurals:
        found = singular(text, words_left)
    elif found is not None and text.raw[found.start()].isupper():
        found = None
    elif found is None and plain and plain[0].group().endswith(tables.nouns.participles):
        found = plain[0]
    return found


def first_plural(text: Text, plain: list[re.Match[str]]) -> re.Match[str] | None:
    """Return the first plural that does not describe one right behind it: "1,204 dead seabirds"."""
    tables = text.language
    for index, word in enumerate(plain):
        if is_plural(word.group(), tables):
            further = plain[index + 1] if index + 1 < len(plain) else None
            beside = further is not None and further.start() == word.end() + 1 and is_plural(further.group(), tables)
            return further if beside and word.group() in tables.nouns.attributive else word
    return None


def singular(text: Text, words_left: list[re.Match[str]]) -> re.Match[str] | None:
    """Return the noun that "one" counts: the last of at most three words in a row."""
    return words_left[min(len(words_left), 3) - 1] if words_left else None


def is_plural(word: str, tables: LanguageTables) -> bool:
    """Tell whether a word is a plural."""
    last = word.rsplit("-", 1)[-1]
    if len(last) > 1 and last in measures().symbols and last not in tables.nouns.stoppers:
        return True
    return last in tables.nouns.plurals or (last.endswith("s") and len(last) > 3 and not last.endswith(NOT_PLURAL))
