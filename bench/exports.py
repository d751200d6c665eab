"""How fast and how lean exports are: rows a second, growth of memory with the ledger, against csv.writer alone.

usage: bench/exports.py DATABASE-URL (made by bench/ledger.py)
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import select

from jobs.export import Filters, Options, export
from store.engine import open_ledger
from store.tables import figures


def memory() -> int:
    """Return the most memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure and print."""
    engine = open_ledger(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        with engine.connect() as connection, (Path(folder) / "plain.csv").open("w", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            for row in connection.execution_options(yield_per=500).execute(select(figures)):
                writer.writerow(row)
        plain = time.process_time() - begun
        print(f"csv.writer over the figures alone: {plain:.1f} CPU s, {memory()} MiB")
        for name, options in (("CSV", Options()), ("CSV, JSON Lines, Parquet", Options(False, True, True))):
            begun = time.process_time()
            rows = sum(export(engine, Path(folder) / name, Filters(), options).values())
            spent = time.process_time() - begun
            print(f"{name}: {rows:,} rows in {spent:.1f} CPU s ({rows / spent:,.0f} a second), {memory()} MiB")
            print(f"  against the figures alone: {spent / plain:.1f} times")


if __name__ == "__main__":
    main()
