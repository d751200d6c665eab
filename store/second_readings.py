"""Second readings of articles: what was read with the sides of their incidents known, by what was known.

The same knowledge gives the same reading, so one is kept under both and found again; of each article the latest few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from ledger.codec import decode, encode
from ledger.identity import identifier
from ledger.reading import Case, Figure, Reading
from store import scopes
from store.tables import second_readings
from store.upsert import insert_new

MOST = 4  # of one article


def identity(article_id: str, reader_version: str, told: Mapping[int, Case]) -> str:
    """Return the id of a second reading: of which article, by which reader, with what known."""
    return identifier("sec", article_id, reader_version, [[index, encode(told[index])] for index in sorted(told)])


Parts = tuple[tuple[Case, ...], tuple[Figure, ...]]


def held(connection: Connection, identities: Sequence[str]) -> Iterator[tuple[str, Parts]]:
    """Yield the ids of those second readings that are kept, with their cases and figures."""
    for part in scopes.parts(set(identities)):
        wanted = select(second_readings).where(second_readings.c.second_id.in_(part))
        for row in connection.execute(wanted):
            payload = row.payload
            cases, figures = decode(tuple[Case, ...], payload["cases"]), decode(tuple[Figure, ...], payload["figures"])
            yield row.second_id, (cases, figures)


def keep(connection: Connection, read: Mapping[str, Reading], now: str) -> None:
    """Keep second readings, given by their ids, and let go of all but the latest of their articles."""
    rows: list[dict[str, Any]] = [
        {
            "second_id": key,
            "article_id": reading.article_id,
            "read_at": now,
            "payload": {"cases": encode(reading.cases), "figures": encode(reading.figures)},
        }
        for key, reading in sorted(read.items(), key=lambda item: item[1].article_id)
    ]
    insert_new(connection, second_readings, rows)
    for article in sorted({row["article_id"] for row in rows}):
        kept = select(second_readings.c.second_id).where(second_readings.c.article_id == article)
        latest = kept.order_by(second_readings.c.read_at.desc(), second_readings.c.second_id)
        gone = connection.execute(latest.offset(MOST)).scalars().all()
        if gone:
            connection.execute(delete(second_readings).where(second_readings.c.second_id.in_(gone)))
