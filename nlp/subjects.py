"""Who is the subject of a cue of speech, by the order and the particles of the language."""

from __future__ import annotations

from ledger.article import Span
from ledger.reading import Mention
from nlp.cues import CONTINUOUS, Hit
from nlp.document import Text
from nlp.grammar import is_cased, number_given, subject_mark, that_clause, topic_mark
from nlp.plain import first_noun, noun_in_script
from nlp.sources import QUOTES, Sentence, Source, broken

REACH = 60  # characters between a verb and its speaker where only names are looked for


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
    return counted or before in text.language.grammar.before_noun or before.endswith("'s") or before == ""


def is_quarrel(text: Text, hit: Hit) -> bool:
    """Tell whether a word of denying is a noun that names the quarrel: "in the latest dispute over"."""
    tokens = text.marks.tokens
    following = tokens[hit.last + 1][2] if hit.last + 1 < len(tokens) else ""
    quarrel = following in text.language.grammar.quarrel
    return hit.kind == "deny" and quarrel and text.marks.has(Span(hit.start, hit.end), "charge")


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
    if text.language.grammar.subject_last:
        close = sentence.mention_before(hit.start, 16)
        found = close or sentence.mention_after(hit.end, REACH)
        if found is not None and that_clause(code).search(text.folded, hit.end, max(hit.end, found.span.start)):
            return None  # "وقالت إن «X» أرسلت": the subject is left out
        if found is None and sentence.word(hit.last + 1) in text.language.grammar.that:
            return None
        return Source(found.span, found) if found else sentence.after(hit.last + 1)
    if text.language.grammar.cased_names:
        return bare_subject(text, sentence, hit)
    before = sentence.before(hit)
    if before is not None and (before.mention is not None or before.noun):
        return before
    after = inverted(text, sentence, hit) if hit.kind != "accuse" else None
    return after or (before if before is not None and usable(text, before) else None)


def led(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return who is named after "according to" or its like."""
    grammar = text.language.grammar
    source = sentence.after(hit.last + 1, grammar.led_cut or grammar.cut)
    if source is None or sentence.word(hit.first) not in grammar.weak_leads or hit.last > hit.first:
        return source
    near = source.mention is not None and source.mention.span.start - hit.end <= 16
    return source if near or source.noun in ("document", "expert", "agency", "speaker") else None


def bare_subject(text: Text, sentence: Sentence, hit: Hit) -> Source | None:
    """Return the first name before a Turkish verb that carries no case ending, else the phrase before it."""
    for mention in sentence.mentions:
        speaks = mention.kind in ("party", "person", "outlet", "reference") and mention.span.end <= hit.start
        if speaks and not is_cased(text.raw, mention.span.end):
            return Source(mention.span, mention)
    before = sentence.before(hit)
    return before if before is not None and before.noun else first_noun(text, sentence, hit)


def usable(text: Text, source: Source) -> bool:
    """Tell whether a phrase without a known noun may speak: it is short and not all function words."""
    words = text.folded[source.span.start : source.span.end].split()
    return 0 < len(words) <= 8 and any(len(word) > 3 for word in words)


def is_passive(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a verb of saying is passive: "is accused of", "was reported by"."""
    grammar = sentence.grammar
    before = sentence.word(hit.first - 1)
    back = sentence.word(hit.first - 2) if before in grammar.passive_adverbs else ""
    return (before in grammar.being or back in grammar.being) and not sentence.word(hit.first).endswith("ing")


def by_agent(sentence: Sentence, hit: Hit) -> Source | None:
    """Return the agent of a passive verb: "reported by police"."""
    for index in range(hit.last + 1, min(hit.last + 9, sentence.last)):
        if sentence.word(index) in sentence.grammar.agent:
            ended = {"of"} if hit.kind == "accuse" else set()
            return sentence.after(index + 1, sentence.grammar.cut | ended)
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
        if sentence.follower(source) in sentence.grammar.auxiliary:
            return None
        return (
            source if behind and not opening and (near or source.noun or is_definite(sentence, hit, source)) else None
        )
    return source if near or source.noun or (behind and usable(text, source)) else None


def is_definite(sentence: Sentence, hit: Hit, source: Source) -> bool:
    """Tell whether a determiner or a name follows the verb: "said councillor Ann Roe"."""
    if sentence.word(hit.last + 1) in sentence.grammar.determiners:
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
        found = [m for m in found if not aimed_at(text, sentence.span.start, m.span.start)]
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
    particle = subject_mark(code)
    near = [m for m in speakers if m.span.end <= hit.start and particle.match(text.raw, m.span.end)]
    counted = [m for m in near if is_counted(text, m.span.end)]
    near = near if len(counted) < MANY else [m for m in near if m not in counted]
    if hit.kind == "according_after":
        near = [m for m in speakers if m.span.end <= hit.start and hit.start - m.span.end <= 12]
    if not near:
        return noun_in_script(text, sentence, hit)
    chosen = outer(text, near, hit)
    return Source(chosen.span, chosen)


MANY = 2


def is_counted(text: Text, end: int) -> bool:
    """Tell whether a name is given a number: of two in a row ("Aは120万回、Bは80万回") neither is who says it."""
    return number_given(text.language.code).match(text.raw, end) is not None


SPOKEN = ("say", "deny", "admit", "accuse", "respond")


def outer(text: Text, near: list[Mention], hit: Hit) -> Mention:
    """Return who speaks at the end of a sentence: its topic, where the last subject is that of what is said.

    `near` are the mentions before the verb that a particle makes subjects, in text order.
    """
    topic = topic_mark(text.language.code)
    if hit.kind == "according_after" or topic.match(text.raw, near[-1].span.end):
        return near[-1]
    for mention in reversed(near[:-1]):
        if topic.match(text.raw, mention.span.end):
            between = Span(mention.span.end, near[-1].span.start)
            return near[-1] if text.marks.has(between, *SPOKEN) else mention
    if text.folded[max(0, hit.start - 3) : hit.start].strip() in text.language.grammar.quotative and len(near) > 1:
        return near[-1] if text.marks.has(Span(near[0].span.end, near[-1].span.start), *SPOKEN) else near[0]
    return near[-1]


def aimed_at(text: Text, start: int, offset: int) -> bool:
    """Tell whether a Chinese name stands behind 向 or 对 in its clause."""
    clause = max(text.raw.rfind(mark, start, offset) for mark in "，。；,;")
    piece = text.raw[max(clause + 1, start) : offset]
    return any(word in piece for word in text.language.grammar.aimed)
