"""Changes of what is derived, alerts about them, and marks of what was applied."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, Index, Integer, MetaData, Table, Text

revision = "0003"
down_revision = "0002"
metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})
Words = Text().with_variant(Text(collation="C"), "postgresql")


def text(name: str, nullable: bool = True) -> Column[str]:
    """Return a text column."""
    return Column(name, Words, nullable=nullable)


Table(
    "changes",
    metadata,
    Column("change_id", Words, primary_key=True),
    Column("number", BigInteger, nullable=False),
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
Table(
    "channels",
    metadata,
    Column("channel", Words, primary_key=True),
    Column("since", BigInteger, nullable=False),
)
Table(
    "alerts",
    metadata,
    Column("alert_id", Words, primary_key=True),
    text("change_id", False),
    text("channel", False),
    text("state", False),
    Column("attempts", Integer, nullable=False),
    text("at", False),
    text("detail"),
    Index("ix_alerts_change", "change_id", "channel", unique=True),
)
Table(
    "marks",
    metadata,
    Column("name", Words, primary_key=True),
    text("value", False),
)


def upgrade() -> None:
    """Create the tables."""
    metadata.create_all(op.get_bind())
