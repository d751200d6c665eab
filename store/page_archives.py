"""Where a public archive keeps the pages of the ledger: asked once for each kept article, known or not known."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from ledger.coding import ANALYST
from store.log_tables import page_archives
from store.tables import articles, captures
from store.upsert import put


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that an archive is asked about: its address, and when it was captured here."""

    capture_id: str
    url: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Archived:
    """A copy of a page in a public archive, the one nearest to our own capture."""

    url: str
    at: str


def unasked(connection: Connection, most: int) -> list[Asked]:
    """Return the captures of articles from the web that no archive was asked about, the newest first."""
    wanted = (
        select(captures.c.capture_id, captures.c.url, captures.c.fetched_at)
        .join(articles, articles.c.capture_id == captures.c.capture_id)
        .outerjoin(page_archives, page_archives.c.capture_id == captures.c.capture_id)
        .where(page_archives.c.capture_id.is_(None))
        .where(or_(captures.c.url.like("https://%"), captures.c.url.like("http://%")))
        .where(or_(articles.c.tier.is_(None), articles.c.tier != ANALYST))
        .distinct()
        .order_by(captures.c.fetched_at.desc(), captures.c.capture_id)
    )
    return [Asked(*row) for row in map(tuple, connection.execute(wanted.limit(most)))]


def keep(connection: Connection, capture_id: str, found: Archived | None, now: str) -> None:
    """Record what an archive answered; None: it has no copy."""
    row = {
        "capture_id": capture_id,
        "asked_at": now,
        "archive_url": found.url if found else None,
        "archived_at": found.at if found else None,
    }
    put(connection, page_archives, [row])


def of(connection: Connection, capture_id: str) -> Archived | None:
    """Return the archived copy of a page, None where none is known."""
    wanted = select(page_archives.c.archive_url, page_archives.c.archived_at)
    row = connection.execute(wanted.where(page_archives.c.capture_id == capture_id)).one_or_none()
    return Archived(row.archive_url, row.archived_at) if row is not None and row.archive_url else None
