"""A connection that sees one unchanging state of the ledger, today's or that of an earlier day.

For an earlier day the reports first seen until then are reconciled again, under the judgements made until then. The
result goes into temporary tables that carry the names of the derived ones: in SQLite and PostgreSQL alike they stand in
front of these for this connection alone, so nobody else sees them and nothing in the ledger changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from jobs.reading_again import read_again
from nlp.reconcile import reconcile
from nlp.registry import known_incidents
from store import derived, readings
from store.engine import snapshot as unchanging
from store.exports import until
from store.judgements import all_judgements
from store.tables import DERIVED


@contextmanager
def snapshot(engine: Engine, as_of: str | None = None) -> Iterator[Connection]:
    """Yield a connection on one state of the ledger; `as_of` is an ISO date or moment of first sight."""
    if as_of is None:
        with unchanging(engine) as connection:
            yield connection
        return
    with apart(engine) as connection:
        shadow(connection, as_of)
        yield connection


@contextmanager
def apart(engine: Engine) -> Iterator[Connection]:
    """Yield a connection on one state of the ledger; whatever is written with it is undone at the end."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
        connection.rollback()


def shadow(connection: Connection, as_of: str) -> None:
    """Put the derived tables of a day in front of today's."""
    limit = until(as_of)
    decided = all_judgements(connection, limit)
    reports = read_again(connection, readings.reports(connection, limit), decided)
    done = reconcile(reports, decided, known_incidents())
    in_front(connection)
    derived.replace(connection, done)


def in_front(connection: Connection) -> None:
    """Put empty tables in front of the derived ones."""
    for table in DERIVED:
        connection.execute(text(f"CREATE TEMPORARY TABLE {table.name} AS SELECT * FROM {table.name} WHERE 1 = 0"))
