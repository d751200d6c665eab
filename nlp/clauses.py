"""Who does what to whom in a sentence, by the order or the particles of the language, and the votes it casts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from ledger.article import Span
from ledger.reading import Mention
from nlp.coordination import beside, is_embedded, leading_subject, name_of
from nlp.cues import CONTINUOUS, Hit
from nlp.document import Text
from nlp.grammar import by_behind, is_cased, object_mark, printed_number, subject_mark
from nlp.languages import load
from nlp.names.origins import is_origin
from nlp.subjects import aimed_at, outer

SUFFIXED = re.compile(r"(?:ها|هما|هم|ته)$")  # an Arabic verb with its object: "that accused it"
WHO = re.compile(r"(?:الذي|التي|اللذين|اللتين)\s$")
PARTICIPLE = re.compile(r"[dt][iıuü]ğ[iıuü]$")
OUTER = frozenset(["say", "accuse", "sue"])  # verbs whose subject speaks of what another did


@dataclass(slots=True)
class Sides:
    """What the sentences of a text say about who stands on which side."""

    accuser: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    accused: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    together: Counter[frozenset[str]] = field(default_factory=Counter)  # accused named side by side
    older: set[str] = field(default_factory=set)  # accused first named as of another, earlier case
    last: Mention | None = None  # who opens the sentence before
    models: frozenset[int] = frozenset()  # where names of models end
    past: frozenset[int] = frozenset()  # sentences on something long before the page
    first: dict[str, int] = field(default_factory=dict)  # sentence in which each was first accused


def is_joint(words: str) -> bool:
    """Tell whether Turkish words join two names: " ile ", " ve İtalyan "."""
    first, *rest = words.split() or [""]
    tables = load("tr")
    joined = first in tables.grammar.conjunctions
    if joined and len(rest) in (2, 3) and rest[-1] in tables.around.seat:
        return True  # "A ile Ankara merkezli B"
    return joined and all(is_origin(part, tables.code) or part in tables.around.sides for part in rest)


class Clause:
    """One sentence: its parties and cue words, subjects and objects of its verbs, and whom it blames."""

    def __init__(self, text: Text, span: Span, mentions: list[Mention], found: Sides, index: int) -> None:
        self.text, self.span, self.mentions, self.found, self.index = text, span, mentions, found, index
        self.hits = text.marks.hits_in(span)
        self.code, self.grammar = text.language.code, text.language.grammar

    @property
    def subject_first(self) -> bool:
        """Tell whether a language puts its verbs between subject and object, and spaces between words."""
        grammar = self.grammar
        return self.text.language.spaced and not grammar.subject_last and not grammar.verb_last

    def counts(self, start: int, end: int) -> bool:
        """Tell whether a number stands between two offsets."""
        return printed_number(self.code).search(self.text.folded, start, end) is not None

    def blame(self, name: str, weight: float) -> None:
        """Vote for a name as accused and remember where that was first done."""
        self.found.accused[name] += weight
        if name not in self.found.first:
            self.found.first[name] = self.index
            if self.index in self.found.past or any(hit.kind == "earlier" for hit in self.hits):
                self.found.older.add(name)

    def subject(self, hit: Hit) -> Mention | None:
        """Return the subject of a verb by the order or the particles of the language."""
        if any(h.kind == "expert" and 0 <= hit.start - h.end <= 2 for h in self.hits):
            return None
        before = [m for m in self.mentions if m.span.end <= hit.start and not is_embedded(self.text, m, hit.start)]
        after = [m for m in self.mentions if m.span.start >= hit.end]
        if self.grammar.topic_particles:
            marked = [m for m in before if subject_mark(self.code).match(self.text.raw, m.span.end)]
            official = [m for m in marked if m.role == "agency"] if hit.kind == "penalise" else []
            if not marked or official:
                return official[-1] if official else None
            return outer(self.text, marked, hit) if hit.kind in OUTER else marked[-1]
        if self.grammar.cased_names:
            aimed = self.turkish_objects()
            plain = [m for m in before if m not in aimed]
            return plain[-1] if plain else None
        if self.code == "zh":
            before = [m for m in before if not self.is_aimed_at(m)]
        if self.grammar.clause_auxiliaries and hit.kind in ("use", "copy"):
            leading = leading_subject(self.text, before, self.span.start, hit.start)
            if leading is not None:
                return leading
        if self.grammar.subject_last:
            if before and WHO.search(self.text.raw, max(0, hit.start - 8), hit.start):
                return before[-1]
            close = [m for m in before if hit.start - m.span.end <= 8]
            near = [m for m in after if m.span.start - hit.end <= 45]
            return close[-1] if close else near[0] if near else (before[-1] if before else None)
        if before:
            return before[-1]
        near = [m for m in after if m.span.start - hit.end <= 25 and "," not in self.text.raw[hit.end : m.span.start]]
        return near[0] if near and hit.kind == "say" else None

    def turkish_objects(self) -> list[Mention]:
        """Return the names with a case ending, and those joined to one: "A ile B'yi"."""
        aimed: list[Mention] = []
        for mention in reversed(self.mentions):
            joint = self.text.folded[mention.span.end : aimed[0].span.start] if aimed else ""
            if is_cased(self.text.raw, mention.span.end) or is_joint(joint) or self.is_against(mention):
                aimed.insert(0, mention)
        return aimed

    def is_against(self, mention: Mention) -> bool:
        """Tell whether a word between a charge and whom it is aimed at stands right behind a name: "B hakkında"."""
        tail = self.text.folded[mention.span.end : mention.span.end + 12].split(" ")
        return len(tail) > 1 and not tail[0] and tail[1].strip(",.") in self.grammar.against

    def is_aimed_at(self, mention: Mention) -> bool:
        """Tell whether a Chinese name stands behind 向 or 对 in its clause."""
        return aimed_at(self.text, self.span.start, mention.span.start)

    def objects(self, hit: Hit, subject: Mention | None) -> list[Mention]:
        """Return whom a verb of accusing is aimed at: the parties after it up to the next verb of copying."""
        if self.grammar.cased_names:
            described = [m for m in self.mentions if 0 < m.span.start - hit.end <= 2]
            if described and PARTICIPLE.search(self.text.folded, hit.start, hit.end):
                return described  # "X'in suçladığı Y"
            return [m for m in self.turkish_objects() if subject is None or name_of(m) != name_of(subject)]
        if self.grammar.object_particles:
            marked = [
                m for m in self.mentions if m is not subject and object_mark(self.code).match(self.text.raw, m.span.end)
            ]
            marked = [m for last in marked for m in beside(self.text, self.mentions, last)]
            return [m for m in marked if subject is None or name_of(m) != name_of(subject)]
        if self.code == "zh":
            aimed = [m for m in self.mentions if m is not subject and m.span.end <= hit.start and self.is_aimed_at(m)]
            if aimed:
                return aimed
        if self.grammar.subject_last and SUFFIXED.search(self.text.raw, hit.start, hit.end) and subject is not None:
            return [m for m in self.mentions if name_of(m) != name_of(subject) and m.role != "agency"][:2]
        stop = next(
            (h.start for h in self.hits if h.kind in ("copy", "say", "detect") and h.start > hit.end), self.span.end
        )
        after = [m for m in self.mentions if hit.end <= m.span.start < stop and m is not subject]
        if not after:
            after = [m for m in self.mentions if 0 <= m.span.start - hit.end <= 50 and m is not subject][:1]
        return [m for m in after if subject is None or name_of(m) != name_of(subject)]

    def is_passive(self, hit: Hit) -> bool:
        """Tell whether a verb is passive: a form of to be before it, or an agent after it."""
        tokens = self.text.marks.tokens
        if self.code in CONTINUOUS or self.grammar.verb_last:
            lead = self.text.raw[max(0, hit.start - 8) : hit.start]
            return any(mark in lead for mark in self.grammar.passive_marks)
        if hit.kind == "accuse" and self.is_participle(hit):
            return True
        words = {token[2] for token in tokens[max(0, hit.first - 2) : hit.first]}
        if words & self.grammar.being:
            return not tokens[hit.first][2].endswith("ing")  # "is Gantry accusing"
        if words & self.grammar.passive:
            return True
        tail = self.text.folded[hit.end : min(self.span.end, hit.end + 30)]
        return by_behind(self.code).match(tail) is not None

    def is_participle(self, hit: Hit) -> bool:
        """Tell whether an English verb of accusing is a participle: "the other company accused, X, said"."""
        word, tail = self.text.marks.tokens[hit.first][2], self.text.folded[hit.end : hit.end + 4]
        return self.code == "en" and word.endswith("ed") and (tail[:1] in (",", ".", ";", ")") or tail == " of ")
