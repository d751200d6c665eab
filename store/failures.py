"""Jobs that went wrong and why, until they go right: what `status`, the app and `jobs list` show."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from store.cluster import job_failures
from store.upsert import put

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed: `final` when it is not tried again by itself."""

    job: int
    task: str
    subject: str
    reason: str
    attempts: int
    failed_at: str
    final: bool


def note(connection: Connection, failure: Failure) -> None:
    """Keep the newest failure of a job."""
    row = {
        "failure_id": str(failure.job),
        "task": failure.task,
        "subject": failure.subject,
        "reason": failure.reason[:LONGEST_REASON],
        "attempts": failure.attempts,
        "failed_at": failure.failed_at,
        "final": failure.final,
    }
    put(connection, job_failures, [row])


def forget(connection: Connection, job: int) -> None:
    """Drop the failure of a job that went right, or that a person took up again."""
    connection.execute(delete(job_failures).where(job_failures.c.failure_id == str(job)))


def all_failures(connection: Connection, *, final_only: bool = False) -> list[Failure]:
    """Return the failures, the newest first."""
    wanted = select(job_failures).order_by(job_failures.c.failed_at.desc(), job_failures.c.failure_id)
    if final_only:
        wanted = wanted.where(job_failures.c.final)
    return [
        Failure(int(row.failure_id), row.task, row.subject, row.reason, row.attempts, row.failed_at, row.final)
        for row in connection.execute(wanted)
    ]
