"""The words of events in each language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import NamedTuple

from ledger.article import Span
from nlp.document import Text
from nlp.languages import Happenings, load
from nlp.openers import Sought
from nlp.wordlist import beginnings

NO_TYPES = frozenset({"bounds", "own"})
TYPES = tuple(entry.name for entry in fields(Happenings) if entry.name not in NO_TYPES)
GENERIC = frozenset({"disclosure", "response", "report"})


class Trigger(NamedTuple):
    """A word of an event: its type and place."""

    kind: str
    start: int


@cache
def table(code: str) -> tuple[Sought, dict[str, str]]:
    """Return the search for all words of events and the type of each; a word listed twice has the rarer type."""
    tables = load(code)
    order = [*(kind for kind in TYPES if kind in GENERIC), *(kind for kind in TYPES if kind not in GENERIC)]
    types = {word: kind for kind in order for word in getattr(tables.happenings, kind)}
    return beginnings(tables.code, tables.spaced, types), {word.removesuffix("$"): kind for word, kind in types.items()}


def starts(text: Text) -> Sequence[int] | None:
    """Return where words of events may begin in a text; None: anywhere."""
    return table(text.language.code)[0].starts(text.marks.begun)


def triggers(text: Text, place: Span, begun: Sequence[int] | None) -> tuple[Trigger, ...]:
    """Return the words of events at a place; `begun` is where they may begin in the text."""
    sought, types = table(text.language.code)
    found = sought.matches(text.folded, begun, place.start, place.end)
    return tuple([Trigger(types[match[1]], match.start(1)) for match in found])
