"""What one process keeps of the groups that it settled, so that one more article is not settled from the beginning.

Nothing is taken on trust: a report stands only while the ledger says the same of its article and of when it was read,
and what was worked out of it while it is that very report. Results are the same with and without.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from jobs.reading_again import Again
from ledger.incident import Report
from nlp.reconcile.kept import Kept
from nlp.reconcile.scopes import Wanted
from store import derived, readings
from store.derived import Derived
from store.tables import incidents

MOST_ARTICLES = 20_000  # of all groups together; with texts of a usual length some 60 kB each


@dataclass(slots=True)
class Group:
    """What was settled together: under which names, from which reports, and what these came to."""

    names: frozenset[str] = frozenset()
    held: dict[str, tuple[tuple[Any, ...], Report]] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    again: Again = field(default_factory=Again)
    derived: Derived | None = None  # what was written, under this signature
    signature: str | None = None

    def written(self, connection: Connection, incident_ids: Collection[str]) -> Derived | None:
        """Return what was written of incidents last, if these are all and nobody else wrote to them since."""
        if self.derived is None or self.derived[incidents].keys() != set(incident_ids):
            return None
        return self.derived if derived.signed(connection, incident_ids) <= {self.signature} else None

    def reports(self, connection: Connection, articles: Collection[str], fresh: Collection[str]) -> list[Report]:
        """Return the reports of some articles; those that are fresh or changed are read from the ledger."""
        stamps = readings.stamps(connection, articles)
        new = {key for key, stamp in stamps.items() if key in fresh or self.held.get(key, ((),))[0] != stamp}
        for report in readings.some_reports(connection, new):
            self.held[report.article_id] = (stamps[report.article_id], report)
        self.held = {key: self.held[key] for key in sorted(stamps)}
        return [report for _, report in self.held.values()]


class Memory:
    """The groups that were settled last."""

    def __init__(self, most: int = MOST_ARTICLES) -> None:
        self.most, self.groups = most, list[Group]()
        self.lock = threading.Lock()

    @contextmanager
    def group(self, part: Wanted) -> Iterator[Group]:
        """Give what is kept of a part of the ledger to one who settles it; kept again only if nothing went wrong."""
        names = part.accusers | {f"/{name}" for name in part.orphans}
        with self.lock:
            known = [group for group in self.groups if not names.isdisjoint(group.names)]
            self.groups = [group for group in self.groups if group not in known]
        group = max(known, key=lambda one: len(one.held), default=Group())
        for other in known:
            group.held = {**other.held, **group.held}
        if len(known) > 1:
            group.derived = None
        group.names = names
        yield group
        with self.lock:
            self.groups.append(group)
            while len(self.groups) > 1 and sum(len(one.held) for one in self.groups) > self.most:
                self.groups.pop(0)
