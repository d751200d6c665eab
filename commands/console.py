"""What every command shares: the chosen ledger, exit statuses, options, and how lines and JSON are printed.

Exit status: 0 done, 1 done with failures, 2 wrong use, 3 another run holds the lock.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from jobs.opening import Ledger

DONE, FAILURES, USAGE, LOCKED = 0, 1, 2, 3
DEFAULT_LEDGER = "sqlite:///var/claimline.db"

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
SourcesOption = Annotated[Path | None, typer.Option("--sources", help="Read source files from this folder.")]
Result = dict[str, Any]


class Chosen:
    """The database that the global option chose."""

    url = DEFAULT_LEDGER


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


@contextmanager
def progress(what: str, every: int = 500) -> Iterator[Callable[[int], None]]:
    """Yield a function to be told how many are done: a live line on a terminal, else a plain line now and then."""
    if not sys.stderr.isatty():
        yield partial(now_and_then, what, every, [0])
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as live:
        task = live.add_task(what, total=None)
        yield lambda done: live.update(task, completed=done)


def now_and_then(what: str, every: int, told: list[int], done: int) -> None:
    """Print how many are done whenever so many more are than at the last line; `told` holds where that was."""
    if done // every > told[0]:
        told[0] = done // every
        say(f"{what}: {done}")
