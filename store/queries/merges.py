"""Pairs of incidents that may be one: proposed with the reasons, for a person to decide."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sqlalchemy import Connection, select

from store.judgements import all_judgements
from store.tables import incidents, reconciled

CLOSE_DAYS = 60
LARGEST_BLOCK = 60  # incidents that share one name; more of them say nothing
DECIDED = ("merge_incidents", "separate_incidents")


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as a person compares it with another."""

    incident_id: str
    title: str
    accuser: str | None
    accused: tuple[str, ...]
    target: str | None
    disclosed: str | None
    registry: str
    values: tuple[tuple[str, str], ...]  # (measure, number to cite), most widely carried first


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two incidents and why they may be one."""

    stays: Case
    goes: Case
    reasons: tuple[str, ...]


def cases(connection: Connection) -> dict[str, Case]:
    """Return every incident with its values."""
    values: dict[str, list[tuple[str, str]]] = defaultdict(list)
    order = (reconciled.c.incident_id, reconciled.c.articles.desc(), reconciled.c.measure, reconciled.c.accused)
    known = select(reconciled.c.incident_id, reconciled.c.measure, reconciled.c.best)
    for incident, measure, best in connection.execute(known.where(reconciled.c.best.is_not(None)).order_by(*order)):
        values[incident].append((measure, best))
    found = {}
    for row in connection.execute(select(incidents).order_by(incidents.c.incident_id)):
        accused = tuple(name for name in row.accused.split(";") if name)
        names = (row.incident_id, row.title, row.accuser, accused, row.target, row.disclosed, row.registry)
        found[row.incident_id] = Case(*names, tuple(values[row.incident_id]))
    return found


def proposals(connection: Connection, limit: int) -> list[Proposal]:
    """Return the likeliest pairs that nobody has decided on, most reasons first."""
    held = cases(connection)
    decided = {frozenset(j.subject) for j in all_judgements(connection) if j.kind in DECIDED}
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in held.values():
        for key in keys(case):
            blocks[key].append(case.incident_id)
    pairs = {
        pair
        for block in blocks.values()
        if len(block) <= LARGEST_BLOCK
        for pair in combinations(sorted(set(block)), 2)
        if frozenset(pair) not in decided
    }
    found = []
    for first, second in sorted(pairs):
        why = reasons(held[first], held[second])
        if len(why) > 1:
            stays, goes = ordered(held[first], held[second])
            found.append(Proposal(stays, goes, why))
    found.sort(key=lambda item: (-len(item.reasons), item.stays.incident_id, item.goes.incident_id))
    return found[:limit]


def keys(case: Case) -> list[tuple[str, str]]:
    """Return what two incidents must share to be looked at together."""
    numbers = [("number", f"{measure} {best}") for measure, best in case.values]
    return [*(("accused", name) for name in case.accused), *numbers]


def ordered(first: Case, second: Case) -> tuple[Case, Case]:
    """Return which stays and which goes: the known one stays, else the earlier, else the first by id."""
    pair = sorted((first, second), key=lambda c: (c.registry != "known", c.disclosed or "9999", c.incident_id))
    return pair[0], pair[1]


def reasons(first: Case, second: Case) -> tuple[str, ...]:
    """Return what speaks for two incidents being one; nothing when something speaks clearly against it."""
    if first.registry == second.registry == "known":
        return ()
    if first.accuser and second.accuser and first.accuser != second.accuser:
        return ()
    found = []
    if first.accuser and first.accuser == second.accuser:
        found.append("the same accuser")
    shared = sorted(set(first.accused) & set(second.accused))
    if shared:
        found.append(f"both accuse {', '.join(shared)}")
    if first.target and first.target == second.target:
        found.append("the same target")
    apart = days_apart(first.disclosed, second.disclosed)
    if apart is not None:
        if apart > CLOSE_DAYS:
            return ()
        found.append({0: "the same day", 1: "1 day apart"}.get(apart, f"{apart} days apart"))
    numbers = sorted(set(first.values) & set(second.values))
    found += [f"the same number of {measure}" for measure, _ in numbers[:1]]
    return tuple(found)


def days_apart(first: str | None, second: str | None) -> int | None:
    """Return how many days lie between two full dates, None where one is not full."""
    try:
        return abs((date.fromisoformat(str(first)[:10]) - date.fromisoformat(str(second)[:10])).days)
    except ValueError:
        return None
