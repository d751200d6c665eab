"""The words around a name, and what speaks for each kind of name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from nlp.cues import Hit, Marks
from nlp.document import Text
from nlp.names.sightings import Sighting


@dataclass(slots=True)
class Votes:
    """What speaks for each kind of one name."""

    kinds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    said: int = 0  # how often a verb of speech follows at once
    acts: int = 0  # how often it speaks, accuses, is accused or acts


class Context:
    """The tokens and cue words around one sighting."""

    def __init__(self, text: Text, sighting: Sighting) -> None:
        self.text, self.sighting = text, sighting
        self.marks: Marks = text.marks
        sentence = text.sentences[sighting.sentence]
        self.first, self.last = sentence.first, sentence.last

    def word(self, index: int) -> str:
        """Return the folded word of a token of the sentence, or ""."""
        return self.marks.tokens[index][2] if self.first <= index < self.last else ""

    def gap(self, index: int) -> str:
        """Return what stands between a token and the one before it."""
        if not self.first < index < self.last:
            return "."
        return self.text.folded[self.marks.tokens[index - 1][1] : self.marks.tokens[index][0]]

    def start(self, index: int) -> int:
        """Return where a token of the sentence starts, or the start of the text."""
        return self.marks.tokens[index][0] if self.first <= index < self.last else 0

    def before(self, steps: int = 1) -> str:
        """Return the word `steps` before the name."""
        return self.word(self.sighting.first - steps)

    def after(self, steps: int = 1) -> str:
        """Return the word `steps` after the name."""
        return self.word(self.sighting.last + steps)

    def hits_before(self, reach: int) -> list[Hit]:
        """Return the cue words that end before the name, within the sentence and a reach of characters."""
        start = max(self.text.sentences[self.sighting.sentence].span.start, self.sighting.span.start - reach)
        return self.marks.hits_between(start, self.sighting.span.start)

    def hits_at(self, index: int) -> list[Hit]:
        """Return the cue words that begin at a token of the sentence."""
        if not self.first <= index < self.last:
            return []
        start = self.marks.tokens[index][0]
        return [hit for hit in self.marks.hits_between(start, start + 40) if hit.start == start]

    def hits_between(self, start: int, end: int) -> list[Hit]:
        """Return the cue words between two tokens."""
        start, end = max(start, self.first), min(end, self.last - 1)
        if start > end:
            return []
        return self.marks.hits_between(self.marks.tokens[start][0], self.marks.tokens[end][1])

    def kinds(self, start: int, end: int) -> set[str]:
        """Return the kinds of cue words between two tokens."""
        start, end = max(start, self.first), min(end, self.last - 1)
        if start > end:
            return set()
        tokens = self.marks.tokens
        return {hit.kind for hit in self.marks.hits_between(tokens[start][0], tokens[end][1])}
