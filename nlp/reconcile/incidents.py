"""Cases of many articles become incidents: known ones by their id, new ones by accuser, accused, target and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ledger.identity import identifier
from ledger.incident import Incident, Judgement, KnownIncident, Report
from ledger.reading import Case

MOST_DAYS = 150
VERBS = {
    "allegation": "accuses",
    "court": "sues",
    "government": "names",
    "policy": "acts on",
    "admission": "admits",
    "denial": "denies",
}
Place = tuple[str, int]  # article id, index of the case


def days(date: str | None) -> int | None:
    """Return a rough day number of an ISO date of any precision."""
    if date is None or len(date) < 4:
        return None
    month = int(date[5:7]) if len(date) >= 7 else 6
    day = int(date[8:10]) if len(date) >= 10 else 15
    return int(date[:4]) * 365 + month * 30 + day


def same(first: Case, second: Case) -> bool:
    """Tell whether two cases may be one incident."""
    if first.known is not None or second.known is not None:
        return first.known == second.known
    if first.accuser is None or second.accuser is None or fold(first.accuser) != fold(second.accuser):
        return False
    left, right = {fold(name) for name in first.accused}, {fold(name) for name in second.accused}
    one, other = days(first.disclosed), days(second.disclosed)
    if one is not None and other is not None and abs(one - other) > MOST_DAYS:
        return False
    if left and right:
        return bool(left & right)
    return first.target == second.target or not left or not right


def fold(name: str) -> str:
    """Return a name without case and spaces."""
    return "".join(name.casefold().split())


def cluster(reports: Sequence[Report]) -> tuple[dict[Place, str], dict[str, list[Case]]]:
    """Return the cluster of every case, and the cases of every cluster; the same for any order of reports."""
    groups: dict[str, list[tuple[Place, Case]]] = defaultdict(list)
    for report in reports:
        for index, case in enumerate(report.cases):
            groups[case.known or fold(case.accuser or "")].append(((report.article_id, index), case))
    places: dict[Place, str] = {}
    clusters: dict[str, list[Case]] = {}
    for key in sorted(groups):
        for members in joined(groups[key]):
            cases = [case for _, case in members]
            identity = cases[0].known or name_of(cases)
            clusters.setdefault(identity, []).extend(cases)
            places.update((place, identity) for place, _ in members)
    return places, clusters


def joined(members: list[tuple[Place, Case]]) -> list[list[tuple[Place, Case]]]:
    """Join the cases of one accuser transitively."""
    ordered = sorted(members, key=lambda m: (-len(m[1].accused), m[1].accused, m[1].disclosed or "9999", m[0]))
    found: list[list[tuple[Place, Case]]] = []
    for member in ordered:
        homes = [group for group in found if any(same(member[1], case) for _, case in group)]
        merged = [member, *(item for group in homes for item in group)]
        found = [group for group in found if group not in homes]
        found.append(merged)
    return found


def name_of(cases: Iterable[Case]) -> str:
    """Return the id of a discovered incident."""
    accuser, accused, target, disclosed = summary(list(cases))
    return identifier("inc", accuser, *accused, target, (disclosed or "")[:4])


def summary(cases: list[Case]) -> tuple[str | None, tuple[str, ...], str | None, str | None]:
    """Return accuser, accused, target and first disclosure of a cluster, by the most frequent reading."""
    accusers = [case.accuser for case in cases if case.accuser]
    accused = most([case.accused for case in cases if case.accused]) or ()
    longest = max(
        (case.accused for case in cases), key=lambda names: (sum(c.accused == names for c in cases) > 1, len(names))
    )
    targets = [case.target for case in cases if case.target]
    dates = sorted(case.disclosed for case in cases if case.disclosed)
    return most(accusers), longest or accused, most(targets), dates[0] if dates else None


def most(items: list[Any]) -> Any:
    """Return the most frequent item; ties by order of the items themselves."""
    return min(set(items), key=lambda item: (-items.count(item), item)) if items else None


def build(
    clusters: Mapping[str, list[Case]], known: Sequence[KnownIncident], judgements: Sequence[Judgement]
) -> tuple[list[Incident], dict[str, str]]:
    """Return the incidents and where ids lead after merges by people."""
    registry = {incident.id: incident for incident in known}
    leads = {j.subject[0]: j.subject[1] for j in judgements if j.kind == "merge_incidents" and len(j.subject) == 2}
    titles = {j.subject[0]: dict(j.values).get("title", "") for j in judgements if j.kind == "rename_incident"}
    found = []
    for identity in sorted(clusters):
        if identity in leads:
            continue
        entry = registry.get(identity)
        if entry is not None:
            incident = Incident(
                entry.id,
                titles.get(entry.id) or entry.title,
                entry.kind,
                entry.accuser,
                entry.accused,
                entry.target,
                entry.disclosed,
                "known",
                entry.aiid,
            )
        else:
            incident = discovered(identity, clusters[identity], titles.get(identity))
        found.append(incident)
    return found, leads


def discovered(identity: str, cases: list[Case], title: str | None) -> Incident:
    """Return an incident that is not in the registry."""
    accuser, accused, target, disclosed = summary(cases)
    kind = most([case.kind for case in cases]) or "allegation"
    others = (
        f"{accused[0]}{f' and {len(accused) - 1} more' if len(accused) > 1 else ''}" if accused else "unnamed parties"
    )
    words = title or f"{accuser or 'Somebody'} {VERBS[kind]} {others}"
    return Incident(identity, words, kind, accuser, accused, target, disclosed, "discovered")


def resolve(identity: str, leads: Mapping[str, str]) -> str:
    """Follow merges to the id that stands for an incident now; a circle ends where it began."""
    seen = {identity}
    while identity in leads and leads[identity] not in seen:
        identity = leads[identity]
        seen.add(identity)
    return identity
