"""Write what reconciling derived, all of it or some incidents, in one transaction: readers see the old or the new.

Of some incidents only the rows that changed are written: what is there is read and compared by key and content.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from ledger.incident import Reconciliation
from store import scopes, summaries
from store.derived_rows import Row, rows_of
from store.tables import DERIVED, events, figures, incident_aliases
from store.upsert import put

BATCH = 500


def replace(connection: Connection, result: Reconciliation) -> None:
    """Replace everything derived by `result`; ids that named an incident before keep leading somewhere."""
    seen = scopes.shown(connection)
    clear(connection)
    add(connection, result, seen)


def clear(connection: Connection) -> None:
    """Forget everything derived."""
    for table in DERIVED:
        connection.execute(delete(table))


def add(connection: Connection, result: Reconciliation, seen: Collection[str]) -> None:
    """Insert what was derived; of former ids those that have been seen."""
    for table, rows in rows_of(connection, result, seen).items():
        for start in range(0, len(rows), BATCH):
            connection.execute(insert(table), rows[start : start + BATCH])
    summaries.count(connection, [incident.id for incident in result.incidents])


def replace_some(
    connection: Connection, result: Reconciliation, gone: Collection[str], articles: Collection[str] = ()
) -> None:
    """Replace the incidents `gone` by those of `result`, which must be all that their scopes give.

    `articles` were read since these were settled: their incidents are counted anew whatever else stayed.
    """
    seen = scopes.shown(connection, gone)
    changed = told_by(result, printed_on(connection, articles))
    for table, rows in rows_of(connection, result, seen).items():
        column, values = ("old_id", seen) if table is incident_aliases else ("incident_id", gone)
        changed |= update(connection, table, rows, held(connection, table, column, values))
    standing = {incident.id for incident in result.incidents}
    summaries.forget(connection, changed)
    summaries.count(connection, changed & standing)


def held(connection: Connection, table: Table, column: str, values: Collection[str]) -> Iterable[Any]:
    """Return the rows of a table that stand for some incidents."""
    for part in scopes.parts(values):
        yield from connection.execute(select(table).where(table.c[column].in_(part)))


def update(connection: Connection, table: Table, rows: Iterable[Row], there: Iterable[Any]) -> set[str]:
    """Write the rows that are not there as they should be, take out the others; return whose incidents changed."""
    names = [column.name for column in table.columns]
    content, key, home = itemgetter(*names), names[0], names.index("incident_id")
    wanted = {row[key]: row for row in rows}
    right: set[str] = set()
    gone: list[str] = []
    changed: set[str] = set()
    for row in there:
        new = wanted.get(row[0])
        if new is not None and content(new) == tuple(row):
            right.add(row[0])
            continue
        changed.add(row[home])
        if new is None:
            gone.append(row[0])
    for part in scopes.parts(gone):
        connection.execute(delete(table).where(table.c[key].in_(part)))
    fresh = [row for identity, row in wanted.items() if identity not in right]
    put(connection, table, fresh)
    return changed | {row["incident_id"] for row in fresh}


def printed_on(connection: Connection, articles: Collection[str]) -> set[str]:
    """Return the figures and events of some articles."""
    found: set[str] = set()
    for part in scopes.parts(articles):
        for table in (figures, events):
            identity = table.primary_key.columns.values()[0]
            found |= set(connection.execute(select(identity).where(table.c.article_id.in_(part))).scalars())
    return found


def told_by(result: Reconciliation, printed: Collection[str]) -> set[str]:
    """Return the incidents of some figures and events."""
    links = (*result.figure_incident, *result.event_incident)
    return {incident for identity, incident in links if identity in printed} if printed else set()
