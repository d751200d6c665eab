"""The noun phrase that speaks: before a verb of saying, after it, or after "according to"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ledger.article import Span
from ledger.reading import Mention
from nlp.cues import Hit
from nlp.document import Text
from nlp.grammar import dated

QUOTES = '“”"«»„‟「」『』'
BREAK = frozenset(',;:()—–“”"«»„「」『』\n、，。；：（）')
LONGEST = 18  # tokens of a noun phrase


class Source(NamedTuple):
    """Who speaks: the place of the noun phrase, the mention in it that names the speaker, and its plain words' kind."""

    span: Span
    mention: Mention | None = None
    noun: str = ""  # document | expert | company | agency | pronoun | title | ""


def broken(gap: str) -> bool:
    """Tell whether punctuation stands between two words; a comma inside a number does not count."""
    return (len(gap) > 1 and any(char in BREAK for char in gap)) or gap in MARKS


MARKS = frozenset(BREAK - {",", "."})


class Sentence:
    """One sentence with its mentions, as the search for speakers sees it."""

    def __init__(self, text: Text, index: int, mentions: Sequence[Mention]) -> None:
        sentence = text.sentences[index]
        self.text, self.span, self.mentions = text, sentence.span, mentions
        self.tokens = text.marks.tokens
        self.first, self.last = sentence.first, sentence.last
        self.grammar = text.language.grammar

    def gap(self, index: int) -> str:
        """Return what stands before a token of the sentence."""
        if index <= self.first:
            return self.text.raw[self.span.start : self.tokens[index][0]] if index < len(self.tokens) else ""
        if index >= self.last:
            return self.text.raw[self.tokens[self.last - 1][1] : self.span.end]
        return self.text.raw[self.tokens[index - 1][1] : self.tokens[index][0]]

    def word(self, index: int) -> str:
        """Return a folded word of the sentence, or ""."""
        return self.tokens[index][2] if self.first <= index < self.last else ""

    def place(self, first: int, last: int) -> Span:
        """Return the place of a run of tokens."""
        return Span(self.tokens[first][0], self.tokens[last][1])

    def source(self, span: Span, *, last: bool = False) -> Source:
        """Return a noun phrase with the mention that names its speaker and the kind of its plain noun."""
        inside = [m for m in self.mentions if span.start <= m.span.start and m.span.end <= span.end]
        people = [m for m in inside if m.kind in ("party", "person", "outlet", "reference")]
        chosen = (people[-1] if last else people[0]) if people else None
        return Source(span, chosen, self.noun(span))

    def noun(self, span: Span) -> str:
        """Return what kind of plain noun stands in a phrase."""
        found = {hit.kind for hit in self.text.marks.hits_in(span)}
        for kind in ("document", "expert", "title", "agency", "company", "plaintiff", "defendant", "speaker"):
            if kind in found:
                return kind
        words = {token[2] for token in self.tokens[self.first : self.last] if span.start <= token[0] < span.end}
        return "pronoun" if words & set(self.text.language.naming.pronoun) else ""

    def before(self, hit: Hit) -> Source | None:
        """Return the subject right before a verb: to the last mark of punctuation, an apposition stepped over."""
        index = hit.first - 1
        while index >= self.first and self.word(index) in self.grammar.skipped and not broken(self.gap(index + 1)):
            index -= 1
        if index < self.first or (set(self.gap(index + 1)) & set(QUOTES) and not self.is_name(index)):
            return None
        closed = "," in self.gap(index + 1) or ")" in self.gap(index + 1)
        start = self.back(index)
        if not closed:
            return self.trimmed(start, index)
        if start <= self.first:
            return None
        earlier = self.back(start - 1)
        relative = self.word(start).endswith("ing") or self.word(start) in self.grammar.relative
        whole = self.trimmed(earlier, start - 1 if relative or index - start > 6 else index)
        if whole is None or (self.is_clause(earlier, start - 1) and not relative):
            return None
        return whole

    def is_name(self, index: int) -> bool:
        """Tell whether a token closes a name in quotation marks: В «Северной Веге» заявили."""
        closing = self.gap(index + 1).strip()
        return closing == "»" and any(m.span.end == self.tokens[index][1] for m in self.mentions)

    def back(self, index: int) -> int:
        """Return the first token of the piece without punctuation that ends at `index`."""
        start = index
        while start > self.first and not broken(self.gap(start)) and index - start < LONGEST:
            start -= 1
        return start

    def is_clause(self, first: int, last: int) -> bool:
        """Tell whether a piece is a clause rather than a noun phrase: it holds a verb or opens with a date."""
        if first > last or last - first > 9 or self.word(first) in self.grammar.clause_leads:
            return True
        kinds = {hit.kind for hit in self.text.marks.hits_in(self.place(first, last))}
        return bool(kinds & {"use", "copy", "say"}) or self.holds(self.grammar.being, first, last)

    def holds(self, words: frozenset[str], first: int, last: int) -> bool:
        """Tell whether one of some words stands in a run of tokens."""
        return any(self.word(index) in words for index in range(first, last + 1))

    def trimmed(self, first: int, last: int) -> Source | None:
        """Return the noun phrase of a piece without leading conjunctions and dates; it starts after an inner clause."""
        for index in range(last, first, -1):
            if self.word(index) in self.grammar.inner:
                first = index + 1
                break
        spoken = [h.last for h in self.text.marks.hits_in(self.place(first, last)) if h.kind == "say" and h.last < last]
        first = max([first, *(index + 1 for index in spoken)])
        while first <= last and self.word(first) in self.grammar.openers:
            first += 1
        if first > last:
            return None
        span = self.place(first, last)
        match = dated(self.text.language.code).match(self.text.folded[span.start : span.end] + " \u0000")
        if match is not None and match.end() < span.end - span.start:
            span = Span(span.start + match.end(), span.end)
        named = [m for m in self.mentions if span.start <= m.span.start and m.span.end <= span.end]
        if last - first > 8 and named:
            span = Span(max(span.start, named[-1].span.start), span.end)
        return self.source(span, last=False)

    def after(self, index: int, cut: frozenset[str] | None = None) -> Source | None:
        """Return the noun phrase that begins at a token: to punctuation, a preposition of time or a verb."""
        grammar = self.grammar
        cut = grammar.cut if cut is None else cut
        opened = index < self.last and (self.word(index) in grammar.openers or self.word(index) in grammar.cut)
        if index >= self.last or broken(self.gap(index)) or opened:
            return None
        end = index
        while end + 1 < self.last and end - index < LONGEST:
            if self.parted(end + 1) or self.word(end + 1) in cut:
                break
            end += 1
        return self.source(self.place(index, self.with_apposition(index, end)))

    def parted(self, index: int) -> bool:
        """Tell whether punctuation stands before a token; quotation marks around a name do not count."""
        gap = self.gap(index)
        if not broken(gap):
            return False
        if set(gap.strip()) <= set(QUOTES) and index < self.last:
            starts, ends = {m.span.start for m in self.mentions}, {m.span.end for m in self.mentions}
            return self.tokens[index][0] not in starts and self.tokens[index - 1][1] not in ends
        return True

    def follower(self, source: Source) -> str:
        """Return the word right after a noun phrase, or "" where punctuation closes it."""
        index = self.text.marks.token_at(source.span.end)
        return "" if broken(self.gap(index)) else self.word(index)

    def with_apposition(self, index: int, end: int) -> int:
        """Return the end of a noun phrase with its apposition: a title behind a name or the other way."""
        if self.gap(end + 1) != ", " or end - index > 9:
            return end
        last = end + 1
        while last + 1 < self.last and last - end < 9 and not broken(self.gap(last + 1)):
            last += 1
        raw, tokens = self.text.raw, self.tokens
        kinds = {hit.kind for hit in self.text.marks.hits_in(self.place(end + 1, last))}
        if kinds & {"say", "use", "deny", "accuse"} or self.holds(self.grammar.auxiliary, end + 1, last):
            return end
        named = raw[tokens[index][0]].isupper() and self.word(index) not in self.text.language.naming.definite
        described = self.word(end + 1) in self.grammar.determiners or "title" in kinds
        called = all(raw[tokens[i][0]].isupper() for i in (end + 1, last)) and last - end <= 4
        return last if (named and described) or (not named and called) else end

    def mention_before(self, offset: int, reach: int) -> Mention | None:
        """Return the nearest mention of a speaker before an offset."""
        ends = [m.span.end for m in self.mentions]
        for index in range(bisect_left(ends, offset + 1) - 1, -1, -1):
            mention = self.mentions[index]
            if offset - mention.span.end > reach:
                return None
            if mention.kind in ("party", "person", "outlet", "reference"):
                return mention
        return None

    def mention_after(self, offset: int, reach: int) -> Mention | None:
        """Return the nearest mention of a speaker after an offset."""
        for mention in self.mentions:
            if mention.span.start >= offset and mention.kind in ("party", "person", "outlet", "reference"):
                return mention if mention.span.start - offset <= reach else None
        return None
