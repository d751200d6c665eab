"""What the searches for names in scripts without capital letters share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ledger.article import Span
from nlp.document import Text
from nlp.languages import load
from nlp.names.quoted import quoted
from nlp.names.sightings import Sighting, at

HAN = "\u3400-\u9fff"
KANA = "\u30a0-\u30ff"
LONGEST = 12
Found = tuple[Sighting, str]


def everywhere(text: Text, names: dict[str, str]) -> Iterator[Found]:
    """Yield every place of the names, longest first where they overlap."""
    found = sorted((start, -len(name), name) for name in names for start in occurrences(text.raw, name))
    position = 0
    for start, negative, name in found:
        if start >= position:
            position = start - negative
            yield at(text, Span(start, position), name), names[name]


def occurrences(raw: str, name: str) -> Iterator[int]:
    """Yield where a name stands in a text; one that begins inside another of it counts too."""
    start = raw.find(name)
    while start >= 0:
        yield start
        start = raw.find(name, start + 1)


def quoted_products(text: Text) -> dict[str, str]:
    """Return what stands in quotation marks right after a word for a model, or before one."""
    words = load(text.language.code).naming.model
    found = {}
    for sighting in (*quoted(text), *plainly_quoted(text)):
        before = text.folded[max(0, sighting.span.start - 12) : sighting.span.start - 1].rstrip(" (（)）")
        after = text.folded[sighting.span.end + 1 : sighting.span.end + 8].lstrip()
        if (before.endswith(words) or after.startswith(words)) and 2 <= len(sighting.name) <= LONGEST:
            found[sighting.name] = "product"
    return found


def plainly_quoted(text: Text) -> Iterator[Sighting]:
    """Yield names between plain single quotation marks, as Korean has them."""
    if text.language.code == "ko":
        for match in re.finditer(r"['‘]([\w ]{2,12})['’]", text.raw):
            yield at(text, Span(*match.span(1)), match.group(1), in_quotes=True)


@cache
def plain_words(code: str) -> frozenset[str]:
    """Return the words of a language that are never a name by themselves."""
    tables = load(code)
    naming, cues = tables.naming, tables.cues
    groups = (
        naming.stop,
        naming.company,
        naming.agency,
        naming.model,
        naming.expert,
        naming.document,
        naming.group,
        naming.title,
    )
    more = (naming.reference, naming.authority, naming.plaintiff, naming.defendant, cues.everyone, naming.pronoun)
    others = (naming.latter, naming.former, naming.last_two, naming.others, cues.according_after, cues.via)
    return frozenset(word for group in (*groups, *more, *others, tables.around.we) for word in group)
