"""The services of the pages (store.queries.services) over one ledger; each loads what it needs when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Engine

from store.exports import Filters
from store.queries.services import Fault, Loaded, Names

LARGEST = 8 * 1024 * 1024  # bytes of a file that comes through a browser
Answer = TypeVar("Answer")


class Desk:
    """What the process that serves the app does for its pages."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def load(self, name: str, body: bytes, author: str, *, dry_run: bool) -> Loaded:
        """Check a file of hand-coded figures and, unless it is a dry run or a cell is wrong, bring it in."""
        from jobs.imports import CodedFileError, load_body

        if len(body) > LARGEST:
            return Loaded(refused=f"more than {LARGEST:,} bytes")
        try:
            done = load_body(self.engine, name, body, author=author, dry_run=dry_run)
        except CodedFileError as error:
            return Loaded(refused=str(error))
        return Loaded(done.figures, done.sources, done.new, tuple(map(fault, done.failures)))

    def on_day(
        self,
        incident_ids: Sequence[str],
        day: str,
        question: Callable[[Connection, Names], Answer],
        *,
        can_wait: bool = False,
    ) -> Answer | None:
        """Answer a question about incidents from what had been published by a day; None where that is too much."""
        from jobs.past import on_day

        return on_day(self.engine, incident_ids, day, question, can_wait=can_wait)

    def seen_by(self, filters: Filters, question: Callable[[Connection], Answer]) -> Answer | None:
        """Answer a question about the ledger as an export with these filters reads it; None where that is too much."""
        from jobs.past import seen_by

        return seen_by(self.engine, filters, question)


def fault(line: str) -> Fault:
    """Return a line of the importer ("line 3: value: is empty") as its parts."""
    place, _, rest = line.partition(": ")
    column, _, problem = rest.partition(": ")
    return Fault(int(place.removeprefix("line ")), column, problem)
