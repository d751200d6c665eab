"""Pages as they were fetched: one by its id, or all of them as a WARC archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select

from crawlers.archive import warc_record
from ledger.article import Capture
from store import articles
from store.tables import captures

PAGE = 200


def kept(engine: Engine, source: str | None = None) -> Iterator[Capture]:
    """Yield the captures of the ledger, or those of one source, in the order of their ids."""
    last = ""
    while True:
        wanted = select(captures.c.capture_id).where(captures.c.capture_id > last)
        if source is not None:
            wanted = wanted.where(captures.c.source_id == source)
        with engine.connect() as connection:
            identities = connection.scalars(wanted.order_by(captures.c.capture_id).limit(PAGE)).all()
            for identity in identities:
                found = articles.capture(connection, identity)
                if found is not None:
                    yield found
        if not identities:
            return
        last = identities[-1]


def export(engine: Engine, file: Path, source: str | None = None) -> int:
    """Write captures as a compressed WARC archive, the same bytes each time; return how many."""
    number = 0
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    with part.open("wb") as stream:
        for capture in kept(engine, source):
            stream.write(warc_record(capture))
            number += 1
    part.replace(file)
    return number
