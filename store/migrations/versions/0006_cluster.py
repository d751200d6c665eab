"""Archives read so far, near-copies, and jobs that went wrong."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, Integer, MetaData, Table, Text

revision = "0006"
down_revision = "0005"
metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})
Words = Text().with_variant(Text(collation="C"), "postgresql")
Table(
    "archives",
    metadata,
    Column("archive_id", Words, primary_key=True),
    Column("address", Words, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("started_at", Words, nullable=False),
    Column("updated_at", Words, nullable=False),
    Column("finished_at", Words),
)
Table(
    "sketches",
    metadata,
    Column("sketch_id", Words, primary_key=True),
    Column("article_id", Words, nullable=False),
)
Table(
    "relays",
    metadata,
    Column("article_id", Words, primary_key=True),
    Column("copy_of", Words, nullable=False),
    Column("share", Float, nullable=False),
)
Table(
    "job_failures",
    metadata,
    Column("failure_id", Words, primary_key=True),
    Column("task", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failed_at", Words, nullable=False),
    Column("final", Boolean, nullable=False),
)


def upgrade() -> None:
    """Create the tables."""
    metadata.create_all(op.get_bind())
