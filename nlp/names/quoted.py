"""Names in quotation marks: short ones, and those that go on in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.article import Span
from nlp.document import Text
from nlp.names.sightings import Sighting, at

QUOTED = re.compile(r"[«“\"„「『]([^«»“”\"„「」『』\n]{2,40})[»”\"“」』]")


def quoted(text: Text) -> Iterator[Sighting]:
    """Yield what stands between quotation marks and is short enough for a name."""
    for match in QUOTED.finditer(text.raw):
        inner = match.group(1)
        if len(inner.split()) > 4 or any(char in ".,;:!?،؛。、" for char in inner):
            continue
        yield at(text, Span(match.start(1), match.end(1)), inner, in_quotes=True)


def titles(text: Text) -> Iterator[Sighting]:
    """Yield names in quotation marks that go on in small letters: "Corriere della Valle"."""
    for match in QUOTED.finditer(text.raw):
        inner = match.group(1).strip()
        words = inner.split()
        small = any(word[0].islower() for word in words)
        if not 1 < len(words) <= MOST_TITLE or not small or not inner[0].isupper() or MARKED.search(inner):
            continue
        start = match.start(1) + match.group(1).index(inner)
        span = Span(start, start + len(inner))
        if text.marks.has(span, *TOLD) or text.folded[span.start : span.end] in text.language.naming.stop:
            continue
        yield at(text, span, inner, in_quotes=True)


MOST_TITLE = 5  # words of a name in quotation marks
MARKED = re.compile(r"[.,;:!?\d]")
TOLD = ("say", "accuse", "deny", "admit", "use", "copy", "respond", "linked")
