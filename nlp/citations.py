"""The upstreams an article relies on: outlets and parties it names as its source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger.article import Span
from ledger.reading import Citation, Mention
from nlp.document import Text

LABEL = re.compile(
    r"(?:sources?|fontes?|quellen?|fuentes?|kaynak|источник|"
    r"来源|來源|出典|出處|출처|nguồn) ?[:：] ?([\w.-]+\.[a-z]{2,}|[^\n]{2,60})"
)


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
    for match in LABEL.finditer(text.folded) if ":" in text.folded or "：" in text.folded else ():
        span = Span(match.start(1), match.end(1))
        name = span.of(text.raw).strip()
        found.setdefault(name, Citation(name, "outlet", span))
    return tuple(sorted(found.values(), key=lambda citation: citation.span))
