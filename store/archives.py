"""Which archives were read, how far, and what became of their records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from ledger.identity import identifier
from store.cluster import archives
from store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class Place:
    """How far an archive was read: `offset` is where the next record begins."""

    id: str
    address: str
    offset: int
    counts: Mapping[str, int]
    finished: bool


class MovedOnError(RuntimeError):
    """Somebody else reads the same archive and is elsewhere in it."""


def place_of(connection: Connection, address: str, now: str) -> Place:
    """Return how far an archive was read; one never met is noted at its beginning."""
    identity = identifier("arc", address)
    row = {"archive_id": identity, "address": address, "offset": 0, "counts": {}, "started_at": now, "updated_at": now}
    insert_new(connection, archives, [row])
    found = connection.execute(select(archives).where(archives.c.archive_id == identity)).one()
    return Place(identity, found.address, found.offset, found.counts, found.finished_at is not None)


def advance(
    connection: Connection, place: Place, offset: int, counts: Mapping[str, int], now: str, *, finished: bool
) -> Place:
    """Move on in an archive, in the transaction that keeps what was found up to there. Raises MovedOnError."""
    change = update(archives).where(archives.c.archive_id == place.id, archives.c.offset == place.offset)
    values = {"offset": offset, "counts": dict(counts), "updated_at": now, "finished_at": now if finished else None}
    if connection.execute(change.where(archives.c.finished_at.is_(None)).values(**values)).rowcount != 1:
        raise MovedOnError(f"{place.address} is read by somebody else")
    return Place(place.id, place.address, offset, counts, finished)


def all_places(connection: Connection) -> list[Place]:
    """Return all archives met, by address."""
    rows = connection.execute(select(archives).order_by(archives.c.address))
    return [Place(r.archive_id, r.address, r.offset, r.counts, r.finished_at is not None) for r in rows]
