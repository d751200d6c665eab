"""Rows as CSV and as JSON Lines, and the content hash of rows whatever the format."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any, Protocol

from store.exports import Export, Row

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FIRST = frozenset(FORMULA)
ENCODE = json.JSONEncoder(check_circular=False).encode
SIGNED_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


class Writer(Protocol):
    """What takes the rows of one export."""

    def write(self, row: Row) -> None:
        """Take one row."""

    def close(self) -> None:
        """Finish; nothing is written after."""


def inert(value: Any) -> str:
    """Return a cell's text; one that a spreadsheet would run as a formula gets a leading apostrophe."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and text.startswith(FORMULA) and not SIGNED_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


class CsvRows:
    """RFC 4180: comma, CRLF, quotes where needed, a header row. With `excel` a mark that Excel needs comes first."""

    def __init__(self, folder: Path, item: Export, *, excel: bool = False) -> None:
        self.path, self.names = folder / f"{item.name}.csv", tuple(item.columns)
        self.stream = self.path.open("w", encoding="utf-8", newline="")
        if excel:
            self.stream.write(BOM)
        self.writer = csv.writer(self.stream, lineterminator="\r\n")
        self.writer.writerow(self.names)

    def write(self, row: Row) -> None:
        """Take one row."""
        cells = map(row.__getitem__, self.names)
        self.writer.writerow([inert(cell) if isinstance(cell, str) and cell[:1] in FIRST else cell for cell in cells])

    def close(self) -> None:
        """Finish the file."""
        self.stream.close()


class JsonRows:
    """JSON Lines: one object a line, every column, raw values, null where there is none."""

    def __init__(self, folder: Path, item: Export) -> None:
        self.path, self.names = folder / f"{item.name}.jsonl", tuple(item.every)
        self.stream = self.path.open("w", encoding="utf-8", newline="\n")

    def write(self, row: Row) -> None:
        """Take one row."""
        self.stream.write(json.dumps({name: row[name] for name in self.names}, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Finish the file."""
        self.stream.close()


class ContentHash:
    """SHA-256 over the raw rows of one export: the same in every format and on every machine."""

    def __init__(self, item: Export) -> None:
        self.names = tuple(item.every)
        self.digest = hashlib.sha256(json.dumps([item.name, *self.names]).encode())
        self.count = 0

    def write(self, row: Row) -> None:
        """Take one row."""
        self.count += 1
        self.digest.update(ENCODE([row[name] for name in self.names]).encode())

    def close(self) -> None:
        """Nothing is open."""
