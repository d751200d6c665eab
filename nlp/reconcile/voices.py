"""Who asserts what in one incident: figures by what they count, and within that by who stands behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import Any

from ledger.reading import Figure
from nlp.reconcile.intervals import meet
from nlp.reconcile.measures import comparable
from nlp.reconcile.prints import Print, Printed, Worth, worth
from nlp.reconcile.scene import NOBODY, Scene
from nlp.reconcile.slots import Key, Line, Slot

__all__ = ["Groups", "Voice", "group", "main_voice", "worth"]
Groups = Mapping[Key, Mapping[str, "Voice"]]
ID = attrgetter("id")


class Voice:
    """One asserter in one group: which side it is on and the figures that relay it.

    What is worked out of its figures is kept until they change: set `figures` anew, never change the list itself.
    """

    __slots__ = ("_figures", "asserter", "kept", "printed", "side", "withdrawn")

    def __init__(self, asserter: str, side: str, printed: Printed, figures: list[Figure] | None = None) -> None:
        self.asserter, self.side, self.printed = asserter, side, printed
        self.withdrawn: set[Decimal] = set()  # values it has taken back
        self._figures = figures if figures is not None else []
        self.kept: dict[object, Any] = {}

    @property
    def figures(self) -> list[Figure]:
        """Return the figures that relay it."""
        return self._figures

    @figures.setter
    def figures(self, figures: list[Figure]) -> None:
        self._figures = figures
        self.kept = {}

    def without(self, dropped: Collection[str | None], scene: Scene) -> Voice:
        """Return it without some figures; itself where none is dropped. Its lead stays where nothing of it is gone."""
        gone = [figure for figure in self.figures if figure.id in dropped]
        if not gone:
            return self
        left = [figure for figure in self.figures if figure.id not in dropped]
        voice = Voice(self.asserter, self.side, self.printed, left)
        voice.withdrawn = self.withdrawn
        lead = self.lead(scene)
        if lead is not None and worth(lead) not in {worth(f) for f in gone} and not scene.documents_of(self.asserter):
            voice.kept[voice.state(scene)] = lead
        return voice

    def state(self, scene: Scene) -> tuple[object, ...]:
        """Return what its lead depends on besides its figures."""
        doubted = frozenset(f.id for f in self.figures if f.id in scene.suspects) if scene.suspects else frozenset()
        return id(scene.family), doubted, len(self.withdrawn)

    def prints(self) -> dict[Print, list[Figure]]:
        """Return the figures by how they print their number."""
        if "prints" not in self.kept:
            found: dict[Print, list[Figure]] = defaultdict(list)
            for figure in self.figures:
                found[self.printed[figure.id]].append(figure)
            self.kept["prints"] = dict(found)
        prints: dict[Print, list[Figure]] = self.kept["prints"]
        return prints

    def counted(self) -> list[Figure]:
        """Return the figures that carry a number that can stand."""
        if "counted" not in self.kept:
            all_are = all(print_of.counted for print_of in self.prints())
            self.kept["counted"] = self.figures if all_are else [f for f in self.figures if self.printed[f.id].counted]
        found: list[Figure] = self.kept["counted"]
        return found

    def saying(self, said: Worth) -> list[Figure]:
        """Return the figures that give one reading, in their order."""
        same = {print_of for print_of in self.prints() if print_of.worth == said}
        if len(same) == len(self.prints()):
            return self.figures
        return [figure for figure in self.figures if self.printed[figure.id] in same]

    def take_back(self, denied: Iterable[Figure]) -> None:
        """Withdraw the numbers that a page denies in the asserter's name while it prints another in their place."""
        for figure in denied:
            instead = [f for f in self.counted() if f.article_id == figure.article_id]
            value = figure.quantity.value
            if value is not None and instead and not any(meet(comparable(f), comparable(figure)) for f in instead):
                self.withdrawn.add(value)

    def carriers(self, scene: Scene) -> int:
        """Return how many articles carry it, near-copies counted once."""
        return len(set().union(*self.families(scene).values()))

    def families(self, scene: Scene) -> dict[Print, set[str]]:
        """Return the families of articles that print its number in each way."""
        key = ("families", id(scene.family))
        if key not in self.kept:
            self.kept[key] = {print_of: scene.families(figures) for print_of, figures in self.prints().items()}
        found: dict[Print, set[str]] = self.kept[key]
        return found

    def lead(self, scene: Scene) -> Figure | None:
        """Return the figure of its latest own document, else of the value most of its relays print.

        Near-copies count once. Ties: more precise, then earlier, then the smaller id.
        """
        key = self.state(scene)
        if key not in self.kept:
            self.kept[key] = self.sought(scene)
        found: Figure | None = self.kept[key]
        return found

    def sought(self, scene: Scene) -> Figure | None:
        """Seek the leading figure."""
        counted = {print_of: figures for print_of, figures in self.prints().items() if print_of.counted}
        if self.withdrawn:
            counted = {p: f for p, f in counted.items() if p.quantity.value not in self.withdrawn} or counted
        families = self.families(scene)
        if scene.suspects and (sure := only(counted, lambda figure: figure.id not in scene.suspects)):
            counted, families = sure, {print_of: scene.families(figures) for print_of, figures in sure.items()}
        if not counted:
            return None
        weight = weighed((print_of.reading, families[print_of]) for print_of in counted)
        own = scene.documents_of(self.asserter)
        if own:
            held = only(counted, lambda figure: figure.article_id in own)
            latest = max((scene.date(figure) for figures in held.values() for figure in figures), default="")
            if held:
                counted = only(held, lambda figure: scene.date(figure) == latest)
                families = {print_of: scene.families(figures) for print_of, figures in counted.items()}
        most = max(weight[print_of.reading] for print_of in counted)
        return finest(scene, {p: figures for p, figures in counted.items() if weight[p.reading] == most}, families)


def only(prints: Mapping[Print, list[Figure]], wanted: Callable[[Figure], bool]) -> dict[Print, list[Figure]]:
    """Return those figures that are wanted, by how they print their number."""
    kept = ((print_of, [figure for figure in figures if wanted(figure)]) for print_of, figures in prints.items())
    return {print_of: figures for print_of, figures in kept if figures}


def weighed(groups: Iterable[tuple[Hashable, set[str]]]) -> dict[Hashable, int]:
    """Return in how many families of articles figures stand, by what they are grouped by."""
    found: dict[Hashable, list[set[str]]] = defaultdict(list)
    for name, families in groups:
        found[name].append(families)
    return {name: len(sets[0].union(*sets[1:])) for name, sets in found.items()}


def finest(scene: Scene, prints: Mapping[Print, list[Figure]], families: Mapping[Print, set[str]]) -> Figure:
    """Return the most precise figure; ties: the hedge that most articles print, then the earlier, then the id."""
    many = weighed((print_of.quantity.comparator, families[print_of]) for print_of in prints)
    rank = {print_of: (print_of.grain, -many[print_of.quantity.comparator]) for print_of in prints}
    best, dates = min(rank.values()), scene.dates
    figures = [figure for print_of, held in prints.items() if rank[print_of] == best for figure in held]
    day = min(dates[figure.article_id] for figure in figures)
    return min((figure for figure in figures if dates[figure.article_id] == day), key=ID)


def group(scene: Scene, only: Collection[Key] | None = None) -> dict[Key, dict[str, Voice]]:
    """Return the voices of each measure and accused set, or of some of these."""
    slots, absent = scene.kept.slots, scene.replaced
    pages = (
        slots.lines(scene.printed[one.article]) if one.article in scene.moved else one.lines
        for one in scene.given
        if one.article not in absent
    )
    lines = chain.from_iterable(pages)
    if scene.owners:
        lines = chain(line for line in lines if line[1].id not in scene.owners)
    if only is not None:
        wanted = {slot: slot.key in only for slot in slots.known.values()}
        lines = chain(line for line in lines if wanted.setdefault(line[0], line[0].key in only))
    return grouped(scene, lines)


def grouped(scene: Scene, lines: Iterable[Line]) -> dict[Key, dict[str, Voice]]:
    """Return the voices that some figures with their slots make."""
    groups: dict[Key, dict[str, Voice]] = {}
    taken_back: dict[tuple[Key, str], list[Figure]] = defaultdict(list)
    homes: dict[Slot, list[Figure]] = {}
    for slot, figure in lines:
        home = homes.get(slot)
        if home is None:
            home = homes[slot] = opened(scene, slot, groups, taken_back)
        home.append(figure)
    for (key, asserter), taken in taken_back.items():
        if asserter in groups.get(key, {}):
            groups[key][asserter].take_back(sorted(taken, key=lambda figure: figure.id))
    for voices in groups.values():
        for voice in voices.values():
            voice.withdrawn |= outdated(voice, scene)
    return groups


def opened(
    scene: Scene,
    slot: Slot,
    groups: dict[Key, dict[str, Voice]],
    taken_back: dict[tuple[Key, str], list[Figure]],
) -> list[Figure]:
    """Return the figures to which those of a slot belong: of its voice, or of what its party takes back."""
    side = scene.side(slot.claimant, slot.key[1])
    asserter = (scene.incident.accuser or NOBODY) if side == "accuser" else slot.claimant or NOBODY
    if not slot.live:
        return taken_back[slot.key, asserter]
    voices = groups.setdefault(slot.key, {})
    return voices.setdefault(asserter, Voice(asserter, side, scene.prints)).figures


def outdated(voice: Voice, scene: Scene) -> set[Decimal]:
    """Return the values that later documents of the same party have replaced."""
    documents = scene.documents_of(voice.asserter)
    if len(documents) < 2:
        return set()
    own = [f for f in voice.counted() if f.article_id in documents]
    if len({f.article_id for f in own}) < 2:
        return set()
    latest = max(scene.date(f) for f in own)
    now = [f for f in own if scene.date(f) == latest]
    past = [f for f in own if scene.date(f) < latest and f.quantity.value is not None]
    return {
        f.quantity.value
        for f in past
        if f.quantity.value is not None and not any(meet(comparable(f), comparable(other)) for other in now)
    }


def main_voice(voices: Mapping[str, Voice], scene: Scene) -> tuple[Voice, Figure] | None:
    """Return the voice the others are measured against: the accuser's, else the best carried, else the accused's."""
    ranked = list(voices.values())
    if len(ranked) > 1:
        ranked.sort(key=lambda v: (v.side != "accuser", v.side == "accused", -v.carriers(scene), v.asserter))
    for voice in ranked:
        if (lead := voice.lead(scene)) is not None:
            return voice, lead
    return None
