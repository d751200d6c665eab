"""Counts of incidents kept when they are settled, events in their order, sources counted by an index alone."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, MetaData, Table, Text

revision = "0010"
down_revision = "0009"
Words = Text().with_variant(Text(collation="C"), "postgresql")
metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s"})
Table(
    "incident_marks",
    metadata,
    Column("mark_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("date", Words, nullable=False),
    Column("precision", Words),
    Column("number", Integer, nullable=False),
    Column("words", Words),
)
Table(
    "incident_languages",
    metadata,
    Column("row_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    Column("lang", Words, nullable=False, index=True),
    Column("articles", Integer, nullable=False),
    Column("printed", Integer, nullable=False),
)
SOURCE = (
    "UPDATE readings SET source_id = "
    "(SELECT articles.source_id FROM articles WHERE articles.article_id = readings.article_id)"
)
PLACES = (
    "UPDATE event_links SET at = (SELECT coalesce(events.date, '~') || ' ' || coalesce(articles.published, '~') "
    "FROM events JOIN articles ON articles.article_id = events.article_id "
    "WHERE events.event_id = event_links.event_id)"
)
DAYS = (
    "INSERT INTO incident_marks (mark_id, incident_id, kind, date, precision, number) "
    "SELECT incident_id || ' article ' || substr(published, 1, 10), incident_id, 'article', substr(published, 1, 10), "
    "'day', count(DISTINCT articles.article_id) FROM figure_links "
    "JOIN figures ON figures.figure_id = figure_links.figure_id "
    "JOIN articles ON articles.article_id = figures.article_id "
    "WHERE incident_id IS NOT NULL AND published IS NOT NULL GROUP BY incident_id, substr(published, 1, 10)"
)
DATES = (
    "INSERT INTO incident_marks (mark_id, incident_id, kind, date, precision, number, words) "
    "SELECT incident_id || ' ' || type || ' ' || date || ' ' || coalesce(date_precision, ''), incident_id, type, date, "
    "date_precision, count(*), min(quote) FROM event_links JOIN events ON events.event_id = event_links.event_id "
    "WHERE incident_id IS NOT NULL AND date IS NOT NULL GROUP BY incident_id, type, date, date_precision"
)
LANGUAGES = (
    "INSERT INTO incident_languages (row_id, incident_id, lang, articles, printed) "
    "SELECT incident_id || ' ' || lang, incident_id, lang, count(DISTINCT told.article_id), "
    "count(DISTINCT CASE WHEN told.printed = 1 THEN told.article_id END) FROM "
    "(SELECT incident_id, article_id, 1 AS printed FROM figure_links "
    "JOIN figures ON figures.figure_id = figure_links.figure_id UNION "
    "SELECT incident_id, article_id, 0 FROM event_links JOIN events ON events.event_id = event_links.event_id) told "
    "JOIN articles ON articles.article_id = told.article_id WHERE incident_id IS NOT NULL GROUP BY incident_id, lang"
)


def upgrade() -> None:
    """Make the tables and columns, and fill them as the next settling would."""
    metadata.create_all(op.get_bind())
    op.create_index("ix_incident_marks_incident", "incident_marks", ["incident_id", "date"])
    op.add_column("readings", Column("source_id", Words))
    op.add_column("event_links", Column("at", Words))
    for statement in (SOURCE, PLACES, DAYS, DATES, LANGUAGES):
        op.execute(statement)
    op.create_index("ix_readings_source", "readings", ["source_id", "relevant"])
    op.drop_index("ix_event_links_incident_id", "event_links")
    op.create_index("ix_event_links_incident", "event_links", ["incident_id", "at", "event_id"])
    op.drop_index("ix_articles_source_id", "articles")
    op.create_index("ix_articles_source", "articles", ["source_id", "tier", "first_seen", "last_seen"])
