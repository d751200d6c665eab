"""Whom a figure is about, where its own page shows that it is about others than the words nearest to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ledger.reading import Figure
from nlp.reconcile.intervals import meet
from nlp.reconcile.measures import COUNTS, comparable
from nlp.reconcile.voices import Key, Scene, is_live

Support = dict[Key, dict[Decimal, set[str]]]  # key -> number -> families of articles that print it


def rebound(scene: Scene) -> list[Figure]:
    """Return the figures, those moved to other accused that their own page contradicts where they stand.

    A page that prints a group's number rightly, and beside it the number of another group, is not wrong about the
    group: the second number belongs to the other. A page that names several parties does not pin a total on one.
    """
    support = supported(scene)
    leads = {key: best(numbers) for key, numbers in support.items()}
    by_number: dict[tuple[str, Decimal], list[Key]] = defaultdict(list)
    for key, number in sorted(leads.items()):
        by_number[key[0], number].append(key)
    right = {
        (figure.article_id, figure.measure, figure.accused)
        for figure in counted(scene)
        if (lead := leads.get((figure.measure, figure.accused))) is not None and figure.quantity.value == lead
    }
    result = []
    for figure in scene.figures:
        moved = home(scene, figure, leads, by_number, right) if may_move(scene, figure) else None
        result.append(figure if moved is None else replace(figure, accused=moved))
    return result


def may_move(scene: Scene, figure: Figure) -> bool:
    """Tell whether a figure is one of the accuser's counts with a number."""
    return is_live(figure) and figure.measure in COUNTS and scene.side(figure) == "accuser"


def counted(scene: Scene) -> Iterable[Figure]:
    """Yield the accuser's counts of an incident."""
    return (f for f in scene.figures if may_move(scene, f) and f.quantity.value is not None and f.accused)


def supported(scene: Scene) -> Support:
    """Return which families of articles print which number for which accused."""
    found: Support = defaultdict(lambda: defaultdict(set))
    for figure in counted(scene):
        if figure.quantity.value is not None:
            family = scene.family.get(figure.article_id, figure.article_id)
            found[figure.measure, figure.accused][figure.quantity.value].add(family)
    return found


def best(numbers: dict[Decimal, set[str]]) -> Decimal:
    """Return the number that most families print; ties: the smallest."""
    return min(numbers, key=lambda number: (-len(numbers[number]), number))


def home(
    scene: Scene,
    figure: Figure,
    leads: dict[Key, Decimal],
    by_number: dict[tuple[str, Decimal], list[Key]],
    right: set[tuple[str, str, tuple[str, ...]]],
) -> tuple[str, ...] | None:
    """Return the accused that a figure is about when they are others than it says, else None."""
    value, key = figure.quantity.value, (figure.measure, figure.accused)
    if value is None or not figure.accused:
        return None
    others = [other for other in by_number.get((figure.measure, value), ()) if other != key]
    if len(others) != 1:
        return None
    wanted = others[0][1]
    lead = leads.get(key)
    if lead is not None and lead != value and (figure.article_id, *key) in right:
        return wanted
    wider = set(figure.accused) < set(wanted)
    named = scene.named.get(figure.article_id, frozenset())
    return wanted if wider and named & (set(wanted) - set(figure.accused)) and not agrees(figure, lead) else None


def agrees(figure: Figure, lead: Decimal | None) -> bool:
    """Tell whether a figure says what most say of its own accused, too."""
    return (
        lead is not None
        and lead != figure.quantity.value
        and meet(comparable(figure), replace(comparable(figure), value=lead, low=lead, high=lead))
    )
