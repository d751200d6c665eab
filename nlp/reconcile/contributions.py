"""What one article gives to one incident: its figures and events, as it names the parties and as the incident does."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from ledger.incident import FigureNames, LineageEdge, Report
from ledger.reading import Figure
from nlp.reconcile.cores import Core, FigureKey, Item, figure_key
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.prints import Print, Prints
from nlp.reconcile.renaming import Renaming
from nlp.reconcile.slots import Line, Slots


@dataclass(slots=True)
class Contribution:
    """What the cases of an article that belong to an incident hold, as the article names the parties."""

    article: str
    report: Report
    items: tuple[Item, ...]
    figures: tuple[Figure, ...]  # as people corrected them
    events: tuple[str, ...]
    names: frozenset[str]  # the accused of the cases and of the figures
    own: frozenset[str]  # the same without those of cases that the registry completes
    listed: frozenset[tuple[str, ...]]  # which of them are named together
    numbers: frozenset[tuple[tuple[str, ...], FigureKey]]  # which numbers are told of whom
    prints: dict[str, Print]  # how each figure prints its number


@dataclass(slots=True)
class Named:
    """The figures of a contribution under the names of the incident."""

    contribution: Contribution
    article: str
    several: bool
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    details: frozenset[int]
    claims: frozenset[tuple[str, FigureKey]]  # who claims which number
    called: tuple[dict[str, str], str | None, list[FigureNames]] | None = None  # and of whom else's names that rests


@dataclass(frozen=True, slots=True)
class Stated:
    """The sources that an article names, among them outlets of which articles are held."""

    report: Report
    outlets: frozenset[str]
    edges: list[LineageEdge]


@dataclass(slots=True)
class Contributions:
    """What articles gave to one incident when it was last worked out."""

    held: dict[str, Contribution] = field(default_factory=dict)
    table: Prints = field(default_factory=Prints)
    slots: Slots = field(default_factory=Slots)
    dated: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)  # the articles of each outlet, in time
    stated: dict[str, Stated] = field(default_factory=dict)
    apart: dict[Hashable, bool] = field(default_factory=dict)  # whether two ways to say something contradict
    order: dict[Hashable, tuple[str, ...]] = field(default_factory=dict)
    asserted: dict[tuple[str, str], tuple[Report, LineageEdge]] = field(default_factory=dict)
    names: object = None  # what the incident called its parties
    named: dict[str, Named] = field(default_factory=dict)

    def of(self, core: Core, reports: Mapping[str, Report], decisions: Decisions) -> list[Contribution]:
        """Return what the articles of an incident give to it, by article."""
        by_article: dict[str, tuple[Item, ...]] = {}
        for item in core.items:
            article = item.place[0]
            by_article[article] = (*by_article[article], item) if article in by_article else (item,)
        found = {}
        for article in sorted(by_article):
            known, items = self.held.get(article), by_article[article]
            if known is None or known.report is not reports[article] or not same(known.items, items):
                known = contribution(reports[article], items, self.table)
            found[article] = known
        self.held = found
        if not decisions.corrected:
            return list(found.values())
        return [corrected(one, decisions, self.table) for one in found.values()]

    def ordered(self, name: Hashable, identities: Collection[str]) -> tuple[str, ...]:
        """Return ids in order; under one name those of which most have been put in order before."""
        before = self.order.get(name, ())
        found = [identity for identity in before if identity in identities]
        if len(found) < len(identities):
            found = sorted([*found, *sorted(set(identities).difference(found))])
        self.order[name] = result = tuple(found)
        return result

    def prints(self, given: Iterable[Contribution]) -> dict[str, Print]:
        """Return how every figure prints its number."""
        found: dict[str, Print] = {}
        for one in given:
            found.update(one.prints)
        return found

    def under(self, renaming: Renaming, given: Iterable[Contribution], apart: Collection[str]) -> list[Named]:
        """Return contributions under the names of their incident, figures that do not belong there left out."""
        incident = renaming.incident
        names = (incident.accuser, incident.accused, dict(renaming.canonical), dict(renaming.aliases))
        if names != self.names:
            self.names, self.named = names, {}
        found = {}
        for one in given:
            several = one.article in renaming.several
            known = self.named.get(one.article)
            if known is None or known.contribution is not one or known.several != several:
                known = named(one, renaming, self.slots)
            found[one.article] = known
        self.named = found
        if not apart:
            return list(found.values())
        return [without(one, apart, self.slots) for one in found.values()]


def same(held: tuple[Item, ...], items: tuple[Item, ...]) -> bool:
    """Tell whether cases are the very same."""
    if len(held) == len(items) == 1:
        return held[0] is items[0]
    return len(held) == len(items) and all(one is other for one, other in zip(held, items, strict=True))


def contribution(report: Report, items: tuple[Item, ...], table: Prints) -> Contribution:
    """Return what an article gives with some of its cases."""
    cases = {item.place[1] for item in items}
    figures = tuple(figure for figure in report.figures if figure.case in cases)
    events = tuple(event.id for event in report.events if event.case in cases)
    return of_figures(report, items, figures, events, table)


def of_figures(
    report: Report, items: tuple[Item, ...], figures: tuple[Figure, ...], events: tuple[str, ...], table: Prints
) -> Contribution:
    """Return a contribution of some figures."""
    spoken = frozenset(name for figure in figures for name in figure.accused)
    own = frozenset(name for item in items if item.case.known is None for name in item.case.accused)
    return Contribution(
        report.article_id,
        report,
        items,
        figures,
        events,
        spoken.union(*(item.case.accused for item in items)),
        spoken | own,
        frozenset(item.case.accused for item in items) | frozenset(figure.accused for figure in figures),
        frozenset((f.accused, key) for f in figures if f.accused and (key := figure_key(f)) is not None),
        table.of(figures),
    )


def corrected(one: Contribution, decisions: Decisions, table: Prints) -> Contribution:
    """Return a contribution with its figures as people corrected them; itself where none was."""
    if not any(figure.id in decisions.corrected for figure in one.figures):
        return one
    return of_figures(one.report, one.items, tuple(map(decisions.corrects, one.figures)), one.events, table)


def named(one: Contribution, renaming: Renaming, slots: Slots) -> Named:
    """Return a contribution under the names of its incident."""
    return holding(one, one.article in renaming.several, tuple(map(renaming.renamed, one.figures)), slots)


def holding(one: Contribution, several: bool, figures: tuple[Figure, ...], slots: Slots) -> Named:
    """Return a contribution with its figures under the names of its incident."""
    return Named(one, one.article, several, figures, slots.lines(figures), slots.details(figures), claims(figures))


def claims(figures: Iterable[Figure]) -> frozenset[tuple[str, FigureKey]]:
    """Return who claims which number."""
    return frozenset(
        (figure.claimant, key)
        for figure in figures
        if figure.claimant is not None and (key := figure_key(figure)) is not None
    )


def without(one: Named, apart: Collection[str], slots: Slots) -> Named:
    """Return a contribution without some figures; itself where it has none of them."""
    if not any(figure.id in apart for figure in one.figures):
        return one
    figures = tuple(figure for figure in one.figures if figure.id not in apart)
    return holding(one.contribution, one.several, figures, slots)
