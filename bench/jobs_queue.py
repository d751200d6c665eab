"""What the queue costs: articles read and settled by workers against a plain pool of as many processes.

python -m bench.jobs_queue [ARTICLES] [--workers 2]      default: 3000 articles

Both work on PostgreSQL. The pool reads everything, then one process settles everything once. Workers settle while they
read, group by group. Reading alone is measured as well.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from sqlalchemy import Engine, func, select

from bench.campaign import told
from jobs.analyze import Analyzed, keep, read_all
from jobs.queue.putting import READ_AT_ONCE, ensure_queue, put_unread
from jobs.settling import settle
from store import articles
from store.engine import connect, open_ledger
from store.tables import figures, findings, incidents, readings
from tests.commands import COMMAND, ROOT
from tests.postgres import fresh_database

MOMENT = "2026-03-01T12:00:00Z"


def fill(engine: Engine, number: int) -> list[str]:
    """Put articles of some hundred words into a ledger; return their ids."""
    from crawlers.page import read_page
    from crawlers.records import Record

    ids = []
    for start in range(0, number, 200):
        with engine.begin() as connection:
            for place in range(start, min(start + 200, number)):
                filler = " ".join(f"<p>Paragraph {place} {step} tells of the case at length.</p>" for step in range(50))
                body = told(place, place).replace(b"</article>", filler.encode() + b"</article>")
                record = Record(0, f"https://quay.example/{place}", "text/html", MOMENT, (), body)
                article = read_page(record.capture()).article
                assert article is not None
                articles.add(connection, record.capture(), article)
                ids.append(article.id)
    return sorted(ids)


def read_in_pool(url: str, ids: list[str]) -> int:
    """Read some articles: what a process of the pool does, the very work of a job."""
    engine = connect(url)
    with engine.connect() as connection:
        batch = articles.several(connection, ids)
    outcomes, result = read_all(batch), Analyzed()
    with engine.begin() as connection:
        keep(connection, outcomes, result)
    engine.dispose()
    return result.read


def with_pool(url: str, ids: list[str], workers: int, *, settled: bool) -> None:
    """Read everything with a plain pool; settle it in another process."""
    batches = [ids[start : start + READ_AT_ONCE] for start in range(0, len(ids), READ_AT_ONCE)]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert sum(pool.map(read_in_pool, [url] * len(batches), batches)) == len(ids)
        if settled:
            pool.submit(settle_alone, url).result()


def settle_alone(url: str) -> None:
    """Settle everything that was read."""
    engine = connect(url)
    settle(engine)
    engine.dispose()


def with_queue(url: str, workers: int, *, settled: bool) -> None:
    """Read (and settle) everything with workers that end when nothing waits."""
    queues = "read,reconcile" if settled else "read"
    command = [str(COMMAND), "--db", url, "worker", "--queues", queues, "--no-schedule", "--once"]
    with tempfile.TemporaryFile() as log:
        running = [subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) for _ in range(workers)]
        assert [worker.wait() for worker in running] == [0] * workers


def children(does: Callable[[], None]) -> tuple[float, float]:
    """Return CPU seconds of the processes that a call started, and the seconds it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    does()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - began


def main() -> None:
    """Print CPU seconds of both and their ratio."""
    reader = argparse.ArgumentParser()
    reader.add_argument("articles", type=int, nargs="?", default=3_000)
    reader.add_argument("--workers", type=int, default=2)
    given = reader.parse_args()
    print(f"{given.articles} articles, {given.workers} processes")
    for settled in (False, True):
        compare(given.articles, given.workers, settled)


def compare(number: int, workers: int, settled: bool) -> None:
    """Do the same work both ways, each on a database of its own."""
    work = "read and settled" if settled else "read"
    url, engine, ids = filled(number)
    pool, pool_wall = children(lambda: with_pool(url, ids, workers, settled=settled))
    known, outcome = state(engine), ("pool", pool, pool_wall)
    url, engine, ids = filled(number)
    ensure_queue(engine)
    put_unread(engine)
    queue, queue_wall = children(lambda: with_queue(url, workers, settled=settled))
    assert state(engine) == known
    for name, cpu, wall in (outcome, ("queue", queue, queue_wall)):
        print(f"{work:18} {name:6} {cpu:7.1f} CPU s  {wall:6.1f} s  {cpu / pool:.2f} x")


def filled(number: int) -> tuple[str, Engine, list[str]]:
    """Return a new ledger with unread articles."""
    url = fresh_database()
    engine = open_ledger(url)
    return url, engine, fill(engine, number)


def state(engine: Engine) -> list[int]:
    """Return how many readings, figures, incidents and findings there are."""
    with engine.connect() as connection:
        tables = (readings, figures, incidents, findings)
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


if __name__ == "__main__":
    main()
