"""How fast and how lean exports are: rows a second, and whether memory grows with the ledger.

usage: bench/exports.py [--articles 100000] [--incidents 2000] [--ledger FILE]

The ledger (bench/ledger.py) is made once and used again, and so is one of a hundredth of its size. Each export runs in
a process of its own on both. Beside the CPU seconds stand the ratio to `csv.writer` over the table of figures alone,
which is less work than any export can be, and the ratio of the most memory to that on the small ledger. The last line
is what the app answers with, all formats in one zip file.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import Engine, select

from bench.ledger import make
from jobs.archive import archived
from jobs.export import Filters, Options, export
from store.engine import open_ledger
from store.tables import figures

ALL = Options(False, True, True)
FIGURES_ALONE = "csv.writer, figures alone"


@dataclass(frozen=True, slots=True)
class Run:
    """What one export took: rows, CPU seconds, the most memory in MiB."""

    rows: int
    cpu: float
    memory: float


def alone(engine: Engine, folder: Path) -> int:
    """Write the table of figures and nothing else."""
    rows = 0
    with engine.connect() as connection, (folder / "plain.csv").open("w", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        for row in connection.execution_options(yield_per=500).execute(select(figures)):
            writer.writerow(row)
            rows += 1
    return rows


def zipped(engine: Engine, _folder: Path) -> int:
    """Write what the app answers with."""
    with archived(engine, Filters(), ALL) as path:
        return path.stat().st_size


def written(options: Options) -> Callable[[Engine, Path], int]:
    """Return how to write an export with some options."""
    return lambda engine, folder: sum(export(engine, folder, Filters(), options).values())


KINDS: dict[str, Callable[[Engine, Path], int]] = {
    FIGURES_ALONE: alone,
    "CSV": written(Options()),
    "CSV, JSON Lines": written(Options(False, True)),
    "CSV, JSON Lines, Parquet": written(ALL),
    "all of it as one zip file": zipped,
}


def measure(url: str, kind: str) -> Run:
    """Write one export and return what it took; the process does nothing else."""
    engine = open_ledger(url)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        rows = KINDS[kind](engine, Path(folder))
        spent = time.process_time() - begun
    return Run(rows, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measured(ledger: Path, articles: int, incidents: int) -> dict[str, Run]:
    """Measure every kind on a ledger, made if it is not there."""
    url = f"sqlite:///{ledger}"
    if not ledger.exists():
        ledger.parent.mkdir(parents=True, exist_ok=True)
        make(url, articles, incidents)
    found = {}
    for kind in KINDS:
        with get_context("spawn").Pool(1) as pool:
            found[kind] = pool.apply(measure, (url, kind))
    return found


def main() -> None:
    """Measure a large ledger and one of a hundredth of its size, and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--incidents", type=int, default=2_000)
    parser.add_argument("--ledger", type=Path, default=Path("var/bench.db"))
    chosen = parser.parse_args()
    small = chosen.ledger.with_name(f"{chosen.ledger.stem}-small.db").resolve()
    few = measured(small, chosen.articles // 100, max(chosen.incidents // 100, 20))
    many = measured(chosen.ledger.resolve(), chosen.articles, chosen.incidents)
    print(f"{chosen.articles:,} articles, {chosen.articles * 5:,} figures, {chosen.incidents:,} incidents")
    for kind, run in many.items():
        each = f"{run.rows:>9,} rows" if kind != "all of it as one zip file" else f"{run.rows / 1e6:>9,.0f} MB  "
        print(
            f"  {kind:28} {each}  {run.cpu:6.1f} s of CPU  {run.cpu / many[FIGURES_ALONE].cpu:4.1f} times the figures "
            f"alone  {run.memory:5.0f} MiB  {run.memory / few[kind].memory:4.2f} times the small ledger"
        )


if __name__ == "__main__":
    main()
