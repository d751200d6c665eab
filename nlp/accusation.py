"""Who accuses whom of copying what: votes for accuser, accused and model, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.article import BlockKind
from ledger.reading import DateMention, Mention, QuantityMention
from nlp.clauses import OUTER, Clause, Sides
from nlp.coordination import antecedent, beside, name_of
from nlp.cues import Hit
from nlp.document import Text
from nlp.grammar import by_before, subject_mark
from nlp.quotations import in_quotes
from nlp.signs import READERS, acting, charge, numbers, versus, voiced
from nlp.subjects import is_quarrel

PASSIVE_PARTICIPLES = ("accuse", "penalise", "sue")


def sides(
    text: Text,
    mentions: Sequence[Mention],
    quantities: Sequence[QuantityMention] = (),
    dates: Sequence[DateMention] = (),
) -> Sides:
    """Count the votes of every sentence outside page furniture."""
    models = frozenset(mention.span.end for mention in mentions if mention.kind == "product")
    found = Sides(models=models, past=past(text, dates))
    counted: dict[int, list[QuantityMention]] = {}
    for quantity in quantities:
        counted.setdefault(text.sentence_index(quantity.span.start), []).append(quantity)
    pieces: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "party" or (mention.kind in ("reference", "person") and mention.refers):
            pieces.setdefault(text.sentence_index(mention.span.start), []).append(mention)
    for index, sentence in enumerate(text.sentences):
        here = pieces.get(index)
        if here and text.article.blocks[sentence.block].kind is not BlockKind.META:
            voter = Voter(text, sentence.span, here, found, index)
            voter.vote()
            acting(voter, counted.get(index, ()))
        if here:
            found.last = here[0]
    return found


def past(text: Text, dates: Sequence[DateMention]) -> frozenset[int]:
    """Return the sentences that tell of more than a year before publication: "in 2024 the watchdog ordered X"."""
    if text.article.published is None:
        return frozenset()
    published = text.article.published.value
    bound = f"{int(published[:4]) - 1}{published[4:10]}" if published[:4].isdigit() else ""
    ends: dict[int, str] = {}
    for date in dates:
        index = text.sentence_index(date.span.start)
        ends[index] = max(ends.get(index, ""), date.end)
    return frozenset(index for index, end in ends.items() if end < bound)


class Voter(Clause):
    """Reads one sentence for the two sides of a case."""

    def vote(self) -> None:
        """Cast the votes of the sentence."""
        for hit in self.hits:
            if hit.kind in PASSIVE_PARTICIPLES:
                if not in_quotes(self.text.raw, self.span.start, hit.start):
                    self.of_verb(hit)
            elif hit.kind in ONE_SIDED and not is_quarrel(self.text, hit):
                self.one_sided(hit, self.found.accused, ONE_SIDED[hit.kind])
            elif hit.kind in ("say", "detect"):
                self.of_speech(hit)
            elif hit.kind == "according" and self.counts(self.span.start, self.span.end):
                for mention in [m for m in self.mentions if 0 <= m.span.start - hit.end <= 30][:1]:
                    self.found.accuser[name_of(mention)] += 1
            elif hit.kind in READERS:
                READERS[hit.kind](self, hit)
        versus(self)
        numbers(self)
        self.coordinate()

    def of_speech(self, hit: Hit) -> None:
        """Vote for the accuser by what only it does: counting, closing, telling of the copying."""
        if self.text.marks.tokens[min(hit.last + 1, len(self.text.marks.tokens) - 1)][2] in self.grammar.agent:
            charge(self, hit)  # "claims by X that"
            return
        if self.is_noun(hit):
            voiced(self, hit)
            return
        tail = min(self.span.end, hit.end + 60)
        counted = hit.kind == "detect" and self.counts(hit.end, tail)
        if hit.kind == "say" and not self.grammar.subject_last and self.denies(hit):
            return
        if counted or (hit.kind == "say" and any(h.kind == "copy" for h in self.hits)):
            self.one_sided(hit, self.found.accuser, 1.5)
            self.of_inner(hit, 1.5)
        elif hit.kind == "say" and self.counts(self.span.start, self.span.end):
            self.one_sided(hit, self.found.accuser, 0.5)

    def is_noun(self, hit: Hit) -> bool:
        """Tell whether a word of saying is a noun here: "trained on answers"."""
        before = self.text.marks.tokens[hit.first - 1][2] if hit.first else ""
        noun = any(h.kind == "say_noun" and h.start == hit.start for h in self.hits)
        return noun and before in self.grammar.before_noun

    def denies(self, hit: Hit) -> bool:
        """Tell whether who speaks at a cue denies something in the same sentence: "X, which denies copying, says"."""
        denials = [h for h in self.hits if h.kind == "deny" and h.start != hit.start]
        subject = self.subject(hit) if denials else None
        denied = [self.subject(h) for h in denials] if subject is not None else []
        return any(m is not None and subject is not None and name_of(m) == name_of(subject) for m in denied)

    def of_inner(self, hit: Hit, weight: float) -> None:
        """Vote for the subject of what somebody says of another: "A는 B가 ... 했다고 주장했다"."""
        subject = self.subject(hit) if self.grammar.topic_particles and hit.kind in OUTER else None
        if subject is None:
            return
        inner = [m for m in self.mentions if subject.span.end <= m.span.start and m.span.end <= hit.start]
        marked = [m for m in inner if subject_mark(self.code).match(self.text.raw, m.span.end)]
        for mention in beside(self.text, inner, marked[-1]) if marked else ():
            if mention.role not in ("agency", "person") and name_of(mention) != name_of(subject):
                self.blame(name_of(mention), weight)

    def of_verb(self, hit: Hit) -> None:
        """Vote by a verb of accusing, suing or penalising, active or passive."""
        if self.is_passive(hit):
            by, folded = by_before(self.code), self.text.folded
            agents = [m for m in self.mentions if by.search(folded[max(0, m.span.start - 14) : m.span.start])]
            patients = [m for m in self.mentions if m not in agents and m.span.end <= hit.start]
            if self.code == "zh":
                patients = [m for m in patients if m.role != "agency" and not self.is_aimed_at(m)]
            for mention in agents[:1]:
                self.found.accuser[name_of(mention)] += 3
            for mention in patients[-3:]:
                self.blame(name_of(mention), 3)
            return
        if self.text.folded[max(self.span.start, hit.start - 12) : hit.start].split()[-2:].count("not"):
            return
        self.of_inner(hit, 3)
        subject = self.subject(hit) or self.meant(hit)
        aimed = antecedent(self.text, self.mentions, subject) or self.objects(hit, subject)
        if hit.kind == "penalise" and subject is not None and subject.role != "agency" and not aimed:
            return
        if subject is not None:
            self.found.accuser[name_of(subject)] += 3 if subject.role != "person" else 1
        for mention in aimed:
            if mention.role != "agency":
                self.blame(name_of(mention), 3)

    def meant(self, hit: Hit) -> Mention | None:
        """Return whom a pronoun right before a verb means: who opens the sentence before."""
        word = self.text.marks.tokens[hit.first - 1][2] if hit.first else ""
        return self.found.last if word in self.text.language.naming.pronoun else None

    def one_sided(self, hit: Hit, votes: dict[str, float], weight: float) -> None:
        """Vote for the subject of a verb that only one side would use."""
        subject = self.subject(hit)
        if subject is None or (subject.role in ("agency", "person") and votes is self.found.accused):
            return
        if votes is self.found.accused:
            self.blame(name_of(subject), weight)
        else:
            votes[name_of(subject)] += weight

    def coordinate(self) -> None:
        """Remember which accused stand in one sentence."""
        names = frozenset(name_of(m) for m in self.mentions if m.kind != "person")
        if len(names) > 1:
            self.found.together[names] += 1


ONE_SIDED = {"deny": 2.0, "respond": 1.0, "admit": 2.0}
