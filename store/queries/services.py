"""What the process that serves the app does for its pages beyond questions to the ledger.

A page may not reach the jobs: whoever serves it puts the services here. Where nobody did, a page says what it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from store.exports import Filters

Answer = TypeVar("Answer")
Names = Mapping[str, str]  # id of today -> id of the day


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong cell of a file: its line, its column and what is wrong."""

    line: int
    column: str
    problem: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an import did or would do. With `refused` (the file as a whole) or `faults` nothing was written."""

    figures: int = 0
    sources: int = 0
    new: int = 0
    faults: tuple[Fault, ...] = ()
    refused: str | None = None


class Services(Protocol):
    """The work that pages may ask for."""

    def load(self, name: str, body: bytes, author: str, *, dry_run: bool) -> Loaded:
        """Check a file of hand-coded figures and, unless it is a dry run or a cell is wrong, bring it in."""

    def on_day(
        self,
        incident_ids: Sequence[str],
        day: str,
        question: Callable[[Connection, Names], Answer],
        *,
        can_wait: bool = False,
    ) -> Answer | None:
        """Answer a question about incidents from what had been published by a day; None where that is too much.

        Who can wait is answered where it takes some seconds.
        """

    def seen_by(self, filters: Filters, question: Callable[[Connection], Answer]) -> Answer | None:
        """Answer a question about the ledger as an export with these filters reads it; None where that is too much."""


class Offer:
    """The place where the services of this process stand."""

    services: Services | None = None


def offer(services: Services | None) -> None:
    """Put the services of this process in their place; None takes them away."""
    Offer.services = services


def offered() -> Services | None:
    """Return the services of this process, None where nobody offers any."""
    return Offer.services
