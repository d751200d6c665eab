"""How two figures stand to each other, with one sentence a researcher can paste."""

from __future__ import annotations

from ledger.incident import Relation
from ledger.quantity import Comparator
from ledger.reading import Figure, Scope
from nlp.reconcile import phrase
from nlp.reconcile.intervals import OPEN_ABOVE, OPEN_BELOW, overlap, possible, printed


def compare(first: Figure, second: Figure) -> tuple[Relation, str]:
    """Return the relation of two figures of one incident and the sentence that explains it; symmetric in kind."""
    left, right = phrase.quantity(first), phrase.quantity(second)
    if first.measure != second.measure or first.scope != second.scope or first.accused != second.accused:
        return Relation.OTHER_SCOPE, f"{left} and {right} do not count the same thing."
    if different_windows(first, second):
        return Relation.OTHER_SCOPE, f"{left} and {right} are about different periods."
    if Scope.RATE in (first.scope, second.scope) or (first.measure == "money" and first.unit != second.unit):
        return Relation.OTHER_SCOPE, f"{left} and {right} are measured differently."
    one, other = first.quantity, second.quantity
    if one.value is not None and one.value == other.value and one.comparator == other.comparator:
        return Relation.SAME, f"Both say {left}."
    if overlap(printed(one), printed(other)):
        vague = Comparator.VAGUE in (one.comparator, other.comparator)
        kind = Relation.COMPATIBLE if vague else Relation.SAME if one.value == other.value else Relation.ROUNDS
        return kind, f"{left} and {right} can be the same number."
    if overlap(possible(one), possible(other)) and is_loose(first, second):
        return Relation.LOOSE, f"{left} allows {right}, but says much less."
    return Relation.CONTRADICTS, f"{left} and {right} cannot be the same number{noun_note(first, second)}."


def different_windows(first: Figure, second: Figure) -> bool:
    """Tell whether both figures state a period, and another one."""
    return first.window is not None and second.window is not None and first.window != second.window


def is_loose(first: Figure, second: Figure) -> bool:
    """Tell whether an open bound stands against a word that allows everything beyond it."""
    kinds = (first.quantity.comparator, second.quantity.comparator)
    return Comparator.VAGUE in kinds and any(kind in (*OPEN_ABOVE, *OPEN_BELOW) for kind in kinds)


def contradicts(first: Figure, second: Figure) -> bool:
    """Tell whether the printed readings of two figures of the same kind cannot both hold."""
    return compare(first, second)[0] is Relation.CONTRADICTS


def noun_note(first: Figure, second: Figure) -> str:
    """Say that two figures use other nouns of the same measure, and that only one of them states a period."""
    notes = []
    if first.unit and second.unit and first.unit.casefold() != second.unit.casefold() and first.measure != "money":
        notes.append(f"one counts {first.unit}, the other {second.unit}")
    windows = [figure.window for figure in (first, second) if figure.window is not None]
    if len(windows) == 1:
        notes.append(f"only one states a period ({windows[0][0]} to {windows[0][1]})")
    return f" ({'; '.join(notes)})" if notes else ""
