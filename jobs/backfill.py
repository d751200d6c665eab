"""Read news archives (WARC files, local or by address) into the ledger: gated, resumable, in flat memory.

One process reads records and holds each against the byte gate; what passes is parsed and read in a pool of processes
(or in this one). What was found and how far it was read are written in one transaction, so a killed run repeats or
loses nothing.
"""

from __future__ import annotations

import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

import nlp
from crawlers.records import Record, check_whole, records
from jobs.gate import GateError, bytes_concern
from jobs.ingest import now
from jobs.pages import Outcome
from jobs.readers import Readers, dropped
from store import archives, articles, issues, readings, relays

__all__ = ["ArchiveError", "Backfilled", "GateError", "backfill"]
RECORDS_AT_ONCE = 2_000  # before it is written how far the archive was read
KEPT_AT_ONCE = 50
SECONDS = 60.0

Kept = Callable[[Connection], Any]


class ArchiveError(RuntimeError):
    """An archive that cannot be read, or not to its end; what came before is kept."""


@dataclass(slots=True)
class Backfilled:
    """What became of an archive's records over all runs, by reason."""

    address: str
    counts: Counter[str] = field(default_factory=Counter)
    finished: bool = False


class Offsets:
    """A stream that begins somewhere in an archive and knows where it is."""

    def __init__(self, stream: Any, start: int, length: int | None = None) -> None:
        self.stream, self.place = stream, start
        self.end = start + length if length is not None else None

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        try:
            content: bytes = self.stream.read(size)
        except HTTPException as error:
            raise OSError(f"the connection broke: {type(error).__name__}") from error
        self.place += len(content)
        if not content and size and self.end is not None and self.place < self.end:
            raise OSError(f"the connection broke after {self.place} of {self.end} bytes")
        return content

    def tell(self) -> int:
        """Return the offset of the next byte."""
        return self.place


@contextmanager
def opened(address: str, offset: int) -> Iterator[Offsets]:
    """Open an archive at an offset: a path, or an http(s) address that answers ranges."""
    if address.startswith(("http://", "https://")):
        request = urllib.request.Request(address, headers={"Range": f"bytes={offset}-"} if offset else {})
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            if offset and answer.status != 206:
                raise ArchiveError(f"{address} cannot be taken up in the middle: the server gives no ranges")
            yield Offsets(answer, offset, answer.length)
        return
    with Path(address).open("rb") as stream:
        stream.seek(offset)
        yield Offsets(stream, offset)


def backfill(
    engine: Engine,
    address: str,
    *,
    processes: int = 0,
    thorough: bool = False,
    should_stop: Callable[[], bool] | None = None,
    on_records: Callable[[int], None] | None = None,
    on_kept: Kept | None = None,
) -> Backfilled:
    """Read one archive from where it was left; `on_kept` joins the transaction that keeps articles.

    `thorough` leaves the byte gate out: every page is decoded and held against the gate over its words.
    Raises ArchiveError where the archive cannot be read (to its end), GateError without Hyperscan.
    """
    with engine.begin() as connection:
        place = archives.place_of(connection, address, now())
    run = Run(engine, place, on_kept)
    if place.finished:
        return run.result()
    with ExitStack() as stack:
        readers = Readers(processes, stack)
        try:
            stream = stack.enter_context(opened(address, place.offset))
            for record in records(stream, None if thorough else bytes_concern):
                if run.unwritten >= RECORDS_AT_ONCE or len(run.outcomes) >= KEPT_AT_ONCE:
                    run.write(readers.oldest(record).offset)
                    if on_records is not None:
                        on_records(run.counts["records"])
                    if should_stop is not None and should_stop():
                        return run.result()
                hand_on(record, readers, run)
            run.take(readers.ready(everything=True))
            check_whole(stack.enter_context(opened(address, run.offset)))
        except OSError as error:
            run.take(readers.ready(everything=True))
            run.write(run.take_back_last())
            raise ArchiveError(f"{address}: {error}") from error
    return run.write(run.offset, finished=True)


def hand_on(record: Record, readers: Readers, run: Run) -> None:
    """Count a record that is dropped already while none is on its way, as most are; give others to the readers."""
    if record.reason is not None and not readers.waiting:
        run.drop(record, record.reason)
    else:
        readers.put(record)
        run.take(readers.ready(everything=False))


class Run:
    """What one run has found in an archive, written a stretch at a time."""

    def __init__(self, engine: Engine, place: archives.Place, on_kept: Kept | None) -> None:
        self.engine, self.place, self.on_kept = engine, place, on_kept
        self.counts: Counter[str] = Counter(place.counts)
        self.outcomes: list[Outcome] = []
        self.offset = place.offset  # of the last record taken
        self.last: Outcome | None = None
        self.unwritten = 0

    def result(self) -> Backfilled:
        """Return what became of the records so far."""
        return Backfilled(self.place.address, self.counts, self.place.finished)

    def take(self, done: Iterable[tuple[Record, Outcome]]) -> None:
        """Count records and hold on to what must be written."""
        for record, outcome in done:
            self.offset, self.last = record.offset, outcome
            self.unwritten += 1
            self.counts.update(("records", outcome.reason))
            if outcome.article is not None or outcome.issues:
                self.outcomes.append(outcome)

    def drop(self, record: Record, reason: str) -> None:
        """Count a record that is no page of ours."""
        self.offset, self.last, self.unwritten = record.offset, dropped(reason), self.unwritten + 1
        self.counts["records"] += 1
        self.counts[reason] += 1

    def take_back_last(self) -> int:
        """Forget the last record: the archive broke in it or behind it, and it will be met again at this offset."""
        if self.last is not None:
            self.counts.subtract(("records", self.last.reason))
            self.outcomes = [outcome for outcome in self.outcomes if outcome is not self.last]
        return self.offset

    def write(self, offset: int, *, finished: bool = False) -> Backfilled:
        """Write what was found and how far the archive was read, in one transaction; return what became of it all."""
        with self.engine.begin() as connection:
            found = sorted(self.outcomes, key=lambda outcome: (page_of(outcome), outcome.reason))
            kept = [outcome for outcome in found if outcome.article is not None]
            new = [outcome for outcome in kept if keep(connection, outcome)]
            self.counts.update(new=len(new), known=len(kept) - len(new))
            for outcome in sorted(new, key=moment_of):
                self.counts["relays"] += is_relay(connection, outcome)
            issues.record(connection, [issue for outcome in found for issue in outcome.issues], now())
            counts = {reason: number for reason, number in sorted(self.counts.items()) if number}
            self.place = archives.advance(connection, self.place, offset, counts, now(), finished=finished)
            if found and self.on_kept is not None:
                self.on_kept(connection)
        self.outcomes, self.unwritten, self.last = [], 0, None
        return self.result()


def page_of(outcome: Outcome) -> str:
    """Return the address of a page: all writers lock pages in this order."""
    return (outcome.article.url or "") if outcome.article is not None else ""


def moment_of(outcome: Outcome) -> tuple[str, str]:
    """Return when a page was archived: of two near-copies the later one is the relay."""
    assert outcome.capture is not None
    return outcome.capture.fetched_at, outcome.capture.id


def keep(connection: Connection, outcome: Outcome) -> bool:
    """Keep an article with its reading; tell whether it is new."""
    assert outcome.capture is not None and outcome.article is not None and outcome.reading is not None
    article = outcome.article
    new = articles.add(connection, outcome.capture, article)
    if articles.is_unread(connection, article.id, nlp.READER_VERSION):
        readings.put(connection, article, outcome.reading, outcome.shingles, now())
    return new


def is_relay(connection: Connection, outcome: Outcome) -> bool:
    """Keep the sketch of a new article and tell whether it is a near-copy of one that was held already."""
    assert outcome.article is not None
    return relays.keep(connection, outcome.article.id, outcome.shingles) is not None
