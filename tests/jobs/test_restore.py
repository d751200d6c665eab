"""A ledger comes back from its back-up: every row, every export the same byte for byte, as docs/scaling.md says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jobs.archives import backfill_all
from jobs.copy import copy
from jobs.export import Filters, export
from jobs.queue.putting import ensure_queue
from store.engine import open_ledger
from tests.jobs.warc import accusation, archive
from tests.postgres import fresh_database, running


def files(engine: Engine, folder: Path) -> dict[str, bytes]:
    """Return the bytes of every exported file."""
    export(engine, folder, Filters())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.postgres
def test_a_dump_of_postgresql_is_restored(postgres_ledger: Engine, tmp_path: Path) -> None:
    """With pg_dump and pg_restore, the queue with it."""
    programs = running().programs
    ensure_queue(postgres_ledger)
    backfill_all(postgres_ledger, [str(archive(tmp_path / "a.warc.gz", [accusation("3 million", 1)]))], 0)
    expected = files(postgres_ledger, tmp_path / "before")
    dump, empty = tmp_path / "claimline.dump", fresh_database()
    source = postgres_ledger.url.render_as_string(hide_password=False)
    subprocess.run([programs / "pg_dump", "--format=custom", f"--file={dump}", f"--dbname={source}"], check=True)
    target = empty
    subprocess.run(
        [programs / "pg_restore", "--exit-on-error", "--no-owner", f"--dbname={target}", str(dump)], check=True
    )
    restored = open_ledger(empty)
    assert files(restored, tmp_path / "after") == expected
    done = copy(postgres_ledger, restored)
    assert (done.new, done.corrected, done.removed) == (0, 0, 0)
    restored.dispose()


def test_a_file_is_backed_up_while_it_is_written(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """VACUUM INTO gives one whole file of one moment, whatever else is going on."""
    backfill_all(sqlite_ledger, [str(archive(tmp_path / "a.warc.gz", [accusation("3 million", 1)]))], 0)
    expected = files(sqlite_ledger, tmp_path / "before")
    with sqlite_ledger.connect() as writing:
        writing.exec_driver_sql("BEGIN IMMEDIATE")
        with sqlite_ledger.connect() as connection:
            connection.exec_driver_sql(f"VACUUM INTO '{tmp_path / 'copy.db'}'")
        writing.rollback()
    restored = open_ledger(f"sqlite:///{tmp_path / 'copy.db'}")
    assert files(restored, tmp_path / "after") == expected
    restored.dispose()
