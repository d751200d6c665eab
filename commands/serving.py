"""Commands for people: app and status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.console import DONE, FAILURES, USAGE, Chosen, JsonOption, dump, ledger, stop

application = typer.Typer()


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
