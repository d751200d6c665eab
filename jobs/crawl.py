"""Crawl sources into the ledger, and the scheduled run: crawl and analyse under a lock."""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, update

from crawlers.run import CrawlError
from crawlers.run import crawl as crawl_process
from crawlers.sources import SourceError, load_sources
from jobs.ingest import now
from ledger.identity import identifier
from store.tables import articles, runs

__all__ = ["CrawlError", "LockedError", "SourceError", "crawl", "load_sources", "locked"]


class LockedError(RuntimeError):
    """Another run works on the same ledger."""


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Hold the run lock of a ledger on this machine; raises LockedError when another run holds it."""
    path = Path(tempfile.gettempdir()) / f"claimline-{sha256(url.encode()).hexdigest()[:16]}.lock"
    with path.open("w", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError("another run is at work on this ledger") from error
        yield


def crawl(
    engine: Engine,
    source_ids: Sequence[str],
    folder: Path | None,
    *,
    max_minutes: float | None = None,
    due_only: bool = False,
    should_stop: Callable[[], bool] | None = None,
) -> list[dict[str, Any]]:
    """Crawl sources into the ledger; return one result for each and keep run and issues."""
    url = engine.url.render_as_string(hide_password=False)
    started = now()
    wanted = source_ids or None
    results = crawl_process(url, wanted, folder, max_minutes=max_minutes, due_only=due_only, should_stop=should_stop)
    tiers = {source.id: source.tier for source in load_sources(folder).values()}
    with engine.begin() as connection:
        for result in results:
            tier = tiers.get(result["source_id"])
            own = articles.c.source_id == result["source_id"]
            connection.execute(update(articles).where(own, articles.c.tier.is_(None)).values(tier=tier))
        failed = any(result["status"] == "failed" for result in results)
        connection.execute(
            insert(runs).values(
                run_id=identifier("run", "crawl", started, now(), len(results)),
                command="crawl",
                started_at=started,
                finished_at=now(),
                status=int(failed),
                summary={"sources": results},
            )
        )
    return results


def in_words(result: dict[str, Any]) -> str:
    """Return what a source brought as one line."""
    problems = ", ".join(f"{reason} {count}" for reason, count in result["reasons"].items())
    brought = f"{result['new']} new links, {result['stored']} stored, {result['unchanged']} unchanged"
    moved = f"; moved to {result['moved_to']}" if result.get("moved_to") else ""
    return f"{result['source_id']}: {result['status']}, {brought}{moved}" + (f"; {problems}" if problems else "")
