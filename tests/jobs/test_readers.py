"""Processes that read pages: they end with the one that started them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

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
