"""Second readings of articles whose incident the others tell better, and what these change of a figure's link."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Index, MetaData, Table, Text

revision = "0014"
down_revision = "0013"

Words = Text().with_variant(Text(collation="C"), "postgresql")
metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s"})
second_readings = Table(
    "second_readings",
    metadata,
    Column("second_id", Words, primary_key=True),
    Column("article_id", Words, nullable=False),
    Column("read_at", Words, nullable=False),
    Column("payload", JSON, nullable=False),
    Index("ix_second_readings_article", "article_id", "read_at"),
)
TOLD = ("scope", "stance", "via")


def upgrade() -> None:
    """Make the table and the columns; they fill as incidents are settled anew."""
    second_readings.create(op.get_bind())
    for name in TOLD:
        op.add_column("figure_links", Column(name, Words))


def downgrade() -> None:
    """Take them away."""
    for name in TOLD:
        op.drop_column("figure_links", name)
    second_readings.drop(op.get_bind())
