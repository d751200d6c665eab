"""Keeping the queue in order: stalled jobs go back, poison jobs are given up, people take them up again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, text

from jobs.ingest import now
from jobs.queue.putting import NoQueueError, has_queue
from store import failures

KEPT_HOURS = 72
LONGEST_SUBJECT = 120
STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")
STALLED = text(
    "SELECT job.id, job.task_name, job.queue_name, job.args, job.attempts FROM procrastinate_jobs job "
    "LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id "
    "WHERE job.status = 'doing' AND (worker.id IS NULL "
    "OR worker.last_heartbeat < now() - make_interval(secs => :seconds)) ORDER BY job.id FOR UPDATE OF job SKIP LOCKED"
)
AGAIN = text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)")
GIVE_UP = text("SELECT procrastinate_finish_job_v1(:id, 'failed', false)")
DROP = text("SELECT procrastinate_finish_job_v1(:id, 'aborted', false)")
FORGET = text(
    "DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'cancelled', 'aborted') AND id IN (SELECT job_id "
    "FROM procrastinate_events GROUP BY job_id HAVING max(at) < now() - make_interval(hours => :hours))"
)
LIST = text(
    "SELECT id, task_name, queue_name, status, attempts, args, scheduled_at FROM procrastinate_jobs "
    "WHERE CAST(status AS text) IN :states ORDER BY id DESC LIMIT :most"
).bindparams(bindparam("states", expanding=True))
COUNT = text("SELECT CAST(status AS text), count(*) FROM procrastinate_jobs GROUP BY status ORDER BY 1")
FAILED = text("SELECT id FROM procrastinate_jobs WHERE status = 'failed' ORDER BY id")


@dataclass(frozen=True, slots=True)
class Job:
    """A job as people see it."""

    id: int
    task: str
    state: str
    attempts: int
    subject: str
    reason: str | None


def subject(values: Mapping[str, Any]) -> str:
    """Return in a few words what a job is about: its only value, or the first of many ids and how many more."""
    words = []
    for value in values.values():
        if isinstance(value, list):
            words.append(f"{value[0]} and {len(value) - 1} more" if len(value) > 1 else ", ".join(map(str, value)))
        else:
            words.append(str(value))
    return " ".join(words)[:LONGEST_SUBJECT]


def mend(engine: Engine, stalled_seconds: float, most_attempts: int) -> int:
    """Put back the jobs of workers that went without a word; one that ended several workers is given up."""
    with engine.begin() as connection:
        found = connection.execute(STALLED, {"seconds": stalled_seconds}).all()
        for job in found:
            if job.queue_name == "upkeep":
                connection.execute(DROP, {"id": job.id})  # the next minute brings another
                continue
            attempts = job.attempts + 1
            final = attempts >= most_attempts
            connection.execute(GIVE_UP if final else AGAIN, {"id": job.id})
            reason = f"its worker ended without a word, {attempts} attempts"
            about = subject(job.args)
            failures.note(connection, failures.Failure(job.id, job.task_name, about, reason, attempts, now(), final))
        return len(found)


def forget_old(engine: Engine) -> int:
    """Drop jobs that were done days ago; failed ones stay until a person takes them up."""
    with engine.begin() as connection:
        return connection.execute(FORGET, {"hours": KEPT_HOURS}).rowcount


def checked(connection: Connection) -> None:
    """Raise NoQueueError where the ledger has no queue."""
    if not has_queue(connection):
        raise NoQueueError("this ledger has no queue: start `claimline worker` on PostgreSQL first")


def listed(engine: Engine, states: Sequence[str] = STATES, most: int = 100) -> list[Job]:
    """Return jobs in some states, the newest first, with why they failed. Raises NoQueueError."""
    with engine.connect() as connection:
        checked(connection)
        why = {failure.job: failure.reason for failure in failures.all_failures(connection)}
        rows = connection.execute(LIST, {"states": list(states), "most": most})
        return [
            Job(row.id, row.task_name, str(row.status), row.attempts, subject(row.args), why.get(row.id))
            for row in rows
        ]


def counts(engine: Engine) -> dict[str, int]:
    """Return how many jobs are in each state; empty for a ledger without a queue."""
    with engine.connect() as connection:
        if not has_queue(connection):
            return {}
        return {row[0]: row[1] for row in connection.execute(COUNT)}


def retry(engine: Engine, jobs: Sequence[int] = ()) -> list[int]:
    """Put failed jobs back with all their attempts, all of them where none is named; returns which. NoQueueError."""
    with engine.begin() as connection:
        checked(connection)
        failed = list(connection.execute(FAILED).scalars())
        wanted = [job for job in failed if not jobs or job in jobs]
        for job in wanted:
            connection.execute(
                text("UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL WHERE id = :id"),
                {"id": job},
            )
            failures.forget(connection, job)
        return wanted


def as_json(jobs: Sequence[Job]) -> list[dict[str, Any]]:
    """Return jobs as plain values."""
    plain: list[dict[str, Any]] = json.loads(json.dumps([asdict(job) for job in jobs]))
    return plain
