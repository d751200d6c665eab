"""Jobs are put in the transaction of the rows they concern, once where once is enough, and carry ids."""

from __future__ import annotations

import json
import threading

import pytest
from sqlalchemy import Engine, text

import nlp
from jobs.queue.putting import (
    READ,
    NoQueueError,
    Task,
    ensure_queue,
    has_queue,
    pending_values,
    put,
    put_reading,
    put_reconciling,
    put_unread,
)
from store import articles, readings
from tests.store.samples import NOON, article, capture, reading

pytestmark = pytest.mark.postgres


def jobs(engine: Engine) -> list[tuple[str, str]]:
    """Return task and values of every job."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT task_name, args FROM procrastinate_jobs ORDER BY id"))
        return [(row.task_name, json.dumps(row.args, sort_keys=True)) for row in rows]


def test_a_job_exists_if_and_only_if_its_rows_do(queued: Engine) -> None:
    """Rolled back together, committed together."""
    one = article()
    with queued.connect() as connection:
        articles.add(connection, capture(), one)
        put_reading(connection, [one.id])
        connection.rollback()
    assert jobs(queued) == []
    with queued.begin() as connection:
        articles.add(connection, capture(), one)
        put_reading(connection, [one.id])
    assert jobs(queued) == [("read", json.dumps({"article_ids": [one.id]}))]


def test_once_is_once_until_it_runs(queued: Engine) -> None:
    """Whoever asks again meanwhile is served by the one that waits."""
    done = []

    def ask() -> None:
        with queued.begin() as connection:
            done.append(put_reconciling(connection))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 4 + [True]
    with queued.begin() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        assert put_reconciling(connection)


def test_articles_without_a_reading_are_found_once(queued: Engine) -> None:
    """An article without a reading is itself the note that it must be read."""
    given = [article(url=f"https://news.example/{number}") for number in range(120)]
    with queued.begin() as connection:
        for number, one in enumerate(given):
            articles.add(connection, capture(f"https://news.example/{number}"), one)
        done = reading(given[0], version=nlp.READER_VERSION)
        readings.put(connection, given[0], done, frozenset(), NOON)
    assert put_unread(queued) == 3
    assert put_unread(queued) == 0
    with queued.connect() as connection:
        named = [identity for values in pending_values(connection, READ) for identity in values["article_ids"]]
    assert sorted(named) == sorted(one.id for one in given[1:])


def test_jobs_carry_no_text(queued: Engine) -> None:
    """Ids alone: a job is small whatever its article is."""
    long = article("word " * 50_000 + "\nend")
    with queued.begin() as connection:
        articles.add(connection, capture(), long)
        put_reading(connection, [long.id])
    assert max(len(values) for _, values in jobs(queued)) < 100


def test_a_file_has_no_queue(sqlite_ledger: Engine) -> None:
    """Said in one line with what to do."""
    with pytest.raises(NoQueueError, match="PostgreSQL"):
        ensure_queue(sqlite_ledger)
    with sqlite_ledger.connect() as connection:
        assert not has_queue(connection)


def test_tables_of_the_queue_are_made_once(postgres_ledger: Engine) -> None:
    """By several at the same time."""
    with postgres_ledger.connect() as connection:
        assert not has_queue(connection)
    threads = [threading.Thread(target=ensure_queue, args=(postgres_ledger,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with postgres_ledger.begin() as connection:
        assert has_queue(connection)
        assert put(connection, Task("x", "read"), {"quote": 'it\'s "quoted" \\ and 日本'}, lock="a")
    assert jobs(postgres_ledger) == [("x", json.dumps({"quote": 'it\'s "quoted" \\ and 日本'}))]
