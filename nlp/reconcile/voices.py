"""Who asserts what in one incident: figures by what they count, and within that by who stands behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ledger.incident import Incident, Report
from ledger.quantity import Comparator
from ledger.reading import Figure, Scope, Stance
from nlp.reconcile.intervals import grain, meet
from nlp.reconcile.measures import comparable
from nlp.reconcile.names import alike, fold

Key = tuple[str, tuple[str, ...]]  # measure, accused
Groups = Mapping[Key, Mapping[str, "Voice"]]
NOBODY = "nobody named"
SLICES = ("share", "duration")  # measures for which a slice is a value of its own


VAGUE, ASSERTED = Comparator.VAGUE, Stance.ASSERTED
WHOLE = frozenset({Scope.TOTAL, Scope.PART})


def is_live(figure: Figure) -> bool:
    """Tell whether a figure may enter a value: asserted, not derived, a total or part."""
    if figure.stance is not ASSERTED or figure.derived:
        return False
    return figure.scope in WHOLE or (figure.measure in SLICES and figure.scope is Scope.SUBSET)


@dataclass
class Scene:
    """One incident with its figures, the reports that print them and the families of near-copies."""

    incident: Incident
    figures: list[Figure]
    reports: Mapping[str, Report]
    family: Mapping[str, str]  # article id -> the family of near-copies it belongs to
    aliases: Mapping[str, str] = field(default_factory=dict)  # folded names of the accuser -> the name used here
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)  # article id -> the accused it names anywhere
    established: Callable[[str], bool] = field(default=lambda _name: False)  # a party to other incidents?
    suspects: frozenset[str] = frozenset()  # figures about fewer parties with the number of more: no word on these
    owners: Mapping[str, str] = field(default_factory=dict)  # figure id -> accuser of another case whose number it is

    sides: dict[tuple[str | None, tuple[str, ...]], str] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def replaced(self) -> frozenset[str]:
        """Return the articles of which a later version is held."""
        return frozenset(r.supersedes for r in self.reports.values() if r.supersedes and r.supersedes in self.reports)

    @cached_property
    def relays(self) -> frozenset[str]:
        """Return the folded names of outlets: they relay, they do not assert, unless their own pages credit them."""
        names = {report.outlet or "" for report in self.reports.values()} | {f.via or "" for f in self.figures}
        for report in self.reports.values():
            names |= {citation.name for citation in report.citations if citation.kind == "outlet"}
        parties = {fold(name) for name in (self.incident.accuser, *self.incident.accused) if name}
        for figure in self.figures:
            outlet = self.reports[figure.article_id].outlet
            if figure.claimant is not None and outlet is not None and alike(figure.claimant, outlet):
                parties.add(fold(figure.claimant))
        return frozenset(fold(name) for name in names if name) - parties

    @cached_property
    def own_documents(self) -> Mapping[str, str]:
        """Return article id -> party, for pages that a party itself published."""
        found = {}
        claimants = {figure.claimant for figure in self.figures if figure.claimant} | {self.incident.accuser}
        for key, report in self.reports.items():
            if report.outlet is not None and key not in self.replaced:
                outlet = self.aliases.get(fold(report.outlet), report.outlet)
                owner = next((c for c in sorted(filter(None, claimants)) if alike(c, outlet)), None)
                if owner is not None:
                    found[key] = owner
        return found

    @cached_property
    def by_outlet(self) -> Mapping[str, tuple[str, ...]]:
        """Return the articles of each outlet, by its folded name."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, report in sorted(self.reports.items()):
            if report.outlet:
                found[fold(report.outlet)].append(key)
        return {name: tuple(keys) for name, keys in found.items()}

    @cached_property
    def windows(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Return the periods that figures are tied to, with the articles that do."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for figure in self.figures:
            if figure.window is not None:
                found[figure.window].add(figure.article_id)
        return {window: frozenset(articles) for window, articles in sorted(found.items())}

    @cached_property
    def denied(self) -> Mapping[Key, list[Figure]]:
        """Return the denied figures of each measure and accused set."""
        found: dict[Key, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.stance is Stance.DENIED and figure.article_id not in self.replaced:
                found[figure.measure, figure.accused].append(figure)
        return found

    @cached_property
    def owned_by(self) -> Mapping[str, frozenset[str]]:
        """Return the articles of each owner of documents."""
        found: dict[str, set[str]] = defaultdict(set)
        for article, owner in self.own_documents.items():
            found[owner].add(article)
        return {owner: frozenset(articles) for owner, articles in found.items()}

    def documents_of(self, party: str) -> frozenset[str]:
        """Return the articles that a party itself published."""
        return frozenset().union(*(held for owner, held in self.owned_by.items() if alike(owner, party)))

    def families(self, figures: Iterable[Figure]) -> set[str]:
        """Return the families of near-copies that carry some figures."""
        return {self.family.get(figure.article_id, figure.article_id) for figure in figures}

    def translated(self, first: Figure, second: Figure) -> bool:
        """Tell whether two figures are written in two languages."""
        one, other = (self.reports[figure.article_id].lang.partition("-")[0] for figure in (first, second))
        return one != other

    def date(self, figure: Figure) -> str:
        """Return when the article of a figure was published; undated ones come last."""
        return self.reports[figure.article_id].published or "9999"

    def side(self, figure: Figure) -> str:
        """Return whose side a figure's claimant is on; nobody and mere relays count with the accuser."""
        key = (figure.claimant, figure.accused)
        side = self.sides.get(key)
        if side is None:
            side = self.sides[key] = self.side_of(*key)
        return side

    def side_of(self, claimant: str | None, accused: tuple[str, ...]) -> str:
        """Return whose side a claimant is on where it speaks of some accused."""
        accuser = self.incident.accuser
        if not claimant or (accuser is not None and alike(claimant, accuser)):
            return "accuser"
        if any(alike(claimant, name) for name in (*self.incident.accused, *accused)):
            return "accused"
        return "accuser" if fold(claimant) in self.relays and accuser is not None else "third"


@dataclass(slots=True)
class Voice:
    """One asserter in one group: which side it is on and the figures that relay it."""

    asserter: str
    side: str
    figures: list[Figure] = field(default_factory=list)
    withdrawn: set[Decimal] = field(default_factory=set)  # values it has taken back
    found: tuple[object, Figure | None] = field(default=((), None), compare=False, repr=False)  # the lead, once sought

    def counted(self) -> list[Figure]:
        """Return the figures that carry a number that can stand."""
        return [f for f in self.figures if f.quantity.comparator is not VAGUE and f.quantity.error is None]

    def take_back(self, denied: Iterable[Figure]) -> None:
        """Withdraw the numbers that a page denies in the asserter's name while it prints another in their place."""
        for figure in denied:
            instead = [f for f in self.counted() if f.article_id == figure.article_id]
            value = figure.quantity.value
            if value is not None and instead and not any(meet(comparable(f), comparable(figure)) for f in instead):
                self.withdrawn.add(value)

    def carriers(self, scene: Scene) -> int:
        """Return how many articles carry it, near-copies counted once."""
        return len(scene.families(self.figures))

    def lead(self, scene: Scene) -> Figure | None:
        """Return the figure of its latest own document, else of the value most of its relays print.

        Near-copies count once. Ties: more precise, then earlier, then the smaller id.
        """
        state = (id(scene), len(self.figures), len(self.withdrawn))
        if self.found[0] != state:
            self.found = (state, self.sought(scene))
        return self.found[1]

    def sought(self, scene: Scene) -> Figure | None:
        """Seek the leading figure."""
        counted = self.counted()
        if self.withdrawn:
            counted = [f for f in counted if f.quantity.value not in self.withdrawn] or counted
        if scene.suspects:
            counted = [f for f in counted if f.id not in scene.suspects] or counted
        if not counted:
            return None
        printed: dict[object, list[Figure]] = defaultdict(list)
        for figure in counted:
            printed[worth(figure)].append(figure)
        weight = {reading: len(scene.families(figures)) for reading, figures in printed.items()}
        own = scene.documents_of(self.asserter)
        if own:
            held = [f for f in counted if f.article_id in own]
            latest = max((scene.date(f) for f in held), default="")
            latest_own = [f for f in held if scene.date(f) == latest]
            if latest_own:
                printed = {
                    reading: kept for reading in printed if (kept := [f for f in latest_own if worth(f) == reading])
                }
        most = max(weight[reading] for reading in printed)
        return finest(scene, [f for reading, figures in printed.items() if weight[reading] == most for f in figures])


def finest(scene: Scene, figures: Iterable[Figure]) -> Figure:
    """Return the most precise figure; ties: the hedge that most articles print, then the earlier, then the id."""
    by_hedge: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_hedge[figure.quantity.comparator.value].append(figure)
    ranked: dict[tuple[Decimal, int], list[Figure]] = defaultdict(list)
    for hedged in by_hedge.values():
        many = -len(scene.families(hedged))
        for figure in hedged:
            ranked[grain(comparable(figure)), many].append(figure)
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
    for figure in sorted(figures, key=lambda f: f.id):
        if figure.article_id in scene.replaced or figure.id in scene.owners:
            continue
        key, side = (figure.measure, figure.accused), scene.side(figure)
        asserter = (scene.incident.accuser or NOBODY) if side == "accuser" else figure.claimant or NOBODY
        if is_live(figure):
            groups[key].setdefault(asserter, Voice(asserter, side)).figures.append(figure)
        elif figure.stance is Stance.DENIED and figure.claimant is not None and figure.quantity.value is not None:
            taken_back[key, asserter].append(figure)
    for (key, asserter), taken in taken_back.items():
        if asserter in groups.get(key, {}):
            groups[key][asserter].take_back(taken)
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
