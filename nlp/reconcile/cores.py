"""One case of one article, and the cases that make up an incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

from ledger.identity import identifier
from ledger.incident import KnownIncident, Report
from ledger.reading import Case, Figure
from nlp.reconcile.names import fold
from nlp.reconcile.scopes import telling

Place = tuple[str, int]  # article id, index of the case
FigureKey = tuple[str, Decimal]
FIRST = attrgetter("first_seen", "place")


@dataclass(frozen=True, slots=True)
class Item:
    """One case of one article, with what aligns it with others: worked out once, however often it is reconciled."""

    place: Place
    case: Case
    first_seen: str
    day: int | None
    figures: tuple[Figure, ...]
    numbers: frozenset[FigureKey]
    identity: str  # of the incident that it founds
    names: frozenset[str]  # its accused, folded
    telling: frozenset[Decimal]  # numbers of the case by which its story is recognised elsewhere
    page: frozenset[Decimal]  # such numbers of the whole article
    credits: tuple[tuple[str, Figure], ...]  # figures with the folded names of who claims them


@dataclass(slots=True)
class Core:
    """Cases that are one incident."""

    accuser: str
    known: KnownIncident | None = None
    items: list[Item] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    days: list[int] = field(default_factory=list)
    numbers: set[FigureKey] = field(default_factory=set)
    given: str | None = None  # an id that a person's split gave it

    def add(self, items: Iterable[Item]) -> None:
        """Take cases in."""
        new = list(items)
        self.items += new
        self.names.update(*{item.case.accused for item in new})
        self.numbers.update(*{item.numbers for item in new})
        self.days += [item.day for item in new if item.day is not None]

    @property
    def founder(self) -> Item:
        """Return the case that was seen first: it names the incident for good."""
        return min(self.items, key=FIRST)

    @property
    def ids(self) -> set[str]:
        """Return every id that can have named this incident."""
        named = (self.known.id if self.known is not None else None, self.given)
        return ids_of(self.items) | {identity for identity in named if identity is not None}

    @property
    def identity(self) -> str:
        """Return the id: that of the registry, else of the founding case."""
        if self.given is not None:
            return self.given
        return self.known.id if self.known is not None else self.founder.identity


def identity_of(place: Place) -> str:
    """Return the id of an incident that a case founds."""
    return identifier("inc", *place)


def day_number(date: str | None) -> int | None:
    """Return a rough day number of an ISO date of any precision; None for what is not a date."""
    if date is None or not date[:4].isdigit():
        return None
    month, day = date[5:7], date[8:10]
    return int(date[:4]) * 365 + (int(month) if month.isdigit() else 6) * 30 + (int(day) if day.isdigit() else 15)


def figure_key(figure: Figure) -> FigureKey | None:
    """Return what makes a figure recognisable elsewhere: its measure and number."""
    value = figure.quantity.value
    return (figure.measure, value) if value is not None else None


def items_of(report: Report) -> list[Item]:
    """Return the cases of a report with their figures."""
    printed: dict[int | None, list[Figure]] = defaultdict(list)
    for figure in report.figures:
        printed[figure.case].append(figure)
    page = telling(report.figures)
    found = []
    for index, case in enumerate(report.cases):
        place, figures = (report.article_id, index), tuple(printed[index])
        found.append(
            Item(
                place,
                case,
                report.first_seen,
                day_number(case.disclosed or report.published),
                figures,
                frozenset(key for figure in figures if (key := figure_key(figure)) is not None),
                identity_of(place),
                frozenset(fold(name) for name in case.accused),
                page if len(figures) == len(report.figures) else telling(figures),
                page,
                tuple((fold(figure.claimant), figure) for figure in figures if figure.claimant),
            )
        )
    return found


def ids_of(items: Iterable[Item]) -> set[str]:
    """Return the ids of incidents that some cases can have founded."""
    return {item.identity for item in items}
