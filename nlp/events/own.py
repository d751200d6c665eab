"""Is a page a party's own document: its statement, note, pleading or notice?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice

from nlp.document import Text, fold
from nlp.events.told import Told
from nlp.languages import load
from nlp.openers import Sought
from nlp.wordlist import beginnings

ENOUGH = 2  # words of speaking for oneself
OPENING = 5  # sentences in which the publisher acts, if it does


@cache
def speaking(code: str) -> Sought:
    """Return the search for words by which a party's own document is known."""
    tables = load(code)
    return beginnings(tables.code, tables.spaced, tables.happenings.own)


def is_own(text: Text, told: Sequence[Told]) -> bool:
    """Tell whether a page is its publisher's own document: the outlet opens it as the one who acts, or it says "we"."""
    outlet = fold(text.article.outlet or "")
    for sentence in told[:OPENING]:
        after = sentence.span.start + len(outlet)
        acts = any(trigger.start >= after for trigger in sentence.triggers)
        if outlet and acts and text.folded.startswith(outlet, sentence.span.start):
            return True
    sought = speaking(text.language.code)
    words = sought.matches(text.folded, sought.starts(text.marks.begun), 0, len(text.folded))
    return len(list(islice(words, ENOUGH))) == ENOUGH
