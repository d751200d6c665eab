"""Full-text search, figures of earlier readings, and reconciled values under one id (no key of unbounded length)."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import JSON, Column, Float, Index, Integer, MetaData, Table, Text, insert, select

from ledger.identity import identifier

revision = "0002"
down_revision = "0001"
metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s"})
Words = Text().with_variant(Text(collation="C"), "postgresql")


def value_columns() -> list[Column[Any]]:
    """Return the columns of a reconciled value besides its id."""
    return [
        Column("incident_id", Words, nullable=False),
        Column("measure", Words, nullable=False),
        Column("accused", Words, nullable=False),
        Column("claimant", Words),
        Column("best", Words),
        Column("low", Words),
        Column("high", Words),
        Column("status", Words, nullable=False),
        Column("origins", Integer, nullable=False),
        Column("articles", Integer, nullable=False),
        Column("alarms", Integer, nullable=False),
        Column("rule", Words, nullable=False),
        Column("explanation", Words, nullable=False),
        Column("figure_ids", JSON, nullable=False),
        Column("sort_value", Float),
    ]


past_figures = Table(
    "past_figures",
    metadata,
    Column("past_id", Words, primary_key=True),
    Column("figure_id", Words, nullable=False, index=True),
    Column("article_id", Words, nullable=False, index=True),
    Column("reader_version", Words, nullable=False),
    Column("replaced_at", Words, nullable=False),
    Column("row", JSON, nullable=False),
)
before = Table("reconciled", MetaData(), *value_columns())
reconciled = Table(
    "reconciled",
    metadata,
    Column("value_id", Words, primary_key=True),
    *value_columns(),
    Index("ix_reconciled_incident", "incident_id", "measure"),
)
SEARCH = {
    "sqlite": (
        "CREATE TABLE search_rows (number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE)",
        "CREATE VIRTUAL TABLE search_words USING fts5 (words, content='', tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        'CREATE TABLE search_words (article_id TEXT COLLATE "C" PRIMARY KEY, words TSVECTOR NOT NULL)',
        "CREATE INDEX ix_search_words_words ON search_words USING gin (words)",
    ),
}


def upgrade() -> None:
    """Create what is new and carry the reconciled values over; store.search fills its index when next opened."""
    bind = op.get_bind()
    kept = [dict(row._mapping) for row in bind.execute(select(before))]
    op.drop_table("reconciled")
    metadata.create_all(bind)
    for row in kept:
        identity = identifier("val", row["incident_id"], row["measure"], row["accused"])
        bind.execute(insert(reconciled).values(value_id=identity, **row))
    for statement in SEARCH[bind.dialect.name]:
        op.execute(statement)
