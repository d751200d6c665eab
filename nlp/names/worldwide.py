"""Words that names are made of in any language: a name keeps them in the press of another."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from nlp.languages import FURTHER, codes, load
from nlp.name_tables import Names

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
