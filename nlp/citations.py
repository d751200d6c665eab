"""The upstreams an article relies on: outlets and parties it names as its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ledger.article import Span
from ledger.reading import Citation, Mention
from nlp.document import Text
from nlp.languages import load
from nlp.words import words


@cache
def label(code: str) -> re.Pattern[str]:
    """Return the pattern of "Sources: " with what it names, in the language or in English."""
    labels = words({*load(code).standing.source_labels, *load("en").standing.source_labels})
    return re.compile(rf"(?:{labels}) ?[:：] ?([\w.-]+\.[a-z]{{2,}}|[^\n]{{2,60}})")


def find(text: Text, mentions: Sequence[Mention]) -> tuple[Citation, ...]:
    """Return outlets named near a cue of relaying, and what a "Sources:" line names."""
    cues = text.language.cues
    leads = [*cues.via, *cues.according, *cues.according_after]
    found: dict[str, Citation] = {}
    for mention in mentions:
        if mention.kind != "outlet" or mention.name == text.article.outlet:
            continue
        near = text.folded[max(0, mention.span.start - 40) : mention.span.end + 30]
        if any(lead in near for lead in leads):
            found.setdefault(mention.name, Citation(mention.name, "outlet", mention.span))
    for match in label(text.language.code).finditer(text.folded) if ":" in text.folded or "：" in text.folded else ():
        span = Span(match.start(1), match.end(1))
        name = span.of(text.raw).strip()
        found.setdefault(name, Citation(name, "outlet", span))
    return tuple(sorted(found.values(), key=lambda citation: citation.span))
