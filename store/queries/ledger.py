"""The ledger as the app holds it: open it, read from it, write a judgement, tell whether anything has changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from store.engine import LedgerTooNewError, open_ledger

__all__ = ["Connection", "Ledger", "LedgerError"]


class LedgerError(RuntimeError):
    """The ledger cannot be opened; the message is one clear line."""


class Ledger:
    """An open ledger, shared by all sessions of the app."""

    def __init__(self, url: str) -> None:
        """Open the ledger at a database URL. Raises LedgerError."""
        try:
            self._engine: Engine = open_ledger(url)
            self._watch = self._engine.connect()
        except LedgerTooNewError as error:
            raise LedgerError(str(error)) from error
        except (SQLAlchemyError, OSError) as error:
            raise LedgerError(f"cannot open the ledger: {str(error).splitlines()[0]}") from error
        self._lock = threading.Lock()
        self.is_sqlite = self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read from."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write a judgement with; committed at the end, undone on an error."""
        with self._engine.begin() as connection:
            yield connection

    def stamp(self) -> str:
        """Return a word that changes with every write to the ledger: until then what was read may be kept."""
        with self._lock:
            if self.is_sqlite:
                word = self._watch.execute(text("PRAGMA data_version")).scalar_one()
            else:
                word = self._watch.execute(text("SELECT pg_current_wal_insert_lsn()::text")).scalar_one()
            self._watch.rollback()
        return str(word)

    def close(self) -> None:
        """Let go of the database."""
        self._watch.close()
        self._engine.dispose()
