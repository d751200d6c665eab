"""What pages count is kept or counted by an index alone: months, outlets, articles of incidents, faults, doubts."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text, text

revision = "0013"
down_revision = "0012"
Words = Text().with_variant(Text(collation="C"), "postgresql")
metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "pk": "pk_%(table_name)s"})


def words(name: str) -> Column[str]:
    """Return a text column that is never empty."""
    return Column(name, Words, nullable=False)


Table(
    "incident_articles",
    metadata,
    Column("row_id", Words, primary_key=True),
    *(words(name) for name in ("incident_id", "at", "article_id")),
    Index("ix_incident_articles_order", "incident_id", "at", "article_id"),
)
Table(
    "incident_measures",
    metadata,
    Column("row_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    words("measure"),
    Column("figures", Integer, nullable=False),
)
Table(
    "incident_dated",
    metadata,
    Column("figure_id", Words, primary_key=True),
    *(words(name) for name in ("incident_id", "measure", "accused", "date", "side", "value", "comparator")),
    Column("is_slip", Boolean, nullable=False),
    Column("articles", Integer, nullable=False),
    words("quote"),
    Index("ix_incident_dated_order", "incident_id", "measure", "accused", "date"),
)
Table(
    "incident_gaps",
    metadata,
    Column("row_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    *(words(name) for name in ("type", "finding_id")),
    Column("printings", Integer, nullable=False),
    words("outlets"),
    Index("ix_incident_gaps_type", "type", "incident_id"),
)
Table(
    "incident_faults",
    metadata,
    Column("row_id", Words, primary_key=True),
    Column("incident_id", Words, nullable=False, index=True),
    *(words(name) for name in ("outlet", "type")),
    Column("alarms", Integer, nullable=False),
    *(words(name) for name in ("first", "more")),
    Index("ix_incident_faults_counted", "outlet", "type", "alarms"),
    Index("ix_incident_faults_first", "outlet", "first"),
)
OF_ARTICLE = (
    "UPDATE readings SET (outlet, month, lang) = (SELECT outlet, substr(published, 1, 7), lang FROM articles "
    "WHERE articles.article_id = readings.article_id), figures = "
    "(SELECT count(*) FROM figures WHERE figures.article_id = readings.article_id)"
)
UNNAMED = text("claimant IS NULL")
DOUBTED = text("CAST(doubts AS VARCHAR) <> '[]'")
INDEXES = {
    "ix_readings_month": ("readings", ["relevant", "month", "lang"]),
    "ix_readings_outlet": ("readings", ["outlet", "figures"]),
    "ix_findings_kinds": ("findings", ["type", "level", "between_origins"]),
    "ix_findings_rule": ("findings", ["rule"]),
    "ix_edges_incident": ("edges", ["incident_id", "article_id"]),
    "ix_issues_counted": ("issues", ["stage", "reason", "count"]),
    "ix_issues_seen": ("issues", ["reason", "first_seen"]),
}
FORMER = {
    "ix_readings_relevant": ("readings", ["relevant"]),
    "ix_issues_reason": ("issues", ["reason"]),
    "ix_edges_incident_id": ("edges", ["incident_id"]),
}


def upgrade() -> None:
    """Make the tables, which `store.engine` fills as settling does, the columns and the indexes."""
    metadata.create_all(op.get_bind())
    for name in ("outlet", "month", "lang"):
        op.add_column("readings", Column(name, Words))
    op.add_column("readings", Column("figures", Integer, nullable=False, server_default="0"))
    op.execute(OF_ARTICLE)
    for name in FORMER:
        op.drop_index(name, FORMER[name][0])
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    op.create_index("ix_figures_unnamed", "figures", ["figure_id"], sqlite_where=UNNAMED, postgresql_where=UNNAMED)
    op.create_index(
        "ix_figures_doubted",
        "figures",
        ["figure_id"],
        sqlite_where=DOUBTED,
        postgresql_where=DOUBTED,
        postgresql_include=["doubts"],
    )


def downgrade() -> None:
    """Take them away."""
    for name in ("ix_figures_doubted", "ix_figures_unnamed"):
        op.drop_index(name, "figures")
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
    for name, (table, columns) in FORMER.items():
        op.create_index(name, table, columns)
    for column in ("figures", "lang", "month", "outlet"):
        op.drop_column("readings", column)
    metadata.drop_all(op.get_bind())
