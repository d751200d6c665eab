"""Words that names are made of in any language: a name keeps them in the press of another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nlp.languages import FURTHER, codes, load


def worldwide(*names: str) -> frozenset[str]:
    """Return lists of `[names]` joined over all languages."""
    return gathered(FURTHER.get(), names)


@cache
def gathered(further: tuple[Path, ...], names: tuple[str, ...]) -> frozenset[str]:
    """Join lists over the languages of the package and of further folders."""
    return frozenset(word for code in codes() for name in names for word in getattr(load(code).names, name))


def suffixes() -> frozenset[str]:
    """Return the last words of company names in any language that writes them in Latin letters."""
    return latin_suffixes(FURTHER.get())


@cache
def latin_suffixes(further: tuple[Path, ...]) -> frozenset[str]:
    """Join the suffixes of the languages of the package and of further folders."""
    return frozenset(word for code in codes() for word in load(code).naming.suffix if word[0] < LATIN_ENDS)


LATIN_ENDS = "\u0250"
