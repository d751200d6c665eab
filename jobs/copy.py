"""Move a ledger to another database, row by row: checked, resumable, in either direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, delete, select

from store import search
from store.engine import snapshot
from store.tables import DERIVED, captures
from store.upsert import put

BATCH = 200
Rows = dict[str, dict[str, Any]]


class CopyError(RuntimeError):
    """The target does not hold what was written to it, or holds what the source never had."""


@dataclass(slots=True)
class Copied:
    """What a copy did: `rows` were compared, of which some were new to the target and some had to be corrected."""

    rows: int = 0
    new: int = 0
    corrected: int = 0
    removed: int = 0  # derived rows that the source no longer has
    tables: dict[str, int] = field(default_factory=dict)


def copy(source: Engine, target: Engine, on_rows: Callable[[int], None] | None = None) -> Copied:
    """Make `target` hold exactly the rows of `source`, each read back and compared; a second run goes on or finds all.

    Raises CopyError where the target holds a kept row that the source does not: nothing of a ledger is ever deleted.
    """
    done = Copied()
    with snapshot(source) as reading:
        for table in captures.metadata.sorted_tables:
            before = done.rows
            last = ""
            for rows in pages(reading, table):
                end = list(rows)[-1]
                with target.begin() as writing:
                    settle(writing, table, rows, (last, end), done)
                last = end
                done.rows += len(rows)
                if on_rows is not None:
                    on_rows(done.rows)
            with target.begin() as writing:
                settle(writing, table, {}, (last, None), done)
            done.tables[table.name] = done.rows - before
    with target.begin() as writing:
        search.fill(writing)
    return done


def key_of(table: Table) -> Column[Any]:
    """Return the one column that a table's rows are known by."""
    (key,) = table.primary_key.columns
    return key


def pages(connection: Connection, table: Table) -> Iterator[Rows]:
    """Yield the rows of a table in order of their key, some at a time."""
    key, last = key_of(table), ""
    while found := fetch(connection, select(table).where(key > last).order_by(key).limit(BATCH), table):
        yield found
        last = list(found)[-1]


def fetch(connection: Connection, wanted: Any, table: Table) -> Rows:
    """Return rows by their key."""
    name = key_of(table).name
    return {row._mapping[name]: dict(row._mapping) for row in connection.execute(wanted)}


def settle(connection: Connection, table: Table, rows: Rows, ends: tuple[str, str | None], done: Copied) -> None:
    """Make a stretch of the target's table hold exactly these rows."""
    key = key_of(table)
    stretch = key > ends[0] if ends[1] is None else (key > ends[0]) & (key <= ends[1])
    there = fetch(connection, select(table).where(stretch).order_by(key), table)
    missing = [row for name, row in rows.items() if name not in there]
    wrong = [row for name, row in rows.items() if name in there and there[name] != row]
    extra = [name for name in there if name not in rows]
    if extra and table not in DERIVED:
        raise CopyError(
            f"the target holds {len(extra)} rows of {table.name} that the source does not, the first is {extra[0]}: "
            "it is another ledger, or has been worked on since"
        )
    if not (missing or wrong or extra):
        return
    if extra:
        connection.execute(delete(table).where(key.in_(extra)))
    put(connection, table, missing + wrong)
    if fetch(connection, select(table).where(stretch).order_by(key), table) != rows:
        raise CopyError(f"rows of {table.name} after {ends[0] or 'the first'} were read back otherwise than written")
    done.new += len(missing)
    done.corrected += len(wrong)
    done.removed += len(extra)
