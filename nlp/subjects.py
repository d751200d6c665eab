"""Who is the subject of a cue of speech, by the order and the particles of the language."""

from __future__ import annotations

import re

from ledger.article import Span
from ledger.reading import Mention
from nlp.cues import CONTINUOUS, Hit
from nlp.document import Text
from nlp.phrases import AUXILIARY, BEING, CUT, LED_CUT
from nlp.plain import first_noun, noun_in_script
from nlp.sources import PARTICLES, QUOTES, SUBJECT_LAST, TOPICS, Sentence, Source, broken

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


def is_noun(text: Text, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a word of saying is a noun here: "the company's estimates", "to say"."""
    if not text.language.spaced:
        return False
    before = sentence.word(hit.first - 1)
    if any(h.kind == "expert" and h.end > hit.end for h in text.marks.hits_in(sentence.span) if h.start <= hit.start):
        return True  # "a think tank"
    if text.language.code != "en" and sentence.word(hit.first) in text.language.cues.say_noun:
        close = sentence.mention_before(hit.start, 2)
        return close is None and before not in text.language.naming.pronoun
    if before == "to" or (text.language.code == "en" and before == "united"):
        return True
    if sentence.word(hit.first) not in text.language.cues.say_noun or hit.kind != "say":
        return False
    by = sentence.word(hit.last + 1) == "by" and not broken(sentence.gap(hit.last + 1))
    if by and not sentence.word(hit.first).endswith("ed"):
        return True  # "rejected claims by X that"
    numbers = text.language.numbers
    counted = before[:1].isdigit() or before in numbers.words or before in numbers.scales  # "4.2 million answers"
    return counted or before in ARTICLES or before.endswith("'s") or before == ""


QUARREL = frozenset(["over", "between", "with", "about"])


def is_quarrel(text: Text, hit: Hit) -> bool:
    """Tell whether a word of denying is a noun that names the quarrel: "in the latest dispute over"."""
    tokens = text.marks.tokens
    following = tokens[hit.last + 1][2] if hit.last + 1 < len(tokens) else ""
    return hit.kind == "deny" and following in QUARREL and text.marks.has(Span(hit.start, hit.end), "charge")


def speaker_of(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return who speaks at a cue, or None."""
    code = text.language.code
    if code in CONTINUOUS:
        return speaker_in_script(text, sentence, hit)
    if hit.kind == "according":
        return led(text, sentence, hit)
    if hit.kind == "according_after":
        return sentence.before(hit)
    if is_noun(text, sentence, hit) or is_quarrel(text, hit):
        return None
    if is_passive(sentence, hit):
        return by_agent(sentence, hit)
    if code in SUBJECT_LAST:
        close = sentence.mention_before(hit.start, 16)
        found = close or sentence.mention_after(hit.end, REACH)
        if found is not None and THAT.search(text.folded, hit.end, max(hit.end, found.span.start)):
            return None  # "وقالت إن «X» أرسلت": the subject is left out
        return Source(found.span, found) if found else sentence.after(hit.last + 1)
    if code == "tr":
        return bare_subject(text, sentence, hit)
    before = sentence.before(hit)
    if before is not None and (before.mention is not None or before.noun):
        return before
    after = inverted(text, sentence, hit) if hit.kind != "accuse" else None
    return after or (before if before is not None and usable(text, before) else None)


THAT = re.compile(r"(?<!\w)(?:إن|أن|ان|بأن|بان)(?!\w)")
WEAK_LEADS = frozenset(["per", "para", "pour", "für", "nach", "theo", "hinter"])  # lead in much else besides speakers


def led(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return who is named after "according to" or its like."""
    source = sentence.after(hit.last + 1, LED_CUT if text.language.code == "en" else CUT)
    if source is None or sentence.word(hit.first) not in WEAK_LEADS or hit.last > hit.first:
        return source
    near = source.mention is not None and source.mention.span.start - hit.end <= 16
    return source if near or source.noun in ("document", "expert", "agency", "speaker") else None


CASE_ENDING = re.compile(r"['\u2019][a-zçğıöşü]{1,7}")


def bare_subject(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return the first name before a Turkish verb that carries no case ending, else the phrase before it."""
    for mention in sentence.mentions:
        speaks = mention.kind in ("party", "person", "outlet", "reference") and mention.span.end <= hit.start
        if speaks and not CASE_ENDING.match(text.raw, mention.span.end):
            return Source(mention.span, mention)
    before = sentence.before(hit)
    return before if before is not None and before.noun else first_noun(text, sentence, hit)


def usable(text: Text, source: Source) -> bool:
    """Tell whether a phrase without a known noun may speak: it is short and not all function words."""
    words = text.folded[source.span.start : source.span.end].split()
    return 0 < len(words) <= 8 and any(len(word) > 3 for word in words)


def is_passive(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a verb of saying is passive: "is accused of", "was reported by"."""
    if sentence.text.language.code != "en":
        return False
    before = sentence.word(hit.first - 1)
    skipped = (
        "also",
        "not",
        "widely",
        "already",
        "never",
        "only",
        "still",
        "later",
        "often",
        "not",
        "initially",
        "first",
    )
    back = sentence.word(hit.first - 2) if before in skipped else ""
    return (before in BEING or back in BEING or (before == "stands")) and not sentence.word(hit.first).endswith("ing")


def by_agent(sentence: Sentence, hit: Hit) -> Source | None:
    """Return the agent of a passive verb: "reported by police"."""
    for index in range(hit.last + 1, min(hit.last + 9, sentence.last)):
        if sentence.word(index) in BY:
            return sentence.after(index + 1, CUT | {"of"} if hit.kind == "accuse" else CUT)
        if broken(sentence.gap(index)):
            return None
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
        if sentence.follower(source) in AUXILIARY:
            return None
        return (
            source if behind and not opening and (near or source.noun or is_definite(sentence, hit, source)) else None
        )
    return source if near or source.noun or (behind and usable(text, source)) else None


def is_definite(sentence: Sentence, hit: Hit, source: Source) -> bool:
    """Tell whether a determiner or a name follows the verb: "said councillor Ann Roe"."""
    following = sentence.word(hit.last + 1)
    if following in ("the", "a", "an", "one", "police", "his", "her", "its"):
        return True
    starts = [start for start, end, _ in sentence.tokens[hit.last + 1 : hit.last + 4] if end <= source.span.end]
    return any(sentence.text.raw[start].isupper() for start in starts)


def speaker_in_script(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return who speaks in Chinese, Japanese or Korean: by order, or by the particle behind the name."""
    code = text.language.code
    speakers = [m for m in sentence.mentions if m.kind in ("party", "person", "outlet", "reference")]
    if hit.kind == "according":
        found = [m for m in speakers if 0 <= m.span.start - hit.end <= 12]
        return Source(found[0].span, found[0]) if found else noun_in_script(text, sentence, hit)
    if code == "zh":
        found = [m for m in speakers if m.span.end <= hit.start and hit.start - m.span.end <= REACH]
        found = [m for m in found if not aimed_at(text.raw, sentence.span.start, m.span.start)]
        clause = max(text.raw.rfind(mark, sentence.span.start, hit.start) for mark in "，。；,;")
        if (
            found
            and found[-1].span.end <= clause
            and not any(
                h.kind in ("expert", "document")
                for h in text.marks.inside(Span(clause + 1, hit.start), "expert", "document")
            )
        ):
            return Source(found[0].span, found[0])
        if hit.kind == "according_after":
            found = [m for m in found if hit.start - m.span.end <= 4]
        return Source(found[-1].span, found[-1]) if found else noun_in_script(text, sentence, hit)
    particle = PARTICLES[code]
    near = [m for m in speakers if m.span.end <= hit.start and particle.match(text.raw, m.span.end)]
    counted = [m for m in near if is_counted(text.raw, m.span.end)]
    near = near if len(counted) < MANY else [m for m in near if m not in counted]
    if hit.kind == "according_after":
        near = [m for m in speakers if m.span.end <= hit.start and hit.start - m.span.end <= 12]
    if not near:
        return noun_in_script(text, sentence, hit)
    chosen = outer(text, near, hit)
    return Source(chosen.span, chosen)


MANY = 2
COUNTED = re.compile(r"(?:は|은|는|が|이|가)\s?(?:約|およそ|計|延べ|약|총|모두)?\s?\d")


def is_counted(raw: str, end: int) -> bool:
    """Tell whether a name is given a number: of two in a row ("Aは120万回、Bは80万回") neither is who says it."""
    return COUNTED.match(raw, end) is not None


SPOKEN = ("say", "deny", "admit", "accuse", "respond")


def outer(text: Text, near: list[Mention], hit: Hit) -> Mention:
    """Return who speaks at the end of a sentence: its topic, where the last subject is that of what is said.

    `near` are the mentions before the verb that a particle makes subjects, in text order.
    """
    topic = TOPICS[text.language.code]
    if hit.kind == "according_after" or topic.match(text.raw, near[-1].span.end):
        return near[-1]
    for mention in reversed(near[:-1]):
        if topic.match(text.raw, mention.span.end):
            between = Span(mention.span.end, near[-1].span.start)
            return near[-1] if text.marks.has(between, *SPOKEN) else mention
    return near[-1]


def aimed_at(raw: str, start: int, offset: int) -> bool:
    """Tell whether a Chinese name stands behind 向 or 对 in its clause."""
    clause = max(raw.rfind(mark, start, offset) for mark in "，。；,;")
    return any(char in raw[max(clause + 1, start) : offset] for char in "向对對")
