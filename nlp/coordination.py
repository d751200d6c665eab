"""Names that stand together in a sentence: lists of subjects, and relative clauses with a subject of their own."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.article import Span
from ledger.reading import Mention
from nlp.document import Text
from nlp.grammar import clause_auxiliary, clause_opening, counted_list, listed, listed_last, relative

REACH = 45  # characters between two names of a list: "Gantry of Canada, the Czech firm Ostrava"
VERBS = ("say", "accuse", "deny", "use", "detect", "copy")


def name_of(mention: Mention) -> str:
    """Return the party a mention stands for."""
    return mention.refers[0] if mention.refers else mention.name


def is_embedded(text: Text, mention: Mention, offset: int) -> bool:
    """Tell whether a name is the subject of a relative clause that is over: "Gantry, which Coastal blames, said"."""
    start = text.sentence_at(mention.span.start).span.start
    lead = text.folded[max(start, mention.span.start - 9) : mention.span.start]
    return relative(text.language.code).search(lead) is not None and "," in text.folded[mention.span.end : offset]


def antecedent(text: Text, mentions: Sequence[Mention], subject: Mention | None) -> list[Mention]:
    """Return the name a relative clause with this subject describes: "Gantry, which Coastal blames for"."""
    index = mentions.index(subject) if subject in mentions else 0
    if subject is None or index == 0:
        return []
    other = mentions[index - 1]
    between = text.folded[other.span.end : subject.span.start]
    described = (
        len(between) < 12
        and relative(text.language.code).search(between) is not None
        and name_of(other) != name_of(subject)
    )
    return [other] if described else []


def beside(text: Text, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return a subject with the names listed before it: "Gantry, the Czech firm Ostrava and Marrow sent"."""
    found = [subject]
    for other in reversed(mentions[: mentions.index(subject)]):
        gap = Span(other.span.end, max(other.span.end, found[0].span.start))
        words = text.folded[gap.start : gap.end]
        if len(words) > REACH or listed(text.language.code).search(words) is None or text.marks.has(gap, *VERBS):
            break
        found.insert(0, other)
    if len(found) == 1:
        return found
    joint = text.folded[found[-2].span.end : subject.span.start]
    counted = counted_list(text.language.code).match(text.raw, subject.span.end) is not None
    return found if counted or listed_last(text.language.code).search(joint) else [subject]


BEHIND = 40  # characters between an auxiliary and the subject behind it


def leading_subject(text: Text, mentions: Sequence[Mention], start: int, offset: int) -> Mention | None:
    """Return the name beside the auxiliary of a clause with its verb at the end: "sollen A, B und C ... gestellt"."""
    opening = clause_opening(text.language.code)
    place = max([start, *(match.end() for match in opening.finditer(text.folded, start, offset))])
    found = list(clause_auxiliary(text.language.code).finditer(text.folded, place, offset))
    for match in reversed(found):
        before = [m for m in mentions if 0 <= match.start() - m.span.end <= 2]
        if before:
            return before[-1]
        after = [m for m in mentions if 0 <= m.span.start - match.end() <= BEHIND and m.span.end <= offset]
        if after:
            return last_listed(text, mentions, after[0])
    return None


def last_listed(text: Text, mentions: Sequence[Mention], first: Mention) -> Mention:
    """Return the last name of a list that begins with a name."""
    last = first
    for other in mentions[mentions.index(first) + 1 :]:
        gap = Span(last.span.end, max(last.span.end, other.span.start))
        words = gap.of(text.folded)
        if len(words) > REACH or listed(text.language.code).search(words) is None or text.marks.has(gap, *VERBS):
            break
        last = other
    return last
