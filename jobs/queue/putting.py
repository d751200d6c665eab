"""Put jobs into the queue in the caller's own transaction: they exist if, and only if, its rows do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, text

from store import articles
from store.engine import hold

READ_AT_ONCE = 50  # articles of one job
QUEUES = ("crawl", "read", "reconcile", "backfill", "export", "alert", "upkeep")
PUT = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, :priority, :lock, NULL, CAST(:values AS jsonb), NULL)"
    "]::procrastinate_job_to_defer_v1[])"
)
WAITS = text(
    "SELECT id FROM procrastinate_jobs WHERE task_name = :task AND status = 'todo' AND args = CAST(:values AS jsonb)"
)
PENDING = text(
    "SELECT args FROM procrastinate_jobs WHERE task_name = :task AND status IN ('todo', 'doing') ORDER BY id"
)


class NoQueueError(RuntimeError):
    """The ledger has no queue: it is a SQLite file, or no worker was ever started on it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of job: its queue and how it stands before others there."""

    name: str
    queue: str
    priority: int = 0


CRAWL = Task("crawl", "crawl")
READ = Task("read", "read")
RECONCILE = Task("reconcile", "reconcile", 10)
SETTLE = Task("settle", "reconcile", 5)
BACKFILL = Task("backfill", "backfill", -10)
EXPORT = Task("export", "export")
ALERT = Task("alert", "alert")


def put(
    connection: Connection,
    task: Task,
    values: Mapping[str, Any],
    *,
    lock: str | None = None,
    once: bool = False,
) -> bool:
    """Put a job; with `once` only if no same one waits (then False). Jobs of the same `lock` run one at a time."""
    written = json.dumps(dict(values), sort_keys=True)
    if once:
        hold(connection, f"put {task.name} {written}")
        if connection.execute(WAITS, {"task": task.name, "values": written}).scalar() is not None:
            return False
    named = {"queue": task.queue, "task": task.name, "priority": task.priority, "lock": lock}
    connection.execute(PUT, {**named, "values": written})
    return True


def put_reading(connection: Connection, article_ids: Iterable[str]) -> int:
    """Put jobs that read articles, some in each; returns how many jobs."""
    ids = sorted(article_ids)
    batches = [ids[start : start + READ_AT_ONCE] for start in range(0, len(ids), READ_AT_ONCE)]
    return sum(put(connection, READ, {"article_ids": batch}) for batch in batches)


def put_reconciling(connection: Connection) -> bool:
    """Put the job that plans what must be reconciled, unless one waits already."""
    return put(connection, RECONCILE, {}, lock="reconcile", once=True)


def put_unread(engine: Engine) -> int:
    """Put jobs for the articles that no reader of this version has read and no waiting job is about.

    An article without a reading is itself the note that it must be read: it is written with the article in one
    transaction, whoever wrote it, and goes when the reading is there.
    """
    import nlp  # here, because listing jobs must not load the reader

    with engine.begin() as connection:
        hold(connection, "put unread")
        pending = {identity for values in pending_values(connection, READ) for identity in values["article_ids"]}
        jobs = 0
        for page in articles.unread_ids(connection, nlp.READER_VERSION):
            jobs += put_reading(connection, set(page) - pending)
        return jobs


def pending_values(connection: Connection, task: Task) -> Sequence[Mapping[str, Any]]:
    """Return the values of the jobs of a kind that wait or run."""
    return connection.execute(PENDING, {"task": task.name}).scalars().all()


def has_queue(connection: Connection) -> bool:
    """Tell whether the ledger has a queue."""
    if connection.dialect.name != "postgresql":
        return False
    return connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar() is not None


def ensure_queue(engine: Engine) -> None:
    """Make the queue's tables, once, whoever comes first. Raises NoQueueError on SQLite."""
    if engine.dialect.name != "postgresql":
        raise NoQueueError("a queue needs a ledger on PostgreSQL: give its URL with --db, see docs/scaling.md")
    try:
        from procrastinate.schema import SchemaManager
    except ImportError as error:
        raise NoQueueError("a queue needs Procrastinate: pip install 'claimline[cluster]'") from error
    with engine.begin() as connection:
        hold(connection, "queue tables")
        if not has_queue(connection):
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute(SchemaManager.get_schema())
