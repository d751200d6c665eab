"""Whom a figure is about, where its own page shows that it is about others than the words nearest to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from ledger.reading import Figure
from nlp.reconcile.intervals import meet
from nlp.reconcile.measures import COUNTS, comparable
from nlp.reconcile.voices import Key, Scene, Voice, group, is_live

BOUND = (*COUNTS, "money", "share")  # measures of which a number is told apart by whom it is about
Page = tuple[str, Key]  # an article and what it counts


@dataclass(frozen=True, slots=True)
class Known:
    """What an incident's articles say of the accuser's counts, taken together."""

    leads: dict[Key, Figure]
    by_number: dict[tuple[str, Decimal], list[Key]]
    right: set[Page]  # pages that print the leading number for a key
    unsure: set[str]  # articles that print several numbers for one party alone: who is meant is not clear
    printed: set[tuple[str, Key, Decimal]]


def bound(scene: Scene) -> Scene:
    """Return the scene with each figure at those it is about, and the figures named that say nothing on theirs."""
    known = gathered(scene)
    figures = rebound(scene, known)
    if any(one is not other for one, other in zip(figures, scene.figures, strict=True)):
        scene = replace(scene, figures=figures)
        known = gathered(scene)
    doubted = suspects(scene, known)
    return replace(scene, suspects=doubted) if doubted else scene


def rebound(scene: Scene, known: Known) -> list[Figure]:
    """Return the figures, those moved to other accused that their own page contradicts where they stand.

    A page that prints a group's number rightly, and beside it the number of another group, is not wrong about the
    group: the second number belongs to the other. A page that names several parties does not pin a total on one.
    """
    result = []
    for figure in scene.figures:
        movable = is_live(figure) and figure.measure in BOUND and scene.side(figure) == "accuser"
        moved = home(scene, figure, known) if movable and figure.accused else None
        result.append(figure if moved is None else replace(figure, accused=moved))
    return result


def gathered(scene: Scene) -> Known:
    """Return what the articles say of the accuser's counts."""
    known = Known({}, defaultdict(list), set(), set(), set())
    for key, voices in sorted(group(scene, scene.figures).items()):
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
    first: dict[str, Figure] = {}
    for figure in voice.counted():
        if figure.quantity.value is None:
            continue
        known.printed.add((figure.article_id, key, figure.quantity.value))
        if figure.quantity.value == lead.quantity.value:
            known.right.add((figure.article_id, key))
        other = first.setdefault(figure.article_id, figure)
        if other is not figure and len(key[1]) == 1 and not meet(comparable(figure), comparable(other)):
            known.unsure.add(figure.article_id)


def home(scene: Scene, figure: Figure, known: Known) -> tuple[str, ...] | None:
    """Return the accused that a figure is about when they are others than it says, else None."""
    value, key, article = figure.quantity.value, (figure.measure, figure.accused), figure.article_id
    others = [other for other in known.by_number.get((figure.measure, value), ()) if other != key] if value else []
    if value is None or len(others) != 1 or agrees(figure, known.leads.get(key)):
        return None
    wanted, lead = others[0][1], known.leads.get(key)
    differs = lead is not None and lead.quantity.value != value
    if differs and (article, key) in known.right:
        return wanted
    if differs and len(wanted) == len(figure.accused) == 1 and lead is not None:
        swapped = (article, others[0], lead.quantity.value) in known.printed
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
    carriers: dict[tuple[Key, Decimal], set[str]] = defaultdict(set)
    for article, key, number in known.printed:
        carriers[key, number].add(scene.family.get(article, article))
    found = set()
    for figure in scene.figures:
        value, key = figure.quantity.value, (figure.measure, figure.accused)
        if value is None:
            continue
        for wider in known.by_number.get((figure.measure, value), ()):
            if set(figure.accused) < set(wider[1]) and len(carriers[wider, value]) > len(carriers[key, value]):
                found.add(figure.id)
    return frozenset(found)
