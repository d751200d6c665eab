"""Names that stand together in a sentence: lists of subjects, and relative clauses with a subject of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger.article import Span
from ledger.reading import Mention
from nlp.document import Text

REACH = 45  # characters between two names of a list: "Gantry of Canada, the Czech firm Ostrava"
RELATIVE = re.compile(r"(?:^|\W)(?:which|whom|who|que|dont|che|den|die|das|которую|которого|который|яку|якого)\s$")
LISTED = re.compile(
    r"^[»”\"']?(?: \([^()]*\))?\s(?:and|und|et|y|e|ed|и|та|й|ve|ile|và|with|&)\s|^[^.;:]*,\s"
    r"|^(?:と|や|及び|、|와 |과 |및 )$"
)
LAST_LISTED = re.compile(
    r"\s(?:and|und|et|y|e|ed|и|та|й|ve|ile|và|as well as|sowie)\s|\sو|^(?:と|や|及び|와 |과 |및 )$"
)
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
