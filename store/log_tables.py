"""Tables that remember what happened to what is derived: changes, alerts about them, and which judgements were applied.

They are kept, never rebuilt: a change is written in the transaction that changed the derived tables.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, Table

from store.columns import Id, metadata, text

changes = Table(
    "changes",
    metadata,
    Column("change_id", Id, primary_key=True),
    Column("number", BigInteger, nullable=False),  # order of writing, from 1
    text("at", False),
    text("kind", False),
    text("incident_id", False),
    text("incident", False),
    text("measure"),
    text("accused", False),
    text("parties", False),
    text("sentence", False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Index("ix_changes_number", "number", unique=True),
    Index("ix_changes_incident", "incident_id", "number"),
)
channels = Table(
    "channels",
    metadata,
    Column("channel", Id, primary_key=True),
    Column("since", BigInteger, nullable=False),  # changes up to this number are not news for it
)
alerts = Table(
    "alerts",
    metadata,
    Column("alert_id", Id, primary_key=True),
    text("change_id", False),
    text("channel", False),
    text("state", False),  # sending | sent | failed | given_up
    Column("attempts", Integer, nullable=False),
    text("at", False),
    text("detail"),
    Index("ix_alerts_change", "change_id", "channel", unique=True),
)
marks = Table(
    "marks",
    metadata,
    Column("name", Id, primary_key=True),
    text("value", False),
)
page_archives = Table(  # what a public archive was asked about a capture: without an address it has none
    "page_archives",
    metadata,
    Column("capture_id", Id, primary_key=True),
    text("asked_at", False),
    text("archive_url"),
    text("archived_at"),
)
