"""Commands past one machine: copy a ledger to another database."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from commands.console import FAILURES, USAGE, JsonOption, dump, ledger, progress, say, stop

application = typer.Typer()


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
