"""Words that stand for a name: "the company", "the regulator", "the three labs", and whom they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.article import BlockKind, Span
from ledger.reading import Mention
from nlp.cues import Hit
from nlp.document import Text
from nlp.grammar import number_given
from nlp.names.context import is_made
from nlp.names.nationals import described, nationals, natives

NOUNS = ("company", "agency", "plaintiff", "defendant")
WHOLE = {"reference": "company", "authority": "agency", "group": "group"}
BACK = 6  # sentences back in which the name must stand
OPENING = 7  # characters before a reference that opens its sentence: "The company", "وقالت الشركة"
WORDS_BETWEEN = 2  # "the San Francisco company"


def find(text: Text, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the references of a text with the party each stands for, where the text before tells."""
    starts = {mention.span.start for mention in mentions}
    covered = {offset for mention in mentions for offset in range(mention.span.start, mention.span.end)}
    trail, known = Trail(text, mentions), natives(text, mentions)
    yield from (mention for mention in nationals(text, mentions) if mention.span.start not in covered)
    end = -1
    for hit in text.marks.hits:
        role = WHOLE.get(hit.kind) or (hit.kind if hit.kind in NOUNS else "")
        role = "group" if text.folded[hit.start : hit.end] in text.language.around.several else role
        if not role or hit.start < end or hit.start in covered:
            continue
        span = Span(hit.start, hit.end) if hit.kind in WHOLE else definite(text, hit, starts)
        if span is None or text.block_at(span.start).kind is BlockKind.META or named_after(text, hit, starts):
            continue
        end = span.end
        if is_other(text, span, hit):
            continue
        origin = described(text, hit, known) if role == "company" else None
        same = trail.called(span) if role in ("company", "agency") else None
        meant = (
            origin if origin is not None else same or introduced(text, hit, mentions) or trail.meant(span.start, role)
        )
        if meant is None and role == "agency" and text.folded[hit.start : hit.end] in text.language.around.authorities:
            meant = trail.authority
        if meant is not None and contrasted(text, span.start, meant, mentions):
            meant = None
        yield Mention(span, "reference", meant or "", False, (meant,) if meant else (), role)


def is_other(text: Text, span: Span, hit: Hit) -> bool:
    """Tell whether a possessive makes a noun another party than the one named: "its supplier"."""
    around = text.language.around
    led = span.of(text.folded).split(" ", 1)[0] in around.others_led
    return led and text.folded[hit.start : hit.end] in around.others_of


def introduced(text: Text, hit: Hit, mentions: Sequence[Mention]) -> str | None:
    """Return the one party named with the same noun before: "the startup" for "Singapore startup Orinda"."""
    word = text.folded[hit.start : hit.end]
    if hit.kind != "company" or not word.isalpha() or not text.language.spaced:
        return None
    lead = len(word) + 1
    named = {
        m.name
        for m in mentions
        if m.kind == "party" and m.span.end <= hit.start and m.span.start >= lead
        if text.folded[m.span.start - lead : m.span.start] == f"{word} "
    }
    return named.pop() if len(named) == 1 else None


def named_after(text: Text, hit: Hit, starts: set[int]) -> bool:
    """Tell whether a name follows directly: "the company Anthropic" is no reference."""
    return (
        any(offset in starts for offset in range(hit.end, hit.end + 4))
        and text.folded[hit.end : hit.end + 1] in " «„“「"
    )


def definite(text: Text, hit: Hit, starts: set[int]) -> Span | None:
    """Return the place of a noun with its article, or None for an indefinite one."""
    tokens, articles = text.marks.tokens, text.language.naming.definite
    for step in range(1, WORDS_BETWEEN + 2):
        index = hit.first - step
        if index < 0:
            return None
        start, end, word = tokens[index]
        gap = text.folded[end : tokens[index + 1][0]]
        if gap.strip():
            return None
        if word in articles:
            return Span(start, hit.end)
        if start in starts or word.endswith("'s"):
            return None
    return None


def contrasted(text: Text, offset: int, name: str, mentions: Sequence[Mention]) -> bool:
    """Tell whether a word of contrast stands between a reference and the name in its own sentence."""
    start = text.sentence_at(offset).span.start
    ends = [m.span.end for m in mentions if m.name == name and start <= m.span.start < offset]
    return bool(ends) and any(word in text.folded[ends[0] : offset] for word in text.language.around.contrast)


def opens_contrast(text: Text, sentence: int) -> bool:
    """Tell whether a sentence begins with "but"."""
    return text.folded.startswith(tuple(text.language.around.but), text.sentences[sentence].span.start)


class Trail:
    """The parties of a text by sentence, to look back on."""

    def __init__(self, text: Text, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.kind == "party":
                self.by_sentence.setdefault(text.sentence_index(mention.span.start), []).append(mention)
        ends: dict[str, int] = {}
        for mention in mentions:
            if mention.kind == "party" and mention.role != "agency":
                ends.setdefault(mention.name, mention.span.end)
        ranked = sorted((end, name) for name, end in ends.items())
        self.earliest = (ranked[0] if ranked else None, ranked[1] if len(ranked) > 1 else None)
        official = {m.name for m in mentions if m.kind == "party" and m.role == "agency"}
        self.authority = official.pop() if len(official) == 1 else None  # the only one a text names

    def called(self, span: Span) -> str | None:
        """Return the one party whose name ends in the noun of a reference: 同研究所 for 青葉研究所."""
        noun = span.of(self.text.raw)[1:]
        if self.text.language.code not in ("ja", "zh") or len(noun) < 1:
            return None
        names = {
            m.name
            for found in self.by_sentence.values()
            for m in found
            if m.span.end <= span.start and m.name.endswith(noun)
        }
        return names.pop() if len(names) == 1 else None

    def named_again(self, offset: int, name: str) -> bool:
        """Tell whether a party is named behind a reference in its sentence: then the reference is to another."""
        here = self.text.sentence_index(offset)
        opens = offset - self.text.sentences[here].span.start <= OPENING
        return opens and any(m.name == name and m.span.start > offset for m in self.by_sentence.get(here, ()))

    def counted(self, mention: Mention) -> bool:
        """Tell whether a party is only given a number, as the members of a list of two or more are."""
        pattern, raw = number_given(self.text.language.code), self.text.raw
        here = self.by_sentence[self.text.sentence_index(mention.span.start)]
        listed = [m for m in here if pattern.match(raw, m.span.end)]
        return mention in listed and len({m.name for m in listed}) > 1

    def meant(self, offset: int, role: str) -> str | None:
        """Return the party meant at a place: the first of the same sentence, else of the nearest sentence before."""
        if role not in ("company", "agency"):
            return None
        here = self.text.sentence_index(offset)
        block = self.text.sentences[here].block
        kinds = {
            m.name for found in self.by_sentence.values() for m in found if (m.role == "agency") == (role == "agency")
        }
        for number in range(here, max(-1, here - BACK), -1):
            candidates = [m for m in self.by_sentence.get(number, ()) if m.span.end <= offset]
            candidates = [m for m in candidates if not is_made(self.text, m.span.start)] or candidates[:1]
            fitting = [m for m in candidates if (m.role == "agency") == (role == "agency") and m.role != "person"]
            others = [m for m in fitting if not self.named_again(offset, m.name) and not self.counted(m)]
            fitting = others or (fitting if number == here else [])
            near = self.text.sentences[number].block
            opening = offset - self.text.sentences[here].span.start <= OPENING
            if fitting and number < here and opens_contrast(self.text, here):
                fitting = [m for m in fitting if m.name != fitting[0].name] or fitting
            if fitting and (role == "agency" or len(kinds) == 1 or near == block or (opening and near == block - 1)):
                return fitting[0].name
        return self.only_before(offset) if role == "company" else None

    def only_before(self, offset: int) -> str | None:
        """Return the one company that a text names before a place."""
        first, second = self.earliest
        named = first is not None and first[0] <= offset and (second is None or second[0] > offset)
        return first[1] if named and first is not None else None
