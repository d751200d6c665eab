"""A ledger with a queue, and workers that run in the test's own process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jobs.alerting import AlertFile
from jobs.queue.application import Options, run_worker
from jobs.queue.putting import QUEUES, ensure_queue
from jobs.queue.tasks import Work

WITHOUT_UPKEEP = tuple(name for name in QUEUES if name != "upkeep")


@pytest.fixture
def queued(postgres_ledger: Engine) -> Engine:
    """Return a ledger on PostgreSQL that has a queue."""
    ensure_queue(postgres_ledger)
    return postgres_ledger


@pytest.fixture
def work_off(queued: Engine) -> Callable[..., None]:
    """Return a function that does all waiting jobs as a worker does."""

    def run(sources: Path | None = None, exports: Path | None = None, alerts: AlertFile | None = None) -> None:
        run_worker(Work(queued, sources, exports, alerts), Options(queues=WITHOUT_UPKEEP, once=True, retry_base=0))

    return run
