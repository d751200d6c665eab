"""The names under which an incident knows the parties of a figure."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0007"
down_revision = "0006"
NAMES = ("accused", "claimant", "target")
Words = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add a column for each; the next settling fills them."""
    for name in NAMES:
        op.add_column("figure_links", Column(name, Words, nullable=True))


def downgrade() -> None:
    """Take the columns away."""
    for name in NAMES:
        op.drop_column("figure_links", name)
