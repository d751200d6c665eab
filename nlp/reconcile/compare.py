"""How two figures stand to each other, with one sentence a researcher can paste. Pure functions of the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ledger.incident import Relation
from ledger.quantity import Comparator, Quantity
from ledger.reading import Figure, Scope
from nlp.reconcile import phrase
from nlp.reconcile.intervals import OPEN_ABOVE, OPEN_BELOW, Interval, below, grain, meet, overlap, possible, printed
from nlp.reconcile.measures import COUNTS, comparable, same_kind

FAR = 10  # an open bound is loose when the other figure is at least this many times beyond it


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation and the sentence that explains it."""

    relation: Relation
    sentence: str


def relate(first: Figure, second: Figure) -> Relation:
    """Return how two figures of one incident stand to each other; the same in both directions."""
    if other_scope(first, second) is not None:
        return Relation.OTHER_SCOPE
    one, other = comparable(first), comparable(second)
    if meet(one, other):
        if Comparator.VAGUE in (one.comparator, other.comparator):
            return Relation.COMPATIBLE
        if one.value is None or other.value is None or one.value != other.value:
            return under_a_ceiling(one, other) or under_a_ceiling(other, one) or Relation.ROUNDS
        return Relation.ECHO if one.comparator is other.comparator and echoes(first, second) else Relation.SAME
    return Relation.LOOSE if is_loose(one, other) else Relation.CONTRADICTS


def under_a_ceiling(ceiling: Quantity, number: Quantity) -> Relation | None:
    """Return how a number stands to a ceiling above it; None where it is none, or the number only rounded up to it."""
    if ceiling.comparator not in OPEN_BELOW or ceiling.value is None or number.value is None:
        return None
    if number.value >= ceiling.value - min(grain(ceiling), abs(ceiling.value) / FAR):
        return None
    return Relation.LOOSE if number.value * FAR <= ceiling.value else Relation.COMPATIBLE


def compare(first: Figure, second: Figure, *, translated: bool = False) -> Verdict:
    """Return how two figures of one incident stand to each other, with the sentence that says why.

    `translated`: the figures are written in two languages, so that other nouns say nothing.
    """
    left, right = phrase.quantity(first), phrase.quantity(second)
    relation = relate(first, second)
    hedged = first.quantity.comparator is not second.quantity.comparator
    sentences = {
        Relation.OTHER_SCOPE: f"{left} and {right} {other_scope(first, second)}.",
        Relation.COMPATIBLE: f"{left} and {right} are compatible: {worded(first, second)}.",
        Relation.ROUNDS: f"{left} and {right} are the same number at two precisions.",
        Relation.ECHO: f"Both relay {left} of {first.claimant}: one claim, printed twice.",
        Relation.SAME: f"{left} and {right} are the same number, hedged in two ways."
        if hedged
        else f"Both say {left}.",
        Relation.LOOSE: f"{left} and {right} do not exclude each other, but one says much less.",
        Relation.CONTRADICTS: f"{left} and {right} cannot be the same number{noun_note(first, second, translated)}.",
    }
    return Verdict(relation, sentences[relation])


def other_scope(first: Figure, second: Figure) -> str | None:
    """Return why two figures do not count the same thing, or None when they do."""
    if first.measure != second.measure:
        return f"count different things: {first.measure} and {second.measure}"
    if Scope.RATE in (first.scope, second.scope) and first.scope is not second.scope:
        return "are a rate and a total"
    if Scope.SUBSET in (first.scope, second.scope) and first.scope is not second.scope:
        return "are a slice and a whole"
    if first.accused != second.accused:
        return f"are about different parties: {'; '.join(parties(figure) for figure in (first, second))}"
    if not same_kind(first, second):
        return f"are in different units: {first.unit or 'none'} and {second.unit or 'none'}"
    if different_windows(first, second):
        periods = " and ".join(" to ".join(figure.window or ()) for figure in (first, second))
        return f"are about different periods, each of which is stated: {periods}"
    return None


def worded(first: Figure, second: Figure) -> str:
    """Return why two figures are compatible."""
    vague = [figure for figure in (first, second) if figure.quantity.comparator is Comparator.VAGUE]
    if not vague:
        return "one is a ceiling, and the other lies under it"
    return f"{'both are' if len(vague) > 1 else 'one is'} given in words only"


def parties(figure: Figure) -> str:
    """Return whom a figure is about, in words."""
    return phrase.listed(figure.accused) or "nobody named"


def echoes(first: Figure, second: Figure) -> bool:
    """Tell whether two articles print one claim of one party."""
    return first.article_id != second.article_id and first.claimant is not None and first.claimant == second.claimant


def different_windows(first: Figure, second: Figure) -> bool:
    """Tell whether both figures state a period, and another one (to the month)."""
    return first.window is not None and second.window is not None and not same_window(first.window, second.window)


def same_window(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether two periods are the same as far as both are printed."""
    return all(one.startswith(other) or other.startswith(one) for one, other in zip(first, second, strict=True))


def is_loose(first: Quantity, second: Quantity) -> bool:
    """Tell whether an open bound lies far below (or a ceiling far above) a figure that it does not exclude."""
    if far_apart(first, second) or far_apart(second, first):
        return True
    if not overlap(possible(first), possible(second)):
        return False
    for bound, other in ((first, second), (second, first)):
        if bound.value is None or bound.comparator not in (*OPEN_ABOVE, *OPEN_BELOW):
            continue
        reading = printed(other)
        near = reading.low if bound.comparator in OPEN_ABOVE else reading.high
        if near is None:
            continue
        low, high = sorted((abs(bound.value), abs(near)))
        if low * FAR <= high:
            return True
    return False


def far_apart(words: Quantity, number: Quantity) -> bool:
    """Tell whether words alone ("dozens of questions") name another magnitude: they hardly count the same thing."""
    if words.comparator is not Comparator.VAGUE or words.high is None:
        return False
    near = printed(number).low
    return near is not None and words.high * FAR <= near


def contradicts(first: Figure, second: Figure) -> bool:
    """Tell whether the printed readings of two figures of the same kind cannot both hold."""
    return relate(first, second) is Relation.CONTRADICTS


def reversed_bound(first: Figure, second: Figure) -> bool:
    """Tell whether one figure makes a ceiling of what the other prints as a floor (or the other way round)."""
    one, other = first.quantity, second.quantity
    if one.value is None or one.value != other.value or other_scope(first, second) is not None:
        return False
    kinds = {one.comparator, other.comparator}
    return bool(kinds & set(OPEN_ABOVE)) and bool(kinds & set(OPEN_BELOW))


def supersedes(later: Figure, earlier: Figure) -> Verdict | None:
    """Return SUPERSEDES when `later`, said after `earlier` by the same party, replaces it; None when they agree."""
    if later.claimant is None or later.claimant != earlier.claimant or not contradicts(later, earlier):
        return None
    text = f"{later.claimant} replaced {phrase.quantity(earlier)} by {phrase.quantity(later)}."
    return Verdict(Relation.SUPERSEDES, text)


@dataclass(frozen=True, slots=True)
class Sum:
    """Disjoint parts against their whole: `residual` is what the parts leave open, `excess` that they overshoot."""

    low: Decimal
    high: Decimal | None
    residual: Decimal
    excess: bool
    parts: tuple[Decimal, ...]
    whole: Figure

    @property
    def sentence(self) -> str:
        """Return what a researcher can paste."""
        listed = " + ".join(phrase.number(value) for value in self.parts)
        fits = not below(Interval(self.low, self.high), printed(self.whole.quantity))
        words = "exceeds" if self.excess else "fits" if fits else "leaves part open of"
        total = phrase.number(sum(self.parts, Decimal(0)))
        return f"The parts {listed} make {total}, which {words} {phrase.quantity(self.whole)}."


def sums_to(parts: Sequence[Figure], whole: Figure) -> Sum | None:
    """Return how disjoint parts stand to a whole; None where a part or the whole has no number."""
    values = [part.quantity.value for part in parts]
    known = [value for value in values if value is not None]
    if not parts or len(known) < len(values) or whole.quantity.value is None:
        return None
    readings = [printed(part.quantity, rounded=False) for part in parts]
    low = sum(((r.low if r.low is not None else Decimal(0)) for r in readings), Decimal(0))
    tops = [r.high for r in readings]
    high = None if None in tops else sum((top for top in tops if top is not None), Decimal(0))
    reading = printed(whole.quantity)
    total = sum(known, Decimal(0))
    excess = reading.high is not None and low > max(reading.high, whole.quantity.high or reading.high)
    return Sum(low, high, whole.quantity.value - total, excess, tuple(known), whole)


def noun_note(first: Figure, second: Figure, translated: bool = False) -> str:
    """Say that two figures use other nouns of the same measure, and that only one of them states a period."""
    notes = []
    if (
        first.unit
        and second.unit
        and first.measure in COUNTS
        and not translated
        and other_noun(first.unit, second.unit)
    ):
        notes.append(f"one counts {first.unit}, the other {second.unit}")
    windows = [figure.window for figure in (first, second) if figure.window is not None]
    if len(windows) == 1:
        notes.append(f"only one states a period ({windows[0][0]} to {windows[0][1]})")
    return f" ({'; '.join(notes)})" if notes else ""


def other_noun(first: str, second: str) -> bool:
    """Tell whether two nouns are two: "calls" and "API calls" are one."""
    left, right = set(first.casefold().split()), set(second.casefold().split())
    return not (left <= right or right <= left)
