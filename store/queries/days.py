"""Questions that are asked of an earlier day, on a connection that shows it (store.queries.services)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from store.queries import incident, timeline
from store.queries.incident import EdgeRow, OriginRow, Value
from store.queries.readings import Reading, headlined, readings, relays
from store.queries.services import Names
from store.queries.timeline import Filters, Lane


@dataclass(frozen=True, slots=True)
class LanesOfDay:
    """The lanes and readings of some incidents, under the ids of today."""

    lanes: Mapping[str, Lane]
    readings: tuple[Reading, ...]


def lanes(connection: Connection, names: Names, measure: str | None) -> LanesOfDay:
    """Return the lanes of the incidents that were there."""
    today = {then: now for now, then in names.items()}
    rows = timeline.lanes(connection, Filters(measure=measure))
    found = {today[row.incident_id]: row for row in rows if row.incident_id in today}
    return LanesOfDay(found, tuple(renamed(headlined(connection, tuple(today), measure), today)))


def renamed(rows: list[Reading], today: Mapping[str, str]) -> list[Reading]:
    """Return readings under the ids of today."""
    return [replace(row, incident_id=today[row.incident_id]) for row in rows]


@dataclass(frozen=True, slots=True)
class CaseOfDay:
    """What the page of an incident shows of a day; `relays` has a row for each printing."""

    values: tuple[Value, ...] = ()
    readings: tuple[Reading, ...] = ()
    relays: tuple[Reading, ...] = ()
    origins: tuple[OriginRow, ...] = ()
    repeats: Mapping[str | None, list[EdgeRow]] = field(default_factory=dict)
    alarms: tuple[int, int] = (0, 0)
    articles: tuple[int, int] = (0, 0)


def case(connection: Connection, names: Names, incident_id: str) -> CaseOfDay:
    """Return an incident as it stood; empty where nothing told of it by then."""
    then = names.get(incident_id)
    if then is None:
        return CaseOfDay()
    today = {then: incident_id}
    values = incident.values(connection, then)
    measures: set[str | None] = {value.measure for value in values}
    return CaseOfDay(
        tuple(values),
        tuple(renamed(readings(connection, (then,)), today)),
        tuple(renamed(relays(connection, then, most=None), today)),
        tuple(incident.asserters(connection, then)),
        {measure: incident.repeats(connection, then, measure) for measure in measures | {None}},
        incident.alarm_counts(connection, then),
        incident.article_count(connection, then),
    )
