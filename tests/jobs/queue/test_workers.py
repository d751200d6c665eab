"""Three real workers, killed without a word and with their database restarted, leave the ledger of one process."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jobs.archives import backfill_all, put_archives
from jobs.export import Filters, export
from jobs.queue.putting import ensure_queue
from tests.jobs.queue.fleet import counts, fleet, wait_until_done
from tests.jobs.warc import Page, accusation, archive, idle
from tests.postgres import running

pytestmark = pytest.mark.postgres
ARCHIVES = 6


def pages(number: int) -> list[Page]:
    """Return the pages of one archive: news, accusations, and texts that other archives hold as well."""
    mixed = [idle(1000 * number + place) for place in range(60)]
    for place in range(6):
        mixed.insert(place * 9, accusation(f"{place + 2} million", 10 * number + place, f"quay{number}.example"))
    mixed.insert(7, accusation("9 million", 1, "shared.example", f"2026-03-0{number + 1}T08:00:00Z"))
    mixed.insert(30, accusation(f"{number + 11} million", 2, "shared.example", f"2026-03-1{number}T08:00:00Z"))
    return mixed


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every exported file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_killed_workers_and_a_restarted_database_change_nothing(
    postgres_ledger: Engine, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """Every export is the same byte for byte."""
    server = running()
    chance = random.Random(7)
    paths = [str(archive(tmp_path / f"{number}.warc.gz", pages(number))) for number in range(ARCHIVES)]
    ensure_queue(postgres_ledger)
    url = postgres_ledger.url.render_as_string(hide_password=False)
    with fleet(url, tmp_path, 3) as workers:
        time.sleep(4)
        put_archives(postgres_ledger, paths)
        for moment in range(3):
            time.sleep(chance.uniform(0.5, 2))
            workers.kill_one(chance)
            if moment == 1:
                server.restart()
        states = wait_until_done(postgres_ledger, workers)
    assert set(states) <= {"succeeded", "aborted"}
    backfill_all(sqlite_ledger, paths, 0)
    export(postgres_ledger, tmp_path / "many", Filters())
    export(sqlite_ledger, tmp_path / "one", Filters())
    expected = files(tmp_path / "one")
    assert expected["figures.csv"].count(b"\n") > 40
    assert files(tmp_path / "many") == expected


def test_a_worker_asked_to_end_ends_and_leaves_nothing_half_done(postgres_ledger: Engine, tmp_path: Path) -> None:
    """It finishes or hands on what it has begun: no job is left in its name."""
    url = postgres_ledger.url.render_as_string(hide_password=False)
    with fleet(url, tmp_path, 1) as workers:
        log = tmp_path / "worker-1.log"
        until = time.monotonic() + 60
        while b"Starting worker" not in log.read_bytes() and time.monotonic() < until:
            time.sleep(0.1)
        put_archives(postgres_ledger, [str(archive(tmp_path / "a.warc.gz", pages(0) * 60))])
        while b"Starting job backfill" not in log.read_bytes() and time.monotonic() < until:
            time.sleep(0.05)
        assert workers.stop() == [0]
    states = counts(postgres_ledger)
    assert "doing" not in states
    assert states.get("failed", 0) == 0
