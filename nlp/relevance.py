"""Is a page about model extraction at all: cheap enough for every crawled page.

One pass finds the words of the topic. A sentence that names copying together with a model or its answers counts, and
so do the names of the matter, large counts and known parties; somebody must object, for copying alone is a craft,
unless the parties of a known incident are named beside a count; words of neighbouring topics count against. Weights and
threshold were set on the development corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cache

from ledger.reading import Mention, QuantityMention
from nlp.document import Text
from nlp.languages import Topic, load
from nlp.openers import Sought
from nlp.quantities.lexicon import measures
from nlp.registry import known_incidents
from nlp.wordlist import beginnings

ENOUGH = 5  # points
LARGE = 1000
CAMPAIGN = frozenset({"accounts", "api_keys"})  # counting these beside what was sent through them is objecting
KINDS = tuple(entry.name for entry in fields(Topic))


@dataclass(slots=True)
class Evidence:
    """What speaks for and against: different words by kind, kinds of word by sentence, kinds of large count."""

    words: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    sentences: dict[int, set[str]] = field(default_factory=dict)
    measures: set[str | None] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    growth: bool = False  # the language has words of growth
    products: int = 0  # models named that no table knows, one at most
    case: bool = False  # accuser, accused and model of a known incident are all named

    def add(self, sentence: int, kinds: Sequence[str], word: str) -> None:
        """Take in one word."""
        self.sentences.setdefault(sentence, set()).update(kinds)
        for kind in kinds:
            self.words[kind].add(word)

    @property
    def copying(self) -> list[set[str]]:
        """The sentences that tell of copying a model or of training on its answers."""
        return [
            kinds
            for kinds in self.sentences.values()
            if "against" not in kinds
            and (
                "strong" in kinds
                or ("act" in kinds and bool(kinds & {"model", "output", "product"}))
                or ("train" in kinds and "output" in kinds)
            )
        ]

    @property
    def campaign(self) -> bool:
        """Tell whether counts alone tell of a campaign: what was sent, through how many accounts, and no growth."""
        told = "interactions" in self.measures and bool(self.measures & CAMPAIGN)
        return told and self.growth and not self.words["growth"]

    def points(self) -> int:
        """Return the points; none where nobody objects, or where nothing is copied and nothing is counted."""
        strong, wrong, copying = len(self.words["strong"]), len(self.words["wrong"]), len(self.copying)
        things = bool(self.words["model"]) + bool(self.words["output"])
        acts = bool(self.words["act"] or self.words["train"]) and wrong > 0
        told = things + self.products > 0 and (acts or wrong + len(self.measures) >= 3)
        counted = bool(self.measures) and (self.case or told)
        objected = (self.case and counted) or wrong > 0 or (strong + copying > 0 and bool(self.measures & CAMPAIGN))
        if self.campaign and things + self.products > 0:
            objected = counted = True
        if not objected or (strong + copying == 0 and not counted):
            return 0
        gained = 3 * min(strong, 2) + 2 * min(copying, 3) + min(wrong, 4) + things
        gained += 2 * min(len(self.measures), 3) + min(len(self.parties), 3)
        gained += self.products + (acts and counted)
        gained += min(sum("wrong" in kinds for kinds in self.copying), 2) + 2 * (self.case and counted)
        return gained - 2 * min(len(self.words["against"]), 4)


@cache
def topic(code: str) -> tuple[Sought, dict[str, tuple[str, ...]]]:
    """Return the search for all words of the topic and the kinds of each: its own and those of its beginnings."""
    tables = load(code)
    listed = {word: kind for kind in KINDS for word in getattr(tables.topic, kind)}
    kinds = {
        word.removesuffix("$"): tuple(
            kind for kind in KINDS if any(word == part or word.startswith(part) for part in getattr(tables.topic, kind))
        )
        for word in listed
    }
    return beginnings(tables.code, tables.spaced, listed), kinds


def evidence(text: Text, mentions: Sequence[Mention], quantities: Sequence[QuantityMention]) -> Evidence:
    """Collect what speaks for and against."""
    found = Evidence()
    found.growth = bool(text.language.topic.growth)
    sought, kinds = topic(text.language.code)
    for match in sought.matches(text.folded, sought.starts(text.marks.begun), 0, len(text.folded)):
        found.add(text.sentence_index(match.start()), kinds[match.group(1)], match.group(1))
    for mention in mentions:
        if mention.known and mention.kind == "product":
            found.sentences.setdefault(text.sentence_index(mention.span.start), set()).add("product")
        elif mention.kind == "product":
            found.products = 1
        if mention.known and mention.kind in ("party", "product"):
            found.parties.add(mention.name)
    found.case = any(
        incident.accuser in found.parties and incident.target in found.parties and found.parties & set(incident.accused)
        for incident in known_incidents()
    )
    for quantity in quantities:
        largest = quantity.quantity.value or quantity.quantity.low or quantity.quantity.high or 0
        if quantity.measure in measures().core and largest >= LARGE:
            found.measures.add(quantity.measure)
    return found


def is_relevant(text: Text, mentions: Sequence[Mention], quantities: Sequence[QuantityMention] = ()) -> bool:
    """Tell whether the page is about copying a model through its answers without leave."""
    return evidence(text, mentions, quantities).points() >= ENOUGH
