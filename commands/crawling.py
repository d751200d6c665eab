"""Commands that fetch: crawl, run, sources, capture."""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.console import (
    DONE,
    FAILURES,
    LOCKED,
    USAGE,
    Chosen,
    JsonOption,
    Result,
    SourcesOption,
    dump,
    ledger,
    say,
    stop,
)

if TYPE_CHECKING:
    from jobs.alerting import AlertFile
    from jobs.analyze import Analyzed
    from jobs.opening import Ledger

application = typer.Typer()
sources_application = typer.Typer(no_args_is_help=True, help="List and check the sources.")
capture_application = typer.Typer(no_args_is_help=True, help="Show and export pages as they were fetched.")
application.add_typer(sources_application, name="sources")
application.add_typer(capture_application, name="capture")


@application.command()
def crawl(
    source: Annotated[list[str] | None, typer.Argument(help="Ids of sources; all that are on by default.")] = None,
    sources: SourcesOption = None,
    max_minutes: Annotated[float | None, typer.Option(help="Stop after so many minutes.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch what the sources have new."""
    results = run_crawl(source or [], sources, max_minutes, due_only=False)
    report_crawl(results, as_json)
    raise typer.Exit(FAILURES if any(result["status"] == "failed" for result in results) else DONE)


def run_crawl(names: list[str], folder: Path | None, max_minutes: float | None, *, due_only: bool) -> list[Result]:
    """Crawl, or end with one clear line."""
    from jobs.crawl import CrawlError, SourceError
    from jobs.crawl import crawl as crawl_job

    if folder is not None and not folder.is_dir():
        stop(f"no such folder: {folder}", USAGE)
    try:
        return crawl_job(ledger(), names, folder, max_minutes=max_minutes, due_only=due_only)
    except SourceError as error:
        stop(str(error), USAGE)
    except CrawlError as error:
        stop(str(error), FAILURES)


def report_crawl(results: list[Result], as_json: bool) -> None:
    """Print what each source brought."""
    from jobs.crawl import in_words

    if as_json:
        dump(results)
        return
    for result in results:
        say(in_words(result))


@application.command()
def run(
    sources: SourcesOption = None,
    max_minutes: Annotated[
        float | None, typer.Option(help="Fetch for so many minutes at most, archived copies included.")
    ] = None,
    alerts: Annotated[
        Path | None, typer.Option("--alerts", envvar="CLAIMLINE_ALERTS", help="Send alerts as this file says.")
    ] = None,
    archive_links: Annotated[
        bool, typer.Option("--archive-links", envvar="CLAIMLINE_ARCHIVE_LINKS", help="Ask for archived copies too.")
    ] = False,
    queue: Annotated[bool, typer.Option("--queue", help="Only put jobs for what is due; workers do them.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Crawl what is due, analyse and send alerts, under a lock: what a schedule calls."""
    if queue:
        return enqueue(sources)
    from jobs import archived, watch
    from jobs.analyze import analyze as run_analyze
    from jobs.crawl import LockedError, locked

    file = alert_file(alerts)
    end = time.monotonic() + (60 * max_minutes if max_minutes is not None else math.inf)
    opened = ledger()
    try:
        with locked(Chosen.url):
            if file is not None:
                watch.begin(opened, file)
            results = run_crawl([], sources, max_minutes, due_only=True)
            done = run_analyze(opened)
            if archive_links:
                archived.look(opened, seconds=end - time.monotonic())  # what fails there is no failure of the run
            sent, untold = tell(opened, file, sources) if file is not None else (0, [])
    except LockedError as error:
        stop(str(error), LOCKED)
    for line in untold:
        say(f"claimline: {line}")
    report_run(results, done, sent, as_json)
    failed = done.failures or untold or any(result["status"] == "failed" for result in results)
    raise typer.Exit(FAILURES if failed else DONE)


def tell(opened: Ledger, file: AlertFile, sources: Path | None) -> tuple[int, list[str]]:
    """Send what changed and which sources need a person; return how many were sent, a line for each that was not."""
    from jobs import notice, watch
    from jobs.crawl import load_sources

    told = watch.deliver(opened, file)
    noticed = notice.deliver(opened, file, load_sources(sources))
    return told.sent + noticed.sent, told.failures + noticed.failures


def report_run(results: list[Result], done: Analyzed, sent: int, as_json: bool) -> None:
    """Print what a run brought."""
    if as_json:
        counts = {"read": done.read, "figures": done.figures, "findings": done.findings, "alerts": sent}
        dump({"sources": results, **counts})
    else:
        report_crawl(results, as_json=False)
        say(f"{done.read} read, {done.figures} figures, {done.findings} findings, {sent} alerts")


def enqueue(sources: Path | None) -> None:
    """Put jobs for what is due, or end with one clear line."""
    from jobs.crawl import SourceError
    from jobs.queue.putting import NoQueueError, ensure_queue
    from jobs.queue.tasks import put_due

    opened = ledger()
    try:
        ensure_queue(opened)
        say(f"{put_due(opened, sources)} jobs put")
    except (NoQueueError, SourceError) as error:
        stop(str(error), USAGE)


def alert_file(path: Path | None) -> AlertFile | None:
    """Read the alert file, or end with one clear line; None when none is named."""
    from jobs.alerting import AlertError, load

    if path is None:
        return None
    try:
        return load(path)
    except AlertError as error:
        stop(str(error), USAGE)


@sources_application.command("list")
def list_sources(sources: SourcesOption = None, as_json: JsonOption = False) -> None:
    """List all sources with tier, kind and address."""
    from jobs.crawl import SourceError
    from jobs.sources import listed

    try:
        found = listed(sources)
    except SourceError as error:
        stop(str(error), USAGE)
    if as_json:
        dump(found)
        return
    for source in found:
        state = "on" if source["enabled"] else "off"
        typer.echo(f"{source['id']}\t{source['tier']}\t{source['kind']}\t{state}\t{source['url']}")


@sources_application.command("check")
def check_sources(
    source: Annotated[list[str] | None, typer.Argument(help="Ids of sources; all that are on by default.")] = None,
    sources: SourcesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch each source's list into a throw-away ledger and report what came."""
    from jobs.crawl import CrawlError, SourceError
    from jobs.sources import check

    try:
        results = check(source or [], sources)
    except (SourceError, CrawlError) as error:
        stop(str(error), USAGE)
    report_crawl(results, as_json)
    raise typer.Exit(FAILURES if any(result["status"] == "failed" for result in results) else DONE)


@sources_application.command("record")
def record_source(
    source: Annotated[str, typer.Argument(help="Id of a source.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, such as paper.warc.gz.")],
    sources: SourcesOption = None,
) -> None:
    """Fetch what a source has now and keep the pages as a WARC archive, to test with."""
    from jobs.crawl import CrawlError, SourceError
    from jobs.sources import record

    try:
        result, number = record(source, file, sources)
    except (SourceError, CrawlError) as error:
        stop(str(error), USAGE)
    report_crawl([result], as_json=False)
    say(f"{number} captures written to {file}")
    raise typer.Exit(FAILURES if result["status"] == "failed" else DONE)


@capture_application.command("show")
def show_capture(identity: Annotated[str, typer.Argument(metavar="ID", help="Id of a capture.")]) -> None:
    """Write the bytes of a capture to standard output, as they came."""
    from jobs.opening import archived_copy, captured

    opened = ledger()
    body = captured(opened, identity)
    if body is None:
        stop(f"no such capture: {identity}", USAGE)
    copy = archived_copy(opened, identity)
    if copy is not None:
        sys.stderr.write(f"archived copy: {copy}\n")
    sys.stdout.buffer.write(body)


@capture_application.command("archived")
def look_for_archived(
    most: Annotated[int, typer.Option(min=1, max=5000, help="Ask about so many articles at most.")] = 100,
) -> None:
    """Ask the Wayback Machine for copies of pages it was not asked about yet; their addresses are sent to it."""
    from jobs.archived import look

    done = look(ledger(), most=most)
    say(f"{done.asked} asked about, {done.found} with a copy, {done.failed} without an answer")
    raise typer.Exit(FAILURES if done.failed else DONE)


@capture_application.command("export")
def export_captures(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, such as pages.warc.gz.")],
    source: Annotated[str | None, typer.Option(help="Only what this source gave.")] = None,
) -> None:
    """Write pages as they came, with their headers, as a WARC archive."""
    from jobs.captures import export

    if file.is_dir():
        stop(f"a folder, not a file: {file}", USAGE)
    say(f"{export(ledger(), file, source)} captures written to {file}")
