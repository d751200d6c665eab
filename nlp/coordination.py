"""Names that stand together in a sentence: lists of subjects, and relative clauses with a subject of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger.article import Span
from ledger.reading import Mention
from nlp.document import Text

REACH = 45  # characters between two names of a list: "Gantry of Canada, the Czech firm Ostrava"
RELATIVE = re.compile(r"(?:^|\W)(?:which|whom|who|que|dont|che|den|die|das|которую|которого|который|яку|якого)\s$")
OF_WHERE = r"(?:[\u30a0-\u30ff\u3400-\u9fff]{1,8}(?:の|公司|企业|企業))?"
EAST = rf"^[）)]?(?:と|や|及び|、|和|与|及|以及){OF_WHERE}$|^(?:와 |과 |및 )$"
SEAT = r"[»”\"']?(?: \([^()]*\))?\s(?:(?:aus|of|from|de|von|in|di)\s[^.;:,]{2,24}\s)?"
LISTED = re.compile(rf"^{SEAT}(?:and|und|et|y|e|ed|и|та|й|ve|ile|và|with|&)\s|^[^.;:]*,\s|{EAST}")
LAST_LISTED = re.compile(rf"\s(?:and|und|et|y|e|ed|и|та|й|ve|ile|và|as well as|sowie)\s|\sو|{EAST.replace('|、', '')}")
COUNTED = re.compile(
    r"(?:など)?の?\s?[2-9２-９二三四五两兩]\s?(?:社|家)|等"
)  # "A、B、Cの3社" lists three without "and"
VERBS = ("say", "accuse", "deny", "use", "detect", "copy")


def name_of(mention: Mention) -> str:
    """Return the party a mention stands for."""
    return mention.refers[0] if mention.refers else mention.name


def is_embedded(text: Text, mention: Mention, offset: int) -> bool:
    """Tell whether a name is the subject of a relative clause that is over: "Gantry, which Coastal blames, said"."""
    start = text.sentence_at(mention.span.start).span.start
    lead = text.folded[max(start, mention.span.start - 9) : mention.span.start]
    return RELATIVE.search(lead) is not None and "," in text.folded[mention.span.end : offset]


def antecedent(text: Text, mentions: Sequence[Mention], subject: Mention | None) -> list[Mention]:
    """Return the name a relative clause with this subject describes: "Gantry, which Coastal blames for"."""
    index = mentions.index(subject) if subject is not None else 0
    if subject is None or index == 0:
        return []
    other = mentions[index - 1]
    between = text.folded[other.span.end : subject.span.start]
    described = len(between) < 12 and RELATIVE.search(between) is not None and name_of(other) != name_of(subject)
    return [other] if described else []


def beside(text: Text, mentions: Sequence[Mention], subject: Mention) -> list[Mention]:
    """Return a subject with the names listed before it: "Gantry, the Czech firm Ostrava and Wren sent"."""
    found = [subject]
    for other in reversed(mentions[: mentions.index(subject)]):
        gap = Span(other.span.end, max(other.span.end, found[0].span.start))
        words = text.folded[gap.start : gap.end]
        if len(words) > REACH or LISTED.search(words) is None or text.marks.has(gap, *VERBS):
            break
        found.insert(0, other)
    if len(found) == 1:
        return found
    joint = text.folded[found[-2].span.end : subject.span.start]
    counted = COUNTED.match(text.raw, subject.span.end) is not None
    return found if counted or LAST_LISTED.search(joint) else [subject]


AUXILIARY = re.compile(
    r"(?<!\w)(?:soll(?:en|te|ten)?|hab(?:e|en)|hat(?:te|ten)?|hätte[n]?|will|wollen|dürfte[n]?|könnte[n]?|muss|müssen)(?!\w)"
)
BEHIND = 40  # characters between an auxiliary and the subject behind it


def german_subject(text: Text, mentions: Sequence[Mention], start: int, offset: int) -> Mention | None:
    """Return the name beside the auxiliary of a clause with its verb at the end: "sollen A, B und C ... gestellt"."""
    clause = max(text.folded.rfind(mark, start, offset) for mark in (". ", "; ", ": ", "dass ", "–"))
    place = max(start, clause + 1)
    found = list(AUXILIARY.finditer(text.folded, place, offset))
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
        if len(words) > REACH or LISTED.search(words) is None or text.marks.has(gap, *VERBS):
            break
        last = other
    return last
