"""Opening a ledger: WAL, migrations up from an older file, a newer one refused, locks and snapshots."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, insert, inspect, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from store import articles, search
from store.engine import LedgerTooNewError, connect, hold, open_ledger, revision, revisions, snapshot, upgrade
from store.tables import articles as article_table
from store.tables import reconciled as values
from store.tables import runs
from tests.store.samples import article, capture


def test_a_new_ledger_is_at_the_newest_revision(engine: Engine) -> None:
    """Opening again changes nothing."""
    assert revision(engine) == revisions()[-1]
    again = open_ledger(engine.url.render_as_string(hide_password=False))
    assert revision(again) == revisions()[-1]
    again.dispose()


def test_sqlite_works_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    """Readers do not wait for the writer, and a folder that is missing is made."""
    engine = open_ledger(f"sqlite:///{tmp_path / 'deep' / 'ledger.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 60_000
    engine.dispose()


def test_migrations_make_exactly_the_tables_of_the_code(engine: Engine) -> None:
    """What the migrations build and what store.tables says are the same, on either engine."""

    def is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
        own_words = kind == "table" and str(name).startswith(("search_", "procrastinate_"))
        return not own_words and name != "ix_articles_newest"  # PostgreSQL alone has it

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        assert compare_metadata(context, runs.metadata) == []


def test_an_older_ledger_is_brought_up_to_date_and_keeps_its_rows(url: str) -> None:
    """From the first revision: rows stay, reconciled values get their id, old articles can be searched."""
    old = connect(url)
    upgrade(old, "0001")
    assert revision(old) == "0001"
    page, text_of_page = capture(), article()
    columns = {column["name"] for column in inspect(old).get_columns("articles")}
    with old.begin() as connection:
        articles.add_capture(connection, page)
        row = articles.article_row(page, text_of_page, "press")
        known = {name: value for name, value in row.items() if name in columns}
        connection.execute(
            insert(article_table).values(
                article_id=text_of_page.id, last_seen=page.fetched_at, supersedes=None, **known
            )
        )
        connection.execute(
            text(
                "INSERT INTO reconciled (incident_id, measure, accused, status, origins, articles, alarms, rule, "
                "explanation, figure_ids, best) VALUES ('inc-1', 'accounts', 'Delta;Echo', 'single_origin', 1, 1, 0, "
                "'RANGE', 'words', '[]', '9000')"
            )
        )
    old.dispose()
    new = open_ledger(url)
    assert revision(new) == revisions()[-1]
    with new.connect() as connection:
        assert articles.get(connection, text_of_page.id) is not None
        assert [hit.article_id for hit in search.search(connection, "rivals queries")] == [text_of_page.id]
        kept = connection.execute(select(values)).one()
        assert (kept.accused, kept.best) == ("Delta;Echo", "9000")
        assert kept.value_id.startswith("val-")
    new.dispose()


def test_a_newer_ledger_is_refused_and_left_alone(engine: Engine) -> None:
    """One clear line, nothing written."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerTooNewError, match=r"schema 9999; this Claimline knows up to \d+: install a newer one"):
        open_ledger(engine.url.render_as_string(hide_password=False))
    assert revision(engine) == "9999"


@pytest.mark.parametrize("url", ["mysql://localhost/ledger", "not a url", "oracle://x"])
def test_other_databases_are_an_error_of_sqlalchemy(url: str) -> None:
    """The command turns it into one line."""
    with pytest.raises(ArgumentError):
        connect(url)


def test_an_unreachable_server_is_an_error_of_sqlalchemy() -> None:
    """Not a hang, and no traceback for the user."""
    pytest.importorskip("psycopg")
    with pytest.raises(SQLAlchemyError):
        open_ledger("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")


def test_several_openers_of_an_empty_database_migrate_it_once(url: str) -> None:
    """The first does it, the others wait and find it done."""
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            open_ledger(url).dispose()
        except BaseException as error:  # noqa: BLE001 - the thread's failure is the test's failure
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    engine = connect(url)
    assert revision(engine) == revisions()[-1]
    engine.dispose()


def test_a_snapshot_does_not_see_later_writes(engine: Engine) -> None:
    """An export reads many tables; they must all be of one moment."""
    with snapshot(engine) as connection:
        assert connection.execute(select(func.count()).select_from(runs)).scalar() == 0
        with engine.begin() as writer:
            writer.execute(insert(runs).values(run_id="run-1", command="crawl", started_at="2026", summary={}))
        assert connection.execute(select(func.count()).select_from(runs)).scalar() == 0
    with snapshot(engine) as connection:
        assert connection.execute(select(func.count()).select_from(runs)).scalar() == 1


def test_who_holds_a_name_keeps_others_waiting(engine: Engine) -> None:
    """Read, decide, write: the second sees what the first wrote."""

    def count_up() -> None:
        for _ in range(10):
            with engine.begin() as connection:
                hold(connection, "counter")
                number = connection.execute(select(func.count()).select_from(runs)).scalar()
                row = {"run_id": f"run-{number}", "command": "test", "started_at": "2026", "summary": {}}
                connection.execute(insert(runs).values(**row))

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(runs)).scalar() == 30
