"""Numbers of one incident printed for another: a page that credits them to the accuser of its own case throughout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from ledger.reading import Figure
from nlp.reconcile.cores import Core, figure_key
from nlp.reconcile.measures import COUNTS
from nlp.reconcile.names import alike, fold
from nlp.reconcile.scopes import LEAST_SHARED
from nlp.reconcile.slots import is_live

LEAST_CASES = 2  # between fewer nothing is borrowed
LEAST_CARRIERS = 2  # articles that must print the numbers for their owner


def borrowed(cores: Mapping[str, Core]) -> dict[str, str]:
    """Return figure id -> id of the incident whose number it is.

    The number is told of no other article of the figure's own incident, and its article shares at least two telling
    numbers with each of two articles of the other.
    """
    if len(cores) < LEAST_CASES:
        return {}
    printed = {identity: told(core) for identity, core in cores.items()}
    pages = {item.place[0]: item.page for core in cores.values() for item in core.items}
    holders: dict[Decimal, set[str]] = defaultdict(set)
    for identity, numbers in printed.items():
        for number in numbers:
            holders[number].add(identity)
    found = {}
    for identity in sorted(cores):
        for number, figures in printed[identity].items():
            rivals = sorted(holders[number] - {identity})
            if not rivals or len({figure.article_id for figure in figures}) > 1:
                continue
            for figure in figures:
                owner = next((r for r in rivals if owns(cores[r], cores[identity], figure, pages)), None)
                if owner is not None:
                    found[figure.id] = owner
    return found


def strays(cores: Mapping[str, Core]) -> dict[str, str]:
    """Return figure id -> incident, for figures that a page credits to the accuser of another case, who gives them."""
    by_accuser: dict[str, list[str]] = defaultdict(list)
    for identity in sorted(cores):
        by_accuser[cores[identity].accuser].append(identity)
    if len(by_accuser) < LEAST_CASES:
        return {}
    found = {}
    for identity, core in sorted(cores.items()):
        accused = {fold(name) for name in core.names}
        for item in core.items:
            own = fold(item.case.accuser or "")  # who accuses in its own case is told of no other
            for name, figure in item.credits:
                if name in ("", core.accuser, own) or name in accused:
                    continue
                for home in by_accuser.get(name, ()):
                    if home != identity and gives(cores[home], figure):
                        found[figure.id] = home
    return found


def gives(core: Core, figure: Figure) -> bool:
    """Tell whether another article of an incident prints a figure's number for the same measure."""
    return any(
        other.measure == figure.measure and other.quantity.value == figure.quantity.value and is_live(other)
        for item in core.items
        if item.place[0] != figure.article_id and figure_key(figure) in item.numbers
        for other in item.figures
    )


def told(core: Core) -> dict[Decimal, list[Figure]]:
    """Return the telling counts of an incident with the figures that give them."""
    found: dict[Decimal, list[Figure]] = defaultdict(list)
    for item in core.items:
        for figure in item.figures if item.telling else ():
            value = figure.quantity.value
            if value in item.telling and value is not None and figure.measure in COUNTS and is_live(figure):
                found[value].append(figure)
    return found


def owns(rival: Core, mine: Core, figure: Figure, pages: Mapping[str, frozenset[Decimal]]) -> bool:
    """Tell whether a figure's number is that of another accuser's incident, with others that its article prints."""
    registered = rival.known is not None and rival.known.accuser is not None
    named = registered or any(item.case.accuser for item in rival.items)
    if not named or rival.accuser == mine.accuser or not parties_fit(rival, mine):
        return False
    numbers = pages[figure.article_id]
    articles = {item.place[0] for item in rival.items} - {figure.article_id}
    close = [pages[article] for article in articles if len(numbers & pages[article]) >= LEAST_SHARED]
    return sum(figure.quantity.value in page for page in close) >= LEAST_CARRIERS


def parties_fit(rival: Core, mine: Core) -> bool:
    """Tell whether an incident names no accused, or some of the other's."""
    return not mine.names or any(alike(name, other) for name in mine.names for other in rival.names)
