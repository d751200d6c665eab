"""Words that names are made of in any language: a name keeps them in the press of another."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from nlp.languages import FURTHER, codes, load
from nlp.name_tables import Names

DOTTED = re.compile(r"(?:\.\s?[A-Za-z](?!\w)){1,4}")  # the rest of "S.p.A."
LATIN_ENDS = "\u0250"


@dataclass(frozen=True, slots=True)
class Worldwide:
    """The lists of `[names]` joined over all languages, and what is made of them."""

    names: Names
    connectors: frozenset[str]  # small words inside any name
    linking: frozenset[str]  # small words behind the first word of a name that join no two names
    legal_behind: tuple[str, ...]
    suffixes: frozenset[str]  # last words of company names that are written in Latin letters


def worldwide() -> Worldwide:
    """Return the words of names in all languages."""
    return gathered(FURTHER.get())


def suffixes() -> frozenset[str]:
    """Return the last words of company names in any language that writes them in Latin letters."""
    return gathered(FURTHER.get()).suffixes


@cache
def gathered(further: tuple[Path, ...]) -> Worldwide:
    """Join the lists over the languages of the package and of further folders."""
    tables = [load(code) for code in codes()]
    lists = {
        field.name: frozenset(word for table in tables for word in getattr(table.names, field.name))
        for field in fields(Names)
    }
    names = Names(**lists)
    return Worldwide(
        names,
        names.inside | names.linking,
        names.linking - names.linking_and,
        tuple(sorted(names.legal_behind)),
        frozenset(word for table in tables for word in table.naming.suffix if word[0] < LATIN_ENDS),
    )


def without_form(name: str, tail: str) -> tuple[str, bool]:
    """Return a name without its legal forms ("Inc", "Pte. Ltd.", "S.p.A."), and whether it had one.

    `tail` is what follows the name in the text: the rest of a form with dots.
    """
    known, bare_name = worldwide().names, name
    dotted = DOTTED.match(tail)
    head, _, letter = name.rpartition(" ")
    if dotted is not None and head and len(letter) == 1:
        form = "".join(char for char in letter + dotted.group() if char.isalpha()).casefold()
        bare_name = head if form in known.legal or form in suffixes() else name
    while True:
        words = bare_name.split()
        several = next((n for n in (3, 2) if " ".join(words[-n:]).casefold() in known.legal_phrases), 0)
        count = several or int(len(words) > 1 and words[-1].casefold().rstrip(".") in known.legal)
        if not count or count >= len(words):
            return bare_name, bare_name != name
        bare_name = " ".join(words[:-count]).rstrip(" ,.")
