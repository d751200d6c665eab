"""Incidents as people shaped them: splits, separations and merges over what was clustered, in the order they were made.

A decision is about the articles that its incidents held when it was made; it holds for these whatever comes later.
What comes later goes where it fits better. Old ids keep leading somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from ledger.incident import Judgement
from nlp.reconcile.cores import Core, Item, Place, identity_of
from nlp.reconcile.decisions import Decisions, split_identity
from nlp.reconcile.names import fold


@dataclass
class Shaped:
    """Cores by id, and where every id that ever named one of them leads now."""

    cores: dict[str, Core]
    leads: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let the id of every case lead to its incident."""
        for identity, core in self.cores.items():
            self.lead(core.items, identity)

    def lead(self, items: Iterable[Item], identity: str) -> None:
        """Let the ids of cases lead to an incident."""
        self.leads.update({item.identity: identity for item in items if item.identity != identity})

    def resolve(self, identity: str) -> str:
        """Return the id that stands for an incident now; an unknown id stands for itself."""
        while identity not in self.cores and identity in self.leads:
            identity = self.leads[identity]
        return identity

    def places(self, identity: str) -> frozenset[Place]:
        """Return the cases of an incident."""
        core = self.cores.get(self.resolve(identity))
        return frozenset(item.place for item in core.items) if core is not None else frozenset()


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a decision is about: two groups of cases, which are two incidents or one, and the ids these have."""

    apart: bool
    left: frozenset[Place]
    right: frozenset[Place]
    ids: tuple[str, str]  # of the two; of a merge the id that stays, and the one that goes


def shape(clustered: Callable[[str | None], list[Core]], seen: Collection[str], decisions: Decisions) -> Shaped:
    """Apply people's decisions to incidents; `clustered` finds those of what was seen by a moment, or of everything.

    `seen` is when each article was first seen.
    """
    fixed: list[Fixed] = []
    state, held = Shaped({}), -1
    for judgement in decisions.shaping:
        count = sum(moment[:19] <= judgement.made_at[:19] for moment in seen)
        if count != held:
            state, held = replayed(clustered(judgement.made_at), fixed), count
        entry = fix(judgement, state)
        if entry is None and count < len(seen):  # made of what this ledger saw only later
            entry = fix(judgement, replayed(clustered(None), fixed))
        if entry is not None:
            fixed.append(entry)
            apply(state, entry)
    return state if held == len(seen) else replayed(clustered(None), fixed)


def replayed(cores: Iterable[Core], fixed: Iterable[Fixed]) -> Shaped:
    """Return incidents with decisions applied to them in turn."""
    state = Shaped({core.identity: core for core in cores})
    for entry in fixed:
        apply(state, entry)
    return state


def fix(judgement: Judgement, state: Shaped) -> Fixed | None:
    """Return what a decision is about, in the incidents that stood when it was made; None where it names none held."""
    subject = judgement.subject
    left, right = state.places(subject[0]), state.places(subject[1])
    if judgement.kind == "split_incident":
        articles = set(subject[1:])
        gone = frozenset(place for place in left if place[0] in articles)
        names = (state.resolve(subject[0]), split_identity(judgement))
        return Fixed(True, left - gone, gone, names) if gone and left - gone else None
    if not left or not right:
        return None
    if judgement.kind == "merge_incidents":
        return Fixed(False, right, left, (state.resolve(subject[1]), state.resolve(subject[0])))
    if left == right:  # they were made one: each is known by the case that named it
        founders = [frozenset(place for place in left if identity_of(place) == identity) for identity in subject]
        left, right = founders[0], founders[1]
    return Fixed(True, left, right, (subject[0], subject[1])) if left and right and left != right else None


def apply(state: Shaped, entry: Fixed) -> None:
    """Make two incidents of each that holds cases of both groups, or one of all that hold the two."""
    if entry.apart:
        for identity, core in list(state.cores.items()):
            places = {item.place for item in core.items}
            if places & entry.left and places & entry.right:
                divide(state, identity, entry)
    else:
        unite(state, entry)


def divide(state: Shaped, identity: str, entry: Fixed) -> None:
    """Make two incidents of one: what belongs to neither group goes where it fits better."""
    core = state.cores.pop(identity)
    groups = [[item for item in core.items if item.place in group] for group in (entry.left, entry.right)]
    kept, gone = (list(group) for group in groups)
    for item in core.items:
        if item.place not in entry.left and item.place not in entry.right:
            (gone if misfit(item, groups[1]) < misfit(item, groups[0]) else kept).append(item)
    known = [core.known, None] if core.known is None or core.known.id != entry.ids[1] else [None, core.known]
    for items, wanted, registered in zip((kept, gone), entry.ids, known, strict=True):
        part = Core(core.accuser, registered)
        part.names |= set(registered.accused) if registered is not None else set()
        part.add(items)
        if registered is None:
            taken = wanted in state.cores
            part.given = part.founder.identity if taken else wanted
        state.cores[part.identity] = part
        state.lead(items, part.identity)


def misfit(item: Item, others: list[Item]) -> tuple[bool, int, int, float]:
    """Return how badly a case fits others: by its accuser, numbers, accused and day."""
    accusers = {fold(other.case.accuser or "") for other in others}
    numbers = {number for other in others for number in other.numbers}
    common = max(len(item.names & other.names) for other in others)
    days = [abs(item.day - other.day) for other in others if item.day is not None and other.day is not None]
    nearest = float(min(days)) if days else float("inf")
    return fold(item.case.accuser or "") not in accusers, -len(item.numbers & numbers), -common, nearest


def unite(state: Shaped, entry: Fixed) -> None:
    """Make one incident of two, with their cases that other incidents hold by now."""
    stays, gone = (state.resolve(identity) for identity in entry.ids)
    if stays not in state.cores or gone not in state.cores:
        return
    core = state.cores[stays]
    if core.known is None and core.given is None:
        core.given = stays
    if gone != stays:
        core.add(state.cores.pop(gone).items)
        state.leads[gone] = stays
    both = entry.left | entry.right
    for identity, other in list(state.cores.items()):
        drifted = [item for item in other.items if item.place in both]
        if other is core or not drifted:
            continue
        rest = Core(other.accuser, other.known, given=None if other.known is not None else identity)
        rest.names |= set(other.known.accused) if other.known is not None else set()
        rest.add(item for item in other.items if item.place not in both)
        core.add(drifted)
        state.lead(drifted, stays)
        if rest.items:
            state.cores[identity] = rest
        else:
            del state.cores[identity]
            state.leads[identity] = stays
