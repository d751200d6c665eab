"""The first schema: all tables of store.tables as of version 0.1."""

from alembic import op

from store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table that is not there yet."""
    metadata.create_all(op.get_bind())
