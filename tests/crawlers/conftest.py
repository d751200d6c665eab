"""A site, a folder of sources and a ledger for crawl tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crawlers.loopback import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A loopback server."""
    server = Site()
    yield server
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of sources."""
    place = tmp_path / "sources"
    place.mkdir()
    return place


@pytest.fixture
def write_source(folder: Path) -> Callable[..., Path]:
    """Write a source file that crawls a loopback address."""

    def write(name: str, url: str, kind: str = "feed", extra: str = "", loopback: bool = True) -> Path:
        file = folder / f"{name}.toml"
        file.write_text(
            f'name = "Test {name}"\ntier = "sample"\nkind = "{kind}"\nurl = "{url}"\nlanguage = "en"\ncountry = "US"\n'
            f"cadence_hours = 1\nexpect_per_week = [0, 100]\ndelay_seconds = 0.0\nloopback = {str(loopback).lower()}\n"
            f"{extra}\n",
            encoding="utf-8",
        )
        return file

    return write


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """The URL of an empty ledger."""
    return f"sqlite:///{tmp_path / 'ledger.db'}"
