"""The same input done by one process on SQLite, and exports that can be compared byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, or_, update

from jobs.analyze import analyze
from jobs.archives import backfill_all
from jobs.crawl import crawl
from jobs.export import Filters, export
from store.crawl_tables import source_state
from store.tables import articles

SEEN = "2026-04-01T00:00:00Z"


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every exported file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def alone(engine: Engine, sources: Path, archives: Sequence[str], export_to: Path) -> None:
    """Do in one process what the workers are to do."""
    crawl(engine, [], sources)
    backfill_all(engine, archives, 0)
    analyze(engine)
    exported(engine, export_to)


def exported(engine: Engine, folder: Path) -> None:
    """Export a ledger as if it had asked for everything at one moment: all in which two runs over one input differ."""
    moment = {"first_seen": SEEN, "last_seen": SEEN}
    asked = or_(articles.c.source_id.is_not(None), articles.c.file.is_not(None))
    with engine.begin() as connection:
        connection.execute(update(articles).where(asked).values(moment))
        connection.execute(update(source_state).values(checked_at=SEEN, ok_at=SEEN))
    export(engine, folder, Filters())
