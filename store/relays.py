"""Near-copies of articles that are held already: found by a sketch of their word sequences, kept as relays.

A sketch is 64 least hashes in 16 bands; two texts that share half of their word sequences almost surely share a band.
The share is then computed exactly. The sketches are rows, so memory stays flat however many articles there are.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, select

from store.cluster import relays, sketches
from store.readings import unpacked
from store.tables import readings
from store.upsert import insert_new

SLOTS = 64
BANDS = 16
MIX = 0x9E3779B1
WORD = 0xFFFFFFFF
THRESHOLD = 0.5  # of the smaller text's word sequences
MOST_CANDIDATES = 20


def bands(shingles: frozenset[int]) -> list[str]:
    """Return the keys of a text's bands; none for a text too short to have them all."""
    least = [WORD + 1] * SLOTS
    for shingle in shingles:
        mixed = (shingle * MIX) & WORD
        slot = mixed >> 26
        least[slot] = min(least[slot], mixed)
    rows = SLOTS // BANDS
    found = []
    for band in range(BANDS):
        values = least[band * rows : (band + 1) * rows]
        if WORD + 1 not in values:
            found.append(f"{band:02d}-" + "".join(f"{value:08x}" for value in values))
    return found


def keep(connection: Connection, article_id: str, shingles: frozenset[int]) -> str | None:
    """Keep the sketch of an article; return the id of the held article that it is a near-copy of, if any."""
    keys = bands(shingles)
    found = original(connection, article_id, shingles, keys)
    insert_new(connection, sketches, [{"sketch_id": key, "article_id": article_id} for key in keys])
    if found is None:
        return None
    copy_of, share = found
    insert_new(connection, relays, [{"article_id": article_id, "copy_of": copy_of, "share": share}])
    return copy_of


def original(
    connection: Connection, article_id: str, shingles: frozenset[int], keys: list[str]
) -> tuple[str, float] | None:
    """Return the held article that shares most with a text, and how much, if that is enough."""
    wanted = select(sketches.c.article_id).where(sketches.c.sketch_id.in_(keys))
    near = Counter(identity for identity in connection.execute(wanted).scalars() if identity != article_id)
    best: tuple[str, float] | None = None
    for identity, _ in near.most_common(MOST_CANDIDATES):
        share = shared(shingles, held(connection, identity))
        if share >= THRESHOLD and (best is None or (share, identity) > (best[1], best[0])):
            best = (identity, share)
    return best


def held(connection: Connection, article_id: str) -> frozenset[int]:
    """Return the word sequences of a held article."""
    packed: Any = connection.execute(select(readings.c.shingles).where(readings.c.article_id == article_id)).scalar()
    return unpacked(packed) if packed is not None else frozenset()


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """Return how much of the smaller text stands in the other."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
