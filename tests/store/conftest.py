"""Ledgers on both engines: every test that asks for `url` or `engine` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.engine import open_ledger
from tests.postgres import fresh_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database that holds nothing."""
    return f"sqlite:///{tmp_path / 'ledger.db'}" if request.param == "sqlite" else fresh_database()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Return an open, empty ledger."""
    opened = open_ledger(url)
    yield opened
    opened.dispose()
