"""Workers do what one machine does: the same ledger, byte for byte; what fails is tried again and then shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

import nlp
from jobs.archives import backfill_all, put_archives
from jobs.export import Filters, export
from jobs.ingest import ingest
from jobs.queue import upkeep
from jobs.queue.putting import RECONCILE, put, put_reading, put_unread
from store import failures
from tests.commands import ROOT
from tests.jobs.receivers import Hook, serving
from tests.jobs.test_watch import posting
from tests.jobs.warc import accusation, archive, idle

pytestmark = pytest.mark.postgres
WorkOff = Callable[..., None]
PAGES = [
    *(idle(number) for number in range(20)),
    *(accusation(f"{number} million", number) for number in range(1, 6)),
    accusation("7 million", 3, moment="2026-03-09T08:00:00Z"),
]


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every exported file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_archives_as_jobs_give_the_export_of_one_process(
    queued: Engine, sqlite_ledger: Engine, work_off: WorkOff, tmp_path: Path
) -> None:
    """Backfill, reconcile and export as jobs on PostgreSQL; the same at once on SQLite."""
    paths = [str(archive(tmp_path / f"{number}.warc.gz", PAGES[number::2])) for number in range(2)]
    assert put_archives(queued, paths) == 2
    assert put_archives(queued, paths) == 0
    work_off(exports=tmp_path / "queued")
    backfill_all(sqlite_ledger, paths, 0)
    export(sqlite_ledger, tmp_path / "alone", Filters())
    expected = files(tmp_path / "alone")
    assert expected["figures.csv"].count(b"\n") > 10
    assert files(tmp_path / "queued") == expected
    assert set(upkeep.counts(queued)) == {"succeeded"}


def test_articles_are_read_and_reconciled_by_jobs(queued: Engine, work_off: WorkOff, tmp_path: Path) -> None:
    """Doing a job twice changes nothing."""
    ingest(queued, [next(path for path in sorted((ROOT / "tests/eval/own").iterdir()) if path.is_dir())])
    assert put_unread(queued) == 1
    work_off()
    export(queued, tmp_path / "a", Filters())
    with queued.begin() as connection:
        ids = connection.execute(
            text("SELECT article_id FROM readings WHERE reader_version = :v ORDER BY 1"), {"v": nlp.READER_VERSION}
        )
        named = list(ids.scalars())
        assert put_reading(connection, [*named, "art-gone"]) == 1
    work_off()
    export(queued, tmp_path / "b", Filters())
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_what_changes_is_told_and_exported_by_jobs(queued: Engine, work_off: WorkOff, tmp_path: Path) -> None:
    """Settling asks for both; a receiver that fails for a while is told later, and everything once."""
    first, second = [path for path in sorted((ROOT / "tests/eval/own").iterdir()) if path.is_dir()][:2]
    ingest(queued, [first])
    put_unread(queued)
    work_off()
    with queued.connect() as connection:
        before = connection.execute(text("SELECT max(number) FROM changes")).scalar_one()
    with serving(Hook()) as hook:
        file, folder = posting(hook), tmp_path / "exports"
        ingest(queued, [second])
        put_unread(queued)
        hook.answer = 503
        work_off(exports=folder, alerts=file)
        (failed,) = upkeep.listed(queued, ["failed"])
        assert (failed.task, hook.posts) == ("alert", [])
        hook.answer = 204
        assert upkeep.retry(queued) == [failed.id]
        work_off(exports=folder, alerts=file)
        work_off(exports=folder, alerts=file)
        with queued.connect() as connection:
            new = text("SELECT change_id FROM changes WHERE number > :before")
            happened = connection.execute(new, {"before": before}).scalars().all()
        told = [post["id"] for post in hook.posts]
    assert sorted(told) == sorted(happened) != []
    assert (folder / "figures.csv").read_bytes().count(b"\n") > 1
    assert set(upkeep.counts(queued)) == {"succeeded"}


def test_a_poison_job_ends_where_people_see_it(queued: Engine, work_off: WorkOff, tmp_path: Path) -> None:
    """After a few attempts, with the reason; mended and taken up again it is done and forgotten."""
    path = tmp_path / "late.warc.gz"
    put_archives(queued, [str(path)])
    work_off()
    (job,) = upkeep.listed(queued, ["failed"])
    assert (job.task, job.attempts) == ("backfill", 4)
    assert "No such file" in str(job.reason)
    with queued.connect() as connection:
        (kept,) = failures.all_failures(connection, final_only=True)
        assert (kept.job, kept.attempts, kept.final) == (job.id, 4, True)
        assert str(path) in kept.subject
    archive(path, PAGES)
    assert upkeep.retry(queued, [job.id + 1]) == []
    assert upkeep.retry(queued) == [job.id]
    work_off()
    assert set(upkeep.counts(queued)) == {"succeeded"}
    with queued.connect() as connection:
        assert failures.all_failures(connection) == []


def test_a_job_that_fails_and_then_does_not_leaves_no_trace(
    queued: Engine, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A passing trouble is tried again by itself."""
    import jobs.queue.tasks
    import jobs.settling

    troubles = [RuntimeError("a passing trouble"), ValueError()]
    settle = jobs.settling.settle

    def sometimes(*given: Any) -> tuple[int, int]:
        if troubles:
            raise troubles.pop()
        return settle(*given)

    monkeypatch.setattr(jobs.queue.tasks, "settle", sometimes)
    with queued.begin() as connection:
        put(connection, RECONCILE, {}, lock="reconcile", once=True)
    work_off()
    (job,) = upkeep.listed(queued)
    assert (job.state, job.attempts, job.reason) == ("succeeded", 3, None)


def test_a_job_that_no_worker_knows_is_shown(queued: Engine, work_off: WorkOff) -> None:
    """As a newer version may put them."""
    from jobs.queue.putting import Task

    with queued.begin() as connection:
        put(connection, Task("unheard_of", "read"), {})
    work_off()
    assert [job.state for job in upkeep.listed(queued)] == ["failed"]
