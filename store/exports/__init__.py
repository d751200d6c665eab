"""One module for each export: `title`, `columns` (name -> Column) and `rows(connection, filters)`, found by name.

A module may have `more` columns, which its rows hold as well: for formats that are not bound to the CSV contract.

Rows are streamed in a stable order. An export as of a day reads the same tables: whoever calls puts the derived ones of
that day in their place first (jobs.snapshot).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Connection, Select

Row = dict[str, Any]
Kind = Literal["text", "list", "number", "count", "truth", "moment", "date"]
CHUNK = 500  # rows fetched at a time


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means and what may stand in it.

    `kind`: text; list (several separated by ;); number (exact decimal); count (whole number from 0); truth (true or
    false); moment (ISO 8601, UTC); date (ISO 8601, as precise as known).
    """

    meaning: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What an export keeps; None keeps everything. `as_of` is an ISO date or moment of first sight."""

    as_of: str | None = None
    incident: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """One export as the command, the app and the codebook see it. `key` are the columns that no two rows share."""

    name: str
    title: str
    columns: Mapping[str, Column]
    rows: Callable[[Connection, Filters], Iterator[Row]]
    key: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, str]] | None = None  # column -> (export, column) that it refers to
    more: Mapping[str, Column] = field(default_factory=dict)  # beside the columns of the CSV contract: never in CSV

    @property
    def every(self) -> Mapping[str, Column]:
        """Return the columns of the formats that are not bound to the CSV contract."""
        return {**self.columns, **self.more}


@cache
def exports() -> tuple[Export, ...]:
    """Return all exports, by name."""
    found = []
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"store.exports.{entry.name}")
        if hasattr(module, "columns"):
            links, more = getattr(module, "links", None), getattr(module, "more", {})
            found.append(Export(entry.name, module.title, module.columns, module.rows, module.key, links, more))
    return tuple(sorted(found, key=lambda export: export.name))


def until(as_of: str | None) -> str:
    """Return the last moment that an as-of date covers."""
    if as_of is None:
        return "9999"
    return f"{as_of}T23:59:59Z" if len(as_of) == 10 else as_of


def seen_until(moment: str, as_of: str | None) -> str:
    """Return a moment of last sight, never later than the day the export is made for."""
    return min(moment, until(as_of))


def stream(connection: Connection, wanted: Select[Any]) -> Iterator[Any]:
    """Yield the rows of a query, with a server-side cursor where the engine has one; it ends when nobody asks on."""
    with connection.execution_options(yield_per=CHUNK).execute(wanted) as found:
        yield from found


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield rows in lists of at most CHUNK."""
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def truth(value: bool | None) -> str | None:
    """Return true or false as the exports print it."""
    return None if value is None else str(value).lower()
