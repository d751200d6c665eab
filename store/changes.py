"""The change log: what an analysis changed in incidents, values and alarms, each change once, with one sentence.

`state` before and after, `differences` between them, `record`. An alarm is the same as before when type, case, measure,
article and printed value are: which of two equal figures it hangs on does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, insert, select

from ledger.identity import identifier
from store.engine import hold
from store.log_tables import changes
from store.tables import figures, findings, incident_aliases, incidents, reconciled

KINDS = (
    "new_incident",
    "merged_incident",
    "new_figure",
    "changed_figure",
    "withdrawn_figure",
    "new_conflict",
    "resolved_conflict",
)
BATCH = 500
VALUE_FIELDS = ("best", "low", "high", "status", "claimant", "origins")
COMPARED = ("best", "low", "high", "status")
STATUSES = {
    "single_origin": "one origin",
    "corroborated": "corroborated",
    "contested": "contested",
    "vague_only": "words only",
}
ValueKey = tuple[str, str, str]  # incident, measure, accused
AlarmKey = tuple[str, str, str, str, str]  # incident, type, measure, article, value


@dataclass(slots=True)
class State:
    """What is derived, as far as a change of it is news."""

    incidents: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[ValueKey, dict[str, Any]] = field(default_factory=dict)
    alarms: dict[AlarmKey, dict[str, Any]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `before` and `after` hold the fields that say what it was and is."""

    kind: str
    incident_id: str
    incident: str
    measure: str | None
    accused: str
    parties: str
    sentence: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def state(connection: Connection, only: Sequence[str] | None = None) -> State:
    """Return what is derived now, of all incidents or of some."""
    found = State()
    for row in connection.execute(within(select(incidents), incidents.c.incident_id, only)):
        found.incidents[row.incident_id] = {"title": row.title, "accuser": row.accuser, "accused": row.accused}
    for row in connection.execute(within(select(reconciled), reconciled.c.incident_id, only)):
        key = (row.incident_id, row.measure, row.accused)
        found.values[key] = {name: getattr(row, name) for name in VALUE_FIELDS}
    wanted = (
        select(findings, figures.c.article_id, figures.c.value, figures.c.accused)
        .outerjoin(figures, figures.c.figure_id == findings.c.figure_id)
        .where(findings.c.level == "alarm")
        .order_by(findings.c.finding_id)
    )
    for row in connection.execute(within(wanted, findings.c.incident_id, only)):
        found.alarms.setdefault(alarm_key(row), {"type": row.type, "explanation": row.explanation})
    aliases = within(select(incident_aliases), incident_aliases.c.old_id, only)
    found.renamed = {row.old_id: row.incident_id for row in connection.execute(aliases)}
    return found


def within(wanted: Any, column: Any, only: Sequence[str] | None) -> Any:
    """Keep the rows of some incidents."""
    return wanted if only is None else wanted.where(column.in_(only))


def alarm_key(row: Any) -> AlarmKey:
    """Return what makes an alarm the same as before; between origins it is the case and the measure."""
    place = (row.accused or "", "") if row.between_origins else (row.article_id or "", row.value or "")
    return (row.incident_id or "", row.type, row.measure or "", *place)


def differences(before: State, after: State) -> Iterator[Change]:
    """Yield every change, in a stable order."""
    moved = {key: after.renamed[key] for key in before.incidents if key not in after.incidents and key in after.renamed}
    for key in sorted(after.incidents.keys() - before.incidents.keys() - set(moved.values())):
        yield of_incident("new_incident", key, after, f"New: {after.incidents[key]['title']}.", {})
    for old, new in sorted(moved.items()):
        if new in before.incidents:
            words = f"{before.incidents[old]['title']} was merged into {title(new, after)}."
            yield of_incident("merged_incident", new, after, words, {"incident_id": old})
    known_values = {(moved.get(key[0], key[0]), *key[1:]): value for key, value in before.values.items()}
    yield from value_changes(known_values, after, before)
    known_alarms = {(moved.get(key[0], key[0]), *key[1:]): alarm for key, alarm in before.alarms.items()}
    yield from alarm_changes(known_alarms, after, before)


def value_changes(known: Mapping[ValueKey, dict[str, Any]], after: State, before: State) -> Iterator[Change]:
    """Yield new, changed and withdrawn values."""
    for key in sorted(known.keys() | after.values.keys()):
        old, new = known.get(key), after.values.get(key)
        incident, measure, accused = key
        about = accused.replace(";", ", ") or title(incident, after, before)
        if old is None and new is not None:
            kind, words = "new_figure", f"{measure} of {about}: {in_words(new)}."
        elif new is None and old is not None:
            kind, words = "withdrawn_figure", f"{measure} of {about}: {in_words(old)} is no longer claimed."
        elif old is not None and new is not None and any(old[name] != new[name] for name in COMPARED):
            kind, words = "changed_figure", f"{measure} of {about}: {in_words(old)} became {in_words(new)}."
        else:
            continue
        yield change(kind, incident, measure, accused, words, old or {}, new or {}, after, before)


def alarm_changes(known: Mapping[AlarmKey, dict[str, Any]], after: State, before: State) -> Iterator[Change]:
    """Yield new and resolved alarms."""
    for key in sorted(after.alarms.keys() - known.keys()):
        alarm = after.alarms[key]
        yield change("new_conflict", key[0], key[2] or None, "", alarm["explanation"], {}, alarm, after, before)
    for key in sorted(known.keys() - after.alarms.keys()):
        alarm = known[key]
        words = f"No longer in conflict: {alarm['explanation']}"
        yield change("resolved_conflict", key[0], key[2] or None, "", words, alarm, {}, after, before)


def of_incident(kind: str, key: str, after: State, words: str, before: dict[str, Any]) -> Change:
    """Return a change of a whole incident."""
    return change(kind, key, None, after.incidents[key]["accused"], words, before, after.incidents[key], after, after)


def change(
    kind: str,
    incident: str,
    measure: str | None,
    accused: str,
    sentence: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    after: State,
    before: State,
) -> Change:
    """Return a change with the title and the parties of its incident."""
    case = after.incidents.get(incident) or before.incidents.get(incident) or {}
    names = {case.get("accuser"), *(case.get("accused") or "").split(";"), *accused.split(";")} - {None, ""}
    parties = ";".join(sorted(str(name) for name in names))
    return Change(kind, incident, title(incident, after, before), measure, accused, parties, sentence, old, new)


def title(incident: str, *states: State) -> str:
    """Return the title of an incident in the first state that has it."""
    return next((s.incidents[incident]["title"] for s in states if incident in s.incidents), "an incident")


def in_words(value: Mapping[str, Any]) -> str:
    """Return a value as a piece of a sentence."""
    standing = STATUSES[value["status"]]
    if value["best"] is not None:
        return f"{printed(value['best'])} ({standing})"
    ends = [printed(value[name]) if value[name] is not None else "open" for name in ("low", "high")]
    return f"{ends[0]} to {ends[1]} ({standing})"


def printed(number: str) -> str:
    """Return a number with separators."""
    return f"{Decimal(number):,f}"


def record(connection: Connection, found: Iterable[Change], now: str) -> int:
    """Keep changes; return how many."""
    rows = [{name: getattr(item, name) for name in Change.__slots__} for item in found]
    if rows:
        hold(connection, "changes")
    written = []
    for number, row in enumerate(rows, last(connection) + 1 if rows else 1):
        parts = (row["kind"], row["incident_id"], row["measure"], row["accused"], row["sentence"], now, number)
        written.append({"change_id": identifier("chg", *parts), "number": number, "at": now, **row})
    for start in range(0, len(written), BATCH):
        connection.execute(insert(changes), written[start : start + BATCH])
    return len(rows)


def last(connection: Connection) -> int:
    """Return the number of the newest change, 0 when there is none."""
    return int(connection.execute(select(func.max(changes.c.number))).scalar() or 0)


def following(connection: Connection, after: int, number: int) -> list[Any]:
    """Return the changes after a number, oldest first."""
    return list(
        connection.execute(select(changes).where(changes.c.number > after).order_by(changes.c.number).limit(number))
    )


def latest(connection: Connection, number: int, kinds: Sequence[str] = (), incident: str | None = None) -> list[Any]:
    """Return the newest changes, newest first, of some kinds or of all, of one incident or of all."""
    wanted = select(changes).order_by(changes.c.number.desc()).limit(number)
    if kinds:
        wanted = wanted.where(changes.c.kind.in_(kinds))
    if incident is not None:
        wanted = wanted.where(changes.c.incident_id == incident)
    return list(connection.execute(wanted))
