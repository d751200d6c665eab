"""What stands around a quantity: its clause, its sentence, the parties named there and in the heading above."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from ledger.article import Block, BlockKind, Span
from ledger.reading import Attribution, Case, DateMention, Mention, QuantityMention
from nlp.document import Text
from nlp.languages import load
from nlp.words import words

LEAD = 200  # characters of a paragraph that may lead in a list


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """Everything found in the text before figures are bound; equal to itself alone."""

    text: Text
    quantities: tuple[QuantityMention, ...]
    dates: tuple[DateMention, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    cases: tuple[Case, ...]
    starts: tuple[int, ...]  # of mentions
    counted: tuple[int, ...]  # where quantities start
    told: tuple[int, ...]  # where what somebody says starts
    page: str | None = None  # the party whose own page this is
    nameless: bool = False  # a party's own page that does not tell which party's

    def inside(self, span: Span, kind: str | None = None) -> list[Mention]:
        """Return the mentions inside a place, of one kind if given."""
        low, high = bisect_left(self.starts, span.start), bisect_right(self.starts, max(span.start, span.end - 1))
        return [mention for mention in self.mentions[low:high] if kind is None or mention.kind == kind]

    def parties(self, span: Span) -> list[tuple[Span, str]]:
        """Return the parties named or referred to in a place, with their names, in text order."""
        found = []
        for mention in self.inside(span):
            if mention.kind == "party":
                found.append((mention.span, mention.name))
            elif mention.kind in ("reference", "person") and mention.refers:
                found.append((mention.span, mention.refers[0]))
        return found

    def sentence(self, offset: int) -> Span:
        """Return the sentence around an offset."""
        return self.text.sentence_at(offset).span

    def block_number(self, offset: int) -> int:
        """Return the number of the block around an offset."""
        return self.text.sentence_at(offset).block

    def block(self, offset: int) -> Block:
        """Return the block around an offset."""
        return self.text.article.blocks[self.block_number(offset)]

    def said(self, offset: int) -> list[Attribution]:
        """Return the attributions whose content holds an offset, the narrowest first."""
        sentence = self.sentence(offset)
        found = [a for a in self.in_sentence(sentence) if a.content.start <= offset < a.content.end]
        return sorted(found, key=breadth) if len(found) > 1 else found

    def in_sentence(self, sentence: Span) -> list[Attribution]:
        """Return the attributions of a sentence."""
        low = bisect_left(self.told, sentence.start)
        return list(self.attributions[low : bisect_left(self.told, sentence.end, low)])

    def heading(self, offset: int) -> Span | None:
        """Return the heading or lead-in paragraph above the block around an offset."""
        number = self.block_number(offset)
        blocks = self.text.article.blocks
        in_list = blocks[number].kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CARD)
        for index in range(number - 1, -1, -1):
            block = blocks[index]
            if block.kind is BlockKind.HEADING:
                return block.span
            if in_list and block.kind is BlockKind.PARAGRAPH:
                return block.span if block.span.end - block.span.start < LEAD else None
        return None


def breadth(attribution: Attribution) -> tuple[int, int]:
    """Return how much of the text somebody says, and where it starts."""
    return attribution.content.end - attribution.content.start, attribution.content.start


def has(text: Text, span: Span, *lists: str) -> bool:
    """Tell whether a word of some lists of the language ("costs.harm") stands, in spaced text begins, in a place."""
    return cues(text.language.code, lists).search(text.folded[span.start : span.end]) is not None


@cache
def cues(code: str, lists: tuple[str, ...]) -> re.Pattern[str]:
    """Build the pattern of the words of some lists of a language."""
    tables = load(code)
    listed = words(word for name in lists for word in attrgetter(name)(tables)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{listed})" if tables.spaced and code != "ko" else listed)
