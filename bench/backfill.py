"""What the gates cost and save: an archive read alone, through the gates, end to end, and with every page parsed.

python -m bench.backfill [RECORDS] [--relevant SHARE]      default: 100000 records, 0.002 of them relevant
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select, text

from crawlers.records import records
from jobs.backfill import backfill
from jobs.gate import bytes_concern, first, second
from store.engine import open_ledger
from store.tables import articles
from tests.jobs.warc import Page, accusation, written

PAGE_BYTES = 40_000
DISTINCT = 400  # pages about other things that the archive is mixed from
PARSED = 150  # pages of the last measurement, which would else take too long


def vocabulary(chance: random.Random) -> list[str]:
    """Return invented words."""
    parts = [first + last for first in "bdfghjklmnprstvwz" for last in ("a", "e", "o", "un", "ir")]
    return ["".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(6_000)]


def idle_page(number: int, words: list[str], chance: random.Random) -> Page:
    """Return a news page of realistic size: script, navigation, teasers, a text of some hundred words."""
    script = "".join(f"w.push({{'{chance.choice(words)}':{chance.randrange(10**6)}}});" for _ in range(250))
    links = "".join(
        f'<li class="c{chance.randrange(99)}"><a href="/{chance.choice(words)}/{chance.randrange(10**8)}">'
        f"{' '.join(chance.choices(words, k=6))}</a></li>"
        for _ in range(120)
    )
    body = "".join(f"<p>{' '.join(chance.choices(words, k=70)).capitalize()}.</p>" for _ in range(9))
    head = f"<html lang='en'><head><meta charset='utf-8'><title>{number}</title><script>{script}</script></head>"
    page = f"{head}<body><nav><ul>{links}</ul></nav><article><h1>{number}</h1>{body}</article></body></html>"
    return Page(f"https://quay.example/{number}", page.encode())


def generate(path: Path, number: int, share: float) -> None:
    """Write an archive with so many records."""
    chance = random.Random(1)
    words = vocabulary(chance)
    idle = [gzip.compress(written(idle_page(place, words, chance), place), 6) for place in range(DISTINCT)]
    every = int(1 / share) if share else number + 1
    with path.open("wb") as stream:
        for place in range(number):
            if place % every == every - 1:
                page = accusation(f"{place % 900 + 100} thousand", place, f"quay{place}.example")
                stream.write(gzip.compress(written(page, place), 6))
            else:
                stream.write(idle[place % DISTINCT])


def spent(does: Callable[[], object]) -> float:
    """Return the CPU seconds of a call."""
    began = time.process_time()
    does()
    return time.process_time() - began


def through_gate(path: Path) -> None:
    """Read an archive and hold every record against the byte gate."""
    with path.open("rb") as stream:
        for _ in records(stream, bytes_concern):
            pass


def alone(path: Path) -> None:
    """Read an archive with FastWARC and nothing else, every body included."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            record.reader.read()


def parsed(path: Path) -> None:
    """Parse some pages of an archive with trafilatura, as they come."""
    import trafilatura

    with path.open("rb") as stream:
        for number, record in enumerate(records(stream)):
            if number == PARSED:
                return
            trafilatura.extract(record.body, with_metadata=True)


def main() -> None:
    """Print CPU seconds, records per CPU second and ratios."""
    reader = argparse.ArgumentParser()
    reader.add_argument("records", type=int, nargs="?", default=100_000)
    reader.add_argument("--relevant", type=float, default=0.002)
    given = reader.parse_args()
    first(), second()
    with tempfile.TemporaryDirectory() as folder:
        path, idle, few = (Path(folder) / f"{name}.warc.gz" for name in ("a", "idle", "few"))
        generate(path, given.records, given.relevant)
        generate(idle, given.records, 0)
        generate(few, 3, 1)
        engine, other = (open_ledger(f"sqlite:///{folder}/{name}.db") for name in ("ledger", "other"))
        loading = spent(lambda: backfill(other, str(few)))
        base = min(spent(lambda: alone(path)) for _ in range(2))
        gate = min(spent(lambda: through_gate(path)) for _ in range(2))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        dropped = spent(lambda: backfill(other, str(idle)))
        whole = spent(lambda: backfill(engine, str(path)))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        every = spent(lambda: parsed(path)) * given.records / PARSED
        print(f"{given.records} records, {path.stat().st_size / 1e6:.0f} MB packed, {given.relevant:.1%} relevant")
        found = {"alone": base, "gate": gate, "all dropped": dropped, "end to end": whole, "all parsed": every}
        for name, seconds in found.items():
            print(
                f"{name:12} {seconds:8.1f} CPU s  {given.records / seconds:8.0f} records/CPU s  {seconds / base:6.2f} x"
            )
        print(f"loading the reader and its tables, once a process and in none of these: {loading:.1f} CPU s")
        told = int(given.records * given.relevant)
        print(f"each of the {told} relevant pages takes {1000 * (whole - dropped) / max(told, 1):.1f} CPU ms more")
        with engine.connect() as connection:
            kept = connection.execute(select(func.count()).select_from(articles)).scalar_one()
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        size = Path(f"{folder}/ledger.db").stat().st_size
        print(f"{kept} articles kept, {size / max(kept, 1):.0f} bytes each; peak {before >> 10} -> {after >> 10} MB")


if __name__ == "__main__":
    main()
