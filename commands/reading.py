"""Commands over articles: ingest, analyze, export, read."""

from __future__ import annotations

import io
import itertools
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.console import DONE, FAILURES, USAGE, JsonOption, dump, ledger, progress, say, stop

application = typer.Typer()


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
    opened = ledger()
    counted = itertools.count(1)
    with progress("files") as tell:
        result = run_ingest(opened, present, lambda _path: tell(next(counted)))
    for line in result.failures:
        say(f"claimline: {line}")
    if as_json:
        dump({"files": result.files, "new": result.new, "known": result.known, "failures": result.failures})
    else:
        say(f"{result.files} files: {result.new} new, {result.known} known, {len(result.failures)} not usable")
    raise typer.Exit(FAILURES if result.failures or missing else DONE)


@application.command()
def analyze(as_json: JsonOption = False) -> None:
    """Read new articles and reconcile the incidents they touch."""
    from jobs.analyze import analyze as run_analyze

    opened = ledger()
    with progress("articles read") as tell:
        result = run_analyze(opened, tell)
    words = {"read": result.read, "figures": result.figures, "incidents": result.incidents, "findings": result.findings}
    if as_json:
        dump({**words, "failures": result.failures})
    else:
        say(", ".join(f"{number} {name}" for name, number in words.items()))
    raise typer.Exit(FAILURES if result.failures else DONE)


@application.command("import")
def import_coded(
    file: Annotated[Path | None, typer.Argument(help="CSV file of hand-coded figures.")] = None,
    template: Annotated[bool, typer.Option("--template", help="Print a file to fill in, and stop.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row, write nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring figures that a person coded into the ledger: all rows, or none when one is wrong."""
    from jobs.imports import CodedFileError, load
    from jobs.imports import template as written

    if template:
        typer.echo(written(), nl=False)
        return
    if file is None:
        stop("name a file, or --template for one to fill in", USAGE)
    try:
        result = load(ledger(), file, dry_run=dry_run)
    except CodedFileError as error:
        stop(f"{file}: {error}", USAGE)
    for line in result.failures:
        say(f"claimline: {file}: {line}")
    if as_json:
        dump({name: getattr(result, name) for name in ("figures", "sources", "new", "failures")})
    elif result.failures:
        say(f"nothing imported: {len(result.failures)} cells are wrong")
    else:
        say(f"{result.figures} figures on {result.sources} sources, {result.new} new; analyze reconciles them")
    raise typer.Exit(FAILURES if result.failures else DONE)


@application.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into.")],
    as_of: Annotated[str | None, typer.Option(help="As the ledger stood on this date (YYYY-MM-DD).")] = None,
    incident: Annotated[str | None, typer.Option(help="Only this incident.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only this measure.")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Begin each file with a mark that Excel needs.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write JSON Lines as well.")] = False,
    parquet: Annotated[bool, typer.Option("--parquet", help="Write Parquet as well.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the CSV files as a data package with codebook, limits, citations and a manifest."""
    from jobs.export import ExportError, Filters, Options
    from jobs.export import export as run_export

    refuse(as_of, folder)
    try:
        written = run_export(ledger(), folder, Filters(as_of, incident, measure), Options(excel, jsonl, parquet))
    except ExportError as error:
        stop(str(error), USAGE)
    if as_json:
        dump(written)
    else:
        say(", ".join(f"{name} {count}" for name, count in written.items()))


@application.command()
def brief(
    incident: Annotated[str, typer.Argument(help="Id of an incident.")],
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder to write into.")] = Path(),
    as_of: Annotated[str | None, typer.Option(help="As the ledger stood on this date (YYYY-MM-DD).")] = None,
) -> None:
    """Write one page on an incident as Markdown and HTML: chart, figures, disputes, references."""
    from jobs.brief import ExportError, write

    refuse(as_of, folder)
    try:
        files = write(ledger(), incident, folder, as_of)
    except ExportError as error:
        stop(str(error), USAGE)
    for file in files:
        typer.echo(file)


@application.command()
def read(
    html: Annotated[
        bool, typer.Option("--html", help="Pages instead of texts: one HTML page, or JSON lines with html.")
    ] = False,
) -> None:
    """Text, JSON lines or pages in, JSON lines out, no database."""
    from jobs.read import read_pages, read_stream

    failed = False
    texts = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    for result in read_pages(sys.stdin.buffer) if html else read_stream(texts):
        failed = failed or "error" in result
        typer.echo(json.dumps(result, ensure_ascii=False))
    raise typer.Exit(FAILURES if failed else DONE)


def refuse(as_of: str | None, folder: Path) -> None:
    """End with one clear line where a day is no date or a folder to write into is something else."""
    from jobs.export import is_moment

    if as_of is not None and not is_moment(as_of):
        stop(f"not a date: {as_of}", USAGE)
    if folder.exists() and not folder.is_dir():
        stop(f"not a folder: {folder}", USAGE)
