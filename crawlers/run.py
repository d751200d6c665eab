"""One crawl as one real Scrapy process: `crawl()` starts it and gives back what each source brought.

A reactor runs once in a process, so the crawl is a process of its own (`python -m crawlers.run`), which reads its
orders as JSON from standard input and writes one JSON object for each source to a file.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from crawlers.results import SourceResult
from crawlers.sources import Source, SourceError, load_sources

ROOT = Path(__file__).resolve().parents[1]
AT_ONCE = 8  # sources crawled at the same time
MOST_SLOWER = 16  # times its cadence that a failing source waits at most
THREADS = 2  # threads that read pages and write, off the event loop


class CrawlError(RuntimeError):
    """A crawl that could not be started, or whose process ended without a word."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What the crawl process is asked to do."""

    database_url: str
    source_ids: tuple[str, ...] | None
    folder: str | None
    results: str
    max_seconds: float | None = None
    due_only: bool = False
    refresh: bool = False


def chosen_sources(folder: Path | None, source_ids: Sequence[str] | None) -> list[Source]:
    """Return the named sources, or all that are on by default; an unknown name is a SourceError."""
    sources = load_sources(folder)
    if source_ids:
        unknown = [name for name in source_ids if name not in sources]
        if unknown:
            raise SourceError(f"no such source: {', '.join(unknown)}")
        return [sources[name] for name in dict.fromkeys(source_ids)]
    return [source for source in sources.values() if source.enabled]


def crawl(
    database_url: str,
    source_ids: Sequence[str] | None = None,
    folder: Path | None = None,
    *,
    max_minutes: float | None = None,
    due_only: bool = False,
    refresh: bool = False,
    on_result: Callable[[dict[str, Any]], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> list[dict[str, Any]]:
    """Crawl sources in a Scrapy process of its own and return one plain result for each.

    `due_only` passes over sources whose cadence is not yet up; `refresh` asks lists without conditional headers;
    `on_result` is called with each result as it arrives; once `should_stop` says so the crawl ends as at a SIGTERM.
    The process ends by itself when this one is killed. Raises SourceError for unknown sources, CrawlError where the
    process fails as a whole.
    """
    chosen_sources(folder, source_ids)  # an unknown name is said here, not in the process
    with tempfile.TemporaryDirectory(prefix="claimline-crawl-") as place:
        results = Path(place) / "results.jsonl"
        results.touch()
        orders = Orders(
            database_url,
            tuple(source_ids) if source_ids else None,
            str(folder.resolve()) if folder else None,
            str(results),
            max_minutes * 60 if max_minutes else None,
            due_only,
            refresh,
        )
        code, errors = _run_process(orders, results, on_result, should_stop)
        found = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    if code != 0:
        last = errors.strip().splitlines()[-1:] or ["no message"]
        raise CrawlError(f"the crawl process ended with status {code}: {last[0]}")
    return sorted(found, key=lambda result: str(result["source_id"]))


def _run_process(
    orders: Orders,
    results: Path,
    on_result: Callable[[dict[str, Any]], None] | None,
    should_stop: Callable[[], bool] | None,
) -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawlers.run"], stdin=subprocess.PIPE, stderr=errors, text=True, env=environment
        )
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(asdict(orders)) + "\n")
            process.stdin.flush()  # and left open: its end tells the process that this one is no more
            told = 0
            stopped = False
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.2)
                lines = results.read_text(encoding="utf-8").splitlines()
                for line in lines[told:] if on_result else ():
                    on_result(json.loads(line))  # type: ignore[misc]
                told = len(lines)
                if should_stop is not None and not stopped and should_stop():
                    stopped = True
                    process.terminate()
                if process.returncode is not None:
                    break
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(30)
            if process.stdin is not None:
                process.stdin.close()
        errors.seek(0)
        return process.returncode, errors.read()


def main() -> None:
    """Be the crawl process: read orders from standard input, crawl, write results."""
    from scrapy.settings import Settings
    from scrapy.utils.log import configure_logging
    from scrapy.utils.reactor import install_reactor

    orders = Orders(**json.loads(sys.stdin.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    settings = Settings()
    settings.setmodule("crawlers.settings")
    contact = os.environ.get("CLAIMLINE_CONTACT")
    if contact:
        settings.set("USER_AGENT", settings["USER_AGENT"].replace("see CLAIMLINE_CONTACT", contact))
    configure_logging(settings)
    install_reactor(settings["TWISTED_REACTOR"])
    from twisted.internet import reactor, task

    from crawlers.resolver import GuardedResolver

    GuardedResolver(reactor, settings.getint("DNSCACHE_SIZE"), settings.getfloat("DNS_TIMEOUT")).install_on_reactor()
    from scrapy.utils.defer import deferred_from_coro

    task.react(lambda _: deferred_from_coro(_crawl_all(orders, settings)))


def _end_with_parent() -> None:
    """End at once when the process that gave the orders is gone: its work may be taken up by another at any moment."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


async def _crawl_all(orders: Orders, settings: Any) -> None:
    from scrapy.crawler import AsyncCrawlerRunner

    from store import frontier
    from store.engine import open_ledger

    engine = open_ledger(orders.database_url)
    deadline = time.monotonic() + orders.max_seconds if orders.max_seconds else None
    frontier.take_over(engine, utc_now())
    runner = AsyncCrawlerRunner(settings)
    gate = asyncio.Semaphore(AT_ONCE)
    sources = chosen_sources(Path(orders.folder) if orders.folder else None, orders.source_ids)
    if orders.due_only:
        sources = [source for source in sources if is_due(source, frontier.state_of(engine, source.id))]
    with ThreadPoolExecutor(THREADS, "reading") as pool:
        await asyncio.gather(*(_crawl_one(source, engine, runner, gate, pool, deadline, orders) for source in sources))
    engine.dispose()


async def _crawl_one(
    source: Source,
    engine: Engine,
    runner: Any,
    gate: asyncio.Semaphore,
    pool: ThreadPoolExecutor,
    deadline: float | None,
    orders: Orders,
) -> None:
    from crawlers.keeping import Keeper
    from crawlers.spiders import spider_for
    from crawlers.spiders.source import Task
    from store import frontier

    result = SourceResult(source.id)
    async with gate:
        began = time.monotonic()
        task = Task(source, engine, frontier.holder(), pool, result, deadline, refresh=orders.refresh)
        crawler = runner.create_crawler(spider_for(source.kind))
        crawler.settings.setdict(source_settings(source, deadline), priority="cmdline")
        try:
            await runner.crawl(crawler, task=task)
        except Exception as error:  # noqa: BLE001 - one source must never stop the others; it is said in its result
            Keeper(engine, source, result).note("crawler_failed", f"{type(error).__name__}: {error}"[:300], utc_now())
            result.status = "failed"
        failing = result.problems and not result.found and not result.fetched and not result.lists_unchanged
        if result.status == "done" and failing:
            result.status = "failed"
        result.seconds = round(time.monotonic() - began, 3)
    with Path(orders.results).open("a", encoding="utf-8") as file:
        file.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")


def source_settings(source: Source, deadline: float | None) -> dict[str, Any]:
    """Return the settings of one source: its delay, its robots exemption and the time that is left."""
    values: dict[str, Any] = {"DOWNLOAD_DELAY": source.delay_seconds, "DOWNLOAD_TIMEOUT": source.timeout_seconds}
    if source.delay_seconds == 0:
        values["CONCURRENT_REQUESTS_PER_DOMAIN"] = 8
    if deadline is not None:
        values["CLOSESPIDER_TIMEOUT"] = max(1, int(deadline - time.monotonic()))
    return values


def is_due(source: Source, memory: dict[str, Any]) -> bool:
    """Tell whether a source's cadence is up, or it was never asked; one that fails is asked less and less often."""
    from store.frontier import later

    checked = memory.get("checked_at")
    slower = min(2 ** max(0, int(memory.get("failures") or 0) - 1), MOST_SLOWER)
    return checked is None or later(str(checked), source.cadence_hours * slower) <= utc_now()


def utc_now() -> str:
    """Return the moment as the ledger writes it."""
    from crawlers.keeping import utc_now as now

    return now()


if __name__ == "__main__":
    main()
