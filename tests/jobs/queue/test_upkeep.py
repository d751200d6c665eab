"""Stalled jobs go back, those that end their workers are given up, people list them and take them up again."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from jobs.queue import upkeep
from jobs.queue.application import DAY, MINUTE, TEN_MINUTES, Options, application, run_worker
from jobs.queue.putting import RECONCILE, NoQueueError, Task, put
from jobs.queue.tasks import Work
from store import failures

pytestmark = pytest.mark.postgres


def begin(engine: Engine, task: Task = RECONCILE, *, silent: float = 60, attempts: int = 0) -> int:
    """Put a job that a worker took before it went silent; return its number."""
    with engine.begin() as connection:
        put(connection, task, {"article_ids": ["art-1", "art-2", "art-3"]})
        worker = connection.execute(text("SELECT procrastinate_register_worker_v1()")).scalar()
        job = connection.execute(text("SELECT max(id) FROM procrastinate_jobs")).scalar_one()
        connection.execute(
            text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = :worker, attempts = :n WHERE id = :id"),
            {"worker": worker, "n": attempts, "id": job},
        )
        connection.execute(
            text("UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => :s) WHERE id = :id"),
            {"s": silent, "id": worker},
        )
        return int(job)


def states(engine: Engine) -> dict[int, tuple[str, int]]:
    """Return state and attempts of every job."""
    return {job.id: (job.state, job.attempts) for job in upkeep.listed(engine)}


def test_jobs_of_silent_workers_go_back(queued: Engine) -> None:
    """Those of workers that are heard of stay theirs; the reason is kept until the job is done."""
    silent, heard = begin(queued), begin(queued, silent=5)
    assert upkeep.mend(queued, 30, 4) == 1
    assert states(queued) == {silent: ("todo", 1), heard: ("doing", 0)}
    with queued.connect() as connection:
        (kept,) = failures.all_failures(connection)
    assert (kept.job, kept.subject, kept.final) == (silent, "art-1 and 2 more", False)
    assert upkeep.mend(queued, 30, 4) == 0


def test_a_job_whose_worker_is_unknown_goes_back(queued: Engine) -> None:
    """A worker that was forgotten leaves its jobs without a name."""
    job = begin(queued)
    with queued.begin() as connection:
        connection.execute(text("DELETE FROM procrastinate_workers"))
    assert upkeep.mend(queued, 30, 4) == 1
    assert states(queued) == {job: ("todo", 1)}


def test_a_job_that_ends_its_workers_is_given_up(queued: Engine) -> None:
    """After as many attempts as any other."""
    job = begin(queued, attempts=3)
    upkeep.mend(queued, 30, 4)
    assert states(queued) == {job: ("failed", 4)}
    (shown,) = upkeep.listed(queued, ["failed"])
    assert shown.reason == "its worker ended without a word, 4 attempts"
    assert upkeep.retry(queued, [job]) == [job]
    assert states(queued) == {job: ("todo", 0)}


def test_every_worker_mends_each_minute(queued: Engine) -> None:
    """The periodic task of a worker puts the job of a silent one back; its schedule is that of the worker."""
    job = begin(queued)
    options = Options(queues=("upkeep",), once=True)
    app = application(Work(queued), options)
    cron = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert cron == {"find_unread": MINUTE, "mend": MINUTE, "forget_old": DAY, "schedule": TEN_MINUTES}
    with queued.begin() as connection:
        put(connection, Task("mend", "upkeep"), {"timestamp": 0})
    run_worker(Work(queued), options)
    assert states(queued)[job] == ("todo", 1)


def test_upkeep_itself_is_not_taken_up_again(queued: Engine) -> None:
    """The next minute brings another."""
    job = begin(queued, Task("mend", "upkeep"), attempts=0)
    upkeep.mend(queued, 30, 4)
    assert states(queued)[job][0] == "aborted"


def test_old_jobs_are_forgotten_failed_ones_stay(queued: Engine) -> None:
    """So that the table stays small and nothing that needs a person goes away."""
    newest = "(SELECT max(id) FROM procrastinate_jobs)"
    change = f"UPDATE procrastinate_jobs SET status = CAST(:state AS procrastinate_job_status) WHERE id = {newest}"
    age = f"UPDATE procrastinate_events SET at = now() - interval '80 hours' WHERE job_id < {newest}"
    with queued.begin() as connection:
        for state in ("succeeded", "failed", "todo", "succeeded"):
            put(connection, RECONCILE, {})
            connection.execute(text(change), {"state": state})
        connection.execute(text(age))
    assert upkeep.forget_old(queued) == 1
    assert upkeep.counts(queued) == {"failed": 1, "succeeded": 1, "todo": 1}


def test_a_ledger_without_a_queue_says_so(postgres_ledger: Engine, sqlite_ledger: Engine) -> None:
    """In one line."""
    for engine in (postgres_ledger, sqlite_ledger):
        assert upkeep.counts(engine) == {}
        with pytest.raises(NoQueueError, match="no queue"):
            upkeep.listed(engine)
        with pytest.raises(NoQueueError, match="no queue"):
            upkeep.retry(engine)


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, ""), ({"source_id": "harbor"}, "harbor"), ({"article_ids": ["a"]}, "a"), ({"a": "x" * 500}, "x" * 120)],
)
def test_what_a_job_is_about(values: dict[str, object], words: str) -> None:
    """In a few words."""
    assert upkeep.subject(values) == words
