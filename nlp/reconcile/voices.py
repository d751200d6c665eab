"""Who asserts what in one incident: figures by what they count, and within that by who stands behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from ledger.reading import Figure, Stance
from nlp.reconcile.intervals import grain, meet
from nlp.reconcile.measures import COUNTS, comparable
from nlp.reconcile.scene import NOBODY, VAGUE, Key, Scene, is_live

Groups = Mapping[Key, Mapping[str, "Voice"]]


class Voice:
    """One asserter in one group: which side it is on and the figures that relay it.

    What is worked out of its figures is kept until they change: set `figures` anew, never change the list itself.
    """

    __slots__ = ("_figures", "asserter", "kept", "side", "withdrawn")

    def __init__(self, asserter: str, side: str, figures: list[Figure] | None = None) -> None:
        self.asserter, self.side = asserter, side
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
        voice = Voice(self.asserter, self.side, [figure for figure in self.figures if figure.id not in dropped])
        voice.withdrawn = self.withdrawn
        lead = self.lead(scene)
        if lead is not None and worth(lead) not in {worth(f) for f in gone} and not scene.documents_of(self.asserter):
            voice.kept[voice.state(scene)] = lead
        return voice

    def state(self, scene: Scene) -> tuple[object, ...]:
        """Return what its lead depends on besides its figures."""
        doubted = frozenset(f.id for f in self.figures if f.id in scene.suspects) if scene.suspects else frozenset()
        return id(scene.family), doubted, len(self.withdrawn)

    def counted(self) -> list[Figure]:
        """Return the figures that carry a number that can stand."""
        if "counted" not in self.kept:
            self.kept["counted"] = [
                f for f in self.figures if f.quantity.comparator is not VAGUE and f.quantity.error is None
            ]
        found: list[Figure] = self.kept["counted"]
        return found

    def readings(self) -> dict[object, list[Figure]]:
        """Return the figures that carry a number that can stand, by what two must share to be one reading."""
        if "readings" not in self.kept:
            self.kept["readings"] = by_worth(self.counted())
        found: dict[object, list[Figure]] = self.kept["readings"]
        return found

    def take_back(self, denied: Iterable[Figure]) -> None:
        """Withdraw the numbers that a page denies in the asserter's name while it prints another in their place."""
        for figure in denied:
            instead = [f for f in self.counted() if f.article_id == figure.article_id]
            value = figure.quantity.value
            if value is not None and instead and not any(meet(comparable(f), comparable(figure)) for f in instead):
                self.withdrawn.add(value)

    def carriers(self, scene: Scene) -> int:
        """Return how many articles carry it, near-copies counted once."""
        key = ("carriers", id(scene.family))
        if key not in self.kept:
            self.kept[key] = len(scene.families(self.figures))
        return int(self.kept[key])

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
        counted = self.counted()
        if self.withdrawn:
            counted = [f for f in counted if f.quantity.value not in self.withdrawn] or counted
        if scene.suspects:
            counted = [f for f in counted if f.id not in scene.suspects] or counted
        if not counted:
            return None
        printed = self.readings() if len(counted) == len(self.counted()) else by_worth(counted)
        weight = {reading: len(scene.families(figures)) for reading, figures in printed.items()}
        own = scene.documents_of(self.asserter)
        if own:
            held = [f for f in counted if f.article_id in own]
            latest = max((scene.date(f) for f in held), default="")
            latest_own = by_worth(f for f in held if scene.date(f) == latest)
            printed = {reading: latest_own[reading] for reading in printed if reading in latest_own} or printed
        most = max(weight[reading] for reading in printed)
        return finest(scene, [f for reading, figures in printed.items() if weight[reading] == most for f in figures])


def by_worth(figures: Iterable[Figure]) -> dict[object, list[Figure]]:
    """Return the figures of one group by what two of them must share to count as the same reading."""
    found: dict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.measure in COUNTS and figure.quantity.value is not None:
            found[figure.quantity.value].append(figure)
        else:
            found[worth(figure)].append(figure)
    return found


def finest(scene: Scene, figures: Iterable[Figure]) -> Figure:
    """Return the most precise figure; ties: the hedge that most articles print, then the earlier, then the id."""
    alike: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        values = figure.quantity
        if figure.measure in COUNTS:
            alike[values.comparator, values.step, values.value].append(figure)
            continue
        written = figure.quote if figure.measure == "share" else figure.unit if figure.measure == "duration" else None
        alike[values.comparator, values.step, values.value, written].append(figure)
    hedged: dict[object, list[Figure]] = defaultdict(list)
    for print_of, held in alike.items():
        hedged[print_of[0]] += held
    many = {hedge: -len(scene.families(held)) for hedge, held in hedged.items()}
    ranked: dict[tuple[Decimal, int], list[Figure]] = defaultdict(list)
    for print_of, held in alike.items():
        ranked[grain(comparable(held[0])), many[print_of[0]]] += held
    return min(ranked[min(ranked)], key=lambda f: (scene.date(f), f.id))


def worth(figure: Figure) -> tuple[str | None, Decimal | None, Decimal | None]:
    """Return what two figures must share to count as the same reading."""
    values = comparable(figure)
    currency = figure.unit if figure.measure == "money" else None
    return (currency, values.value, None) if values.value is not None else (currency, values.low, values.high)


def group(scene: Scene, figures: Iterable[Figure]) -> dict[Key, dict[str, Voice]]:
    """Return the voices of each measure and accused set."""
    groups: dict[Key, dict[str, Voice]] = defaultdict(dict)
    taken_back: dict[tuple[Key, str], list[Figure]] = defaultdict(list)
    accuser = scene.incident.accuser or NOBODY
    for figure in figures:
        if figure.article_id in scene.replaced or figure.id in scene.owners:
            continue
        key, side = (figure.measure, figure.accused), scene.side(figure)
        asserter = accuser if side == "accuser" else figure.claimant or NOBODY
        if is_live(figure):
            voice = groups[key].get(asserter)
            if voice is None:
                voice = groups[key][asserter] = Voice(asserter, side)
            voice.figures.append(figure)
        elif figure.stance is Stance.DENIED and figure.claimant is not None and figure.quantity.value is not None:
            taken_back[key, asserter].append(figure)
    for (key, asserter), taken in taken_back.items():
        if asserter in groups.get(key, {}):
            groups[key][asserter].take_back(sorted(taken, key=lambda figure: figure.id))
    for voices in groups.values():
        for voice in voices.values():
            voice.withdrawn |= outdated(voice, scene)
    return dict(groups)


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
