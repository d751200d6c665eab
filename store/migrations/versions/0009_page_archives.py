"""Where a public archive keeps a page, and an index of the frontier in the very order in which pages are taken."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0009"
down_revision = "0008"
DUE = ("source_id", "state", "due_at")
Words = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table; the index of pages that are due ends with their id, so that nothing is left to sort."""
    op.create_table(
        "page_archives",
        Column("capture_id", Words, primary_key=True),
        Column("asked_at", Words, nullable=False),
        Column("archive_url", Words),
        Column("archived_at", Words),
    )
    op.drop_index("ix_frontier_due", "frontier")
    op.create_index("ix_frontier_due", "frontier", [*DUE, "page_id"])


def downgrade() -> None:
    """Take both away."""
    op.drop_index("ix_frontier_due", "frontier")
    op.create_index("ix_frontier_due", "frontier", list(DUE))
    op.drop_table("page_archives")
