"""Past one machine by command and in the app: jobs are put, shown and mended; pages are the same on PostgreSQL."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import application
from commands.console import DONE, FAILURES, USAGE
from jobs.analyze import analyze
from jobs.copy import copy
from jobs.ingest import ingest
from jobs.queue.application import Options, run_worker
from jobs.queue.tasks import Work
from store.engine import open_ledger
from tests.app_ledger import OWN
from tests.commands import COMMAND, ROOT
from tests.jobs.test_backfill import serving
from tests.jobs.warc import accusation, archive
from tests.postgres import fresh_database
from tests.shown import opened, text_of
from views import answers

PAGES = ("timeline", "incident", "disputes", "evidence", "sources", "quality", "review", "export")


def called(url: str, *words: str, expect: int = DONE) -> str:
    """Run the command in a process of its own, check its exit status and return what it printed."""
    command = [str(COMMAND), "--db", url, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == expect, f"{words}: {done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.postgres
def test_what_fails_is_shown_and_mended_by_command(tmp_path: Path) -> None:
    """A job for an archive that is not there: in `status`, in the list with its reason, taken up again once it is."""
    url, path = fresh_database(), tmp_path / "late.warc.gz"
    (tmp_path / "sources").mkdir()
    assert "0 jobs put" in called(url, "run", "--queue", "--sources", str(tmp_path / "sources"))
    assert "1 jobs put" in called(url, "backfill", "--queue", str(path))
    engine = open_ledger(url)
    run_worker(Work(engine), Options(queues=("backfill",), once=True, retry_base=0))
    (job,) = json.loads(called(url, "jobs", "list", "--json", expect=FAILURES))
    assert (job["state"], job["attempts"], "No such file" in job["reason"]) == ("failed", 4, True)
    told = called(url, "status", expect=FAILURES)
    assert "jobs: 1 failed" in told
    assert f"(claimline jobs retry {job['id']})" in told
    assert str(path) in told
    assert "not failed, or no jobs: 999" in called(url, "jobs", "retry", "999", expect=FAILURES)
    assert "1 jobs put back" in called(url, "jobs", "retry", str(job["id"]))
    archive(path, [accusation("3 million", 1)])
    called(url, "worker", "--once", "--no-schedule")
    assert "\tsucceeded\tbackfill\t" in called(url, "jobs", "list")
    assert json.loads(called(url, "status", "--json"))["failed_jobs"] == []
    engine.dispose()


@pytest.mark.parametrize(
    "words", [("worker",), ("run", "--queue"), ("jobs", "list"), ("jobs", "retry"), ("backfill", "--queue", "a.warc")]
)
def test_a_ledger_in_a_file_has_no_queue(tmp_path: Path, words: tuple[str, ...]) -> None:
    """One line that says what to do, and the exit status of wrong use."""
    done = CliRunner().invoke(application, ["--db", f"sqlite:///{tmp_path / 'ledger.db'}", *words])
    assert done.exit_code == USAGE
    assert "queue" in done.stderr and "PostgreSQL" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_archives_of_a_month_by_command(tmp_path: Path) -> None:
    """Addresses for `claimline backfill`, one a line; no month is wrong use, a month without a list a failure."""
    names = [f"crawl-data/CC-NEWS/2026/02/CC-NEWS-2026020{day}.warc.gz" for day in (1, 2)]
    folder = tmp_path / "crawl-data/CC-NEWS/2026/02"
    folder.mkdir(parents=True)
    (folder / "warc.paths.gz").write_bytes(gzip.compress("\n".join(names).encode()))
    (folder.parent / "03").mkdir()
    (folder.parent / "03" / "warc.paths.gz").write_bytes(b"no list")
    with serving(tmp_path) as base:
        listed = {month: listing(month, base) for month in ("2026-02", "2026-03", "2026-13")}
    assert listed["2026-02"] == (DONE, [base + name for name in names])
    assert listed["2026-03"] == (FAILURES, [])
    assert listed["2026-13"] == (USAGE, [])


def listing(month: str, base: str) -> tuple[int, list[str]]:
    """Return the exit status and the addresses of a month's archives."""
    done = CliRunner().invoke(application, ["sources", "archives", month, "--base", base])
    return done.exit_code, done.stdout.splitlines()


@pytest.mark.postgres
def test_every_page_is_the_same_on_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app asks either engine the same and shows the same."""
    urls = f"sqlite:///{tmp_path / 'ledger.db'}", fresh_database()
    file, server = (open_ledger(url) for url in urls)
    ingest(file, sorted(path for path in OWN.iterdir() if path.is_dir())[:4])
    analyze(file)
    copy(file, server)
    for name in PAGES:
        first, second = (opened(name, url, monkeypatch) for url in urls)
        assert not first.exception and not second.exception, name
        assert len(text_of(first)) > 100, name
        assert text_of(first) == text_of(second), name
    answers.opened.clear()
    file.dispose()
    server.dispose()
