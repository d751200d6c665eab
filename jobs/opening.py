"""Open the ledger for a command: an Engine, or an OpeningError that says in one line why not."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from store import page_archives
from store.articles import capture
from store.engine import DriverMissingError, LedgerTooNewError, open_ledger

Ledger = Engine


class OpeningError(RuntimeError):
    """The ledger cannot be opened; the message is one clear line."""


def open_for_work(url: str) -> Ledger:
    """Return the ledger at a database URL. Raises OpeningError."""
    try:
        return open_ledger(url)
    except (LedgerTooNewError, DriverMissingError) as error:
        raise OpeningError(str(error)) from error
    except (SQLAlchemyError, OSError) as error:
        raise OpeningError(f"cannot open the ledger: {str(error).splitlines()[0]}") from error


def captured(engine: Ledger, identity: str) -> bytes | None:
    """Return the bytes of a capture as they came, None for an unknown id."""
    with engine.connect() as connection:
        found = capture(connection, identity)
    return found.body if found is not None else None


def archived_copy(engine: Ledger, identity: str) -> str | None:
    """Return the address of a copy of a capture's page in a public archive, None where none is known."""
    with engine.connect() as connection:
        found = page_archives.of(connection, identity)
    return found.url if found is not None else None
