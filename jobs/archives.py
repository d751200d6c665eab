"""Several archives one after the other, and where news archives are found."""

from __future__ import annotations

import gzip
import re
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urljoin
from uuid import uuid4

from sqlalchemy import Engine, insert

from jobs.backfill import SECONDS, ArchiveError, Backfilled, GateError, backfill
from jobs.gate import first
from jobs.ingest import now
from jobs.queue.putting import BACKFILL, NoQueueError, has_queue, put
from jobs.readers import ReadersError
from jobs.settling import settle
from ledger.identity import identifier
from store.tables import runs

__all__ = ["ArchiveError", "GateError", "backfill_all", "in_words", "news_archives", "put_archives"]
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
LARGEST_LIST = 5_000_000  # bytes of a month's list
DROPPED_FIRST = ("records", "kept", "new", "known", "relays")


def backfill_all(
    engine: Engine,
    addresses: Sequence[str],
    processes: int,
    on_records: Callable[[int], None] | None = None,
    *,
    thorough: bool = False,
) -> tuple[list[Backfilled], list[str]]:
    """Read archives and reconcile once at the end; return what became of each and one line for each that failed."""
    first()  # a gate that cannot be built is said before anything is begun
    started = now()
    results: list[Backfilled] = []
    failures: list[str] = []
    for address in addresses:
        try:
            results.append(backfill(engine, address, processes=processes, thorough=thorough, on_records=on_records))
        except (ArchiveError, ReadersError) as error:
            failures.append(str(error))
    if any(result.counts["kept"] for result in results):
        settle(engine)
    with engine.begin() as connection:
        summary = {"archives": [{"address": one.address, "counts": dict(one.counts)} for one in results]}
        values = {"command": "backfill", "started_at": started, "finished_at": now(), "status": int(bool(failures))}
        identity = identifier("run", "backfill", started, uuid4())
        connection.execute(insert(runs).values(run_id=identity, summary=summary, **values))
    return results, failures


def put_archives(engine: Engine, addresses: Sequence[str], thorough: bool = False) -> int:
    """Put a job for each archive that has none waiting; returns how many. Raises NoQueueError."""
    with engine.begin() as connection:
        if not has_queue(connection):
            raise NoQueueError("this ledger has no queue: start `claimline worker` on PostgreSQL first")
        values = [{"address": address, "thorough": thorough} for address in addresses]
        return sum(put(connection, BACKFILL, one, lock=f"archive:{one['address']}", once=True) for one in values)


def in_words(done: Backfilled) -> str:
    """Return what became of an archive as one line."""
    named = [f"{done.counts[name]} {name}" for name in DROPPED_FIRST if done.counts[name]]
    dropped = sorted((name, number) for name, number in done.counts.items() if name not in DROPPED_FIRST)
    reasons = ", ".join(f"{name} {number}" for name, number in dropped)
    return f"{done.address}: {', '.join(named) or 'no records'}" + (f"; dropped: {reasons}" if reasons else "")


def news_archives(month: str, base: str) -> Iterator[str]:
    """Yield the addresses of a month's CC-NEWS archives. Raises ValueError for no month, ArchiveError."""
    found = MONTH.fullmatch(month)
    if found is None:
        raise ValueError(f"not a month (YYYY-MM): {month}")
    address = urljoin(base, f"crawl-data/CC-NEWS/{found[1]}/{found[2]}/warc.paths.gz")
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            listed = gzip.decompress(answer.read(LARGEST_LIST))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise ArchiveError(f"{address}: {error}") from error
    for line in listed.decode("utf-8", "replace").splitlines():
        if line.strip():
            yield urljoin(base, line.strip())
