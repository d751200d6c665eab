"""Is a page about model extraction at all: counted topic words, cheap enough for every crawled page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ledger.reading import Mention, QuantityMention
from nlp.document import Text
from nlp.languages import load
from nlp.wordlist import alternation

ENOUGH = 6  # points; weights and threshold were set on the development corpus, checked on our own stories
MOST = 3  # words of one kind that count
LARGE = 1000
COUNTED = frozenset({"interactions", "accounts", "api_keys", "samples", "tokens"})


@cache
def topic(code: str) -> tuple[re.Pattern[str], ...]:
    """Build the patterns of strong words, model words, acts of copying, accusations and neighbouring topics."""
    tables = load(code)
    accusing = [*tables.cues.accuse, *tables.cues.deny, *tables.cues.admit, *tables.happenings.memo]
    groups = (tables.topic.strong, tables.topic.model, tables.topic.act, accusing, tables.topic.against)
    return tuple(re.compile(alternation(group)) for group in groups)


def is_relevant(text: Text, mentions: Sequence[Mention], quantities: Sequence[QuantityMention] = ()) -> bool:
    """Tell whether the page is about copying a model through its answers: points for topic words and large counts."""
    strong, models, acts, accused, against = (distinct(pattern, text) for pattern in topic(text.language.code))
    models += len({mention.name for mention in mentions if mention.known and mention.kind == "product"})
    if strong + models == 0 or strong + acts == 0:
        return False
    counted = any(q.measure in COUNTED and (q.quantity.low or q.quantity.high or 0) >= LARGE for q in quantities)
    points = 3 * min(strong, 2) + min(acts, MOST) + min(models, MOST) + 2 * counted + 2 * (accused > 0)
    return points - 2 * min(against, MOST) >= ENOUGH


def distinct(pattern: re.Pattern[str], text: Text) -> int:
    """Return how many different words of a kind stand in the text."""
    return len({match.group() for match in pattern.finditer(text.folded)})
