"""Who says what, and through whom: an attribution for each cue of speech, with source, cue and content."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.article import BlockKind, Span
from ledger.reading import Attribution, Mention, Stance
from nlp.cues import CONTINUOUS, Hit
from nlp.document import Text
from nlp.phrases import BEING
from nlp.sources import PARTICLES, QUOTES, SUBJECT_LAST, Sentence, Source, broken
from nlp.speakers import named, relay

VERBS = ("say", "deny", "admit", "accuse")
LEADS = ("according", "according_after")
ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "of",
        "for",
        "to",
        "in",
        "by",
        "with",
        "on",
        "and",
        "or",
        "no",
        "any",
        "new",
    ]
)
ARTICLES |= {
    "these",
    "those",
    "such",
    "some",
    "many",
    "this",
    "that",
    "our",
    "your",
    "two",
    "three",
    "as",
    "than",
    "from",
    "at",
}
REACH = 60  # characters between a verb and its speaker where only names are looked for
BY = frozenset(["by", "von", "par", "por", "da", "dal", "dalla", "pela", "pelo"])
MOST_CONTINUED = 2


def find(text: Text, mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """Return the attributions of a text in text order."""
    pieces: dict[int, list[Mention]] = {}
    for mention in mentions:
        pieces.setdefault(text.sentence_index(mention.span.start), []).append(mention)
    found: list[Attribution] = []
    last: Attribution | None = None
    in_quote = False
    for index, sentence in enumerate(text.sentences):
        if text.article.blocks[sentence.block].kind is BlockKind.META:
            continue
        own = of_sentence(text, Sentence(text, sentence.span, pieces.get(index, [])), last)
        if not own and in_quote and last is not None:
            own = [Attribution(sentence.span, last.source, last.cue, last.speaker, None, "direct")]
        found.extend(own)
        named = [a for a in own if a.source is not None]
        last = named[-1] if named else last
        in_quote = still_quoted(text.raw, sentence.span, opened=in_quote)
    return tuple(sorted(found, key=lambda a: (a.content.start, a.content.end)))


def still_quoted(raw: str, span: Span, *, opened: bool) -> bool:
    """Tell whether a quotation is still open at the end of a sentence."""
    piece = raw[span.start : span.end]
    for char in piece:
        if char in "“«„「『":
            opened = True
        elif char in "”»」』" or (char == "“" and opened):
            opened = False
        elif char == '"':
            opened = not opened
    return opened


def of_sentence(text: Text, sentence: Sentence, last: Attribution | None) -> list[Attribution]:
    """Return the attributions of one sentence, one for each cue that has a speaker, else the first cue alone."""
    hits = text.marks.inside(sentence.span, *VERBS, *LEADS)
    found: list[tuple[Hit, Source]] = []
    bare: list[Hit] = []
    taken = -1
    for hit in sorted(hits, key=lambda h: (h.start, KINDS.index(h.kind))):
        if hit.start < taken:
            continue
        source = speaker_of(text, sentence, hit)
        if source is not None:
            found.append((hit, source))
            taken = hit.end
        elif hit.kind in ("say", "according") and not is_noun(text, sentence, hit):
            bare.append(hit)
    if not found:
        return [without_source(text, sentence, bare[0])] if bare else []
    return spread(text, sentence, found, last)


KINDS = ("deny", "admit", "accuse", "say", "according", "according_after")


def without_source(text: Text, sentence: Sentence, hit: Hit) -> Attribution:
    """Return the attribution of a sentence whose speaker is not named: only a relay may be."""
    via = relay(text, sentence, None)
    return Attribution(sentence.span, None, Span(hit.start, hit.end), None, via, mode_of(text, sentence.span))


def is_noun(text: Text, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a word of saying is a noun here: "the company's estimates", "to say"."""
    if not text.language.spaced:
        return False
    before = sentence.word(hit.first - 1)
    if before == "to" or (text.language.code == "en" and before == "united"):
        return True
    if sentence.word(hit.first) not in text.language.cues.say_noun or hit.kind != "say":
        return False
    return before in ARTICLES or before.endswith("'s") or before == ""


def speaker_of(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return who speaks at a cue, or None."""
    code = text.language.code
    if code in CONTINUOUS:
        return speaker_in_script(text, sentence, hit)
    if hit.kind == "according":
        return led(text, sentence, hit)
    if hit.kind == "according_after":
        return sentence.before(hit)
    if is_noun(text, sentence, hit):
        return None
    if is_passive(sentence, hit):
        return by_agent(sentence, hit)
    if code in SUBJECT_LAST:
        close = sentence.mention_before(hit.start, 8)
        found = close or sentence.mention_after(hit.end, REACH)
        return Source(found.span, found) if found else sentence.after(hit.last + 1)
    before = sentence.before(hit)
    if before is not None and (before.mention is not None or before.noun):
        return before
    after = inverted(text, sentence, hit)
    return after or (before if before is not None and usable(text, before) else None)


WEAK_LEADS = frozenset(["per", "para", "pour", "für", "nach", "theo", "hinter"])  # lead in much else besides speakers


def led(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return who is named after "according to" or its like."""
    source = sentence.after(hit.last + 1)
    if source is None or sentence.word(hit.first) not in WEAK_LEADS:
        return source
    near = source.mention is not None and source.mention.span.start - hit.end <= 16
    return source if near or source.noun in ("document", "expert", "agency") else None


def usable(text: Text, source: Source) -> bool:
    """Tell whether a phrase without a known noun may speak: it is short and not all function words."""
    words = text.folded[source.span.start : source.span.end].split()
    return 0 < len(words) <= 8 and any(len(word) > 3 for word in words)


def is_passive(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a verb of saying is passive: "is accused of", "was reported by"."""
    if sentence.text.language.code != "en":
        return False
    before = sentence.word(hit.first - 1)
    back = sentence.word(hit.first - 2) if before in ("also", "not", "widely", "already") else ""
    return (before in BEING or back in BEING or (before == "stands")) and not sentence.word(hit.first).endswith("ing")


def by_agent(sentence: Sentence, hit: Hit) -> Source | None:
    """Return the agent of a passive verb: "reported by police"."""
    for index in range(hit.last + 1, min(hit.last + 4, sentence.last)):
        if sentence.word(index) in BY:
            return sentence.after(index + 1)
    return None


def inverted(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return the subject right after a verb: behind a quotation or clause, or where a name follows at once."""
    gap = sentence.gap(hit.first)
    opening = hit.first == sentence.first
    source = sentence.after(hit.last + 1)
    if source is None:
        return None
    behind = broken(gap) or bool(set(gap) & set(QUOTES))
    near = source.mention is not None and source.mention.span.start - hit.end <= 25
    if text.language.code == "en":
        return source if behind and not opening and (near or source.noun or is_definite(sentence, hit)) else None
    return source if near or source.noun or (behind and usable(text, source)) else None


def is_definite(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a determiner or capital follows the verb."""
    following = sentence.word(hit.last + 1)
    start = sentence.tokens[hit.last + 1][0] if hit.last + 1 < sentence.last else 0
    return following in ("the", "a", "an", "one", "police", "his", "her", "its") or sentence.text.raw[start].isupper()


def speaker_in_script(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return who speaks in Chinese, Japanese or Korean: by order, or by the particle behind the name."""
    code = text.language.code
    speakers = [m for m in sentence.mentions if m.kind in ("party", "person", "outlet", "reference")]
    if hit.kind == "according":
        found = [m for m in speakers if 0 <= m.span.start - hit.end <= 12]
        return Source(found[0].span, found[0]) if found else None
    if code == "zh":
        found = [m for m in speakers if m.span.end <= hit.start and hit.start - m.span.end <= REACH]
        if hit.kind == "according_after":
            found = [m for m in found if hit.start - m.span.end <= 4]
        return Source(found[-1].span, found[-1]) if found else noun_in_script(text, sentence, hit)
    particle = PARTICLES[code]
    near = [m for m in speakers if m.span.end <= hit.start and particle.match(text.raw, m.span.end)]
    if hit.kind == "according_after":
        near = [m for m in speakers if m.span.end <= hit.start and hit.start - m.span.end <= 12]
    return Source(near[-1].span, near[-1]) if near else noun_in_script(text, sentence, hit)


def noun_in_script(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return the plain noun that speaks right before a cue: a document, an expert."""
    near = [h for h in text.marks.inside(sentence.span, "expert", "document") if 0 <= hit.start - h.end <= 20]
    return Source(Span(near[-1].start, near[-1].end), None, near[-1].kind) if near else None


def spread(
    text: Text, sentence: Sentence, found: list[tuple[Hit, Source]], last: Attribution | None
) -> list[Attribution]:
    """Share the sentence out among its speakers: each has what follows its cue, a closing one what stands before."""
    result = []
    for number, (hit, source) in enumerate(found):
        start = sentence.span.start if number == 0 else min(source.span.start, hit.start)
        end = (
            min(found[number + 1][1].span.start, found[number + 1][0].start)
            if number + 1 < len(found)
            else sentence.span.end
        )
        if number + 1 < len(found) and end <= start:
            end = sentence.span.end
        speaker, via = named(text, source, last)
        via = via or relay(text, sentence, source)
        stance = Stance.DENIED if hit.kind == "deny" else Stance.ASSERTED
        content = Span(start, max(end, start + 1))
        result.append(
            Attribution(content, source.span, Span(hit.start, hit.end), speaker, via, mode_of(text, content), stance)
        )
    return result


def mode_of(text: Text, span: Span) -> str:
    """Return direct for quoted words, reported for others."""
    return "direct" if any(char in QUOTES for char in text.raw[span.start : span.end]) else "reported"
