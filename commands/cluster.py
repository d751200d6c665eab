"""Commands past one machine: worker, jobs, backfill, copy."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commands.console import (
    DONE,
    FAILURES,
    USAGE,
    JsonOption,
    SourcesOption,
    dump,
    ledger,
    progress,
    say,
    stop,
)
from commands.crawling import alert_file, sources_application

application = typer.Typer()
jobs_application = typer.Typer(no_args_is_help=True, help="Show the jobs of the queue and take failed ones up again.")
application.add_typer(jobs_application, name="jobs")
STATES = "todo, doing, succeeded, failed, cancelled or aborted"


@application.command()
def worker(
    sources: SourcesOption = None,
    exports: Annotated[Path | None, typer.Option("--export", help="Keep exports in this folder up to date.")] = None,
    alerts: Annotated[
        Path | None, typer.Option("--alerts", envvar="CLAIMLINE_ALERTS", help="Send alerts as this file says.")
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Jobs at the same time.")] = 1,
    queues: Annotated[str | None, typer.Option(help="Only these queues, separated by commas.")] = None,
    schedule: Annotated[bool, typer.Option("--schedule/--no-schedule", help="Put what is due by itself.")] = True,
    once: Annotated[bool, typer.Option("--once", help="End when nothing waits.")] = False,
    stalled_after: Annotated[float, typer.Option(min=1, help="Seconds until a silent worker counts as dead.")] = 30.0,
) -> None:
    """Take jobs from the queue until asked to end (SIGTERM or Ctrl-C)."""
    import logging

    from jobs.queue.putting import QUEUES, NoQueueError, ensure_queue

    chosen = tuple(name.strip() for name in queues.split(",")) if queues else QUEUES
    if not set(chosen) <= set(QUEUES):
        stop(f"queues are {', '.join(QUEUES)}", USAGE)
    opened = ledger()
    try:
        ensure_queue(opened)
    except NoQueueError as error:
        stop(str(error), USAGE)
    from jobs.queue.application import Options, run_worker
    from jobs.queue.tasks import Work

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    options = Options(concurrency, chosen, schedule, once, stalled_after)
    run_worker(Work(opened, sources, exports, alert_file(alerts)), options)


@jobs_application.command("list")
def list_jobs(
    state: Annotated[list[str] | None, typer.Option(help=f"Only jobs in this state: {STATES}.")] = None,
    most: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    as_json: JsonOption = False,
) -> None:
    """List jobs, the newest first, with why they failed; exit status 1 when one failed for good."""
    from jobs.queue import upkeep
    from jobs.queue.putting import NoQueueError

    wanted = tuple(state) if state else upkeep.STATES
    if not set(wanted) <= set(upkeep.STATES):
        stop(f"states are {STATES}", USAGE)
    try:
        found = upkeep.listed(ledger(), wanted, most)
    except NoQueueError as error:
        stop(str(error), USAGE)
    if as_json:
        dump(upkeep.as_json(found))
    else:
        for job in found:
            typer.echo(f"{job.id}\t{job.state}\t{job.task}\t{job.attempts}\t{job.subject}\t{job.reason or ''}")
    raise typer.Exit(FAILURES if any(job.state == "failed" for job in found) else DONE)


@jobs_application.command("retry")
def retry_jobs(
    number: Annotated[list[int] | None, typer.Argument(help="Numbers of failed jobs; all of them if none.")] = None,
) -> None:
    """Put failed jobs back into the queue, with all their attempts."""
    from jobs.queue import upkeep
    from jobs.queue.putting import NoQueueError

    try:
        done = upkeep.retry(ledger(), number or ())
    except NoQueueError as error:
        stop(str(error), USAGE)
    say(f"{len(done)} jobs put back")
    missing = sorted(set(number or ()) - set(done))
    if missing:
        stop(f"not failed, or no jobs: {', '.join(map(str, missing))}", FAILURES)


@application.command()
def backfill(
    archive: Annotated[list[str], typer.Argument(metavar="FILE_OR_URL...", help="WARC files, or their addresses.")],
    processes: Annotated[int | None, typer.Option(min=0, help="Processes that parse; as many as processors.")] = None,
    thorough: Annotated[bool, typer.Option("--thorough", help="Decode every page, whatever its bytes hold.")] = False,
    queue: Annotated[bool, typer.Option("--queue", help="Only put a job for each archive.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read news archives into the ledger; each goes on where it was left."""
    from jobs.archives import ArchiveError, GateError, backfill_all, in_words, put_archives
    from jobs.queue.putting import NoQueueError

    addresses = [one if "://" in one else str(Path(one).resolve()) for one in archive]
    opened = ledger()
    if queue:
        try:
            say(f"{put_archives(opened, addresses, thorough)} jobs put")
        except NoQueueError as error:
            stop(str(error), USAGE)
        return
    number = processes if processes is not None else os.cpu_count() or 1
    try:
        with progress("records", every=10_000) as tell:
            results, failures = backfill_all(opened, addresses, number, tell, thorough=thorough)
    except (ArchiveError, GateError) as error:
        stop(str(error), USAGE)
    for line in failures:
        say(f"claimline: {line}")
    if as_json:
        dump([{"archive": done.address, "finished": done.finished, "counts": done.counts} for done in results])
    else:
        for done in results:
            say(in_words(done))
    raise typer.Exit(FAILURES if failures else DONE)


@sources_application.command("archives")
def list_archives(
    month: Annotated[str, typer.Argument(help="Year and month: YYYY-MM.")],
    base: Annotated[str, typer.Option(help="Where the archives are.")] = "https://data.commoncrawl.org/",
) -> None:
    """List the addresses of a month's news archives (CC-NEWS), for `claimline backfill`."""
    from jobs.archives import ArchiveError, news_archives

    try:
        for address in news_archives(month, base):
            typer.echo(address)
    except ValueError as error:
        stop(str(error), USAGE)
    except ArchiveError as error:
        stop(str(error), FAILURES)


@application.command()
def copy(
    to: Annotated[str, typer.Option("--to", metavar="URL", help="Database to copy into.")], as_json: JsonOption = False
) -> None:
    """Copy the ledger to another database, each row checked; a broken copy goes on where it stopped."""
    from jobs.copy import CopyError
    from jobs.copy import copy as run_copy
    from jobs.opening import OpeningError, open_for_work

    source = ledger()
    try:
        target = open_for_work(to)
    except OpeningError as error:
        stop(str(error), USAGE)
    if source.url == target.url:
        stop("the ledger cannot be copied onto itself", USAGE)
    try:
        with progress("rows") as tell:
            done = run_copy(source, target, tell)
    except CopyError as error:
        stop(str(error), FAILURES)
    if as_json:
        dump(asdict(done))
    else:
        say(f"{done.rows} rows are equal: {done.new} new, {done.corrected} corrected, {done.removed} removed")
