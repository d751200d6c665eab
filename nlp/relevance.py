"""Is a page about model extraction at all: counted topic words, cheap enough for every crawled page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ledger.reading import Mention
from nlp.document import Text
from nlp.languages import load
from nlp.quantities.scan import words

ENOUGH_ACTS = 2


@cache
def topic(code: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Build the patterns of strong words, model words, acts of copying and accusations of a language."""
    tables = load(code)
    accusing = [*tables.cues.accuse, *tables.cues.deny, *tables.cues.admit]
    groups = (
        tables.topic.strong,
        tables.topic.model,
        tables.topic.act,
        tables.happenings.memo + tables.happenings.bill,
    )
    strong, model, act, policy = (re.compile(words(group) or "(?!)") for group in groups)
    return strong, model, act, re.compile(f"{words(accusing) or '(?!)'}|{policy.pattern}")


def is_relevant(text: Text, mentions: Sequence[Mention]) -> bool:
    """Tell whether the page is about copying a model through its answers."""
    strong, model, act, accuse = topic(text.language.code)
    models = len({match.group() for match in model.finditer(text.folded)})
    models += len({mention.name for mention in mentions if mention.known and mention.kind == "product"})
    if models == 0:
        return False
    strength = sum(1 for _ in strong.finditer(text.folded))
    acts = len({match.group() for match in act.finditer(text.folded)})
    accused = accuse.search(text.folded) is not None
    if strength and accused:
        return True
    return strength >= ENOUGH_ACTS or (acts >= ENOUGH_ACTS and accused and models >= ENOUGH_ACTS)
