"""Indexes in the order of the newest articles, on SQLite as well, and of the outlets; none of the few measures."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create them; PostgreSQL has had its own order of the newest since 0008.

    A measure is that of a tenth of all figures: SQLite, which guesses, took its index for a way to few of them.
    """
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE INDEX ix_articles_newest ON articles (published DESC, article_id)")
    op.create_index("ix_articles_outlet", "articles", ["outlet"], postgresql_using="hash")
    op.drop_index("ix_figures_measure", "figures")


def downgrade() -> None:
    """Take them away."""
    op.create_index("ix_figures_measure", "figures", ["measure"])
    op.drop_index("ix_articles_outlet", "articles")
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_articles_newest", "articles")
