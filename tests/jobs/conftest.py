"""Ledgers for the jobs: one on each engine, and a story to fill them with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine

from store.engine import open_ledger
from tests.postgres import fresh_database


@pytest.fixture
def sqlite_ledger(tmp_path: Path) -> Iterator[Engine]:
    """Return an empty ledger in a file."""
    engine = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_url() -> str:
    """Return the URL of an empty PostgreSQL database."""
    return fresh_database()


@pytest.fixture
def postgres_ledger(postgres_url: str) -> Iterator[Engine]:
    """Return an empty ledger on PostgreSQL."""
    engine = open_ledger(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def plain_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start processes from a plain main module: a page tried before leaves itself there."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
