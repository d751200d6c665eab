"""A ledger moves to PostgreSQL and back; exports of all three are the same bytes; a broken copy goes on."""

from __future__ import annotations

import itertools
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, insert, select, text, update

from bench.ledger import make
from jobs.analyze import analyze
from jobs.copy import BATCH, CopyError, copy
from jobs.export import Filters, export
from jobs.ingest import ingest
from store import search
from store.engine import open_ledger
from store.tables import articles, captures, figures, findings, readings, runs
from store.tables import events as event_table
from tests.commands import COMMAND, ROOT

CASES = ROOT / "tests/eval/own"
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A ledger in a file with a few analysed stories; the tests only read it."""
    engine = open_ledger(f"sqlite:///{tmp_path_factory.mktemp('filled') / 'ledger.db'}")
    ingest(engine, sorted(path for path in CASES.iterdir() if path.is_dir())[:3])
    analyze(engine)
    with engine.begin() as connection:
        values = {"command": "crawl", "started_at": "2026", "summary": {"text": "a\x00b \ud800 c"}}
        connection.execute(insert(runs).values(run_id="run-1", **values))
    yield engine
    engine.dispose()


def exported(engine: Engine, folder: Path) -> dict[str, bytes]:
    """Return the bytes of every exported file."""
    export(engine, folder, Filters())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_to_postgresql_and_back_every_byte(
    filled: Engine, postgres_ledger: Engine, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    """Rows, exports and search are the same on all three."""
    there = copy(filled, postgres_ledger)
    back = copy(postgres_ledger, sqlite_ledger)
    assert there.rows == there.new == back.rows == back.new > 100
    expected = exported(filled, tmp_path / "a")
    assert len(expected["figures.csv"].splitlines()) > 10
    assert exported(postgres_ledger, tmp_path / "b") == expected
    assert exported(sqlite_ledger, tmp_path / "c") == expected
    found = []
    for engine in (filled, postgres_ledger, sqlite_ledger):
        with engine.connect() as connection:
            found.append(search.search(connection, "model", limit=50))
    assert found[0] == found[1] == found[2] != []


def test_analysing_on_postgresql_gives_the_same_export(filled: Engine, postgres_ledger: Engine, tmp_path: Path) -> None:
    """The same articles read and reconciled there from the beginning."""
    copy(filled, postgres_ledger)
    with postgres_ledger.begin() as connection:
        for table in (figures, event_table, readings):
            connection.execute(delete(table))
    analyze(postgres_ledger)
    assert exported(postgres_ledger, tmp_path / "b") == exported(filled, tmp_path / "a")


def test_a_broken_copy_goes_on(filled: Engine, postgres_ledger: Engine) -> None:
    """What is there is compared and left, what is missing comes, what is wrong is corrected."""

    class BrokenError(Exception):
        pass

    def break_off(done: int) -> None:
        if done > 60:
            raise BrokenError

    with pytest.raises(BrokenError):
        copy(filled, postgres_ledger, break_off)
    with postgres_ledger.begin() as connection:
        assert connection.execute(select(func.count()).select_from(captures)).scalar_one() > 0
        connection.execute(update(captures).values(content_type="wrong"))
        kept = connection.execute(select(func.count()).select_from(captures)).scalar_one()
    second = copy(filled, postgres_ledger)
    assert second.corrected == kept
    assert second.new < second.rows
    third = copy(filled, postgres_ledger)
    assert (third.new, third.corrected, third.removed) == (0, 0, 0)
    assert third.rows == second.rows


def held(engine: Engine) -> dict[str, dict[str, dict[str, Any]]]:
    """Return every row of every table, by its key."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with engine.connect() as connection:
        for table in captures.metadata.sorted_tables:
            rows = [dict(row._mapping) for row in connection.execute(select(table))]
            found[table.name] = {row[table.primary_key.columns[0].name]: row for row in rows}
    return found


def killed(source: Engine, target: Engine, chance: random.Random) -> int:
    """Copy in a process of its own, kill it without a word somewhere in the middle; return how many rows are there."""
    urls = [engine.url.render_as_string(hide_password=False) for engine in (source, target)]
    command = [str(COMMAND), "--db", urls[0], "copy", "--to", urls[1]]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        lines = [running.stderr.readline() for _ in range(chance.randint(2, 5))]
        time.sleep(chance.random() / 10)
        running.kill()
    assert running.returncode == -signal.SIGKILL, lines
    assert all(line.startswith("rows: ") for line in lines)
    return sum(len(rows) for rows in held(target).values())


def test_a_copy_killed_at_random_goes_on(postgres_ledger: Engine, tmp_path: Path) -> None:
    """There and back, each killed three times with SIGKILL: in the end every row is that of the source."""
    first, last = (f"sqlite:///{tmp_path / name}.db" for name in ("first", "last"))
    make(first, 500, 12)
    chance, engines = random.Random(11), (open_ledger(first), postgres_ledger, open_ledger(last))
    expected = held(engines[0])
    every = sum(len(rows) for rows in expected.values())
    for source, target in itertools.pairwise(engines):
        there = [killed(source, target, chance) for _ in range(3)]
        assert 0 < there[0] <= there[1] <= there[2] < every
        done = copy(source, target)
        assert (done.rows, done.new, done.corrected, done.removed) == (every, every - there[-1], 0, 0)
        assert held(target) == expected
    for engine in (engines[0], engines[2]):
        engine.dispose()


def test_another_ledger_is_not_written_over(filled: Engine, postgres_ledger: Engine) -> None:
    """A kept row that the source never had stops the copy; a derived one is removed."""
    copy(filled, postgres_ledger)
    row = {"finding_id": "fin-z", "type": "x", "level": "notice", "against": "", "rule": "x", "explanation": ""}
    with postgres_ledger.begin() as connection:
        connection.execute(insert(findings).values(**row, between_origins=False))
    assert copy(filled, postgres_ledger).removed == 1
    with postgres_ledger.begin() as connection:
        connection.execute(insert(runs).values(run_id="run-2", command="crawl", started_at="2026", summary={}))
    with pytest.raises(CopyError, match="1 rows of runs that the source does not, the first is run-2"):
        copy(filled, postgres_ledger)
    with postgres_ledger.connect() as connection:
        assert connection.execute(select(func.count()).select_from(runs)).scalar() == 2


def test_tables_of_many_pages(sqlite_ledger: Engine, postgres_ledger: Engine) -> None:
    """Keys of any letters are in the same order on both engines, and removed ones in between are noticed."""
    names = [f"run-{letter}{number}" for letter in ("a", "Z", "é", "_", "日") for number in range(BATCH // 3)]
    rows = [{"run_id": name, "command": "crawl", "started_at": "2026", "summary": {"n": name}} for name in names]
    with sqlite_ledger.begin() as connection:
        connection.execute(insert(runs), rows)
    assert copy(sqlite_ledger, postgres_ledger).new == len(names)
    with postgres_ledger.begin() as connection:
        connection.execute(delete(runs).where(runs.c.run_id.in_(names[::7])))
    assert copy(sqlite_ledger, postgres_ledger).new == len(names[::7])


def test_a_ledger_on_postgresql_uses_an_index_for_addresses(filled: Engine, postgres_ledger: Engine) -> None:
    """The look-up of every crawled page."""
    copy(filled, postgres_ledger)
    with postgres_ledger.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        wanted = select(articles.c.article_id).where(articles.c.url == "https://news.example/a")
        plan = connection.execute(text(f"EXPLAIN {wanted.compile(connection, compile_kwargs={'literal_binds': True})}"))
        assert "ix_articles_url" in "\n".join(plan.scalars())
