"""Commands for people: app and status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.console import DONE, FAILURES, USAGE, Chosen, JsonOption, SourcesOption, dump, ledger, stop

application = typer.Typer()


@application.command()
def app(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody can review.")] = False,
) -> None:
    """Serve the app, and feeds and exports beside it."""
    from importlib.util import find_spec

    from jobs.access import AccessError, review_mode

    spec = find_spec("app")
    if spec is None or spec.origin is None:
        stop("app.py is not installed", USAGE)
    root = Path(spec.origin).parent
    try:
        mode = review_mode(address, os.environ, root / ".streamlit" / "secrets.toml", read_only=read_only)
    except AccessError as error:
        stop(str(error), USAGE)
    ledger().dispose()
    url = Chosen.url
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        url = f"sqlite:///{Path(url.removeprefix('sqlite:///')).resolve()}"
    os.environ |= {"CLAIMLINE_DB": url, "CLAIMLINE_REVIEW": mode}
    os.chdir(root)
    os.execv(sys.executable, [sys.executable, "-m", "jobs.serving", "--port", str(port), "--address", address])


@application.command()
def status(sources: SourcesOption = None, as_json: JsonOption = False) -> None:
    """Ledger, runs, health of the sources; exit status 1 when a source needs a person."""
    from jobs.crawl import SourceError
    from jobs.status import lines
    from jobs.status import status as read_status

    try:
        found = read_status(ledger(), sources)
    except SourceError as error:
        stop(str(error), USAGE)
    if as_json:
        dump(found)
    else:
        typer.echo("\n".join(lines(found)))
    raise typer.Exit(FAILURES if found["sources_with_problems"] or found["failed_jobs"] else DONE)
