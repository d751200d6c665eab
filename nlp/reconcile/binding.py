"""Whom a figure is about, where its own page shows that it is about others than the words nearest to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ledger.reading import Figure
from nlp.reconcile.intervals import meet
from nlp.reconcile.measures import COUNTS, comparable
from nlp.reconcile.scene import Key, Scene, is_live
from nlp.reconcile.voices import Groups, Voice, group

BOUND = (*COUNTS, "money", "share")  # measures of which a number is told apart by whom it is about


@dataclass(slots=True)
class Known:
    """What an incident's articles say of the accuser's counts, taken together."""

    scene: Scene
    leads: dict[Key, Figure] = field(default_factory=dict)
    by_number: dict[tuple[str, Decimal], list[Key]] = field(default_factory=lambda: defaultdict(list))
    said: dict[Key, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    unsure: set[str] = field(default_factory=set)  # articles that print several numbers for one party alone
    carried: dict[tuple[Key, Decimal], frozenset[str]] = field(default_factory=dict)

    def carriers(self, key: Key, number: Decimal) -> frozenset[str]:
        """Return the articles that print a number for a group."""
        if (key, number) not in self.carried:
            articles = frozenset(f.article_id for f in self.said[key] if f.quantity.value == number)
            self.carried[key, number] = articles
        return self.carried[key, number]

    def families(self, key: Key, number: Decimal) -> int:
        """Return how many articles print a number for a group, near-copies counted once."""
        return len({self.scene.family.get(article, article) for article in self.carriers(key, number)})

    def is_right(self, article: str, key: Key) -> bool:
        """Tell whether an article prints the leading number of a group."""
        value = self.leads[key].quantity.value if key in self.leads else None
        return value is not None and article in self.carriers(key, value)


def bound(scene: Scene) -> tuple[Scene, dict[Key, dict[str, Voice]]]:
    """Return the scene with each figure at those it is about, and its voices.

    Figures that say nothing on those they stand at are named in it.
    """
    groups = group(scene, scene.figures)
    known = gathered(scene, groups)
    figures = rebound(scene, known)
    moved = [pair for pair in zip(scene.figures, figures, strict=True) if pair[0] is not pair[1]]
    if moved:
        scene = replace(scene, figures=figures)
        touched = {(figure.measure, figure.accused) for pair in moved for figure in pair}
        kept = {key: voices for key, voices in groups.items() if key not in touched}
        groups = kept | group(scene, [f for f in figures if (f.measure, f.accused) in touched])
        known = gathered(scene, groups)
    doubted = suspects(scene, known)
    return (replace(scene, suspects=doubted) if doubted else scene), groups


def rebound(scene: Scene, known: Known) -> list[Figure]:
    """Return the figures, those moved to other accused that their own page contradicts where they stand.

    A page that prints a group's number rightly, and beside it the number of another group, is not wrong about the
    group: the second number belongs to the other. A page that names several parties does not pin a total on one.
    """
    result = []
    for figure in scene.figures:
        value = figure.quantity.value
        keys = known.by_number.get((figure.measure, value)) if value is not None else None
        if value is None or not keys or not figure.accused or (len(keys) == 1 and keys[0][1] == figure.accused):
            result.append(figure)
            continue
        movable = is_live(figure) and figure.measure in BOUND and scene.side(figure) == "accuser"
        moved = home(scene, figure, value, known) if movable else None
        result.append(figure if moved is None else replace(figure, accused=moved))
    return result


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
    known.said[key] += voice.counted()
    first: dict[str, Figure] = {}
    for figure in voice.counted() if len(key[1]) == 1 else ():
        if figure.quantity.value is None:
            continue
        other = first.setdefault(figure.article_id, figure)
        if other is not figure and not meet(comparable(figure), comparable(other)):
            known.unsure.add(figure.article_id)


def home(scene: Scene, figure: Figure, value: Decimal, known: Known) -> tuple[str, ...] | None:
    """Return the accused that a figure is about when they are others than it says, else None."""
    key, article = (figure.measure, figure.accused), figure.article_id
    others = [other for other in known.by_number[figure.measure, value] if other != key]
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


def suspects(scene: Scene, known: Known) -> frozenset[str]:
    """Return the figures about fewer parties that carry the number which more articles give for more of them."""
    if len({len(key[1]) for key in known.leads}) < 2:
        return frozenset()
    weak: dict[tuple[str, Decimal, tuple[str, ...]], bool] = {}
    found = set()
    for figure in scene.figures:
        value = figure.quantity.value
        keys = known.by_number.get((figure.measure, value)) if value is not None else None
        if value is None or not keys or (len(keys) == 1 and keys[0][1] == figure.accused):
            continue
        place = (figure.measure, value, figure.accused)
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
