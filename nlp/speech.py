"""Which cue words are speech at all, and who speaks where no subject stands beside the verb."""

from __future__ import annotations

import re

from ledger.article import Block, BlockKind, Span
from ledger.reading import Mention
from nlp.cues import Hit
from nlp.document import Text
from nlp.quotations import in_quotes
from nlp.sources import QUOTES, Sentence, Source, broken

OPENING = '“«„「『"'
LONGEST_SUBJECT = 7
SPEAKERS = ("document", "expert", "agency", "title", "company", "speaker")
LABEL = re.compile(r"[^:：\n]{2,48}[:：]\s")
ACRONYM = re.compile(r"(?:[A-ZА-ЯЁІЇЄ]\.?){2,6}|[A-Z]{2,6}'s")
HEADLINE = 180
DASHES = ("—", " – ")
NAME = re.compile(r"[A-Z][\w'’-]+$")


def is_speech(text: Text, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a verb speaks: not "employers added 187,000 jobs", nor the plural "on waiting lists" at the end."""
    word = sentence.word(hit.first)
    gap, following = sentence.gap(hit.last + 1), sentence.word(hit.last + 1)
    if word in text.language.grammar.weak_leads and f"{word} {following}" in text.language.numbers.percent:
        return False  # "per cent"
    clause = word in text.language.cues.say_clause and hit.first == hit.last
    if clause and following and not broken(gap) and not set(gap) & set(QUOTES):
        numbered = following[0].isdigit() or following in text.language.numbers.words or gap.strip() != ""
        return not (numbered or is_hedge(text, following))
    if text.language.code == "en" and word.endswith("s") and word in text.language.cues.say_noun and not following:
        return any("," in sentence.gap(index) for index in range(sentence.first + 1, hit.first + 1))
    return True


def is_hedge(text: Text, word: str) -> bool:
    """Tell whether a word stands before a number: "about", "nearly", "another", "a"."""
    hedges = text.language.hedges
    return word in hedges.about_before or word in hedges.almost_before or word in ("a", "an", "another", "more", "at")


def joined(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a verb goes on with the subject before: "blamed the weather and said", "cut its rating, saying"."""
    index, grammar = hit.first - 1, sentence.grammar
    participle = sentence.text.language.code == "en" and sentence.word(hit.first).endswith("ing")
    if participle and ("," in sentence.gap(hit.first) or closes_aside(sentence, hit.first)):
        return True
    while index > sentence.first and sentence.word(index) in grammar.skipped and not broken(sentence.gap(index + 1)):
        index -= 1
    return index > sentence.first and sentence.word(index) in grammar.joining and not broken(sentence.gap(index + 1))


def closes_aside(sentence: Sentence, index: int) -> bool:
    """Tell whether the second of two dashes stands before a token: "three firms—X, Y and Z—accusing them"."""
    dash = next((mark for mark in DASHES if mark in sentence.gap(index)), None)
    if dash is None:
        return False
    lead = sentence.text.raw[sentence.span.start : sentence.tokens[index - 1][1]]
    return lead.count(dash) % 2 == 1


def subject(text: Text, sentence: Sentence) -> Source | None:
    """Return the noun phrase that a sentence opens with, where a pronoun, a name or a determiner begins it."""
    first = sentence.first
    word = sentence.word(first)
    if word in sentence.grammar.openers:
        return None
    if word in text.language.naming.pronoun:
        return sentence.source(sentence.place(first, first))
    if sentence.mentions and sentence.mentions[0].span.start == sentence.tokens[first][0]:
        return Source(sentence.mentions[0].span, sentence.mentions[0])
    if {hit.kind for hit in text.marks.hits_in(sentence.place(first, first))} & set(SPEAKERS):
        return sentence.source(sentence.place(first, first))
    described = described_name(sentence)
    if described is not None:
        return Source(described.span, described)
    last = name_end(text, sentence, first)
    named = last > first or word.endswith(("'s", "s'"))
    if named and word not in text.language.naming.definite and word not in text.language.numbers.articles:
        return sentence.source(sentence.place(first, min(last, first + LONGEST_SUBJECT)))
    if word not in text.language.naming.definite and word not in text.language.numbers.articles:
        return None
    for index in range(first + 1, min(first + LONGEST_SUBJECT, sentence.last)):
        ended = sentence.word(index) in sentence.grammar.auxiliary or sentence.word(index).endswith("ed")
        if index > first + 1 and (ended or broken(sentence.gap(index))):
            found = sentence.source(sentence.place(first, index - 1))
            return found if found.mention is not None or found.noun else None
    return None


def described_name(sentence: Sentence) -> Mention | None:
    """Return the first party of a sentence where only its description opens it: "Leeds-based AI firm X has"."""
    found = next((m for m in sentence.mentions if m.kind in ("party", "person")), None)
    if found is None:
        return None
    end = sentence.text.marks.token_at(found.span.end)
    first = sentence.text.marks.token_at(found.span.start)
    plain = not any(broken(sentence.gap(index)) for index in range(sentence.first + 1, first + 1))
    close = first - sentence.first <= LONGEST_SUBJECT + 3 and sentence.word(end) in sentence.grammar.auxiliary
    led = sentence.text.marks.has(Span(sentence.span.start, found.span.start), "company", "agency", "title", "expert")
    return found if plain and close and led and not broken(sentence.gap(end)) else None


def name_end(text: Text, sentence: Sentence, first: int) -> int:
    """Return the last of the words with capitals in a row from a token on."""
    last = first
    while last + 1 < sentence.last and sentence.gap(last + 1) == " ":
        if not text.raw[sentence.tokens[last + 1][0]].isupper():
            break
        last += 1
    return last


def quoted_self(text: Text, sentence: Sentence, hit: Hit, source: Source) -> bool:
    """Tell whether a verb stands in a quotation and its subject is a pronoun: "We expect 300," said the mayor."""
    if source.mention is not None or source.noun != "pronoun":
        return False
    start = sentence.span.start
    return in_quotes(text.raw, start, hit.start) and in_quotes(text.raw, start, source.span.start)


def opens_quote(text: Text, span: Span) -> bool:
    """Tell whether a sentence begins with a quotation."""
    return text.raw[span.start : span.start + 1] in OPENING


def headline(text: Text, sentence: Sentence) -> tuple[Source, Span] | None:
    """Return the speaker and the colon of a headline: "White House: ...", "Study: ...", "UN: ..."."""
    block = text.block_at(sentence.span.start)
    match = LABEL.match(text.raw, block.span.start, min(block.span.end, block.span.start + HEADLINE))
    if match is None or sentence.span.start != block.span.start or not is_headline(text, block):
        return None
    label = Span(block.span.start, match.end() - 2)
    cue = Span(match.end() - 2, match.end() - 1)
    if sentence.mentions and sentence.mentions[0].span == label:
        mention = sentence.mentions[0]
        return (Source(label, mention), cue) if mention.kind in ("party", "person") else None
    words = label.of(text.raw)
    known = sentence.noun(label) in SPEAKERS or ACRONYM.fullmatch(words) is not None
    return (sentence.source(label), cue) if known or is_repeated(text, words, block.span.end) else None


def is_headline(text: Text, block: Block) -> bool:
    """Tell whether a block is a headline: marked as one, or the first line, short and without a full stop."""
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return True
    first = block is text.article.blocks[0] and block.kind is BlockKind.PARAGRAPH
    written = block.span.of(text.raw).rstrip()
    return first and len(written) <= HEADLINE and written[-1:] not in ".!?。:"


def is_repeated(text: Text, words: str, end: int) -> bool:
    """Tell whether the last word of a label is a name that the text goes on to use."""
    name = NAME.search(words)
    return name is not None and re.search(rf"[a-z,] {re.escape(name.group())}(?!\w)", text.raw[end:]) is not None
