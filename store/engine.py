"""Open a ledger by its database URL: connect, bring the schema up to date, refuse one from a newer version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

MIGRATIONS = Path(__file__).with_name("migrations")
BUSY_MILLISECONDS = 60_000


class LedgerTooNewError(RuntimeError):
    """The database was written by a newer Claimline; raised by open_ledger, nothing was changed."""


def connect(url: str) -> Engine:
    """Return an engine; SQLite gets WAL, foreign keys and a patient lock, and its folder is made."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
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
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def revisions() -> list[str]:
    """Return all known revisions, oldest first."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
