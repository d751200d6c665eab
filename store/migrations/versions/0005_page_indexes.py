"""Indexes for the questions of the app: languages, tiers, newest articles, relevant ones."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
INDEXES = {
    "ix_articles_lang": ("articles", "lang"),
    "ix_articles_tier": ("articles", "tier"),
    "ix_articles_published": ("articles", "published"),
    "ix_readings_relevant": ("readings", "relevant"),
}


def upgrade() -> None:
    """Create the indexes."""
    for name, (table, column) in INDEXES.items():
        op.create_index(name, table, [column])
