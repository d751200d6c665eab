"""Three real workers that crawl and read archives, killed and with their database restarted: the ledger of one."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jobs.archives import put_archives
from jobs.queue.putting import ensure_queue
from jobs.queue.tasks import put_due
from tests.jobs.queue.fleet import PATIENCE, counts, fleet, wait_for, wait_until_done
from tests.jobs.queue.proof import alone, exported, files
from tests.jobs.queue.sites import SLACK, WatchedSite, newsroom
from tests.jobs.warc import Page, accusation, archive, idle
from tests.postgres import running

pytestmark = pytest.mark.postgres
ARCHIVES = 3
DELAY = 0.25


@pytest.fixture
def sites() -> Iterator[tuple[WatchedSite, WatchedSite]]:
    """Return two sites that watch who asks them."""
    pair = WatchedSite(), WatchedSite()
    yield pair
    for site in pair:
        site.stop()


def pages(number: int) -> list[Page]:
    """Return the pages of one archive: news, accusations, and texts that other archives hold as well."""
    mixed = [idle(1000 * number + place) for place in range(60)]
    for place in range(6):
        mixed.insert(place * 9, accusation(f"{place + 2} million", 10 * number + place, f"quay{number}.example"))
    mixed.insert(7, accusation("9 million", 1, "shared.example", f"2026-03-0{number + 1}T08:00:00Z"))
    mixed.insert(30, accusation(f"{number + 11} million", 2, "shared.example", f"2026-03-1{number}T08:00:00Z"))
    return mixed


def test_killed_workers_and_a_restarted_database_change_nothing(
    postgres_ledger: Engine, sqlite_ledger: Engine, tmp_path: Path, sites: tuple[WatchedSite, WatchedSite]
) -> None:
    """Every export is the same byte for byte, no page was asked for by two at once, no site too often."""
    server, chance, folder = running(), random.Random(7), tmp_path / "sources"
    pages_of = [
        newsroom(folder, sites[0], ["alder", "birch"], 7, DELAY),
        newsroom(folder, sites[1], ["cedar"], 8, DELAY, 100),
    ]
    paths = [str(archive(tmp_path / f"{number}.warc.gz", pages(number))) for number in range(ARCHIVES)]
    ensure_queue(postgres_ledger)
    put_due(postgres_ledger, folder)
    put_archives(postgres_ledger, paths)
    url = postgres_ledger.url.render_as_string(hide_password=False)
    with fleet(url, tmp_path, 3, "--sources", str(folder)) as workers:
        wait_for(postgres_ledger, workers, sites[0], 5)
        workers.kill_one(chance)
        wait_for(postgres_ledger, workers, sites[1], 5)
        workers.kill_one(chance)
        server.restart()
        states = wait_until_done(postgres_ledger, workers)
    assert set(states) <= {"succeeded", "aborted"}
    for site, every in zip(sites, pages_of, strict=True):
        assert set(every) <= set(site.requests)
        assert site.at_once == []
        assert site.burst(DELAY * 0.9) < SLACK
        site.delay = 0
    exported(postgres_ledger, tmp_path / "many")
    alone(sqlite_ledger, folder, paths, tmp_path / "one")
    expected = files(tmp_path / "one")
    assert expected["figures.csv"].count(b"\n") > 80
    assert files(tmp_path / "many") == expected


def test_a_worker_asked_to_end_ends_and_leaves_nothing_half_done(postgres_ledger: Engine, tmp_path: Path) -> None:
    """It finishes or hands on what it has begun: no job is left in its name."""
    url = postgres_ledger.url.render_as_string(hide_password=False)
    with fleet(url, tmp_path, 1) as workers:
        log = tmp_path / "worker-1.log"
        until = time.monotonic() + PATIENCE
        while b"Starting worker" not in log.read_bytes() and time.monotonic() < until:
            time.sleep(0.1)
        put_archives(postgres_ledger, [str(archive(tmp_path / "a.warc.gz", pages(0) * 20))])
        while b"Starting job backfill" not in log.read_bytes() and time.monotonic() < until:
            time.sleep(0.05)
        assert workers.stop() == [0]
    states = counts(postgres_ledger)
    assert "doing" not in states
    assert states.get("failed", 0) == 0
