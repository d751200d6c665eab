"""Open a ledger by its database URL: connect, bring the schema up to date, refuse one from a newer version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, delete, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from store import search, summaries
from store.cluster import archives
from store.columns import json_text

MIGRATIONS = Path(__file__).with_name("migrations")
BUSY_MILLISECONDS = 60_000
ENGINES = ("sqlite", "postgresql")


class LedgerTooNewError(RuntimeError):
    """The database was written by a newer Claimline; raised by open_ledger, nothing was changed."""


class DriverMissingError(RuntimeError):
    """PostgreSQL was asked for and its driver is not installed."""


def connect(url: str) -> Engine:
    """Return an engine. Raises ArgumentError for a URL that is neither SQLite nor PostgreSQL, DriverMissingError.

    SQLite gets WAL, foreign keys and a patient lock, and its folder is made; PostgreSQL connections are checked
    before use, so that a restart of the server costs no more than the transaction it broke.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() not in ENGINES:
        raise ArgumentError(f"neither a SQLite nor a PostgreSQL URL: {parsed.render_as_string()}")
    if parsed.get_backend_name() == "postgresql":
        try:
            named = {"application_name": "claimline"}
            return create_engine(parsed, pool_pre_ping=True, connect_args=named, json_serializer=json_text)
        except ImportError as error:
            raise DriverMissingError("PostgreSQL needs its driver: pip install 'claimline[cluster]'") from error
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, json_serializer=json_text)
    event.listen(engine, "connect", prepare_sqlite)
    return engine


def prepare_sqlite(connection: Any, _record: object) -> None:
    """Set the pragmas of one new SQLite connection."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose queries all see the ledger as it was at the first of them; nothing can be written."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            connection.exec_driver_sql("BEGIN")
        yield connection
        connection.rollback()


def hold(connection: Connection, name: str, *, shared: bool = False) -> None:
    """Wait for the lock of a name and keep it until the transaction ends: PostgreSQL locks the name, SQLite the file.

    Who reads something, decides and then writes holds the name of the thing first. Several names: in sorted order.
    A `shared` name waits only for those who hold it alone, and they for it.
    """
    if connection.dialect.name == "postgresql":
        lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        connection.execute(text(f"SELECT {lock}(hashtextextended(:name, 0))"), {"name": name})
    else:
        connection.execute(delete(archives).where(archives.c.archive_id == ""))  # takes the write lock, deletes nothing


def open_ledger(url: str) -> Engine:
    """Return an engine whose schema is current. Raises LedgerTooNewError; SQLAlchemyError if unreachable."""
    engine = connect(url)
    known = revisions()
    current = revision(engine)
    if current == known[-1]:
        return engine
    if current is not None and current not in known:
        engine.dispose()
        raise LedgerTooNewError(
            f"the ledger has schema {current}; this Claimline knows up to {known[-1]}: install a newer one"
        )
    upgrade(engine)
    return engine


def revision(engine: Engine) -> str | None:
    """Return the schema revision a database is at, None for an empty one."""
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """Return the schema revision as one connection sees it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def revisions() -> list[str]:
    """Return all known revisions, oldest first."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run the migrations that are missing in one transaction; of several processes one does it, the others wait."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            hold(connection, "claimline migrations")
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if revision_of(connection) != revisions()[-1]:
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            if target == "head":
                search.fill(connection)
                summaries.complete(connection)
        connection.commit()
