"""Scopes for settling only what is touched; grades, outlets' records and figure changes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Index, Integer, MetaData, Table, Text

revision = "0004"
down_revision = "0003"
metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s"})
Words = Text().with_variant(Text(collation="C"), "postgresql")


def text(name: str, nullable: bool = False) -> Column[str]:
    """Return a text column."""
    return Column(name, Words, nullable=nullable)


Table(
    "case_scopes",
    metadata,
    Column("scope_id", Words, primary_key=True),
    Column("article_id", Words, nullable=False, index=True),
    text("accuser"),
    text("name"),
    Index("ix_case_scopes_accuser", "accuser", "name"),
    Index("ix_case_scopes_name", "name"),
)
Table("unsettled", metadata, Column("article_id", Words, primary_key=True))
Table(
    "incident_scopes",
    metadata,
    Column("scope_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    text("accuser"),
    text("name"),
    Index("ix_incident_scopes_accuser", "accuser", "name"),
)
COUNTS = ("articles", "figures", "alarms", "self_contradictions", "contradicted_sources", "unsupported_windows")
Table(
    "outlet_records",
    metadata,
    Column("record_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    text("outlet"),
    *(Column(name, Integer, nullable=False) for name in COUNTS),
    Column("examples", JSON, nullable=False),
)
Table(
    "figure_changes",
    metadata,
    Column("change_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    text("measure"),
    text("accused"),
    text("date", True),
    Column("article_id", Words, nullable=False, index=True),
    text("earlier_article_id"),
    text("figure_id", True),
    text("earlier_figure_id", True),
    text("explanation"),
)
NEW_COLUMNS = {
    "reconciled": ("unit", "source_grade", "information_grade", "grade_reason", "rung"),
    "origins": ("rung", "grade", "grade_reason"),
}


def upgrade() -> None:
    """Create the tables and columns; the next analysis fills them."""
    metadata.create_all(op.get_bind())
    op.create_index("ix_figures_value", "figures", ["value"])
    for table, names in NEW_COLUMNS.items():
        for name in names:
            op.add_column(table, text(name, True))
