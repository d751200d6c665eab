"""Tables for work past one machine: archives read so far, near-copies, and jobs that went wrong."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer, Table

from store.columns import Id, metadata, text

archives = Table(
    "archives",
    metadata,
    Column("archive_id", Id, primary_key=True),
    text("address", False),
    Column("offset", BigInteger, nullable=False),
    Column("counts", JSON, nullable=False),
    text("started_at", False),
    text("updated_at", False),
    text("finished_at"),
)
sketches = Table(
    "sketches",
    metadata,
    Column("sketch_id", Id, primary_key=True),
    Column("article_id", Id, nullable=False),
)
relays = Table(
    "relays",
    metadata,
    Column("article_id", Id, primary_key=True),
    Column("copy_of", Id, nullable=False),
    Column("share", Float, nullable=False),
)
job_failures = Table(
    "job_failures",
    metadata,
    Column("failure_id", Id, primary_key=True),
    text("task", False),
    text("subject", False),
    text("reason", False),
    Column("attempts", Integer, nullable=False),
    text("failed_at", False),
    Column("final", Boolean, nullable=False),
)
