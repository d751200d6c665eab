"""One module for each export: `title`, `columns` (name -> meaning) and `rows(connection, filters)`, found by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filters:
    """What an export keeps; None keeps everything. `as_of` is an ISO date or moment of first sight."""

    as_of: str | None = None
    incident: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """One export as the command, the app and the codebook see it."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Callable[[Connection, Filters], Iterator[Row]]


@cache
def exports() -> tuple[Export, ...]:
    """Return all exports, by name."""
    found = []
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"store.exports.{entry.name}")
        if hasattr(module, "columns"):
            found.append(Export(entry.name, module.title, module.columns, module.rows))
    return tuple(sorted(found, key=lambda export: export.name))


def until(as_of: str | None) -> str:
    """Return the last moment that an as-of date covers."""
    if as_of is None:
        return "9999"
    return f"{as_of}T23:59:59Z" if len(as_of) == 10 else as_of
