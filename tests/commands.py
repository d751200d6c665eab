"""Run the real command in its own process and read what it exported: shared by the tests that go through the CLI."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("claimline")
SECONDS = 300  # a hung command must not hang the tests

Row = dict[str, str]
Claim = tuple[int | None, str, str]  # value, comparator, measure
DONE = frozenset({0})
DONE_OR_FAILURES = frozenset({0, 1})


def claimline(ledger: Path, *words: str | Path, expect: Collection[int] = DONE) -> str:
    """Run `claimline` on a SQLite ledger, check its exit status and return what it printed."""
    command = [str(COMMAND), "--db", f"sqlite:///{ledger}", *map(str, words)]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "default"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode in expect, f"{words}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def table(export: Path, name: str) -> list[Row]:
    """Return the rows of one exported CSV file."""
    with (export / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def claim(row: Row) -> Claim:
    """Return what a figure says, short enough to compare by eye."""
    value = int(Decimal(row["value"])) if row["value"] else None
    return value, row["comparator"], row["measure"]


def claims(rows: list[Row], **where: str) -> set[Claim]:
    """Return the claims of the figures whose columns end with the given words (a file name, an address)."""
    return {claim(row) for row in rows if all(row[column].endswith(end) for column, end in where.items())}


def one(rows: list[Row], **where: str) -> Row:
    """Return the only row whose columns have exactly these values."""
    found = [row for row in rows if all(row[column] == value for column, value in where.items())]
    assert len(found) == 1, f"{where}: {len(found)} rows of {rows}"
    return found[0]
