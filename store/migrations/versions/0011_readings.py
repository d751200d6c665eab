"""Readings and headlines of incidents kept when they are settled, alarms counted by an index alone."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

revision = "0011"
down_revision = "0010"
Words = Text().with_variant(Text(collation="C"), "postgresql")
metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s"})


def text(name: str, nullable: bool = True) -> Column[str]:
    """Return a text column."""
    return Column(name, Words, nullable=nullable)


Table(
    "incident_readings",
    metadata,
    Column("figure_id", Words, primary_key=True),
    *(text(name, False) for name in ("incident_id", "measure", "accused")),
    text("asserter"),
    text("side", False),
    *(text(name) for name in ("value", "low", "high")),
    text("comparator", False),
    *(text(name) for name in ("noun", "slip", "reason")),
    Column("articles", Integer, nullable=False),
    *(text(name, False) for name in ("quote", "article_id", "outlets")),
    text("first_printed"),
    Index("ix_incident_readings_incident", "incident_id", "measure", "accused"),
)
Table(
    "incident_headlines",
    metadata,
    Column("row_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    text("measure", False),
    text("value_id", False),
    Index("ix_incident_headlines_measure", "measure", "incident_id"),
)


def upgrade() -> None:
    """Make the tables, which `store.engine` fills as settling does, and the index."""
    metadata.create_all(op.get_bind())
    op.create_index("ix_findings_alarms", "findings", ["level", "incident_id", "between_origins"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_findings_alarms", "findings")
    for name in ("incident_readings", "incident_headlines"):
        op.drop_table(name)
