"""The words of events in each language."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from ledger.article import Span
from nlp.document import Text
from nlp.languages import Happenings, load
from nlp.wordlist import beginnings

NO_TYPES = frozenset({"bounds", "own"})
TYPES = tuple(entry.name for entry in fields(Happenings) if entry.name not in NO_TYPES)
GENERIC = frozenset({"disclosure", "response", "report"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of an event: its type and place."""

    kind: str
    start: int


@cache
def table(code: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of all words of events and the type of each; a word listed twice has the rarer type."""
    tables = load(code)
    order = [*(kind for kind in TYPES if kind in GENERIC), *(kind for kind in TYPES if kind not in GENERIC)]
    types = {word: kind for kind in order for word in getattr(tables.happenings, kind)}
    return beginnings(tables.code, tables.spaced, types), {word.removesuffix("$"): kind for word, kind in types.items()}


def triggers(text: Text, place: Span) -> tuple[Trigger, ...]:
    """Return the words of events at a place."""
    pattern, types = table(text.language.code)
    found = pattern.finditer(text.folded, place.start, place.end)
    return tuple(Trigger(types[match.group(1)], match.start(1)) for match in found)
