"""Reconcile with many workers: one job for each group of incidents that must be settled together, each group locked.

What an incident is depends on its group: all cases of one accuser, cases that name none, and the accusers whom shared
numbers, merges or credits tie to them (nlp.reconcile.scopes). So the lock is that of the group, not of one incident.

Planning writes the scopes of new articles, one planner at a time, and is committed before any job of it begins. A group
is looked up again once its names are locked; so of two articles that tie groups together, the job of the one planned
last sees both, waits for whoever works on either, and settles their union.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, Engine, bindparam, text

from jobs.queue.putting import RECONCILE, SETTLE, put, put_reconciling
from jobs.scopes import LedgerScopes
from jobs.settling import PLANNING, SETTLING, cases, is_outdated, settle_part, ties
from jobs.settling_memory import Memory
from ledger.identity import identifier
from nlp.reconcile.scopes import Scope, Wanted, closed, disjoint, scopes
from nlp.registry import known_incidents
from store import judgements, readings
from store import scopes as places
from store.engine import hold

BUCKETS = 64  # names are locked by their hash, so that a group of any size needs few of the server's locks
WAITING = text("SELECT lock FROM procrastinate_jobs WHERE task_name = :task AND status = 'todo' FOR UPDATE")
ABOUT = text(
    "SELECT id FROM procrastinate_jobs WHERE task_name IN :tasks AND status IN ('todo', 'doing', 'failed') LIMIT 1"
).bindparams(bindparam("tasks", expanding=True))
NOTHING_NEW = "nothing new"


def plan(engine: Engine) -> int | None:
    """Put a job for every group with new articles; returns how many, or None where all must be settled in one piece.

    That is when knowledge changed, people decided something, or an article read again has left a case.
    """
    with engine.begin() as connection:
        hold(connection, PLANNING)
        if is_outdated(connection) or judgements.pending(connection):
            return None
        held: dict[str, set[Scope]] = {}
        left: set[Scope] = set()
        for report in readings.some_reports(connection, places.touched(connection)):
            mine = scopes(report, known_incidents())
            left |= places.replace(connection, report.article_id, mine) - mine
            held[report.article_id] = starts(mine)
        if left:
            connection.rollback()
            return None
        places.clear(connection, places.take(connection, [article for article, mine in held.items() if not mine]))
        return put_groups(connection, held)


def put_unsettled(engine: Engine) -> bool:
    """Put the planning of articles that no job is about; not while one failed, which is for a person to take up."""
    with engine.begin() as connection:
        busy = connection.execute(ABOUT, {"tasks": [RECONCILE.name, SETTLE.name]}).scalar() is not None
        return not busy and bool(places.touched(connection)) and put_reconciling(connection)


def starts(found: Iterable[Scope]) -> set[Scope]:
    """Return the scopes from which a group is looked up."""
    return {(accuser, "") if accuser else (accuser, name) for accuser, name in cases(found)}


def put_groups(connection: Connection, held: dict[str, set[Scope]]) -> int:
    """Put a job for every group of articles; one that waits already will find what is new by itself."""
    waiting = set(connection.execute(WAITING, {"task": SETTLE.name}).scalars())  # nobody takes one until we are done
    every = set().union(*held.values())
    jobs = 0
    for group in disjoint(every, LedgerScopes(connection, ties(connection))):
        within = {(accuser, "") for accuser in group.accusers} | {("", name) for name in group.orphans}
        article = min(article for article, mine in held.items() if mine & within)
        lock = identifier("grp", *min(within))
        if lock not in waiting:
            jobs += put(connection, SETTLE, {"article_id": article}, lock=lock)
    return jobs


def settle_group(engine: Engine, article_id: str, memory: Memory | None = None) -> str:
    """Settle the group of an article alone, under the locks of all its names, in one transaction."""
    locked: frozenset[int] = frozenset()
    while True:
        with engine.begin() as connection:
            hold(connection, SETTLING, shared=True)
            for bucket in sorted(locked):
                hold(connection, f"{SETTLING} {bucket}")
            if is_outdated(connection):
                put_reconciling(connection)
                return "left to a settling of everything"
            start = starts(places.scopes_of_articles(connection, [article_id]))
            group = closed(start, LedgerScopes(connection, ties(connection)))
            if buckets(group) <= locked:
                return settle_locked(connection, group, memory)
        locked |= buckets(group)  # nothing was written: begin again with the locks of all that belongs to it


def buckets(group: Wanted) -> frozenset[int]:
    """Return the numbers of the locks of a group."""
    return frozenset(zlib.crc32(name.encode()) % BUCKETS for name in group.accusers | group.orphans)


def settle_locked(connection: Connection, group: Wanted, memory: Memory | None) -> str:
    """Settle a group and take its articles off the list, but those read again since they were planned."""
    within = places.articles_within(connection, group.accusers, group.orphans)
    taken = places.take(connection, within)
    planned = [
        report.article_id
        for report in readings.some_reports(connection, taken)
        if scopes(report, known_incidents()) == places.scopes_of_articles(connection, [report.article_id])
    ]
    if not planned:
        return NOTHING_NEW
    places.clear(connection, planned)
    settle_part(connection, group, planned, memory)
    return f"{len(planned)} articles settled with {len(within) - len(planned)} others"
