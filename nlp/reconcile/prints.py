"""How a number is printed: what figures have in common that say it alike, worked out once for all of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ledger.quantity import Comparator, Quantity
from ledger.reading import Figure
from nlp.reconcile.intervals import grain
from nlp.reconcile.measures import COUNTS, comparable

Worth = tuple[str | None, Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """A number as it is printed, with its hedge and noun; two of one table that say the same are one."""

    quantity: Quantity
    unit: str | None
    worth: Worth
    reading: Hashable  # what two must share to count as one reading
    grain: Decimal
    counted: bool  # whether it is a number that can stand


@dataclass(slots=True)
class Prints:
    """The prints of an incident's figures, each once."""

    known: dict[Hashable, Print] = field(default_factory=dict)

    def of(self, figures: Iterable[Figure]) -> dict[str, Print]:
        """Return how each figure is printed, by id."""
        return {figure.id: self.one(figure) for figure in figures}

    def one(self, figure: Figure) -> Print:
        """Return how a figure is printed."""
        values = figure.quantity
        written = figure.quote if figure.measure == "share" else None
        ends = (values.value, values.low, values.high, values.comparator, values.step, values.error)
        key = (figure.measure, figure.unit, written, *ends)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = print_of(figure)
        return found


Printed = Mapping[str, Print]  # by the id of a figure


def print_of(figure: Figure) -> Print:
    """Work out how a figure is printed."""
    values, same = figure.quantity, worth(figure)
    plain = figure.measure in COUNTS and values.value is not None
    counted = values.comparator is not Comparator.VAGUE and values.error is None
    return Print(values, figure.unit, same, values.value if plain else same, grain(comparable(figure)), counted)


def worth(figure: Figure) -> Worth:
    """Return what two figures must share to count as the same reading."""
    values = comparable(figure)
    currency = figure.unit if figure.measure == "money" else None
    return (currency, values.value, None) if values.value is not None else (currency, values.low, values.high)
