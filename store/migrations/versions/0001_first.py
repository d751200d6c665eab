"""The first schema: a frozen copy of all tables as of version 0.1. Never edited; what changes is a later revision."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

revision = "0001"
down_revision = None
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Words = Text().with_variant(Text(collation="C"), "postgresql")
Id = Words


def text(name: str, nullable: bool = True) -> Column[str]:
    """Return a text column."""
    return Column(name, Words, nullable=nullable)


Table(
    "captures",
    metadata,
    Column("capture_id", Id, primary_key=True),
    text("url", False),
    text("final_url", False),
    text("fetched_at", False),
    Column("status", Integer, nullable=False),
    text("content_type", False),
    text("sha256", False),
    Column("body", LargeBinary, nullable=False),
    Column("headers", JSON, nullable=False),
    text("source_id"),
    text("file"),
)
Table(
    "articles",
    metadata,
    Column("article_id", Id, primary_key=True),
    Column("capture_id", Id, ForeignKey("captures.capture_id"), nullable=False, index=True),
    text("url"),
    text("file"),
    Column("source_id", Words, index=True),
    text("outlet"),
    text("title"),
    text("published"),
    text("published_evidence"),
    text("lang", False),
    text("text", False),
    text("text_sha256", False),
    Column("supersedes", Id, index=True),
    text("first_seen", False),
    text("last_seen", False),
    text("tier"),
    Column("payload", JSON, nullable=False),
    Index("ix_articles_url", "url", postgresql_using="hash"),
    Index("ix_articles_file", "file", postgresql_using="hash"),
)
Table(
    "readings",
    metadata,
    Column("article_id", Id, ForeignKey("articles.article_id"), primary_key=True),
    text("reader_version", False),
    Column("relevant", Boolean, nullable=False),
    text("read_at", False),
    Column("payload", JSON, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
)
Table(
    "figures",
    metadata,
    Column("figure_id", Id, primary_key=True),
    Column("article_id", Id, ForeignKey("articles.article_id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    text("quote", False),
    text("value"),
    text("low"),
    text("high"),
    text("comparator", False),
    Column("measure", Words, nullable=False, index=True),
    text("unit"),
    text("scope", False),
    text("accused", False),
    text("claimant"),
    text("via"),
    text("target"),
    text("window_start"),
    text("window_end"),
    text("stance", False),
    Column("derived", Boolean, nullable=False),
    text("sentence", False),
    Column("sentence_start", Integer, nullable=False),
    text("place", False),
    Column("doubts", JSON, nullable=False),
    text("reader_version", False),
    Column("sort_value", Float),
)
Table(
    "events",
    metadata,
    Column("event_id", Id, primary_key=True),
    Column("article_id", Id, ForeignKey("articles.article_id"), nullable=False, index=True),
    text("type", False),
    text("date"),
    text("date_precision"),
    text("actors", False),
    text("quote", False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
Table(
    "frontier",
    metadata,
    Column("page_id", Id, primary_key=True),
    text("source_id", False),
    text("url", False),
    Column("state", Words, nullable=False),
    text("found_at", False),
    text("due_at"),
    Column("attempts", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    text("title"),
    text("published"),
    text("summary"),
    text("stamp"),
    text("body"),
    text("lease_owner"),
    text("lease_until"),
    text("etag"),
    text("last_modified"),
    text("sha256"),
    text("fetched_at"),
    Column("status", Integer),
    text("error"),
    Index("ix_frontier_due", "source_id", "state", "due_at"),
)
Table(
    "source_state",
    metadata,
    Column("source_id", Words, primary_key=True),
    text("checked_at"),
    text("ok_at"),
    text("url"),
    text("new_at"),
    text("etag"),
    text("last_modified"),
    Column("failures", Integer),
    text("problem"),
    text("not_before"),
    text("moved_to"),
)
Table(
    "issues",
    metadata,
    Column("issue_id", Id, primary_key=True),
    text("stage", False),
    Column("reason", Words, index=True),
    text("detail", False),
    text("subject"),
    text("first_seen", False),
    text("last_seen", False),
    Column("count", BigInteger, nullable=False),
)
Table(
    "runs",
    metadata,
    Column("run_id", Id, primary_key=True),
    text("command", False),
    text("started_at", False),
    text("finished_at"),
    Column("status", Integer),
    Column("summary", JSON, nullable=False),
)
Table(
    "judgements",
    metadata,
    Column("judgement_id", Id, primary_key=True),
    text("kind", False),
    Column("subject", JSON, nullable=False),
    Column("values", JSON, nullable=False),
    text("author", False),
    text("made_at", False),
    text("reason", False),
)
Table(
    "incidents",
    metadata,
    Column("incident_id", Id, primary_key=True),
    text("title", False),
    text("kind", False),
    text("accuser"),
    text("accused", False),
    text("target"),
    text("disclosed"),
    text("registry", False),
    text("aiid"),
)
Table(
    "incident_aliases",
    metadata,
    Column("old_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False),
)
Table(
    "figure_links",
    metadata,
    Column("figure_id", Id, primary_key=True),
    Column("incident_id", Id, index=True),
    Column("origin_id", Id, index=True),
)
Table(
    "event_links",
    metadata,
    Column("event_id", Id, primary_key=True),
    Column("incident_id", Id, index=True),
)
Table(
    "origins",
    metadata,
    Column("origin_id", Id, primary_key=True),
    Column("incident_id", Id, index=True),
    text("asserter", False),
    text("side", False),
    Column("articles", JSON, nullable=False),
)
Table(
    "edges",
    metadata,
    Column("edge_id", Id, primary_key=True),
    Column("incident_id", Id, index=True),
    Column("article_id", Id, nullable=False),
    text("upstream", False),
    text("upstream_kind", False),
    text("reason", False),
    text("detail", False),
)
Table(
    "findings",
    metadata,
    Column("finding_id", Id, primary_key=True),
    text("type", False),
    text("level", False),
    Column("incident_id", Id, index=True),
    text("measure"),
    Column("figure_id", Id, index=True),
    text("against", False),
    text("rule", False),
    text("explanation", False),
    Column("between_origins", Boolean, nullable=False),
)
Table(
    "reconciled",
    metadata,
    Column("incident_id", Id, primary_key=True),
    Column("measure", Words, primary_key=True),
    Column("accused", Words, primary_key=True),
    text("claimant"),
    text("best"),
    text("low"),
    text("high"),
    text("status", False),
    Column("origins", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("alarms", Integer, nullable=False),
    text("rule", False),
    text("explanation", False),
    Column("figure_ids", JSON, nullable=False),
    Column("sort_value", Float),
)


def upgrade() -> None:
    """Create every table."""
    metadata.create_all(op.get_bind())
