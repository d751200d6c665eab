"""The command `claimline`: its parts are in commands/.

Heavy imports stay inside each command, so that `--help` is quick.

Exit status: 0 done, 1 done with failures, 2 wrong use, 3 another run holds the lock.
"""

from __future__ import annotations

from typing import Annotated

import typer

from commands import cluster, crawling, reading, serving
from commands.console import DEFAULT_LEDGER, Chosen

PARTS = (reading, crawling, serving, cluster)
application = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for part in PARTS:
    application.add_typer(part.application)


@application.callback(help="Who claims what figure about whom, reconciled by independent origin.")
def begin(
    db: Annotated[str, typer.Option("--db", envvar="CLAIMLINE_DB", help="Database URL.")] = DEFAULT_LEDGER,
) -> None:
    """Remember the global option."""
    Chosen.url = db


def main() -> None:
    """Run the command."""
    application()


if __name__ == "__main__":
    main()
