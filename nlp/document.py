"""The article as the reader's parts see it: text, sentences with exact offsets, and the tables of its language."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from ledger.article import Article, Block, BlockKind, Span
from nlp.cues import Marks, mark
from nlp.languages import LanguageTables, load

WIDE_ENDERS = frozenset("。！？؟")
END = re.compile(r"([.!?…。！？؟])[\"'”’»」』）)\]]*")
WHOLE = frozenset([BlockKind.TABLE_ROW, BlockKind.CARD, BlockKind.TITLE, BlockKind.HEADING])  # one sentence each
LONGEST_ABBREVIATION = 12
LONGEST_SENTENCE = 1200


class Sentence(NamedTuple):
    """A sentence inside one block."""

    span: Span
    block: int  # index into Article.blocks
    first: int  # index of its first token
    last: int  # index of the token behind its last one


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """An article, its folded text (same length), its sentences, the tables of its language; equal to itself alone."""

    article: Article
    language: LanguageTables
    raw: str  # the article's text
    folded: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]  # of the sentences
    marks: Marks  # tokens and cue words

    def sentence_index(self, offset: int) -> int:
        """Return the index of the sentence that holds `offset`, or of the last one before it."""
        index = bisect_right(self.starts, offset)
        return index - 1 if index else 0

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds `offset`. Raises IndexError for a text without sentences."""
        return self.sentences[bisect_right(self.starts, offset, 1) - 1]

    def block_at(self, offset: int) -> Block:
        """Return the block that holds `offset`."""
        return self.article.blocks[self.sentence_at(offset).block]


class Folding(dict[int, str]):
    """What each character folds to: exactly one character, worked out once and remembered."""

    def __missing__(self, code: int) -> str:
        """Fold a character met for the first time."""
        char = chr(code)
        value = unicodedata.decimal(char, None)
        plain = str(value) if value is not None else unicodedata.normalize("NFKC", char).lower()
        lower = char.lower()
        self[code] = plain if len(plain) == 1 else (lower if len(lower) == 1 else char)
        return self[code]


QUOTES_AND_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "−": "-", "٫": ".", "٬": ",", "İ": "i"}
SPACES = "\u00a0\u202f\u2009\u2007\u2008\u205f"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"  # raised and lowered digits belong to no number
FOLDING = Folding(
    {ord(char): folded for char, folded in QUOTES_AND_MARKS.items()}
    | dict.fromkeys(map(ord, SPACES), " ")
    | {ord(char): char for char in RAISED}
)


OTHERS = re.compile("[^\x00-\x7f]+")
FEW = 16  # a run of other letters in so many characters is no script of its own: quotation marks, dashes, accents


def fold(text: str) -> str:
    """Return `text` lower-cased, full-width forms and odd spaces made plain, every character still at its place."""
    if text.isascii():
        return text.lower()
    pieces = OTHERS.split(text)
    if len(pieces) * FEW > len(text):
        return text.translate(FOLDING)
    runs = [run.translate(FOLDING) for run in OTHERS.findall(text)]
    return "".join([piece for pair in zip(pieces, [*runs, ""], strict=True) for piece in (pair[0].lower(), pair[1])])


def prepare(article: Article) -> Text:
    """Split an article into sentences and attach the tables of its language."""
    language = load(article.lang)
    folded = fold(article.text)
    marks = mark(folded, language)
    sentences: list[Sentence] = []
    for index, block in enumerate(article.blocks):
        spans = [block.span] if block.kind in WHOLE else split(folded, article.text, block.span, language)
        for span in spans:
            for piece in bounded(folded, span):
                sentences.append(Sentence(piece, index, marks.token_at(piece.start), marks.token_at(piece.end)))
    starts = tuple([sentence.span.start for sentence in sentences])
    return Text(article, language, article.text, folded, tuple(sentences), starts, marks)


def split(folded: str, raw: str, block: Span, language: LanguageTables) -> list[Span]:
    """Split one block into sentences; spans carry no white space at their ends."""
    spans: list[Span] = []
    start = block.start
    for match in END.finditer(folded, block.start, block.end):
        position = match.end()
        if match.start() < start or not ends_here(folded, raw, match, start, block.end, language):
            continue
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


def ends_here(folded: str, raw: str, match: re.Match[str], start: int, end: int, language: LanguageTables) -> bool:
    """Tell whether a stop ends a sentence: a space and no small letter follow, no abbreviation or ordinal precedes."""
    after = match.end()
    if after >= end or match.group(1)[-1] in WIDE_ENDERS:
        return True
    if folded[after] != " ":
        return False
    if match.group(1) != ".":
        return True
    following = raw[after + 1 : after + 2]
    if following.islower():
        return False
    stop = match.start()
    first = stop
    while first > start and stop - first < LONGEST_ABBREVIATION and folded[first - 1] not in " (“\"'«":
        first -= 1
    word = folded[first:stop]
    named = following.isupper() or (following in '«“"' and raw[after + 2 : after + 3].isupper())
    if word in language.soft_abbreviations and named:
        return True
    if word.isdigit() and len(word) < 3 and language.numbers.ordinal_dot and following.isupper():
        return False
    return word not in language.abbreviations and not (len(word) == 1 and word.isalpha())


def add(spans: list[Span], folded: str, start: int, end: int) -> None:
    """Append the span without its outer white space, if anything is left of it."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))
