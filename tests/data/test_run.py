"""What `make run` does: the newsroom crawled, analysed and shown; a second run changes nothing; Ctrl-C ends it all."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.commands import ROOT

SECONDS = 120
MOVING = {"runs", "source_state"}  # when something was done is written anew each time
MOMENTS = {"last_seen", "fetched_at", "due_at", "lease_until", "unchanged", "status"}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(ledger: Path, newsroom: int, *words: str) -> list[str]:
    """Return the command behind `make run`, on a ledger and ports of its own."""
    ports = ["--port", str(free_port()), "--newsroom-port", str(newsroom)]
    return [sys.executable, "-m", "data.newsroom.run", "--ledger", str(ledger), *ports, *words]


def contents(ledger: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what the ledger holds, without the moments at which it was last looked at."""
    with sqlite3.connect(ledger) as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        found = {}
        for name in sorted(set(names) - MOVING):
            columns = [row[1] for row in connection.execute(f'pragma table_info("{name}")') if row[1] not in MOMENTS]
            chosen = ", ".join(f'"{column}"' for column in columns)
            found[name] = sorted(connection.execute(f'select {chosen} from "{name}"').fetchall(), key=repr)
    connection.close()
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Run once without the app; return the ledger and the newsroom's port, which its pages' addresses carry."""
    ledger, port = tmp_path_factory.mktemp("run") / "sample.db", free_port()
    subprocess.run(command(ledger, port, "--no-app"), cwd=ROOT, check=True, timeout=SECONDS, capture_output=True)
    return ledger, port


def answers(url: str) -> bool:
    """Tell whether something serves this address."""
    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def test_a_second_run_changes_nothing(first: tuple[Path, int]) -> None:
    """Everything is reused: same rows but for when they were last looked at."""
    ledger, port = first
    before = contents(ledger)
    assert before["articles"]
    subprocess.run(command(ledger, port, "--no-app"), cwd=ROOT, check=True, timeout=SECONDS, capture_output=True)
    after = contents(ledger)
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == before[name], name


def test_it_serves_the_app_until_it_is_interrupted(first: tuple[Path, int]) -> None:
    """The address it prints answers, and after Ctrl-C neither the app nor the newsroom does."""
    ledger, newsroom = first
    words = command(ledger, newsroom)
    app = words[words.index("--port") + 1]
    health = f"http://127.0.0.1:{app}/_stcore/health"
    started = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0)
    try:
        end = time.monotonic() + SECONDS
        while not answers(health) and time.monotonic() < end and started.poll() is None:
            time.sleep(0.2)
        assert answers(health)
        assert answers(f"http://127.0.0.1:{newsroom}/robots.txt")
        os.killpg(started.pid, signal.SIGINT)
        assert started.wait(timeout=SECONDS) == 0
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()
    assert not answers(health)
    assert not answers(f"http://127.0.0.1:{newsroom}/robots.txt")
