"""The table of known parties, products and outlets, and the pattern that finds them in any script."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from nlp.document import fold
from nlp.words import beginning, words

KEYS = {"name", "kind", "aliases", "owner", "speaks_for", "place"}
KINDS = {"company", "agency", "body", "person", "outlet", "product"}


class PartyError(ValueError):
    """parties.toml says something the loader does not know."""


@dataclass(frozen=True, slots=True)
class Party:
    """A known party, product or outlet."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    owner: str | None = None
    speaks_for: str | None = None
    place: tuple[str, ...] = ()


def parse(text: str) -> tuple[Party, ...]:
    """Read the table; raises PartyError for unknown keys or kinds and for an alias of two parties."""
    found: list[Party] = []
    seen: dict[str, str] = {}
    for entry in tomllib.loads(text)["party"]:
        unknown = set(entry) - KEYS
        if unknown or entry["kind"] not in KINDS:
            raise PartyError(f"{entry.get('name')}: unknown {', '.join(sorted(unknown)) or entry['kind']}")
        aliases = tuple(dict.fromkeys(fold(alias) for alias in [entry["name"], *entry["aliases"]]))
        for alias in aliases:
            if seen.setdefault(alias, entry["name"]) != entry["name"]:
                raise PartyError(f"{alias}: alias of {seen[alias]} and of {entry['name']}")
        found.append(
            Party(
                entry["name"],
                entry["kind"],
                aliases,
                entry.get("owner"),
                entry.get("speaks_for"),
                tuple(entry.get("place", ())),
            )
        )
    return tuple(found)


@cache
def parties() -> dict[str, Party]:
    """Return the known parties by canonical name."""
    text = resources.files("nlp").joinpath("parties.toml").read_text(encoding="utf-8")
    return {party.name: party for party in parse(text)}


@cache
def by_alias() -> dict[str, Party]:
    """Return the known parties by folded alias."""
    return {alias: party for party in parties().values() for alias in party.aliases}


@cache
def pattern() -> re.Pattern[str]:
    """Build the pattern of all aliases: Latin ones stand alone, others may carry particles and case endings."""
    latin = [alias for alias in by_alias() if alias.isascii()]
    other = [alias for alias in by_alias() if not alias.isascii()]
    return re.compile(
        rf"(?<![a-z0-9]){beginning(latin)}(?:{words(latin)})(?![a-z0-9])|{beginning(other)}(?:{words(other)})"
    )
