"""Real workers in processes of their own, some of which are killed: for the test of recovery and its measurement."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from jobs.queue import upkeep
from tests.commands import COMMAND, ROOT
from tests.crawlers.loopback import Site

SILENT = 3.0  # seconds until a worker counts as dead
MOST_ATTEMPTS = 1000  # kills here are no fault of the job
PATIENCE = 300.0  # seconds without which a busy machine may do something at all; nothing here waits longer than it must
BEGUN = re.compile(rb"Starting job (\w+)\[(\d+)\]")
ENDED = re.compile(rb"Job (\w+)\[(\d+)\].* ended with status")


class Fleet:
    """Workers on one ledger; a worker that is gone is replaced, as a service would be."""

    def __init__(self, url: str, folder: Path, number: int, words: tuple[str, ...] = ()) -> None:
        self.url, self.folder, self.words = url, folder, words
        self.started = 0
        self.logs: dict[int, Path] = {}
        self.workers = [self.start() for _ in range(number)]

    def start(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        self.started += 1
        command = [str(COMMAND), "--db", self.url, "worker", "--no-schedule", "--stalled-after", str(SILENT)]
        path = self.folder / f"worker-{self.started}.log"
        with path.open("wb") as log:
            begun = subprocess.Popen([*command, *self.words], cwd=ROOT, env=dict(os.environ), stdout=log, stderr=log)
        self.logs[begun.pid] = path
        return begun

    def at_work(self) -> dict[int, str]:
        """Return what the workers are doing: the kind of job by the place of the worker, idle ones left out."""
        found = {}
        for number, worker in enumerate(self.workers):
            told = self.logs[worker.pid].read_bytes()
            ended = {job for _, job in ENDED.findall(told)}
            open_jobs = [kind.decode() for kind, job in BEGUN.findall(told) if job not in ended]
            if open_jobs:
                found[number] = open_jobs[-1]
        return found

    def kill_one(self, chance: random.Random) -> None:
        """Kill a worker without a word, and start another in its place."""
        self.kill(chance.randrange(len(self.workers)))

    def kill(self, number: int) -> None:
        """Kill one worker without a word, and start another in its place."""
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait(10)
        self.workers[number] = self.start()

    def replace_ended(self) -> None:
        """Start others for workers that ended by themselves."""
        for number, worker in enumerate(self.workers):
            if worker.poll() is not None:
                self.workers[number] = self.start()

    def stop(self) -> list[int]:
        """Ask all workers to end and return their exit statuses."""
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        return [worker.wait(60) for worker in self.workers]


@contextmanager
def fleet(url: str, folder: Path, number: int, *words: str) -> Iterator[Fleet]:
    """Run workers and end them all, whatever happens."""
    running = Fleet(url, folder, number, words)
    try:
        yield running
    finally:
        for worker in running.workers:
            if worker.poll() is None:
                worker.kill()
                worker.wait(10)


def counts(engine: Engine) -> dict[str, int]:
    """Return how many jobs are in each state, none while the database is away.

    Stalled ones are put back first, and the pauses before failed ones are tried again are cut short.
    """
    try:
        upkeep.mend(engine, SILENT, MOST_ATTEMPTS)
        with engine.begin() as connection:
            connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"))
        return upkeep.counts(engine)
    except OperationalError:
        return {"away": 1}


def wait_for(engine: Engine, running: Fleet, site: Site, number: int) -> None:
    """Wait until a site was asked so often; what killed workers left is taken up meanwhile."""
    until = time.monotonic() + PATIENCE
    while len(site.times) < number and time.monotonic() < until:
        counts(engine)
        running.replace_ended()
        time.sleep(0.1)
    assert len(site.times) >= number


def wait_until_done(engine: Engine, running: Fleet) -> dict[str, int]:
    """Wait until no job waits or runs; return the states."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = counts(engine)
        if not set(found) & {"todo", "doing", "away"}:
            return found
        running.replace_ended()
        time.sleep(0.5)
    raise AssertionError(f"jobs are not done: {counts(engine)}")
