"""Workers killed without a word, again and again, and their database restarted: the ledger must be that of one process.

python -m bench.campaign [--kills 10] [--seed 1] [--keep FOLDER]

Three workers crawl three sites (two sources each), read what came and what was put in as files, settle it group by
group, and read archives. A worker is killed while it is at a job, jobs of all kinds alike; after half of the kills
PostgreSQL is restarted at once. The same input goes through one process on SQLite. Every export must be the same byte
for byte; no page may be asked for by two at once, no site more often than its delay allows.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Engine

from jobs.archives import put_archives
from jobs.ingest import ingest
from jobs.queue import upkeep
from jobs.queue.putting import ensure_queue, put_unread
from jobs.queue.tasks import put_due
from store.engine import open_ledger
from tests.jobs.queue.fleet import Fleet, counts, fleet
from tests.jobs.queue.proof import SEEN, alone, exported, files
from tests.jobs.queue.sites import SLACK, WatchedSite, newsroom
from tests.jobs.warc import Page, accusation, archive, html, idle, told_apart
from tests.postgres import fresh_database, running

WORKERS, SITES, SOURCES, PAGES = 3, 3, 2, 25
ARCHIVES, IDLE, TOLD = 6, 4_000, 36
TEXTS = 500
DELAY = 0.25
KINDS = ("settle", "crawl", "read", "backfill")  # of the jobs that are killed
PAUSE = (0.5, 3.0)  # seconds before a kill
PATIENCE = 25.0  # seconds that it waits for a job of the kind that was killed least
LONGEST = 900.0  # of all
STEP = 0.02
NAMES = ("Orrery", "Halcyon", "Meridian", "Tessera", "Cobalt", "Larkspur", "Quillon", "Sextant")


def told(number: int, place: int) -> bytes:
    """Return a page on which one of several companies accuses another, with a number of its own."""
    name = NAMES[number % len(NAMES)]
    accuser, accused = f"{name} AI", f"{NAMES[number % len(NAMES) - 1]} Labs"
    count = f"{number % len(NAMES) + 2}.{place % 3 + 1} million"
    page = html(
        f"{accuser} accuses {accused} of distilling its model, report {place}",
        f"{accuser} accused {accused} of a distillation attack on its language model. {accuser} said {accused} made "
        f"{count} exchanges through {number % len(NAMES) + 3},{place % 3 + 1}00 fraudulent accounts.",
        f"Report {place}: the company said in a statement on Monday that the campaign broke its terms of service. "
        f"{accused} denied the allegation.",
    )
    return told_apart(page, 1000 + place)


def pages(number: int) -> list[Page]:
    """Return the pages of one archive, some of them in all archives."""
    mixed = [idle(10_000 * number + place) for place in range(IDLE)]
    for place in range(TOLD):
        moment = f"2026-03-{place % 28 + 1:02}T{place // 28:02}:0{number}:00Z"
        host = "shared.example" if place % 4 == 0 else f"quay{number}.example"
        mixed.insert(place * 29, Page(f"https://{host}/told/{place}", told(place, place), moment))
    mixed.insert(5, accusation("2 million", 9, "quay.example", "2026-03-01T00:00:00Z"))
    return mixed


def texts(folder: Path) -> Path:
    """Write pages as files, to be read by jobs of their own."""
    folder.mkdir()
    for number in range(TEXTS):
        (folder / f"{number}.html").write_bytes(told(number, 1000 + number))
    return folder


@dataclass
class Campaign:
    """What was killed when."""

    engine: Engine
    workers: Fleet
    chance: random.Random
    killed: Counter[str] = field(default_factory=Counter)
    taken_up: int = 0  # given up after too many kills, and put back by hand

    def kill(self) -> None:
        """Kill a worker that is at a job, after a random while: of the kind that was killed least, if it comes."""
        until = time.monotonic() + self.chance.uniform(*PAUSE)
        while time.monotonic() < until:
            counts(self.engine)
            self.workers.replace_ended()
            time.sleep(0.5)
        until = time.monotonic() + PATIENCE
        busy: dict[int, str] = {}
        least = min(KINDS, key=lambda kind: (self.killed[kind], KINDS.index(kind)))
        while least not in busy.values() and (time.monotonic() < until or not busy):
            time.sleep(STEP)
            busy = self.workers.at_work() or busy
        place = min(busy, key=lambda place: (self.killed[busy[place]], self.chance.random()))
        self.killed[busy[place]] += 1
        print(f"killed at {busy[place]}", flush=True)
        self.workers.kill(place)

    def finish(self) -> None:
        """Wait until every job is done; take up those that were given up, as a person would."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            states = counts(self.engine)
            if "failed" in states:
                self.taken_up += len(upkeep.retry(self.engine))
            elif not set(states) & {"todo", "doing", "away"}:
                return
            self.workers.replace_ended()
            time.sleep(0.3)
        raise AssertionError(f"jobs are not done: {counts(self.engine)}")


def main() -> None:
    """Run it and print what was seen; ends with an error where anything differs."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--kills", type=int, default=10)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--keep", type=Path, help="work in this new folder and leave it")
    given = reader.parse_args()
    if given.keep is not None:
        given.keep.mkdir(parents=True)
        run(given.keep, given.kills, random.Random(given.seed))
        return
    with tempfile.TemporaryDirectory() as name:
        run(Path(name), given.kills, random.Random(given.seed))


def run(folder: Path, kills: int, chance: random.Random) -> None:
    """Do everything twice and compare."""
    url, sources, began = fresh_database(), folder / "sources", time.monotonic()
    engine, single = open_ledger(url), open_ledger(f"sqlite:///{folder / 'one.db'}")
    sites = [WatchedSite() for _ in range(SITES)]
    for number, site in enumerate(sites):
        newsroom(sources, site, [f"paper{number}{letter}" for letter in "ab"[:SOURCES]], PAGES, DELAY, 100 * number)
    archives = [str(archive(folder / f"{number}.warc.gz", pages(number))) for number in range(ARCHIVES)]
    given = [texts(folder / "texts")]
    ensure_queue(engine)
    with patch("jobs.ingest.now", return_value=SEEN):  # which of near-copies counts is decided by when each came
        for ledger in (engine, single):
            assert ingest(ledger, given).new == TEXTS
    put_due(engine, sources), put_archives(engine, archives), put_unread(engine)
    with fleet(url, folder, WORKERS, "--sources", str(sources)) as workers:
        campaign = Campaign(engine, workers, chance)
        for number in range(kills):
            campaign.kill()
            if number == kills // 2 - 1:
                running().restart()
        campaign.finish()
    spent = time.monotonic() - began
    report(campaign, sites, spent)
    exported(engine, folder / "many")
    for site in sites:
        site.delay = 0
    alone(single, sources, archives, folder / "one")
    compare(files(folder / "many"), files(folder / "one"))
    for site in sites:
        site.stop()


def report(campaign: Campaign, sites: list[WatchedSite], spent: float) -> None:
    """Print what the workers did and what the sites saw of it."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(campaign.killed.items()))
    print(f"{sum(campaign.killed.values())} kills ({kinds}), PostgreSQL restarted once")
    print(f"{campaign.workers.started} workers, {spent:.0f} s, {usage.ru_utime + usage.ru_stime:.0f} CPU s")
    print(f"jobs: {counts(campaign.engine)}")
    print(f"{campaign.taken_up} jobs given up and taken up by hand")
    asked = sum(len(site.times) for site in sites)
    again = sum(number - 1 for site in sites for path, number in site.requests.items() if ".xml" not in path)
    bursts = [site.burst(DELAY * 0.9) for site in sites]
    print(
        f"{asked} requests, {again} of a page asked before, {sum(len(site.at_once) for site in sites)} by two at once"
    )
    print(f"requests came at most {max(bursts):.2f} s before the delay of their site allowed")
    assert not any(site.at_once for site in sites)
    assert max(bursts) < SLACK


def compare(many: dict[str, bytes], one: dict[str, bytes]) -> None:
    """Compare all exported files byte for byte."""
    figures = one["figures.csv"].count(b"\n") - 1
    assert figures > TEXTS
    different = sorted(name for name in many.keys() | one.keys() if many.get(name) != one.get(name))
    print(f"{len(one)} exported files, {figures} figures: {'the same' if not different else f'different: {different}'}")
    assert not different


if __name__ == "__main__":
    main()
