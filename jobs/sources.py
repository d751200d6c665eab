"""List the sources and check them: fetch each into a throw-away ledger and report what came."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawlers.sources import load_sources
from jobs.crawl import crawl
from store.engine import open_ledger

MINUTES = 5.0


def listed(folder: Path | None) -> list[dict[str, Any]]:
    """Return all sources as plain values. Raises crawlers.sources.SourceError for a bad file."""
    return [{"id": source.id, **source.model_dump(mode="json")} for source in load_sources(folder).values()]


def check(names: Sequence[str], folder: Path | None) -> list[dict[str, Any]]:
    """Crawl the sources for a few minutes into a ledger that is thrown away; return one result for each."""
    with tempfile.TemporaryDirectory() as place:
        return crawl(open_ledger(f"sqlite:///{place}/check.db"), names, folder, max_minutes=MINUTES)
