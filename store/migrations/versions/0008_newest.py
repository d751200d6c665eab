"""An index in the order of the newest articles, undated ones last: PostgreSQL alone needs one of its own for it."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the index on PostgreSQL."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_articles_newest ON articles (published DESC NULLS LAST, article_id)")
