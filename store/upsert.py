"""Insert rows that may be there already: one statement on either engine, safe with many writers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

BATCH = 500
Row = Mapping[str, Any]


def statement(connection: Connection, table: Table) -> Any:
    """Return the engine's own INSERT, which knows ON CONFLICT."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert the rows whose primary key is not there yet; return how many were new."""
    keys = list(table.primary_key.columns)
    new = 0
    for start in range(0, len(rows), BATCH):
        wanted = statement(connection, table).on_conflict_do_nothing(index_elements=keys)
        part = rows[start : start + BATCH]
        new += len(connection.execute(wanted.returning(*keys), list(map(dict, part))).all())
    return new


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows; one whose primary key is there already is replaced."""
    keys = list(table.primary_key.columns)
    others = [column.name for column in table.columns if not column.primary_key]
    for start in range(0, len(rows), BATCH):
        wanted = statement(connection, table)
        values = {name: wanted.excluded[name] for name in others}
        wanted = wanted.on_conflict_do_update(index_elements=keys, set_=values)
        connection.execute(wanted, [dict(row) for row in rows[start : start + BATCH]])
