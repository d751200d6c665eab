"""What a worker does with each kind of job: the very functions of `jobs`, one transaction for each unit of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine

from crawlers.run import is_due
from crawlers.sources import Source, load_sources
from jobs import watch
from jobs.alerting import AlertFile
from jobs.analyze import Analyzed, keep, read_all
from jobs.backfill import backfill
from jobs.crawl import CrawlError, crawl
from jobs.export import Filters, export
from jobs.ingest import now
from jobs.queue.putting import ALERT, CRAWL, EXPORT, pending_values, put, put_reconciling, put_unread
from jobs.queue.reconciling import plan, settle_group
from jobs.settling import settle
from jobs.settling_memory import Memory
from store import articles, frontier

CRAWL_MINUTES = 30.0

Stopping = Callable[[], bool]


class AlertingError(RuntimeError):
    """Alerts that could not be sent; they are tried again."""


class BrokenCrawlError(RuntimeError):
    """A crawl that broke with pages left; it is tried again, which asks only for those."""


class StoppedError(RuntimeError):
    """The worker was asked to end before the job was done; the job goes on elsewhere."""


@dataclass(frozen=True, slots=True)
class Work:
    """The jobs of one ledger."""

    engine: Engine
    sources: Path | None = None
    exports: Path | None = None
    alerts: AlertFile | None = None
    memory: Memory = field(default_factory=Memory, compare=False)

    def crawl(self, source_id: str, stopping: Stopping) -> str:
        """Crawl one source, then see to it that what came is read."""
        try:
            found = crawl(self.engine, [source_id], self.sources, max_minutes=CRAWL_MINUTES, should_stop=stopping)
        except CrawlError:
            if not stopping():
                raise
            found = []
        frontier.take_over(self.engine, now())  # what a process that is no more still held
        put_unread(self.engine)
        if stopping():
            raise StoppedError
        self.check_complete(found)
        return ", ".join(f"{result['stored']} stored" for result in found)

    def check_complete(self, found: Sequence[Mapping[str, Any]]) -> None:
        """Raise BrokenCrawlError for a source that failed with pages left, as when the database was away meanwhile."""
        for result in found:
            if result["status"] == "failed":
                with self.engine.connect() as connection:
                    left = frontier.counts(connection).get(result["source_id"], {}).get("found", 0)
                if left:
                    raise BrokenCrawlError(f"{result['source_id']} failed with {left} pages left to ask for")

    def read(self, article_ids: Sequence[str]) -> str:
        """Read articles and, in the same transaction, ask for what they touch to be reconciled."""
        with self.engine.connect() as connection:
            batch = articles.several(connection, article_ids)
        outcomes = read_all(batch)
        result = Analyzed()
        with self.engine.begin() as connection:
            keep(connection, outcomes, result)
            put_reconciling(connection)
        return f"{result.read} read, {result.figures} figures"

    def reconcile(self) -> str:
        """Put a job for each group of incidents that new articles touch, or settle at once where one must do it all."""
        self.begin_alerts()
        groups = plan(self.engine)
        if groups is not None:
            return f"{groups} groups to settle"
        incidents, findings = settle(self.engine, self.memory)
        self.ask_to_tell()
        return f"{incidents} incidents, {findings} findings"

    def settle(self, article_id: str) -> str:
        """Settle the group of incidents that an article belongs to."""
        self.begin_alerts()
        done = settle_group(self.engine, article_id, self.memory)
        self.ask_to_tell()
        return done

    def begin_alerts(self) -> None:
        """Let alerts begin with what changes from now on."""
        if self.alerts is not None:
            watch.begin(self.engine, self.alerts)

    def ask_to_tell(self) -> None:
        """Ask for exports and alerts where this worker is told of any."""
        with self.engine.begin() as connection:
            for task, wanted in ((EXPORT, self.exports), (ALERT, self.alerts)):
                if wanted is not None:
                    put(connection, task, {}, lock=task.name, once=True)

    def backfill(self, address: str, thorough: bool, stopping: Stopping) -> str:
        """Read an archive on from where it was left; what it brings is reconciled by a job of its own."""
        done = backfill(self.engine, address, thorough=thorough, should_stop=stopping, on_kept=put_reconciling)
        if not done.finished:
            raise StoppedError
        return f"{done.counts['records']} records, {done.counts['kept']} kept"

    def export(self) -> str:
        """Write the exports into the folder of this worker."""
        if self.exports is None:
            return "this worker has no export folder"
        return f"{sum(export(self.engine, self.exports, Filters()).values())} rows"

    def alert(self) -> str:
        """Send what changed to those who asked for it."""
        if self.alerts is None:
            return "this worker has no alert file"
        told = watch.deliver(self.engine, self.alerts)
        if told.failures:
            raise AlertingError("; ".join(told.failures))
        return f"{told.sent} sent"

    def schedule(self) -> int:
        """Put a job for every source that is due."""
        return put_due(self.engine, self.sources)


def put_due(engine: Engine, folder: Path | None) -> int:
    """Put a crawl job for every source that is due and has none; returns how many."""
    sources = [source for source in load_sources(folder).values() if source.enabled]
    due = [source for source in sources if is_due(source, frontier.state_of(engine, source.id))]
    with engine.begin() as connection:
        busy = {values["source_id"] for values in pending_values(connection, CRAWL)}
        wanted = [source for source in due if source.id not in busy]
        return sum(put_crawl(connection, source) for source in wanted)


def put_crawl(connection: Connection, source: Source) -> bool:
    """Put the crawl of a source, unless one waits."""
    return put(connection, CRAWL, {"source_id": source.id}, lock=f"site:{site(source)}", once=True)


def site(source: Source) -> str:
    """Return the site of a source: its jobs run one at a time, so that the delay between requests holds."""
    return urlsplit(source.url).hostname or source.id
