"""What stands around a quantity: its clause, its sentence, the parties named there and in the heading above."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.article import BlockKind, Span
from ledger.reading import Attribution, Case, DateMention, Mention, QuantityMention
from nlp.document import Text

CLAUSE = re.compile(r"[;；。:：]|[,，、] | und | and | y | e | et | ve | и | та | و")


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in the text before figures are bound."""

    text: Text
    quantities: tuple[QuantityMention, ...]
    dates: tuple[DateMention, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    cases: tuple[Case, ...]
    starts: tuple[int, ...]  # of mentions

    def inside(self, span: Span, kind: str | None = None) -> list[Mention]:
        """Return the mentions inside a place, of one kind if given."""
        low, high = bisect_left(self.starts, span.start), bisect_right(self.starts, max(span.start, span.end - 1))
        return [mention for mention in self.mentions[low:high] if kind is None or mention.kind == kind]

    def sentence(self, offset: int) -> Span:
        """Return the sentence around an offset."""
        return self.text.sentence_at(offset).span

    def block_number(self, offset: int) -> int:
        """Return the number of the block around an offset."""
        return self.text.sentence_at(offset).block

    def attribution(self, sentence: Span) -> Attribution | None:
        """Return the attribution of a sentence."""
        index = bisect_left([a.content.start for a in self.attributions], sentence.start)
        if index < len(self.attributions) and self.attributions[index].content.start == sentence.start:
            return self.attributions[index]
        return None

    def heading(self, offset: int) -> Span | None:
        """Return the heading or lead-in paragraph above the block around an offset."""
        number = self.block_number(offset)
        blocks = self.text.article.blocks
        in_list = blocks[number].kind is BlockKind.LIST_ITEM
        for index in range(number - 1, -1, -1):
            block = blocks[index]
            if block.kind is BlockKind.HEADING:
                return block.span
            short = block.kind is BlockKind.PARAGRAPH and block.span.end - block.span.start < 80
            if in_list and block.kind is BlockKind.PARAGRAPH:
                return block.span if short or block.span.end - block.span.start < 200 else None
        return None


def has(text: Text, span: Span, cues: Sequence[str]) -> bool:
    """Tell whether one of the cue words stands in a place; in spaced text as a word of its own."""
    piece = text.folded[span.start : span.end]
    if not text.language.spaced or text.language.code == "ko":
        return any(cue in piece for cue in cues)
    return any(re.search(rf"(?<!\w){re.escape(cue)}", piece) for cue in cues if cue in piece)
