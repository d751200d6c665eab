"""A worker: Procrastinate's application with our tasks, its upkeep, and a graceful end."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException
from sqlalchemy import Engine

from jobs.ingest import now
from jobs.queue import upkeep
from jobs.queue.putting import ALERT, BACKFILL, CRAWL, EXPORT, QUEUES, READ, RECONCILE, SETTLE, Task, put, put_unread
from jobs.queue.reconciling import put_unsettled
from jobs.queue.tasks import StoppedError, Work
from store import failures

MOST_ATTEMPTS = 4  # a job that failed as often is given up
ENDING_SECONDS = 20.0  # for running jobs once the worker is asked to end
AGAIN_SECONDS = 2.0  # between attempts to reach a database that is away
MINUTE, TEN_MINUTES, DAY = "* * * * *", "*/10 * * * *", "17 3 * * *"
logger = logging.getLogger("claimline.worker")


@dataclass(frozen=True, slots=True)
class Options:
    """How a worker works. `scheduled` False: it puts no crawls by itself. `once`: it ends when nothing waits."""

    concurrency: int = 1
    queues: tuple[str, ...] = QUEUES
    scheduled: bool = True
    once: bool = False
    stalled_seconds: float = 30.0
    retry_base: int = 3  # seconds to the power of the attempt pass before a job that failed is tried again


def application(work: Work, options: Options) -> App:
    """Return the application of a ledger with all tasks and, where wanted, the periodic ones."""
    conninfo = work.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=conninfo, kwargs={"application_name": "claimline worker"}))

    def add(task: Task, does: Callable[..., Any], **more: Any) -> None:
        retry = RetryStrategy(max_attempts=MOST_ATTEMPTS - 1, exponential_wait=options.retry_base)
        app.task(name=task.name, queue=task.queue, retry=retry, pass_context=True, **more)(does)

    def crawl(context: JobContext, source_id: str) -> str:
        return work.crawl(source_id, context.should_abort)

    def backfill(context: JobContext, address: str, thorough: bool) -> str:
        return work.backfill(address, thorough, context.should_abort)

    add(CRAWL, noted(work.engine, crawl))
    add(READ, noted(work.engine, lambda _context, article_ids: work.read(article_ids)))
    add(RECONCILE, noted(work.engine, lambda _context: work.reconcile()))
    add(SETTLE, noted(work.engine, lambda _context, article_id: work.settle(article_id)))
    add(ALERT, noted(work.engine, lambda _context: work.alert()))
    add(EXPORT, noted(work.engine, lambda _context: work.export()))
    add(BACKFILL, noted(work.engine, backfill))
    if "upkeep" in options.queues:
        add_upkeep(app, work, options)
    return app


def add_upkeep(app: App, work: Work, options: Options) -> None:
    """Add the periodic tasks: mend stalled jobs, find unread articles, forget old jobs, put what is due."""

    def periodic(name: str, cron: str, does: Callable[[], Any]) -> None:
        def run(timestamp: int) -> Any:
            return does()

        task = app.task(name=name, queue="upkeep")(run)
        app.periodic(cron=cron)(task)

    periodic("find_unread", MINUTE, lambda: (put_unread(work.engine), put_unsettled(work.engine)))
    periodic("mend", MINUTE, lambda: upkeep.mend(work.engine, options.stalled_seconds, MOST_ATTEMPTS))
    periodic("forget_old", DAY, lambda: upkeep.forget_old(work.engine))
    if options.scheduled:
        periodic("schedule", TEN_MINUTES, work.schedule)


def noted(engine: Engine, does: Callable[..., Any]) -> Callable[..., Any]:
    """Return the task with its failures kept in the ledger, where people see them."""

    def run(context: JobContext, **values: Any) -> Any:
        job = context.job
        try:
            result = does(context, **values)
        except StoppedError:
            return go_on_elsewhere(engine, context)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''} ({last.name})"
            note(engine, context, reason)
            raise
        if job.attempts:
            with engine.begin() as connection:
                failures.forget(connection, int(job.id or 0))
        return result

    return run


def go_on_elsewhere(engine: Engine, context: JobContext) -> str:
    """Put the rest of a stopped job as a job of its own, so that being stopped is no failed attempt."""
    job = context.job
    with engine.begin() as connection:
        task = Task(job.task_name, job.queue, job.priority)
        put(connection, task, job.task_kwargs, lock=job.lock)
    return "stopped; the rest is a job of its own"


def note(engine: Engine, context: JobContext, reason: str) -> None:
    """Keep why a job failed; a ledger that is away cannot take it, and the job's own state must do."""
    job = context.job
    attempts = job.attempts + 1
    found = failures.Failure(
        int(job.id or 0),
        job.task_name,
        upkeep.subject(job.task_kwargs),
        reason,
        attempts,
        now(),
        attempts >= MOST_ATTEMPTS,
    )
    try:
        with engine.begin() as connection:
            failures.note(connection, found)
    except Exception:
        logger.exception("a failure could not be noted: %s", reason)


def run_worker(work: Work, options: Options) -> None:
    """Take jobs until asked to end (SIGTERM, SIGINT) or, with `once`, until none waits; a lost database is awaited."""
    asyncio.run(keep_running(work, options))


async def keep_running(work: Work, options: Options) -> None:
    """Run the worker; when the connection breaks, begin anew as soon as the database answers again."""
    while True:
        app = application(work, options)
        try:
            async with app.open_async():
                await app.run_worker_async(
                    queues=list(options.queues),
                    concurrency=options.concurrency,
                    wait=not options.once,
                    shutdown_graceful_timeout=ENDING_SECONDS,
                    stalled_worker_timeout=options.stalled_seconds,
                    update_heartbeat_interval=min(10.0, options.stalled_seconds / 3),
                    fetch_job_polling_interval=min(5.0, options.stalled_seconds / 3),
                    delete_jobs="never",
                )
            return
        except (ConnectorException, OSError) as error:
            logger.warning("the database is away (%s); trying again", type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)
