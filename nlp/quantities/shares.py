"""What a share is a share of: "half of the accounts", "trafiğin yarısı", "トラフィックの半分"."""

from __future__ import annotations

import re
from functools import cache

from ledger.article import Span
from nlp.document import Text
from nlp.languages import load
from nlp.quantities.nouns import noun_after, stems
from nlp.words import words

TRAFFIC = "interactions"  # a share of the traffic is a share of what was asked
WHOLES = frozenset({"interactions", "accounts", "api_keys", "tokens", "samples", "works", "organizations", "devices"})
BEHIND = 48
BEFORE = 24


def whole_of_share(text: Text, piece: Span, start: int, end: int, ceiling: int) -> str | None:
    """Return the measure of the noun behind a share, else of the one right before it, else None."""
    if text.language.nouns.whole_before:
        return before(text, piece, start)
    limit = min(ceiling, end + BEHIND)
    noun = noun_after(text, end, limit)
    if noun is not None and noun.measure is not None and noun.measure != "money":
        return noun.measure if noun.measure in WHOLES else None
    if traffic(text.language.code).search(text.folded, end, limit):
        return TRAFFIC
    return before(text, piece, start)


def before(text: Text, piece: Span, start: int) -> str | None:
    """Return the measure of the noun right before a share."""
    low = max(piece.start, start - BEFORE)
    if traffic(text.language.code).search(text.folded, low, start):
        return TRAFFIC
    found = None
    for match in stems(text.language.code).finditer(text.folded, low, start):
        found = match.lastgroup
    return found if found in WHOLES else None


@cache
def traffic(code: str) -> re.Pattern[str]:
    """Build the pattern of words for the whole traffic."""
    tables = load(code)
    lead = r"(?<!\w)" if tables.spaced else ""
    return re.compile(f"{lead}(?:{words(tables.nouns.traffic) or '(?!)'})")
