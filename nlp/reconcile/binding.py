"""Whom a figure is about, where its own page shows that it is about others than the words nearest to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ledger.reading import Figure
from nlp.reconcile.intervals import meet
from nlp.reconcile.measures import COUNTS, comparable
from nlp.reconcile.scene import Scene
from nlp.reconcile.slots import Key, is_live
from nlp.reconcile.voices import Groups, Voice, group

ZERO = Decimal(0)
BOUND = (*COUNTS, "money", "share")  # measures of which a number is told apart by whom it is about


@dataclass(slots=True)
class Known:
    """What an incident's articles say of the accuser's counts, taken together."""

    scene: Scene
    leads: dict[Key, Figure] = field(default_factory=dict)
    by_number: dict[tuple[str, Decimal], list[Key]] = field(default_factory=lambda: defaultdict(list))
    said: dict[Key, list[Voice]] = field(default_factory=lambda: defaultdict(list))
    unsure: set[str] = field(default_factory=set)  # articles that print several numbers for one party alone
    carried: dict[tuple[Key, Decimal], frozenset[str]] = field(default_factory=dict)

    def carriers(self, key: Key, number: Decimal) -> frozenset[str]:
        """Return the articles that print a number for a group."""
        if (key, number) not in self.carried:
            prints = [pair for voice in self.said.get(key, ()) for pair in voice.prints().items()]
            same = [figures for p, figures in prints if p.counted and p.quantity.value == number]
            self.carried[key, number] = frozenset(f.article_id for figures in same for f in figures)
        return self.carried[key, number]

    def families(self, key: Key, number: Decimal) -> int:
        """Return how many articles print a number for a group, near-copies counted once."""
        return len({self.scene.family.get(article, article) for article in self.carriers(key, number)})

    def elsewhere(self, measure: str, value: Decimal | None, accused: tuple[str, ...]) -> bool:
        """Tell whether a number is the leading one of others than these."""
        keys = self.by_number.get((measure, value)) if value is not None else None
        return bool(keys) and keys != [(measure, accused)]

    def is_right(self, article: str, key: Key) -> bool:
        """Tell whether an article prints the leading number of a group."""
        value = self.leads[key].quantity.value if key in self.leads else None
        return value is not None and article in self.carriers(key, value)


def bound(scene: Scene) -> tuple[Scene, dict[Key, dict[str, Voice]]]:
    """Return the scene with each figure at those it is about, and its voices.

    Figures that say nothing on those they stand at are named in it.
    """
    groups = group(scene)
    known = gathered(scene, groups)
    moved = rebound(scene, groups, known)
    if moved:
        figures = [replace(f, accused=moved[f.id]) if f.id in moved else f for f in scene.figures]
        touched = {(f.measure, f.accused) for f in scene.figures if f.id in moved}
        touched |= {(f.measure, f.accused) for f in figures if f.id in moved}
        scene = scene.changed(figures=figures, moved=frozenset(f.article_id for f in figures if f.id in moved))
        kept = {key: voices for key, voices in groups.items() if key not in touched}
        groups = kept | group(scene, touched)
        known = gathered(scene, groups)
    doubted = suspects(groups, known)
    return (scene.changed(suspects=doubted) if doubted else scene), groups


def rebound(scene: Scene, groups: Groups, known: Known) -> dict[str, tuple[str, ...]]:
    """Return the accused that figures are about where their own page contradicts those at whom they stand.

    A page that prints a group's number rightly, and beside it the number of another group, is not wrong about the
    group: the second number belongs to the other. A page that names several parties does not pin a total on one.
    """
    moved = {}
    for figure in told_elsewhere(groups, known):
        if figure.accused and figure.measure in BOUND and scene.side(figure.claimant, figure.accused) == "accuser":
            moved[figure.id] = home(scene, figure, known)
    for figure in silent(scene):
        movable = (
            is_live(figure) and figure.measure in BOUND and scene.side(figure.claimant, figure.accused) == "accuser"
        )
        if movable and figure.accused and known.elsewhere(figure.measure, figure.quantity.value, figure.accused):
            moved[figure.id] = home(scene, figure, known)
    return {identity: accused for identity, accused in moved.items() if accused is not None}


def told_elsewhere(groups: Groups, known: Known) -> Iterator[Figure]:
    """Yield the figures of voices whose number is the leading one of others than those they are about."""
    for (measure, accused), voices in groups.items():
        for voice in voices.values():
            for print_of, figures in voice.prints().items():
                if known.elsewhere(measure, print_of.quantity.value, accused):
                    yield from figures


def silent(scene: Scene) -> list[Figure]:
    """Return the figures that no voice has: of replaced versions of a page, and such as belong to another case."""
    if not scene.replaced and not scene.owners:
        return []
    return [figure for figure in scene.figures if figure.article_id in scene.replaced or figure.id in scene.owners]


def gathered(scene: Scene, groups: Groups) -> Known:
    """Return what the articles say of the accuser's counts."""
    known = Known(scene)
    for key, voices in sorted(groups.items()):
        for voice in voices.values():
            if key[0] in BOUND and key[1] and voice.side == "accuser":
                gather(scene, key, voice, known)
    return known


def gather(scene: Scene, key: Key, voice: Voice, known: Known) -> None:
    """Add what one voice says of one group."""
    lead = voice.lead(scene)
    if lead is None or lead.quantity.value is None:
        return
    known.leads[key] = lead
    known.by_number[key[0], lead.quantity.value].append(key)
    known.said[key].append(voice)
    first: dict[str, Figure] = {}
    counted = voice.counted() if len(key[1]) == 1 and len(voice.prints()) > 1 else []
    for figure in counted if len({figure.article_id for figure in counted}) < len(counted) else ():
        if figure.quantity.value is None:
            continue
        other = first.setdefault(figure.article_id, figure)
        if scene.prints[other.id] is not scene.prints[figure.id] and not meet(comparable(figure), comparable(other)):
            known.unsure.add(figure.article_id)


def home(scene: Scene, figure: Figure, known: Known) -> tuple[str, ...] | None:
    """Return the accused that a figure is about when they are others than it says, else None."""
    key, article = (figure.measure, figure.accused), figure.article_id
    value = figure.quantity.value
    others = [other for other in known.by_number.get((figure.measure, value or ZERO), ()) if other != key]
    if len(others) != 1 or agrees(figure, known.leads.get(key)):
        return None
    wanted, lead = others[0][1], known.leads.get(key)
    differs = lead is not None and lead.quantity.value != value
    if differs and known.is_right(article, key):
        return wanted
    if differs and len(wanted) == len(figure.accused) == 1 and lead is not None:
        right = lead.quantity.value
        swapped = right is not None and article in known.carriers(others[0], right)
        return None if swapped else wanted
    more = scene.named.get(article, frozenset()) & (set(wanted) - set(figure.accused))
    loose = more or article in known.unsure or article in scene.own_documents
    return wanted if set(figure.accused) < set(wanted) and loose else None


def agrees(figure: Figure, lead: Figure | None) -> bool:
    """Tell whether a figure rounds what most say of its own accused."""
    if lead is None or lead.quantity.value == figure.quantity.value:
        return False
    return meet(comparable(figure), comparable(lead))


def suspects(groups: Groups, known: Known) -> frozenset[str]:
    """Return the figures about fewer parties that carry the number which more articles give for more of them."""
    if len({len(key[1]) for key in known.leads}) < 2:
        return frozenset()
    weak: dict[tuple[str, Decimal, tuple[str, ...]], bool] = {}
    found = set()
    for figure in told_elsewhere(groups, known):
        place = (figure.measure, figure.quantity.value or ZERO, figure.accused)
        if place not in weak:
            weak[place] = is_weak(*place, known)
        if weak[place]:
            found.add(figure.id)
    return frozenset(found)


def is_weak(measure: str, value: Decimal, accused: tuple[str, ...], known: Known) -> bool:
    """Tell whether more articles give a number for more parties than for these."""
    mine = known.families((measure, accused), value)
    wider = [key for key in known.by_number[measure, value] if set(accused) < set(key[1])]
    return any(known.families(key, value) > mine for key in wider)
