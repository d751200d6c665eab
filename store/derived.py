"""Write what reconciling derived, all of it or some incidents, in one transaction: readers see the old or the new.

Of some incidents only the rows that changed are written: what is there is read and compared by key and content.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from ledger.incident import Reconciliation
from store import scopes, summaries
from store.derived_rows import Entries, Row, entries_of, rows_of
from store.log_tables import marks
from store.tables import DERIVED, event_links, events, figures, incident_aliases
from store.upsert import put

BATCH = 500
SIGNED = "written "  # and the id of an incident: the mark of who wrote it last
Derived = dict[Table, Entries]


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
    for table, entries in entries_of(result, seen).items():
        rows = rows_of(connection, table, entries)
        for start in range(0, len(rows), BATCH):
            connection.execute(insert(table), rows[start : start + BATCH])
    summaries.count(connection, [incident.id for incident in result.incidents])


def replace_some(
    connection: Connection,
    result: Reconciliation,
    gone: Collection[str],
    articles: Collection[str] = (),
    known: Derived | None = None,
) -> Derived:
    """Replace the incidents `gone` by those of `result`, all that their scopes give; return what is there now.

    `articles` were read since these were settled: their incidents are counted anew whatever else stayed. `known` is
    what an earlier call returned, if nobody has written to these incidents since (see `signed`).
    """
    seen, printed = scopes.shown(connection, gone), printed_on(connection, articles)
    there, changed = entries_of(result, seen), told_by(result, printed)
    for table, entries in there.items():
        if table is incident_aliases:
            changed |= update(connection, table, entries, held(connection, table, "old_id", seen))
        elif known is None:
            changed |= update(connection, table, entries, held(connection, table, "incident_id", gone))
        else:
            changed |= update_known(connection, table, entries, known[table], printed)
    summaries.forget(connection, changed)
    summaries.count(connection, changed & {incident.id for incident in result.incidents})
    return there


def signed(connection: Connection, incident_ids: Collection[str]) -> set[str | None]:
    """Return the signatures under which incidents were written last."""
    found: dict[str, str] = {}
    for part in scopes.parts(incident_ids):
        wanted = select(marks).where(marks.c.name.in_([f"{SIGNED}{identity}" for identity in part]))
        found.update((row.name, row.value) for row in connection.execute(wanted))
    return {found.get(f"{SIGNED}{identity}") for identity in incident_ids}


def sign(connection: Connection, written: Collection[str], gone: Collection[str]) -> str:
    """Sign incidents that were written, so that whoever writes to them next can tell; return the signature."""
    signature = uuid.uuid4().hex
    for part in scopes.parts(set(gone) - set(written)):
        connection.execute(delete(marks).where(marks.c.name.in_([f"{SIGNED}{identity}" for identity in part])))
    put(connection, marks, [{"name": f"{SIGNED}{identity}", "value": signature} for identity in sorted(written)])
    return signature


def unsign(connection: Connection) -> None:
    """Take all signatures away: everything is written anew."""
    connection.execute(delete(marks).where(marks.c.name.startswith(SIGNED)))


def held(connection: Connection, table: Table, column: str, values: Collection[str]) -> Iterable[Any]:
    """Return the rows of a table that stand for some incidents."""
    for part in scopes.parts(values):
        yield from connection.execute(select(table).where(table.c[column].in_(part)))


def update(connection: Connection, table: Table, entries: Entries, there: Iterable[Any]) -> set[str]:
    """Write the rows that are not there as they should be, take out the others; return whose incidents changed."""
    names = [column.name for column in table.columns]
    content, key, home = itemgetter(*names), names[0], names.index("incident_id")
    wanted = {row[key]: row for row in rows_of(connection, table, entries)}
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
    fresh = [row for identity, row in wanted.items() if identity not in right]
    write(connection, table, fresh, gone)
    return changed | {row["incident_id"] for row in fresh}


def update_known(
    connection: Connection, table: Table, entries: Entries, known: Entries, printed: Collection[str]
) -> set[str]:
    """Do the same where it is known what is there; an event that was printed anew may have another place in time."""
    dated = printed if table is event_links else ()
    fresh = {key: entry for key, entry in entries.items() if key in dated or known.get(key) != entry}
    gone = rows_of(connection, table, {key: entry for key, entry in known.items() if key not in entries})
    before = rows_of(connection, table, {key: known[key] for key in fresh if key in known})
    rows, identity = rows_of(connection, table, fresh), table.columns[0].name
    write(connection, table, rows, [row[identity] for row in gone])
    return {row["incident_id"] for row in (*rows, *gone, *before)}


def write(connection: Connection, table: Table, fresh: list[Row], gone: Collection[str]) -> None:
    """Write rows, whether they are there or not, and take others out."""
    for part in scopes.parts(gone):
        connection.execute(delete(table).where(table.columns[0].in_(part)))
    put(connection, table, fresh)


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
