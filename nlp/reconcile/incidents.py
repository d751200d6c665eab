"""Cases of many articles become incidents: one core for each accuser, accused set and period; cores never chain.

A case joins the one core it fits best, so a page on two cases of one accuser cannot tie them together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from operator import attrgetter

from ledger.incident import KnownIncident, Report
from nlp.reconcile.copies import families
from nlp.reconcile.cores import Core, Item, day_number
from nlp.reconcile.kept import Kept
from nlp.reconcile.names import fold
from nlp.reconcile.scopes import Wanted, accuser_key, orphan_names
from nlp.reconcile.sounds import one_name

PLACE, DAY = attrgetter("place"), attrgetter("day")
MOST_DAYS = 150  # two reports on one case are hardly further apart, unless they share figures
CLOSE_DAYS = 45  # a case without names joins a dated one within this many days


def cluster(
    reports: Mapping[str, Report],
    registry: Mapping[str, KnownIncident],
    only: Wanted | None,
    kept: Kept,
) -> list[Core]:
    """Return the incidents of all reports, or of a part; the same for any order. Near-copies weigh as one article."""
    groups: dict[str, list[Item]] = defaultdict(list)
    orphans: list[Item] = []
    keys: dict[tuple[str | None, str | None, str], str | None] = {}
    for article in sorted(reports):
        for item in kept.items_of(reports[article]):
            if only is None or only.takes(item.case, registry):
                told = (item.case.known, item.case.accuser, item.case.kind)
                key = keys[told] if told in keys else keys.setdefault(told, accuser_key(item.case, registry))
                (orphans if key is None else groups[key]).append(item)
    by_accuser: dict[str, list[KnownIncident]] = defaultdict(list)
    for entry in registry.values():
        by_accuser[fold(entry.accuser or "")].append(entry)
    cores = [core for key in sorted(groups) for core in cores_of(key, groups[key], by_accuser[key], reports, kept)]
    return [core for core in adopt(cores, orphans, reports, kept) if core.items]


def cores_of(
    key: str,
    items: list[Item],
    known: Sequence[KnownIncident],
    reports: Mapping[str, Report],
    kept: Kept,
) -> list[Core]:
    """Return the incidents of one accuser, those of the registry first; some of these may stay without a case."""
    cores = {entry.id: started(key, entry) for entry in sorted(known, key=lambda entry: entry.id)}
    blocks: dict[frozenset[str], list[Item]] = defaultdict(list)
    for item in sorted(items, key=PLACE):
        if item.case.known in cores:
            cores[item.case.known or ""].add([item])
        else:
            blocks[item.names].append(item)
    found = list(cores.values())
    pieces = [piece for block in blocks.values() for piece in by_period(block)]
    apart = separate(items)
    family = copied(key, items, reports, kept) if len(pieces) > 1 else {}
    weight = {id(piece): len({family.get(item.place[0], item.place[0]) for item in piece}) for piece in pieces}
    pieces.sort(key=lambda p: (not p[0].case.accused, -weight[id(p)], -len(p[0].case.accused), p[0].place))
    for piece in pieces:
        home = best_core(piece, [core for core in found if not kept_apart(piece, core, apart)])
        if home is None:
            home = Core(key)
            found.append(home)
        home.add(piece)
    return found


Pair = frozenset[frozenset[str]]


def separate(items: list[Item]) -> set[Pair]:
    """Return the pairs of accused sets that one article presents as two cases: they are never one."""
    articles = Counter(item.place[0] for item in items)
    by_article: dict[str, list[frozenset[str]]] = defaultdict(list)
    for item in items if len(articles) < len(items) else ():
        if articles[item.place[0]] > 1:
            by_article[item.place[0]].append(item.names)
    return {
        frozenset((one, other))
        for sets in by_article.values()
        for one, other in combinations(sets, 2)
        if one and other and not one & other
    }


def kept_apart(piece: list[Item], core: Core, apart: set[Pair]) -> bool:
    """Tell whether a core holds cases that some article presents beside these as others."""
    if not apart:
        return False
    mine, theirs = ({item.names for item in items} for items in (piece, core.items))
    return any(frozenset((one, other)) in apart for one in mine for other in theirs)


def copied(key: str, items: list[Item], reports: Mapping[str, Report], kept: Kept) -> dict[str, str]:
    """Return the families of near-copies among the articles of some cases."""
    names = {item.place[0] for item in items}
    pairs = kept.copies(("cases", key), {name: reports[name].shingles for name in names})
    return families(names, [(pair.first, pair.second) for pair in pairs if not pair.quoted])


def started(key: str, entry: KnownIncident) -> Core:
    """Return the core of an entry of the registry, before any case has joined it."""
    day = day_number(entry.disclosed)
    return Core(key, entry, names=set(entry.accused), days=[] if day is None else [day])


def by_period(items: list[Item]) -> list[list[Item]]:
    """Split cases of one accused set where more than MOST_DAYS lie between one and the next."""
    dated = sorted((item for item in sorted(items, key=PLACE) if item.day is not None), key=DAY)
    undated = [i for i in items if i.day is None]
    pieces: list[list[Item]] = []
    for item in dated:
        if pieces and (item.day or 0) - (pieces[-1][-1].day or 0) <= MOST_DAYS:
            pieces[-1].append(item)
        else:
            pieces.append([item])
    if undated:
        pieces.append(undated)
    return pieces


def best_core(piece: list[Item], cores: list[Core]) -> Core | None:
    """Return the core that cases fit best, or None when they fit none."""
    if not cores:
        return None
    names = {name for item in piece for name in item.case.accused}
    numbers = {number for item in piece for number in item.numbers}
    days = sorted(item.day for item in piece if item.day is not None)
    middle = days[(len(days) - 1) // 2] if days else None
    targets = {item.case.target for item in piece} - {None}
    ranked = []
    for index, core in enumerate(cores):
        shared = len(numbers & core.numbers)
        common = core.days and middle is not None
        gap = min(abs(middle - day) for day in core.days) if common and middle is not None else None
        score = fit(names, core.names, shared, gap)
        if score is not None:
            same_target = any(item.case.target in targets for item in core.items)
            ranked.append((score, shared, same_target, -(gap or 0), -index))
    return cores[-max(ranked)[-1]] if ranked else None


def fit(names: set[str], others: set[str], shared: int, gap: int | None) -> float | None:
    """Return how well two sets of accused fit (0 to 2), or None when they cannot be one case."""
    if names and others:
        common = sum(any(one_name(name, other) for other in others) for name in names)
        smaller = min(len(names), len(others))
        if 2 * common < smaller + (smaller > 1 and not shared) and not (shared > 1 and common):
            return None
        if gap is not None and gap > MOST_DAYS and shared < 2:
            return None
        return 1 + common / (len(names) + len(others) - common)
    if names != others and not shared and (gap is None or gap > CLOSE_DAYS):
        return None
    if gap is not None and gap > MOST_DAYS and shared < 2:
        return None
    return 0.5 if names == others else 0.0


def adopt(cores: list[Core], orphans: list[Item], reports: Mapping[str, Report], kept: Kept) -> list[Core]:
    """Give cases without an accuser to the incident of their accused that they fit; the rest stand alone."""
    by_name: dict[str, list[Core]] = defaultdict(list)
    for core in cores:
        for name in core.names:
            by_name[fold(name)].append(core)
    alone: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(orphans, key=lambda item: item.place):
        names = orphan_names(item.case)
        candidates = list({id(core): core for name in names for core in by_name.get(name, [])}.values())
        home = nearest(item, candidates)
        if home is None:
            alone[" ".join(names)].append(item)
        else:
            home.add([item])
    return cores + [core for key in sorted(alone) for core in cores_of(key, alone[key], (), reports, kept)]


def nearest(item: Item, candidates: list[Core]) -> Core | None:
    """Return the incident that shares most figures with a case, else the nearest in time."""
    ranked = []
    for core in candidates:
        shared = len(item.numbers & core.numbers)
        gap = min((abs((item.day or 0) - day) for day in core.days), default=MOST_DAYS + 1)
        if shared or (item.day is not None and gap <= MOST_DAYS):
            ranked.append((-shared, gap, core.identity, core))
    return min(ranked, key=lambda entry: entry[:3])[3] if ranked else None
