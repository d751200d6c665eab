"""The frontier of a crawl in our own database: found, leased, fetched, failed, given up. A killed run loses nothing.

A lease names its holder (machine, process, start of that process). What a dead process held is free again at once on
the same machine, and after `lease_until` on any other.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, and_, bindparam, func, insert, or_, select, update

from ledger.identity import identifier
from store.crawl_tables import frontier as pages
from store.crawl_tables import source_state

LEASE_SECONDS = 900
MOST_ATTEMPTS = 3
REVISIT_HOURS = (6.0, 24.0, 72.0, 168.0, 504.0, 1440.0)  # after as many unchanged answers; then no more
RETRY_HOURS = (0.5, 6.0, 24.0)
STATES = ("found", "fetched", "failed")  # in the order in which their pages are taken


@dataclass(frozen=True, slots=True)
class Found:
    """A page a discovery found, with what the list said about it."""

    url: str
    title: str | None = None
    published: str | None = None
    summary: str | None = None
    stamp: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Leased:
    """A page this run holds: what to ask for, and what was known from the last answer."""

    id: str
    url: str
    etag: str | None
    last_modified: str | None
    sha256: str | None
    attempts: int
    unchanged: int
    title: str | None
    published: str | None
    summary: str | None
    stamp: str | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """How a page answered: `changed` False for 304 and for the same bytes again."""

    status: int
    changed: bool
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


def later(now: str, hours: float) -> str:
    """Return the moment some hours after an ISO moment."""
    moment = datetime.fromisoformat(now.replace("Z", "+00:00")) + timedelta(hours=hours)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def process_started(pid: int) -> str | None:
    """Return a mark of when a process started, so that a reused number is not mistaken for it; None for no process.

    A killed process whose parent has not asked for its end (state Z or X, as proc(5) has it) runs no more: in a
    container whose first process reaps nobody it would look alive for ever.
    """
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return None if told[0] in "ZX" else told[19]
    except (OSError, IndexError):
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        return "0"
    return "0"


def holder() -> str:
    """Return the name of this process as a holder of leases."""
    return f"{socket.gethostname()}|{os.getpid()}|{process_started(os.getpid()) or '0'}"


def is_dead(name: str) -> bool:
    """Tell whether a holder was a process of this machine that runs no more."""
    machine, _, rest = name.partition("|")
    pid, _, started = rest.partition("|")
    if machine != socket.gethostname() or not pid.isdecimal():
        return False
    return process_started(int(pid)) != started


def page_id(url: str) -> str:
    """Return the id of a page of the frontier."""
    return identifier("pag", url)


def take_over(engine: Engine, now: str) -> int:
    """Free the leases of dead runs and those that expired; returns how many."""
    with engine.begin() as connection:
        names = connection.scalars(select(pages.c.lease_owner).where(pages.c.state == "leased").distinct()).all()
        dead = [name for name in names if name is None or is_dead(name)]
        lapsed = or_(pages.c.lease_until < now, pages.c.lease_owner.in_(dead))
        result = connection.execute(
            update(pages)
            .where(pages.c.state == "leased", lapsed)
            .values(state="found", lease_owner=None, lease_until=None)
        )
        return result.rowcount


def add(engine: Engine, source_id: str, found: Iterable[Found], now: str, *, most_new: int) -> tuple[int, int, int]:
    """Put pages into the frontier; returns (new ones, known ones whose stamp changed, new ones beyond `most_new`)."""
    unique = {page_id(link.url): link for link in found}
    changed = over = 0
    with engine.begin() as connection:
        known = _known(connection, list(unique))
        rows: list[dict[str, Any]] = []
        for identity, link in unique.items():
            if identity not in known:
                if len(rows) < most_new:
                    rows.append(_row(identity, source_id, link, now))
                else:
                    over += 1
            elif link.stamp and known[identity] != link.stamp:
                changed += _renew(connection, identity, link, now)
        if rows:
            connection.execute(insert(pages), rows)
    return len(rows), changed, over


def _known(connection: Connection, identities: Sequence[str]) -> dict[str, str | None]:
    known: dict[str, str | None] = {}
    for start in range(0, len(identities), 500):
        part = identities[start : start + 500]
        rows = connection.execute(select(pages.c.page_id, pages.c.stamp).where(pages.c.page_id.in_(part)))
        known.update({row.page_id: row.stamp for row in rows})
    return known


def _row(identity: str, source_id: str, link: Found, now: str) -> dict[str, Any]:
    return {
        "page_id": identity,
        "source_id": source_id,
        "url": link.url,
        "state": "found",
        "found_at": now,
        "due_at": now,
        "attempts": 0,
        "unchanged": 0,
        "title": link.title,
        "published": link.published,
        "summary": link.summary,
        "stamp": link.stamp,
        "body": link.body,
    }


def _renew(connection: Connection, identity: str, link: Found, now: str) -> int:
    result = connection.execute(
        update(pages)
        .where(pages.c.page_id == identity, pages.c.state.in_(("fetched", "failed", "found")))
        .values(due_at=now, stamp=link.stamp, body=link.body, attempts=0)
    )
    return result.rowcount


def lease(connection: Connection, source_id: str, owner: str, now: str, *, most: int) -> list[Leased]:
    """Take up to `most` pages that are due: new ones first, then those to be looked at again.

    Each state is walked in the order of its index, so that the cost does not grow with the frontier.
    """
    identities: list[str] = []
    for state in STATES:
        if len(identities) < most:
            due = and_(pages.c.source_id == source_id, pages.c.state == state, pages.c.due_at <= now)
            chosen = select(pages.c.page_id).where(due).order_by(pages.c.due_at, pages.c.page_id)
            if connection.dialect.name == "postgresql":
                chosen = chosen.with_for_update(skip_locked=True)
            identities += connection.scalars(chosen.limit(most - len(identities))).all()
    if not identities:
        return []
    taken = (
        update(pages)
        .where(pages.c.page_id.in_(identities), pages.c.state.in_(STATES))
        .values(state="leased", lease_owner=owner, lease_until=later(now, LEASE_SECONDS / 3600))
        .returning(pages)
    )
    order = {identity: number for number, identity in enumerate(identities)}
    leased = [_leased(row._mapping) for row in connection.execute(taken)]
    return sorted(leased, key=lambda page: order[page.id])


def _leased(row: Any) -> Leased:
    return Leased(row["page_id"], *(row[one.name] for one in fields(Leased)[1:]))


def fetched(connection: Connection, page: Leased, answer: Answer, now: str) -> None:
    """Record an answer, in the transaction that keeps the page; the next look is due on a decaying schedule."""
    values = answered(page, answer.changed, now) | {
        "status": answer.status,
        "etag": answer.etag or page.etag,
        "last_modified": answer.last_modified or page.last_modified,
        "sha256": answer.sha256 or page.sha256,
    }
    connection.execute(update(pages).where(pages.c.page_id == page.id).values(**values))


def answered(page: Leased, changed: bool, now: str) -> dict[str, Any]:
    """Return what any answer means for a page: it is held no more, and looked at again later, or never."""
    unchanged = 0 if changed else page.unchanged + 1
    due = later(now, REVISIT_HOURS[unchanged]) if unchanged < len(REVISIT_HOURS) else None
    held = {"state": "fetched", "lease_owner": None, "lease_until": None, "attempts": 0, "error": None, "body": None}
    return {**held, "fetched_at": now, "due_at": due, "unchanged": unchanged}


def not_modified(connection: Connection, seen: Sequence[tuple[Leased, str]]) -> None:
    """Record pages that answered 304, each with the moment, in one statement."""
    rows = [answered(page, False, now) | {"status": 304, "wanted": page.id} for page, now in seen]
    if rows:
        changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "wanted"}
        connection.execute(update(pages).where(pages.c.page_id == bindparam("wanted")).values(changed), rows)


def failed(connection: Connection, page: Leased, reason: str, now: str, *, final: bool = False) -> None:
    """Record a failure: tried again later, given up after as many attempts, or at once where it is final."""
    attempts = page.attempts + 1
    give_up = final or attempts >= MOST_ATTEMPTS
    connection.execute(
        update(pages)
        .where(pages.c.page_id == page.id)
        .values(
            state="given_up" if give_up else "failed",
            lease_owner=None,
            lease_until=None,
            attempts=attempts,
            error=reason,
            due_at=None if give_up else later(now, RETRY_HOURS[min(attempts, len(RETRY_HOURS)) - 1]),
        )
    )


def give_back(engine: Engine, source_id: str, owner: str) -> int:
    """Free what a run still holds of a source, without counting an attempt."""
    with engine.begin() as connection:
        result = connection.execute(
            update(pages)
            .where(pages.c.source_id == source_id, pages.c.lease_owner == owner, pages.c.state == "leased")
            .values(state="found", lease_owner=None, lease_until=None)
        )
        return result.rowcount


def counts(connection: Connection) -> dict[str, dict[str, int]]:
    """Return how many pages of each source are in each state."""
    table: dict[str, dict[str, int]] = {}
    grouped = select(pages.c.source_id, pages.c.state, func.count()).group_by(pages.c.source_id, pages.c.state)
    for source_id, state, number in connection.execute(grouped):
        table.setdefault(source_id, {})[state] = number
    return table


def state_of(engine: Engine, source_id: str) -> dict[str, Any]:
    """Return what is remembered of a source's own address; empty for a source never asked."""
    with engine.begin() as connection:
        row = connection.execute(select(source_state).where(source_state.c.source_id == source_id)).one_or_none()
        return dict(row._mapping) if row is not None else {}


def remember(engine: Engine, source_id: str, **values: Any) -> None:
    """Change what is remembered of a source."""
    with engine.begin() as connection:
        done = connection.execute(update(source_state).where(source_state.c.source_id == source_id).values(**values))
        if not done.rowcount:
            connection.execute(insert(source_state).values(source_id=source_id, **values))
