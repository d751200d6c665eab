"""List the sources and check them: fetch each into a throw-away ledger and report what came."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawlers.sources import load_sources
from jobs.captures import export
from jobs.crawl import crawl
from store.engine import open_ledger

MINUTES = 5.0


def listed(folder: Path | None) -> list[dict[str, Any]]:
    """Return all sources as plain values. Raises crawlers.sources.SourceError for a bad file."""
    return [{"id": source.id, **source.model_dump(mode="json")} for source in load_sources(folder).values()]


def check(names: Sequence[str], folder: Path | None) -> list[dict[str, Any]]:
    """Crawl the sources for a few minutes into a ledger that is thrown away; return one result for each."""
    with tempfile.TemporaryDirectory() as place:
        engine = open_ledger(f"sqlite:///{place}/check.db")
        try:
            return crawl(engine, names, folder, max_minutes=MINUTES)
        finally:
            engine.dispose()


def record(name: str, file: Path, folder: Path | None) -> tuple[dict[str, Any], int]:
    """Crawl one source for a few minutes and keep the pages it gave as a WARC archive; return (result, how many)."""
    with tempfile.TemporaryDirectory() as place:
        engine = open_ledger(f"sqlite:///{place}/record.db")
        try:
            (result,) = crawl(engine, [name], folder, max_minutes=MINUTES)
            return result, export(engine, file)
        finally:
            engine.dispose()
