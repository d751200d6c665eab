"""A ledger of invented stories, reviewed on this machine, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from jobs.analyze import analyze
from jobs.ingest import ingest
from store.engine import open_ledger
from tests.views.chromium import CHROMIUM, QUIET

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a ledger of invented stories."""
    file = tmp_path_factory.mktemp("made") / "ledger.db"
    opened = open_ledger(f"sqlite:///{file}")
    stories = sorted((ROOT / "tests" / "eval" / "own").glob("s0*"))
    ingest(opened, stories[:2])
    analyze(opened)
    opened.dispose()
    return file


@pytest.fixture
def engine(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Open a copy of it, reviewed on this machine."""
    shutil.copy(made, tmp_path / "ledger.db")
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    opened = open_ledger(url)
    monkeypatch.setenv("CLAIMLINE_DB", url)
    monkeypatch.setenv("CLAIMLINE_REVIEW", "open")
    yield opened
    opened.dispose()
