"""What an incident is called: its parties under one name each, its title, kind, target and first day."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ledger.incident import Incident
from nlp.reconcile.contributions import Contribution
from nlp.reconcile.cores import FIRST, Core, Item, figure_key
from nlp.reconcile.names import alike, best_form, fold, script, sounds_like
from nlp.reconcile.sounds import one_name

VERBS = {
    "allegation": "accuses",
    "court": "sues",
    "government": "names",
    "policy": "acts on",
    "admission": "admits",
    "denial": "denies",
}
FROM_CASE = "claimant_from_case"  # doubt of a figure that nobody is named as saying: it is the accuser's
LEAST_SHARE = 3  # a party belongs to a case when a third of the articles that name any party name it


def writings(core: Core, given: Sequence[Contribution], family: Mapping[str, str]) -> dict[str, str]:
    """Return the name to use for each writing of an accused party; near-copies count once."""
    together: dict[frozenset[str], set[str]] = defaultdict(set)
    for one in given:
        together[one.names].add(family[one.article])
    seen: dict[str, set[str]] = defaultdict(set)
    for names, families in together.items():
        for name in names:
            seen[name] |= families
    counts = {name: len(families) for name, families in seen.items()}
    if core.known is not None:
        counts.update(dict.fromkeys(core.known.accused, len(core.items) + 1))
    groups: list[list[str]] = []
    for name in sorted(counts, key=lambda n: (script(n) != "LATIN", -counts[n], n)):
        home = next((group for group in groups if any(one_name(name, other) for other in group)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    across_scripts(groups, given)
    canonical = {}
    for group in groups:
        known = [name for name in group if core.known is not None and name in core.known.accused]
        form = known[0] if known else best_form({name: counts[name] for name in group})
        canonical.update(dict.fromkeys(group, form))
    return canonical


def across_scripts(groups: list[list[str]], given: Sequence[Contribution]) -> None:
    """Join names in different scripts: those given the same numbers, and of sets given the same numbers by sound.

    Two names that one page tells apart stay apart.
    """
    listed = {names for listed in {one.listed for one in given} for names in listed}
    apart = {frozenset(pair) for names in listed for pair in itertools.combinations(names, 2)}
    told: dict[tuple[str, ...], set[Any]] = defaultdict(set)
    for names, number in {pair for numbers in {one.numbers for one in given} for pair in numbers}:
        told[names].add(number)
    pairs = []
    for names, numbers in sorted(told.items()):
        for others, theirs in sorted(told.items()):
            if len(names) == len(others) and script(names[0]) != script(others[0]) == "LATIN" and numbers & theirs:
                pairs.append((-len(numbers & theirs), names, others))
    for _, names, others in sorted(pairs):
        for name, other in by_sound(names, others):
            if frozenset((name, other)) not in apart:
                join(groups, name, other)


def by_sound(names: tuple[str, ...], others: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pair two sets of names of one size so that each sounds most like its partner."""
    ranked = sorted((-sounds_like(name, other), name, other) for name in names for other in others)
    taken: set[str] = set()
    found = []
    for _, name, other in ranked:
        if name not in taken and other not in taken:
            taken |= {name, other}
            found.append((name, other))
    return found


def join(groups: list[list[str]], name: str, other: str) -> None:
    """Put two groups of writings together, unless one of them has a writing in the other's script already."""
    first = next(group for group in groups if name in group)
    second = next(group for group in groups if other in group)
    if first is second or script(first[0]) == "LATIN" or any(script(n) == script(name) for n in second):
        return
    second.extend(first)
    groups.remove(first)


def accused_of(core: Core, canonical: Mapping[str, str], family: Mapping[str, str]) -> tuple[str, ...]:
    """Return the accused of a core: those of the registry, else those that enough of its articles name.

    Whom more articles take for the accuser is none of them, unless nobody else is left.
    """
    if core.known is not None:
        return tuple(sorted(core.known.accused))
    together: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for item in core.items:
        together[item.case.accused].add(family[item.place[0]])
    together.pop((), None)
    naming: dict[str, set[str]] = defaultdict(set)
    for names, seen in together.items():
        for name in names:
            naming[canonical.get(name, name)] |= seen
    families = set().union(*together.values())
    accusing: dict[str, set[str]] = defaultdict(set)
    for item in core.items:
        accusing[fold(item.case.accuser or "")].add(family[item.place[0]])
    enough = [name for name, seen in naming.items() if len(seen) * LEAST_SHARE >= len(families)]
    rather = [name for name in enough if len(accusing[fold(name)]) <= len(naming[name])]
    return tuple(sorted(rather or enough))


def incident_of(core: Core, canonical: Mapping[str, str], family: Mapping[str, str], title: str | None) -> Incident:
    """Return the incident of a core."""
    accused = accused_of(core, canonical, family)
    if (entry := core.known) is not None:
        return Incident(
            entry.id, title or entry.title, entry.kind, entry.accuser, accused, entry.target, entry.disclosed, "known",
            entry.aiid,
        )  # fmt: skip
    items = voting(core.items, family)
    accusers = Counter(item.case.accuser for item in items if item.case.accuser)
    others = {n: c for n, c in accusers.items() if not any(alike(n, name) for name in accused)}
    accusers = Counter(others) or accusers  # a page that takes the accused for the accuser does not name the accuser
    accuser = best_form(dict(accusers)) if accusers else None
    kind = most([item.case.kind for item in items]) or "allegation"
    targets = Counter(item.case.target for item in items if item.case.target)
    target = best_form(dict(targets)) if targets else None
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
    for item in items:
        key = (family[item.place[0]], frozenset(item.case.accused))
        if key not in found or FIRST(item) < FIRST(found[key]):
            found[key] = item
    return list(found.values())


def most(items: list[Any]) -> Any:
    """Return the most frequent item; ties by order of the items themselves."""
    counts = Counter(items)
    return min(counts, key=lambda item: (-counts[item], item)) if counts else None


def speakers(
    core: Core, incident: Incident, given: Sequence[Contribution], established: Callable[[str], bool]
) -> dict[str, str]:
    """Return the names, folded, under which pages know the accuser: in other scripts, translated, or mistaken.

    Another name in the same script is the accuser's when most of its numbers are told by two pages under other names.
    """
    accuser = incident.accuser
    if accuser is None:
        return {}
    taken = {fold(name) for name in incident.accused}
    names = {item.case.accuser for item in core.items if item.case.accuser}
    found = {fold(accuser): accuser}
    if all(fold(name) in found for name in names):
        return found
    said: dict[str, dict[Any, set[str]]] = defaultdict(lambda: defaultdict(set))
    for figure in (figure for one in given for figure in one.figures):
        if (number := figure_key(figure)) is not None:
            said[fold(figure.claimant or accuser)][number].add(figure.article_id)
    for name in names:
        mine = said[fold(name)]
        others = [told for speaker, told in said.items() if speaker != fold(name) and speaker not in taken]
        shared = [number for number in mine if len(set().union(*(told.get(number, ()) for told in others))) > 1]
        same = 2 * len(shared) > len(mine) or script(name) != script(accuser)
        if same and not established(name) and fold(name) not in taken:
            found[fold(name)] = accuser
    return found


def names_by_page(given: Iterable[Contribution], canonical: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the accused that each page names: about whom its figures are, and in cases that no registry completes."""
    known: dict[frozenset[str], frozenset[str]] = {}
    found = {}
    for one in given:
        names = known.get(one.own)
        if names is None:
            names = known[one.own] = frozenset(canonical.get(name, name) for name in one.own)
        found[one.article] = names
    return found
