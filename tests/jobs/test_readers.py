"""Processes that read pages: they end with the one that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from crawlers.records import Record
from jobs import readers
from jobs.pages import Outcome
from jobs.readers import Readers, ReadersError
from store.frontier import process_started
from tests.commands import ROOT

PATIENCE = 120.0
STARTER = """
import time
from contextlib import ExitStack
from crawlers.records import Record
from jobs.readers import Readers

if __name__ == "__main__":
    with ExitStack() as stack:
        readers = Readers(1, stack)
        readers.put(Record(0, "https://a.example/1", "text/html", "2026-03-01T00:00:00Z", (), b"<p>weather</p>"))
        (_, outcome), = readers.ready(everything=True)
        print(outcome.reason, *readers.pool._processes, flush=True)
        time.sleep(600)
"""


def test_readers_end_with_a_process_that_was_killed(tmp_path: Path) -> None:
    """Nobody is left to tell them, and nothing waits for what they might read."""
    script = tmp_path / "starter.py"
    script.write_text(STARTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        reason, reader = starter.stdout.readline().split()
        assert reason == "off_topic"
        assert process_started(int(reader)) is not None
        starter.send_signal(signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while process_started(int(reader)) is not None and time.monotonic() < until:
        time.sleep(0.05)
    assert process_started(int(reader)) is None


def end_at_once(_record: Record) -> Outcome:
    """Be a reader that no page survives."""
    os._exit(9)


def test_readers_that_always_end_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not dropped one after the other for what is no fault of theirs."""
    monkeypatch.setattr(readers, "judge", end_at_once)
    monkeypatch.setattr(readers, "MOST_DEATHS", 2)
    with ExitStack() as stack:
        pool = Readers(1, stack)
        with pytest.raises(ReadersError, match="2 pages in a row"):
            for number in range(3):
                pool.put(Record(number, f"https://a.example/{number}", "text/html", "", (), b"<p>words</p>"))
                list(pool.ready(everything=False))
            list(pool.ready(everything=True))
