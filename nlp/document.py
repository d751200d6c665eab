"""The article as the reader's parts see it: text, sentences with exact offsets, and the tables of its language."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from ledger.article import Article, Block, BlockKind, Span
from nlp.cues import Marks, mark
from nlp.languages import LanguageTables, load

ENDERS = frozenset(".!?…")
WIDE_ENDERS = frozenset("。！？؟")
CLOSERS = frozenset("\"'”’»」』）)]")
LONGEST_ABBREVIATION = 12
LONGEST_SENTENCE = 1200


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside one block."""

    span: Span
    block: int  # index into Article.blocks


@dataclass(frozen=True, slots=True)
class Text:
    """An article, its folded text (same length), its sentences and the tables of its language."""

    article: Article
    language: LanguageTables
    folded: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]  # of the sentences
    marks: Marks  # tokens and cue words

    @property
    def raw(self) -> str:
        """The article's text."""
        return self.article.text

    def sentence_index(self, offset: int) -> int:
        """Return the index of the sentence that holds `offset`, or of the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds `offset`. Raises IndexError for a text without sentences."""
        return self.sentences[self.sentence_index(offset)]

    def block_at(self, offset: int) -> Block:
        """Return the block that holds `offset`."""
        return self.article.blocks[self.sentence_at(offset).block]


def fold(text: str) -> str:
    """Return `text` lower-cased, full-width forms and odd spaces made plain, every character still at its place."""
    return "".join(FOLDED.get(char) or fold_character(char) for char in text)


FOLDED = {char: char for char in "abcdefghijklmnopqrstuvwxyz0123456789 .,;:!?()-\n\t"}
FOLDED |= {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
FOLDED |= {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\u066b": ".",
    "\u066c": ",",
}
FOLDED |= dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u205f", " ")
FOLDED |= {char: char for char in "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"}  # raised and lowered digits belong to no number


def fold_character(char: str) -> str:
    """Fold one character to exactly one character and remember the answer."""
    value = unicodedata.decimal(char, None)
    plain = str(value) if value is not None else unicodedata.normalize("NFKC", char).lower()
    FOLDED[char] = plain if len(plain) == 1 else (char.lower() if len(char.lower()) == 1 else char)
    return FOLDED[char]


def prepare(article: Article) -> Text:
    """Split an article into sentences and attach the tables of its language."""
    language = load(article.lang)
    folded = fold(article.text)
    sentences: list[Sentence] = []
    for index, block in enumerate(article.blocks):
        whole = block.kind in (BlockKind.TABLE_ROW, BlockKind.CARD, BlockKind.TITLE, BlockKind.HEADING)
        spans = [block.span] if whole else split(folded, block.span, language.abbreviations)
        sentences.extend(Sentence(piece, index) for span in spans for piece in bounded(folded, span))
    return Text(
        article, language, folded, tuple(sentences), tuple(s.span.start for s in sentences), mark(folded, language)
    )


def split(folded: str, block: Span, abbreviations: tuple[str, ...]) -> list[Span]:
    """Split one block into sentences; spans carry no white space at their ends."""
    spans: list[Span] = []
    start = position = block.start
    while position < block.end:
        char = folded[position]
        position += 1
        if char not in WIDE_ENDERS and not (
            char in ENDERS and ends_here(folded, position, start, block.end, abbreviations)
        ):
            continue
        while position < block.end and folded[position] in CLOSERS:
            position += 1
        add(spans, folded, start, position)
        start = position
    add(spans, folded, start, block.end)
    return spans


def bounded(folded: str, span: Span) -> list[Span]:
    """Cut what no one writes as a sentence: steps that look at a sentence as a whole stay linear in the text."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        space = folded.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        end = space if space >= 0 else start + LONGEST_SENTENCE
        add(pieces, folded, start, end)
        start = end
    if start == span.start:
        return [span]
    add(pieces, folded, start, span.end)
    return pieces


def ends_here(folded: str, after: int, start: int, end: int, abbreviations: tuple[str, ...]) -> bool:
    """Tell whether the stop just before `after` ends a sentence: a space follows, no abbreviation precedes."""
    follower = after
    while follower < end and folded[follower] in CLOSERS:
        follower += 1
    if follower >= end:
        return True
    if folded[follower] != " ":
        return False
    if folded[after - 1] != ".":
        return True
    first = after - 1
    while first > start and after - first <= LONGEST_ABBREVIATION and folded[first - 1] not in " (“\"'«":
        first -= 1
    word = folded[first : after - 1]
    return word not in abbreviations and not (len(word) == 1 and word.isalpha())


def add(spans: list[Span], folded: str, start: int, end: int) -> None:
    """Append the span without its outer white space, if anything is left of it."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))
