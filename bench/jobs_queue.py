"""What the queue costs: articles read by workers against a plain pool of as many processes on the same PostgreSQL.

python -m bench.jobs_queue [ARTICLES] [--workers 2]      default: 3000 articles
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

from sqlalchemy import Engine, delete, select

from jobs.analyze import Analyzed, keep, read_all
from jobs.queue.putting import READ_AT_ONCE, ensure_queue, put_unread
from store import articles
from store.engine import connect, open_ledger
from store.tables import articles as article_table
from store.tables import events, figures, readings
from tests.commands import COMMAND, ROOT
from tests.jobs.warc import accusation
from tests.postgres import fresh_database


def fill(engine: Engine, number: int) -> list[str]:
    """Put articles of some hundred words into a ledger; return their ids."""
    from crawlers.page import read_page
    from crawlers.records import Record

    ids = []
    for start in range(0, number, 200):
        with engine.begin() as connection:
            for place in range(start, min(start + 200, number)):
                page = accusation(f"{place + 100} thousand", place)
                filler = " ".join(f"<p>Paragraph {place} {step} tells of the case at length.</p>" for step in range(50))
                body = page.body.replace(b"</article>", filler.encode() + b"</article>")
                record = Record(0, page.url, page.kind, page.moment, (), body)
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


def with_pool(url: str, ids: list[str], workers: int) -> None:
    """Read everything with a plain pool."""
    batches = [ids[start : start + READ_AT_ONCE] for start in range(0, len(ids), READ_AT_ONCE)]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert sum(pool.map(read_in_pool, [url] * len(batches), batches)) == len(ids)


def with_queue(url: str, workers: int) -> None:
    """Read everything with workers that end when nothing waits."""
    command = [str(COMMAND), "--db", url, "worker", "--queues", "read", "--no-schedule", "--once"]
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
    url = fresh_database()
    engine = open_ledger(url)
    ensure_queue(engine)
    ids = fill(engine, given.articles)
    pool, pool_wall = children(lambda: with_pool(url, ids, given.workers))
    with engine.begin() as connection:
        for table in (figures, events, readings):
            connection.execute(delete(table))
    jobs = put_unread(engine)
    queue, queue_wall = children(lambda: with_queue(url, given.workers))
    with engine.connect() as connection:
        assert len(connection.execute(select(readings.c.article_id)).all()) == given.articles
        size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
        number = len(connection.execute(select(article_table.c.article_id)).all())
    print(f"{given.articles} articles, {jobs} jobs, {given.workers} processes")
    print(f"pool   {pool:7.1f} CPU s  {pool_wall:6.1f} s")
    print(f"queue  {queue:7.1f} CPU s  {queue_wall:6.1f} s  {queue / pool:.2f} x")
    print(f"PostgreSQL: {size / number:.0f} bytes for each article, indexes and queue included")


if __name__ == "__main__":
    main()
