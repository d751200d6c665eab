"""The words around a name, and what speaks for each kind of name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from nlp.cues import Hit, Marks
from nlp.document import Text
from nlp.languages import load
from nlp.names.sightings import Sighting

LONGEST_MADE = 40  # characters of "developed by Leeds-based "


@dataclass(slots=True)
class Votes:
    """What speaks for each kind of one name."""

    kinds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    said: int = 0  # how often a verb of speech follows at once
    acts: int = 0  # how often it speaks, accuses, is accused or acts


class Context:
    """The tokens and cue words around one sighting."""

    def __init__(self, text: Text, sighting: Sighting, hits: Sequence[Hit]) -> None:
        self.text, self.sighting = text, sighting
        self.hits = hits  # the cue words that begin in the sentence
        self.marks: Marks = text.marks
        self.around = text.language.around
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
        return self.between(start, self.sighting.span.start)

    def between(self, start: int, end: int) -> list[Hit]:
        """Return the cue words of the sentence between two offsets."""
        return [hit for hit in self.hits if start <= hit.start and hit.end <= end]

    def hits_at(self, index: int) -> list[Hit]:
        """Return the cue words that begin at a token of the sentence."""
        if not self.hits or not self.first <= index < self.last:
            return []
        start = self.marks.tokens[index][0]
        return [hit for hit in self.hits if hit.start == start and hit.end <= start + 40]

    def hits_between(self, start: int, end: int) -> list[Hit]:
        """Return the cue words between two tokens."""
        start, end = max(start, self.first), min(end, self.last - 1)
        if start > end or not self.hits:
            return []
        return self.between(self.marks.tokens[start][0], self.marks.tokens[end][1])

    def kinds(self, start: int, end: int) -> set[str]:
        """Return the kinds of cue words between two tokens."""
        return {hit.kind for hit in self.hits_between(start, end)} if self.hits else set()


def is_made(text: Text, start: int) -> bool:
    """Tell whether a name follows words of making and owning: "a system built by X", "developed by Leeds-based X"."""
    phrases, last_words = making(text.language.code)
    words = text.folded[max(0, start - LONGEST_MADE) : start].split()
    if words and "-" in words[-1]:
        words.pop()
    return bool(words) and words[-1] in last_words and " ".join(words).endswith(phrases)


@cache
def making(code: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the phrases of making of a language, and their last words."""
    phrases = [phrase for phrase in load(code).naming.made if " " in phrase]
    return tuple(f" {phrase}" for phrase in phrases), frozenset(phrase.split()[-1] for phrase in phrases)
