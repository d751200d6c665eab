"""Who says what, and through whom: an attribution for each cue of speech, with source, cue and content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ledger.article import BlockKind, Span
from ledger.reading import Attribution, Mention, Stance
from nlp.cues import Hit
from nlp.document import Text
from nlp.sources import QUOTES, Sentence, Source
from nlp.speakers import body_of, named, relay
from nlp.speech import headline, is_speech, joined, opens_quote, quoted_self, subject
from nlp.subjects import is_noun, speaker_of

VERBS = ("say", "deny", "admit", "accuse")
OPENED = frozenset("“«„「『")
QUOTED = re.compile(f"[{QUOTES}]")
QUOTE = re.compile(r"[“«„「『”»」』\"]")


def find(text: Text, mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """Return the attributions of a text in text order."""
    pieces: dict[int, list[Mention]] = {}
    for mention in mentions:
        pieces.setdefault(text.sentence_index(mention.span.start), []).append(mention)
    found: list[Attribution] = []
    last: Attribution | None = None
    in_quote, quotes = False, QUOTE.search(text.raw) is not None
    for index, sentence in enumerate(text.sentences):
        if text.article.blocks[sentence.block].kind is BlockKind.META:
            continue
        own = of_sentence(text, Sentence(text, index, pieces.get(index, [])), last)
        if last is not None and goes_on(text, sentence.span, own, last, in_quote=in_quote):
            own = [Attribution(sentence.span, last.source, last.cue, last.speaker, None, "direct")]
        if last is None and index and text.sentences[index - 1].block == sentence.block:
            own = [with_person(text, said, pieces.get(index - 1, [])) for said in own]
        found.extend(own)
        named = [a for a in own if a.source is not None]
        last = named[-1] if named else last
        in_quote = quotes and still_quoted(text.raw, sentence.span, opened=in_quote)
    return tuple(sorted(found, key=lambda a: (a.content.start, a.content.end)))


def with_person(text: Text, said: Attribution, before: Sequence[Mention]) -> Attribution:
    """Return an attribution to "he" or "she" with the only person that the sentence before names."""
    people = {mention.name: mention for mention in before if mention.kind == "person"}
    if said.speaker is not None or said.source is None or len(people) != 1:
        return said
    pronoun = said.source.of(text.folded) in text.language.naming.pronoun
    return replace(said, speaker=body_of(next(iter(people.values())))) if pronoun else said


def goes_on(text: Text, span: Span, own: list[Attribution], last: Attribution, *, in_quote: bool) -> bool:
    """Tell whether a sentence goes on with what the last speaker says: inside the quotation, or in one more of it."""
    if own and (own[0].source is not None or not opens_quote(text, span)):
        return False
    if in_quote:
        return True
    near = text.sentence_at(last.content.start).block == text.sentence_at(span.start).block
    return near and last.mode == "direct" and opens_quote(text, span)


def still_quoted(raw: str, span: Span, *, opened: bool) -> bool:
    """Tell whether a quotation is still open at the end of a sentence."""
    for match in QUOTE.finditer(raw, span.start, span.end):
        char = match.group()
        opened = not opened if char == '"' else char in OPENED
    return opened


def of_sentence(text: Text, sentence: Sentence, last: Attribution | None) -> list[Attribution]:
    """Return the attributions of one sentence, one for each cue that has a speaker, else the first cue alone."""
    hits = text.marks.inside(sentence.span, *KINDS)
    found: list[tuple[Hit, Source]] = []
    bare: list[Hit] = []
    taken = -1
    hits.sort(key=order)
    for hit in hits:
        if hit.start < taken or not is_speech(text, sentence, hit):
            continue
        source = spoken_by(text, sentence, hit, found)
        if source is None and found and text.language.grammar.drops_subject and hit.kind in VERBS:
            source = found[-1][1]
        if source is not None and quoted_self(text, sentence, hit, source):
            continue
        if source is not None:
            found.append((hit, source))
            taken = hit.end
        elif hit.kind in ("say", "according") and not is_noun(text, sentence, hit):
            bare.append(hit)
    if not found:
        headed = titled(text, sentence)
        if headed is not None:
            return [headed]
        if bare and last is not None and text.language.grammar.drops_subject and continues(text, sentence, last):
            place = Span(bare[0].start, bare[0].end)
            return [Attribution(sentence.span, last.source, place, last.speaker, None, mode_of(text, sentence.span))]
        return [without_source(text, sentence, bare[0])] if bare else []
    return spread(text, sentence, found, last)


def spoken_by(text: Text, sentence: Sentence, hit: Hit, found: list[tuple[Hit, Source]]) -> Source | None:
    """Return who speaks at a cue; a verb joined to an earlier one has its subject."""
    if hit.kind in VERBS and text.language.code not in SCRIPTS and joined(sentence, hit):
        return found[-1][1] if found else subject(text, sentence) or speaker_of(text, sentence, hit)
    return speaker_of(text, sentence, hit)


SCRIPTS = frozenset(["zh", "ja", "ko"])


def continues(text: Text, sentence: Sentence, last: Attribution) -> bool:
    """Tell whether a sentence stands in the same block as the last speaker."""
    return text.sentence_at(last.content.start).block == text.sentence_at(sentence.span.start).block


def titled(text: Text, sentence: Sentence) -> Attribution | None:
    """Return the attribution of a headline with a colon: "White House: ..."."""
    found = headline(text, sentence)
    if found is None:
        return None
    source, cue = found
    speaker, via = named(text, source, None)
    return Attribution(Span(cue.end, sentence.span.end), source.span, cue, speaker, via, "reported")


KINDS = ("deny", "admit", "accuse", "say", "according", "according_after")
RANKS = {kind: rank for rank, kind in enumerate(KINDS)}


def order(hit: Hit) -> tuple[int, int]:
    """Return the place of a cue in its sentence; of two at one place the more telling comes first."""
    return hit.start, RANKS[hit.kind]


def without_source(text: Text, sentence: Sentence, hit: Hit) -> Attribution:
    """Return the attribution of a sentence whose speaker is not named: only a relay may be."""
    via = relay(text, sentence, None)
    return Attribution(sentence.span, None, Span(hit.start, hit.end), None, via, mode_of(text, sentence.span))


def spread(
    text: Text, sentence: Sentence, found: list[tuple[Hit, Source]], last: Attribution | None
) -> list[Attribution]:
    """Share the sentence out among its speakers: each has what follows its cue, a closing one what stands before."""
    result = []
    plain = same_speaker(found)
    for number, (hit, source) in enumerate(plain):
        content = share(sentence, plain, number)
        speaker, via = named(text, source, last)
        via = via or relay(text, sentence, source)
        stance = Stance.DENIED if hit.kind == "deny" else Stance.ASSERTED
        place = Span(hit.start, hit.end)
        result.append(Attribution(content, source.span, place, speaker, via, mode_of(text, content), stance))
    return result


def same_speaker(found: list[tuple[Hit, Source]]) -> list[tuple[Hit, Source]]:
    """Return the cues with a pronoun replaced by the speaker before it: "the company said it had recalled"."""
    result: list[tuple[Hit, Source]] = []
    for hit, source in found:
        bare = bool(result) and source.noun == "pronoun" and source.mention is None
        result.append((hit, result[-1][1] if bare and result[-1][1].span.end <= hit.start else source))
    return result


def share(sentence: Sentence, found: list[tuple[Hit, Source]], number: int) -> Span:
    """Return what a speaker of a sentence says."""
    hit, source = found[number]
    start = sentence.span.start if number == 0 else min(source.span.start, hit.start)
    if number and (source is found[number - 1][1] or source.span.start < found[number - 1][0].start):
        start = hit.start  # the same speaker goes on, or "Gantry, which Coastal blames for it, said"
    if number and hit.kind == "according" and sentence.text.raw[hit.start - 2 : hit.start - 1] not in ",;:":
        previous = found[number - 1][0].end  # "eight million, against twelve million according to the claim"
        start = max(previous, sentence.text.raw.rfind(",", previous, hit.start) + 1)
    opening = sentence.text.marks.token_at(source.span.start)
    if number and sentence.word(opening - 1) in sentence.grammar.relative:  # "the 1,940 that inspectors confirmed"
        start = sentence.tokens[max(sentence.first, opening - 4)][0]
    if number + 1 == len(found):
        return Span(start, sentence.span.end)
    following, its_source = found[number + 1]
    around = its_source.span.start <= source.span.start
    end = following.start if its_source is source or around else min(its_source.span.start, following.start)
    return Span(start, end if end > start else sentence.span.end)


def mode_of(text: Text, span: Span) -> str:
    """Return direct for quoted words, reported for others."""
    return "direct" if QUOTED.search(text.raw, span.start, span.end) else "reported"
