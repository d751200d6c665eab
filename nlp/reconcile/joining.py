"""Incidents of two accusers that are one: the same numbers about the same parties, or in another script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from nlp.reconcile.cores import Core
from nlp.reconcile.names import fold, script
from nlp.reconcile.scopes import LEAST_SHARED
from nlp.reconcile.sounds import one_name

SAME_DAYS = 60  # two accusers of one case speak within this time of each other
SAME_TARGET_DAYS = 400  # of one model that the same parties are said to have copied, with numbers in common


def merged(cores: list[Core]) -> list[Core]:
    """Join incidents of which articles print the same telling numbers about the same parties, or in another script.

    So one case is one incident also when a page writes the accuser in another script, or mistakes who it is.
    """
    if len(cores) < 2:
        return cores
    numbers = [{item.telling for item in core.items} for core in cores]
    holders: dict[Decimal, set[int]] = defaultdict(set)
    for index, sets in enumerate(numbers):
        for value in frozenset().union(*sets):
            holders[value].add(index)
    shared = Counter(pair for held in holders.values() for pair in combinations(sorted(held), 2))
    joined = []
    for (first, second), count in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        one, other = cores[first], cores[second]
        if same_name(one, other) or same_target(one, other):
            joined.append((first, second))
        elif count >= LEAST_SHARED and may_be_one(one, other):
            most = max(len(a & b) for a in numbers[first] for b in numbers[second])
            sure = most > LEAST_SHARED or names_meet(one, other) or reversed_roles(one, other)
            if one.accuser == other.accuser:
                sure = 2 * count >= min(len(frozenset().union(*sets)) for sets in (numbers[first], numbers[second]))
            if most >= LEAST_SHARED and sure:
                joined.append((first, second))
    joined += credited(cores, numbers)
    return united(cores, joined)


def credited(cores: list[Core], numbers: list[set[frozenset[Decimal]]]) -> list[tuple[int, int]]:
    """Return the pairs of incidents of one party of which one credits a number of the other to that one's accuser."""
    by_accuser: dict[str, list[int]] = defaultdict(list)
    for index, core in enumerate(cores):
        by_accuser[core.accuser].append(index)
    known = [frozenset().union(*sets) for sets in numbers]
    found = set()
    for index, core in enumerate(cores):
        for item in core.items:
            for name, figure in item.credits:
                for other in by_accuser.get(name, ()) if name != core.accuser else ():
                    same = figure.quantity.value in known[other] and names_meet(core, cores[other])
                    if same and not both_known(core, cores[other]):
                        found.add((min(index, other), max(index, other)))
    return sorted(found)


def both_known(first: Core, second: Core) -> bool:
    """Tell whether two incidents are both in the registry."""
    return first.known is not None and second.known is not None


def may_be_one(first: Core, second: Core) -> bool:
    """Tell whether incidents of two accusers can be one: not both in the registry, near in time, parties fitting."""
    if both_known(first, second):
        return False
    same = first.accuser == second.accuser or names_meet(first, second) or reversed_roles(first, second)
    return near(first, second, SAME_DAYS) and (same or scripts(first) != scripts(second))


def same_name(first: Core, second: Core) -> bool:
    """Tell whether accuser and accused of two incidents are written in two scripts and sound alike."""
    if both_known(first, second) or not near(first, second, SAME_DAYS) or not names_meet(first, second):
        return False
    spoken = [{item.case.accuser for item in core.items if item.case.accuser} for core in (first, second)]
    return any(script(name) != script(other) and one_name(name, other) for name in spoken[0] for other in spoken[1])


def same_target(first: Core, second: Core) -> bool:
    """Tell whether two accusers speak of one model copied by the same parties, and give numbers alike."""
    if both_known(first, second) or first.accuser == second.accuser or not names_meet(first, second):
        return False
    targets = [{fold(item.case.target) for item in core.items if item.case.target} for core in (first, second)]
    alike = bool(targets[0] & targets[1]) and len(first.numbers & second.numbers) >= LEAST_SHARED
    return alike and near(first, second, SAME_TARGET_DAYS)


def near(first: Core, second: Core, days: int) -> bool:
    """Tell whether some days of two incidents lie so near to each other, or cannot be told."""
    return not first.days or not second.days or min(abs(a - b) for a in first.days for b in second.days) <= days


def names_meet(first: Core, second: Core) -> bool:
    """Tell whether two incidents have an accused in common."""
    return any(one_name(name, other) for name in first.names for other in second.names)


def reversed_roles(first: Core, second: Core) -> bool:
    """Tell whether one incident's accuser is accused in the other: a page took the accused for the accuser."""
    left, right = ({fold(name) for name in core.names} for core in (first, second))
    return first.accuser in right or second.accuser in left


def scripts(core: Core) -> set[str]:
    """Return the scripts in which an incident's accusers are written."""
    return {script(item.case.accuser) for item in core.items if item.case.accuser}


def united(cores: list[Core], joined: Iterable[tuple[int, int]]) -> list[Core]:
    """Return the cores with those that are joined put together, the strongest tie first.

    Two of the registry are not made one, nor by way of a third.
    """
    groups = {index: [index] for index in range(len(cores))}
    home = list(groups)
    for first, second in joined:
        one, other = sorted((home[first], home[second]))
        if one != other and not clash(cores, groups[one], groups[other]):
            groups[one] += groups.pop(other)
            for index in groups[one]:
                home[index] = one
    found = []
    for members in groups.values():
        group = [cores[index] for index in members]
        first_core = min(group, key=lambda core: (core.known is None, -len(core.items), core.identity))
        for core in group:
            if core is not first_core:
                first_core.add(core.items)
        found.append(first_core)
    return found


def clash(cores: list[Core], left: list[int], right: list[int]) -> bool:
    """Tell whether two groups of incidents cannot be one."""
    return sum(cores[index].known is not None for index in (*left, *right)) > 1
