"""Where a figure counts: what it counts, of whom, and who says it; worked out once for all figures that say so."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from ledger.reading import Figure, Scope, Stance

Key = tuple[str, tuple[str, ...]]  # measure, accused
SLICES = ("share", "duration")  # measures for which a slice is a value of its own
ASSERTED, DENIED = Stance.ASSERTED, Stance.DENIED
WHOLE = frozenset({Scope.TOTAL, Scope.PART})


def is_live(figure: Figure) -> bool:
    """Tell whether a figure may enter a value: asserted, not derived, a total or part."""
    if figure.stance is not ASSERTED or figure.derived:
        return False
    return figure.scope in WHOLE or (figure.measure in SLICES and figure.scope is Scope.SUBSET)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """What figures count and who says it: `live`, or denied. Two of one table that are alike are one."""

    key: Key
    claimant: str | None
    live: bool


Line = tuple[Slot, Figure]


@dataclass(slots=True)
class Slots:
    """The slots of an incident's figures, each once, and a number for each way of telling something."""

    known: dict[Hashable, Slot] = field(default_factory=dict)
    numbers: dict[Hashable, int] = field(default_factory=dict)

    def lines(self, figures: Iterable[Figure]) -> tuple[Line, ...]:
        """Return the figures that may enter a value, or take one back, each with its slot."""
        return tuple((slot, figure) for figure in figures if (slot := self.of(figure)) is not None)

    def of(self, figure: Figure) -> Slot | None:
        """Return the slot of a figure; None for one that enters no value."""
        live = is_live(figure)
        if not live and (figure.stance is not DENIED or figure.claimant is None or figure.quantity.value is None):
            return None
        key = (figure.measure, figure.accused, figure.claimant, live)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = Slot((figure.measure, figure.accused), figure.claimant, live)
        return found

    def details(self, figures: Iterable[Figure]) -> frozenset[int]:
        """Return what survives a paraphrase of figures: number, hedge, noun and whom it is about, as numbers."""
        return frozenset(
            self.numbers.setdefault(detail_of(figure), len(self.numbers))
            for figure in figures
            if figure.quantity.value is not None
        )


def detail_of(figure: Figure) -> tuple[Hashable, ...]:
    """Return what survives a paraphrase of one figure."""
    unit = (figure.unit or "").casefold()
    return figure.measure, figure.quantity.value, figure.quantity.comparator, unit, figure.accused
