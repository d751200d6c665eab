"""Tables of the crawl: the pages it has found and where each stands, and what is known of each source."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from store.columns import Id, Words, metadata, text

frontier = Table(
    "frontier",
    metadata,
    Column("page_id", Id, primary_key=True),
    text("source_id", False),
    text("url", False),
    Column("state", Words, nullable=False),
    text("found_at", False),
    text("due_at"),
    Column("attempts", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    text("title"),
    text("published"),
    text("summary"),
    text("stamp"),
    text("body"),
    text("lease_owner"),
    text("lease_until"),
    text("etag"),
    text("last_modified"),
    text("sha256"),
    text("fetched_at"),
    Column("status", Integer),
    text("error"),
    Index("ix_frontier_due", "source_id", "state", "due_at", "page_id"),
)
source_state = Table(
    "source_state",
    metadata,
    Column("source_id", Words, primary_key=True),
    *(text(name) for name in ("checked_at", "ok_at", "url", "new_at", "etag", "last_modified")),
    Column("failures", Integer),
    *(text(name) for name in ("problem", "not_before", "moved_to")),
)
