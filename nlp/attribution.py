"""Who says what, and through whom: one attribution for each sentence that has a cue of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ledger.article import BlockKind, Span
from ledger.reading import Attribution, Mention, Stance
from nlp.document import Text
from nlp.languages import load
from nlp.parties import parties
from nlp.quantities.scan import words

CUES = ("according", "according_after", "deny", "admit", "accuse", "say")
PASSIVE = (
    " is",
    " are",
    " was",
    " were",
    " been",
    " being",
    " stands",
    " wird",
    " wurde",
    " werden",
    " est",
    " sont",
    " fue",
    " foi",
)
QUOTES = '“”"«»「」„'
NOUN_PHRASE = re.compile(r"(?:(?:the|a|an|its|his|her)\s)?(?:[\w'’-]+\s){0,4}[\w'’-]+$")


@cache
def cue_pattern(code: str) -> re.Pattern[str]:
    """Build the pattern of all cues of speech; group names are the kinds."""
    tables = load(code)
    edge, lead = (r"(?!\w)", r"(?<!\w)") if tables.spaced and code != "ko" else ("", "")
    parts = [
        rf"(?P<{kind}>{lead}(?:{words(getattr(tables.cues, kind))}){edge})"
        for kind in CUES
        if getattr(tables.cues, kind)
    ]
    return re.compile("|".join(parts) or "(?!)")


def find(text: Text, mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """Return the attributions of a text; the speaker of a sentence without a name is None."""
    found = []
    pieces: dict[int, list[Mention]] = {}
    for mention in mentions:
        pieces.setdefault(text.sentence_index(mention.span.start), []).append(mention)
    for index, sentence in enumerate(text.sentences):
        if text.article.blocks[sentence.block].kind is BlockKind.META:
            continue
        attribution = of_sentence(text, sentence.span, pieces.get(index, []))
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def of_sentence(text: Text, sentence: Span, mentions: list[Mention]) -> Attribution | None:
    """Return the attribution of one sentence, if it has a cue."""
    matches = list(cue_pattern(text.language.code).finditer(text.folded, sentence.start, sentence.end))
    if not matches:
        return None
    speakers = [mention for mention in mentions if mention.kind in ("party", "person")]
    outlets = [mention for mention in mentions if mention.kind == "outlet"]
    best: tuple[re.Match[str], Span | None, Mention | None] | None = None
    for match in sorted(matches, key=lambda m: (CUES.index(m.lastgroup or "say"), m.start())):
        source = speaker_at(text, sentence, match, speakers)
        if source is not None:
            best = (match, source.span, source)
            break
        if best is None:
            best = (match, phrase_at(text, sentence, match), None)
    assert best is not None
    cue, span, who = best
    via = relay(text, cue, outlets, who)
    kind = cue.lastgroup or "say"
    stance = Stance.DENIED if kind == "deny" else Stance.ASSERTED
    mode = "direct" if any(char in QUOTES for char in text.raw[sentence.start : sentence.end]) else "reported"
    name = body_of(who) if who is not None else None
    return Attribution(sentence, span, Span(cue.start(), cue.end()), name, via, mode, stance)


def body_of(mention: Mention) -> str:
    """Return the body a person speaks for, or the party itself; a product speaks for its owner."""
    party = parties().get(mention.name)
    if party is None:
        return mention.name
    return party.speaks_for or party.owner or party.name


def speaker_at(text: Text, sentence: Span, cue: re.Match[str], speakers: list[Mention]) -> Mention | None:
    """Return the speaker of a cue: after "according to", else the nearest name before, else right after it."""
    if cue.lastgroup == "according":
        after = [m for m in speakers if cue.end() <= m.span.start <= cue.end() + 60]
        return after[0] if after else None
    before = [m for m in speakers if m.span.end <= cue.start()]
    if cue.lastgroup == "accuse" and before and is_passive(text, sentence, cue):
        return None
    if cue.lastgroup == "according_after":
        return before[-1] if before and cue.start() - before[-1].span.end <= 40 else None
    subject = [m for m in before if cue.start() - m.span.end <= 90]
    if subject:
        return subject[-1]
    after = [m for m in speakers if 0 <= m.span.start - cue.end() <= 25]
    inverted = cue.lastgroup == "say" and cue.start() > sentence.start + 10
    return after[0] if after and inverted else None


def is_passive(text: Text, sentence: Span, cue: re.Match[str]) -> bool:
    """Tell whether a verb of accusing is passive ("is accused of"): what stands before it is no speaker."""
    return text.folded[max(sentence.start, cue.start() - 14) : cue.start()].rstrip().endswith(PASSIVE)


def phrase_at(text: Text, sentence: Span, cue: re.Match[str]) -> Span | None:
    """Return the noun phrase that speaks where no known name does: "police", "a spokesman for the ministry"."""
    if cue.lastgroup == "according":
        stop = re.compile(r"[,.;:()]|$").search(text.folded, cue.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        start = min(cue.end() + 1, end)
        return Span(start, end) if start < end else None
    lead = text.raw[sentence.start : cue.start()].rstrip()
    piece = re.split(r"[,;:“”\"]", lead)[-1].strip()
    match = NOUN_PHRASE.search(piece)
    if match is None or not piece:
        return None
    start = text.raw.rfind(match.group(), sentence.start, cue.start())
    return Span(start, start + len(match.group())) if start >= 0 else None


def relay(text: Text, cue: re.Match[str], outlets: list[Mention], who: Mention | None) -> str | None:
    """Return the outlet named as relay: one near a cue of relaying in the same sentence."""
    if not outlets:
        return None
    leads = words([*text.language.cues.via, *text.language.cues.according, *text.language.cues.according_after])
    for outlet in outlets:
        near = text.folded[max(0, outlet.span.start - 40) : outlet.span.end + 30]
        if leads and re.search(leads, near):
            return outlet.name
    return None
