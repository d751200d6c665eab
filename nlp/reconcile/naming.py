"""What an incident is called: its parties under one name each, its title, kind, target and first day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ledger.incident import Incident
from ledger.reading import Figure, Scope
from nlp.reconcile.incidents import Core, Item, figure_key
from nlp.reconcile.measures import COUNTS
from nlp.reconcile.names import alike, best_form, fold, script

VERBS = {
    "allegation": "accuses",
    "court": "sues",
    "government": "names",
    "policy": "acts on",
    "admission": "admits",
    "denial": "denies",
}
LEAST_SHARE = 3  # a party belongs to a case when a third of the articles that name any party name it


def writings(core: Core, figures: list[Figure], family: Mapping[str, str]) -> dict[str, str]:
    """Return the name to use for each writing of an accused party; near-copies count once."""
    seen: dict[str, set[str]] = defaultdict(set)
    for item in core.items:
        for name in item.case.accused:
            seen[name].add(family.get(item.place[0], item.place[0]))
    for figure in figures:
        for name in figure.accused:
            seen[name].add(family.get(figure.article_id, figure.article_id))
    counts = {name: len(families) for name, families in seen.items()}
    if core.known is not None:
        counts.update(dict.fromkeys(core.known.accused, len(core.items) + 1))
    groups: list[list[str]] = []
    for name in sorted(counts, key=lambda n: (script(n) != "LATIN", -counts[n], n)):
        home = next((group for group in groups if any(alike(name, other) for other in group)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    same_numbers(groups, figures)
    canonical = {}
    for group in groups:
        known = [name for name in group if core.known is not None and name in core.known.accused]
        form = known[0] if known else best_form({name: counts[name] for name in group})
        canonical.update(dict.fromkeys(group, form))
    return canonical


def same_numbers(groups: list[list[str]], figures: list[Figure]) -> None:
    """Join names in different scripts to which the same numbers are given as parts."""
    parts: dict[str, set[Any]] = {}
    for figure in figures:
        if len(figure.accused) == 1 and figure.scope is Scope.PART and (key := figure_key(figure)) is not None:
            parts.setdefault(figure.accused[0], set()).add(key)
    for group in list(groups):
        if group not in groups or script(group[0]) == "LATIN":
            continue
        mine = set().union(*(parts.get(name, set()) for name in group))
        for other in groups:
            if other is group or script(other[0]) == script(group[0]):
                continue
            theirs = set().union(*(parts.get(name, set()) for name in other))
            if mine & theirs:
                other.extend(group)
                groups.remove(group)
                break


def accused_of(core: Core, canonical: Mapping[str, str], family: Mapping[str, str]) -> tuple[str, ...]:
    """Return the accused of a core: those of the registry, else those that enough of its articles name."""
    if core.known is not None:
        return tuple(sorted(core.known.accused))
    naming: dict[str, set[str]] = {}
    families = set()
    for item in core.items:
        if item.case.accused:
            family_name = family.get(item.place[0], item.place[0])
            families.add(family_name)
            for name in item.case.accused:
                naming.setdefault(canonical.get(name, name), set()).add(family_name)
    return tuple(sorted(name for name, seen in naming.items() if len(seen) * LEAST_SHARE >= len(families)))


def incident_of(core: Core, canonical: Mapping[str, str], family: Mapping[str, str], title: str | None) -> Incident:
    """Return the incident of a core."""
    accused = accused_of(core, canonical, family)
    if (entry := core.known) is not None:
        return Incident(
            entry.id, title or entry.title, entry.kind, entry.accuser, accused, entry.target, entry.disclosed, "known",
            entry.aiid,
        )  # fmt: skip
    items = voting(core.items, family)
    accusers = Counter(
        item.case.accuser for item in items if item.case.accuser and fold(item.case.accuser) == core.accuser
    )
    accuser = best_form(dict(accusers)) if accusers else None
    kind = most([item.case.kind for item in items]) or "allegation"
    target = most([item.case.target for item in items if item.case.target])
    disclosed = most([item.case.disclosed for item in items if item.case.disclosed])
    words = title or titled(accuser, accused, kind)
    return Incident(core.identity, words, kind, accuser, accused, target, disclosed, "discovered")


def titled(accuser: str | None, accused: tuple[str, ...], kind: str) -> str:
    """Return a title made of the parties."""
    if accused and accuser is not None and accused == (accuser,):
        return f"{accuser} {VERBS.get(kind, 'accuses')}"
    more = f" and {len(accused) - 1} more" if len(accused) > 1 else ""
    return f"{accuser or 'Somebody'} {VERBS.get(kind, 'accuses')} {accused[0] + more if accused else 'unnamed parties'}"


def voting(items: list[Item], family: Mapping[str, str]) -> list[Item]:
    """Return one case for each family of near-copies."""
    found: dict[tuple[str, frozenset[str]], Item] = {}
    for item in sorted(items, key=lambda item: (item.first_seen, item.place)):
        found.setdefault((family.get(item.place[0], item.place[0]), frozenset(item.case.accused)), item)
    return list(found.values())


def most(items: list[Any]) -> Any:
    """Return the most frequent item; ties by order of the items themselves."""
    counts = Counter(items)
    return min(counts, key=lambda item: (-counts[item], item)) if counts else None


def renamed(figure: Figure, canonical: Mapping[str, str], incident: Incident) -> Figure:
    """Return a figure with its accused and claimant under the incident's names; a total without names is of all."""
    accused = tuple(sorted({canonical.get(name, name) for name in figure.accused}))
    if not accused and figure.scope is Scope.TOTAL and figure.measure in COUNTS:
        accused = incident.accused
    claimant = figure.claimant
    if claimant is not None:
        if incident.accuser is not None and alike(claimant, incident.accuser):
            claimant = incident.accuser
        else:
            claimant = next((name for name in incident.accused if alike(claimant, name)), claimant)
    if accused == figure.accused and claimant == figure.claimant:
        return figure
    return replace(figure, accused=accused, claimant=claimant)
