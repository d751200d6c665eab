"""The command `claimline`. Heavy imports stay inside each command, so that `--help` is quick.

Exit status: 0 done, 1 done with failures, 2 wrong use, 3 another run holds the lock.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from jobs.opening import Ledger

DONE, FAILURES, USAGE, LOCKED = 0, 1, 2, 3
DEFAULT_LEDGER = "sqlite:///var/claimline.db"
PROGRESS_EVERY = 25

application = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
sources_application = typer.Typer(no_args_is_help=True, help="List and check the sources.")
capture_application = typer.Typer(no_args_is_help=True, help="Show a page as it was fetched.")
application.add_typer(sources_application, name="sources")
application.add_typer(capture_application, name="capture")
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
SourcesOption = Annotated[Path | None, typer.Option("--sources", help="Read source files from this folder.")]


Result = dict[str, Any]


class Chosen:
    """The database that the global option chose."""

    url = DEFAULT_LEDGER


@application.callback(help="Who claims what figure about whom, reconciled by independent origin.")
def begin(
    db: Annotated[str, typer.Option("--db", envvar="CLAIMLINE_DB", help="Database URL.")] = DEFAULT_LEDGER,
) -> None:
    """Remember the global option."""
    Chosen.url = db


def say(words: str) -> None:
    """Print one line of progress or result to standard error."""
    typer.echo(words, err=True)


def stop(words: str, status: int) -> NoReturn:
    """Print one clear line and end."""
    say(f"claimline: {words}")
    raise typer.Exit(status)


def ledger() -> Ledger:
    """Open the chosen ledger, or end with one clear line."""
    from jobs.opening import OpeningError, open_for_work

    try:
        return open_for_work(Chosen.url)
    except OpeningError as error:
        stop(str(error), USAGE)


def dump(value: Any) -> None:
    """Print one JSON value on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


@application.command()
def ingest(paths: Annotated[list[Path], typer.Argument(help="Files or folders.")], as_json: JsonOption = False) -> None:
    """Read files and folders into the ledger."""
    from jobs.ingest import ingest as run_ingest

    missing = [path for path in paths if not path.exists()]
    for path in missing:
        say(f"claimline: no such file or folder: {path}")
    present = [path for path in paths if path.exists()]
    if not present:
        raise typer.Exit(USAGE)
    result = run_ingest(ledger(), present)
    for line in result.failures:
        say(f"claimline: {line}")
    if as_json:
        dump({"files": result.files, "new": result.new, "known": result.known, "failures": result.failures})
    else:
        say(f"{result.files} files: {result.new} new, {result.known} known, {len(result.failures)} not usable")
    raise typer.Exit(FAILURES if result.failures or missing else DONE)


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
def analyze(as_json: JsonOption = False) -> None:
    """Read new articles and reconcile the incidents they touch."""
    from jobs.analyze import analyze as run_analyze

    live = sys.stderr.isatty()
    result = run_analyze(ledger(), (lambda done: say(f"{done} articles read")) if live else None)
    words = {"read": result.read, "figures": result.figures, "incidents": result.incidents, "findings": result.findings}
    if as_json:
        dump({**words, "failures": result.failures})
    else:
        say(", ".join(f"{number} {name}" for name, number in words.items()))
    raise typer.Exit(FAILURES if result.failures else DONE)


@application.command()
def run(
    sources: SourcesOption = None,
    max_minutes: Annotated[float | None, typer.Option(help="Stop after so many minutes.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Crawl what is due and analyse, under a lock: what a schedule calls."""
    from jobs.analyze import analyze as run_analyze
    from jobs.crawl import LockedError, locked

    try:
        with locked(Chosen.url):
            results = run_crawl([], sources, max_minutes, due_only=True)
            done = run_analyze(ledger())
    except LockedError as error:
        stop(str(error), LOCKED)
    if as_json:
        dump({"sources": results, "read": done.read, "figures": done.figures, "findings": done.findings})
    else:
        report_crawl(results, as_json=False)
        say(f"{done.read} read, {done.figures} figures, {done.findings} findings")
    failed = done.failures or any(result["status"] == "failed" for result in results)
    raise typer.Exit(FAILURES if failed else DONE)


@application.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into.")],
    as_of: Annotated[str | None, typer.Option(help="Only what was first seen up to this date (YYYY-MM-DD).")] = None,
    incident: Annotated[str | None, typer.Option(help="Only this incident.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only this measure.")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Begin each file with a mark that Excel needs.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write JSON Lines as well.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the CSV files, the codebook and a manifest."""
    from datetime import date

    from jobs.export import Filters
    from jobs.export import export as run_export

    if as_of is not None:
        try:
            date.fromisoformat(as_of)
        except ValueError:
            stop(f"not a date: {as_of}", USAGE)
    if folder.exists() and not folder.is_dir():
        stop(f"not a folder: {folder}", USAGE)
    written = run_export(ledger(), folder, Filters(as_of, incident, measure), excel=excel, json_lines=jsonl)
    if as_json:
        dump(written)
    else:
        say(", ".join(f"{name} {count}" for name, count in written.items()))


@application.command()
def read(
    html: Annotated[bool, typer.Option("--html", help="Standard input is one HTML page.")] = False,
) -> None:
    """Text, JSON lines or pages in, JSON lines out, no database."""
    from jobs.read import read_html, read_stream

    results = [read_html(sys.stdin.buffer.read())] if html else read_stream(sys.stdin)
    failed = False
    for result in results:
        failed = failed or "error" in result
        typer.echo(json.dumps(result, ensure_ascii=False))
    raise typer.Exit(FAILURES if failed else DONE)


@application.command()
def app(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the app."""
    from importlib.util import find_spec

    spec = find_spec("app")
    if spec is None or spec.origin is None:
        stop("app.py is not installed", USAGE)
    ledger().dispose()
    root = Path(spec.origin).parent
    command = [sys.executable, "-m", "streamlit", "run", spec.origin, "--server.port", str(port)]
    command += ["--server.address", address, "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    url = Chosen.url
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        url = f"sqlite:///{Path(url.removeprefix('sqlite:///')).resolve()}"
    os.environ["CLAIMLINE_DB"] = url
    os.chdir(root)
    os.execv(sys.executable, command)


@application.command()
def status(as_json: JsonOption = False) -> None:
    """Ledger, runs, health of the sources; exit status 1 when a source needs a person."""
    from jobs.status import lines
    from jobs.status import status as read_status

    found = read_status(ledger())
    if as_json:
        dump(found)
    else:
        typer.echo("\n".join(lines(found)))
    raise typer.Exit(FAILURES if found["sources_with_problems"] else DONE)


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


@capture_application.command("show")
def show_capture(identity: Annotated[str, typer.Argument(metavar="ID", help="Id of a capture.")]) -> None:
    """Write the bytes of a capture to standard output, as they came."""
    from jobs.opening import captured

    body = captured(ledger(), identity)
    if body is None:
        stop(f"no such capture: {identity}", USAGE)
    sys.stdout.buffer.write(body)


def main() -> None:
    """Run the command."""
    application()


if __name__ == "__main__":
    main()
