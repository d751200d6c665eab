"""The tables of the ledger: kept ones are append-only or updated in place, derived ones are rebuilt at will.

Times are ISO 8601 in UTC as text: both engines sort and compare them alike. Values of figures are exact decimals as
text beside a floating column that only sorts and filters.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table
from sqlalchemy import text as sql

from store.columns import Id, Words, metadata, text
from store.crawl_tables import frontier, source_state  # noqa: F401 - so that one module names every table
from store.log_tables import alerts, changes, channels, marks, page_archives  # noqa: F401 - so that one module names every table
from store.settled_tables import OF_INCIDENTS

UNNAMED = sql("claimant IS NULL")
DOUBTED = sql("CAST(doubts AS VARCHAR) <> '[]'")

captures = Table(
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
articles = Table(
    "articles",
    metadata,
    Column("article_id", Id, primary_key=True),
    Column("capture_id", Id, ForeignKey("captures.capture_id"), nullable=False, index=True),
    text("url"),
    text("file"),
    text("source_id"),
    text("outlet"),
    text("title"),
    Column("published", Words, index=True),
    text("published_evidence"),
    Column("lang", Words, nullable=False, index=True),
    text("text", False),
    text("text_sha256", False),
    Column("supersedes", Id, index=True),
    text("first_seen", False),
    text("last_seen", False),
    Column("tier", Words, index=True),
    Column("payload", JSON, nullable=False),
    Index("ix_articles_url", "url", postgresql_using="hash"),
    Index("ix_articles_file", "file", postgresql_using="hash"),
    Index("ix_articles_outlet", "outlet", postgresql_using="hash"),
    Index("ix_articles_source", "source_id", "tier", "first_seen", "last_seen"),
)
readings = Table(
    "readings",
    metadata,
    Column("article_id", Id, ForeignKey("articles.article_id"), primary_key=True),
    text("reader_version", False),
    Column("relevant", Boolean, nullable=False),
    text("read_at", False),
    Column("payload", JSON, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
    *(text(name) for name in ("source_id", "outlet", "month", "lang")),  # of the article, to count without it
    Column("figures", Integer, nullable=False, server_default="0"),
    Index("ix_readings_source", "source_id", "relevant"),
    Index("ix_readings_month", "relevant", "month", "lang"),
    Index("ix_readings_outlet", "outlet", "figures"),
)
figures = Table(
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
    text("measure", False),
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
    Index("ix_figures_value", "value"),
    Index("ix_figures_unnamed", "figure_id", sqlite_where=UNNAMED, postgresql_where=UNNAMED),
    Index(
        "ix_figures_doubted",
        "figure_id",
        sqlite_where=DOUBTED,
        postgresql_where=DOUBTED,
        postgresql_include=["doubts"],
    ),
)
second_readings = Table(  # of articles whose incident other articles tell better, by what these tell
    "second_readings",
    metadata,
    Column("second_id", Id, primary_key=True),
    Column("article_id", Id, nullable=False),
    text("read_at", False),
    Column("payload", JSON, nullable=False),
    Index("ix_second_readings_article", "article_id", "read_at"),
)
past_figures = Table(
    "past_figures",
    metadata,
    Column("past_id", Id, primary_key=True),
    Column("figure_id", Id, nullable=False, index=True),
    Column("article_id", Id, nullable=False, index=True),
    text("reader_version", False),
    text("replaced_at", False),
    Column("row", JSON, nullable=False),
)
events = Table(
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
issues = Table(
    "issues",
    metadata,
    Column("issue_id", Id, primary_key=True),
    text("stage", False),
    Column("reason", Words),
    text("detail", False),
    text("subject"),
    text("first_seen", False),
    text("last_seen", False),
    Column("count", BigInteger, nullable=False),
    Index("ix_issues_counted", "stage", "reason", "count"),
    Index("ix_issues_seen", "reason", "first_seen"),
)
runs = Table(
    "runs",
    metadata,
    Column("run_id", Id, primary_key=True),
    text("command", False),
    text("started_at", False),
    text("finished_at"),
    Column("status", Integer),
    Column("summary", JSON, nullable=False),
)
judgements = Table(
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
incidents = Table(
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
incident_aliases = Table(
    "incident_aliases",
    metadata,
    Column("old_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False),
)
figure_links = Table(
    "figure_links",
    metadata,
    Column("figure_id", Id, primary_key=True),
    Column("incident_id", Id, index=True),
    Column("origin_id", Id, index=True),
    *(text(name) for name in ("accused", "claimant", "target")),  # as the incident calls them
    *(text(name) for name in ("scope", "stance", "via")),  # where a second reading took them otherwise
)
event_links = Table(
    "event_links",
    metadata,
    Column("event_id", Id, primary_key=True),
    Column("incident_id", Id),
    text("at"),  # in this order the events of an incident are listed
    Index("ix_event_links_incident", "incident_id", "at", "event_id"),
)
origins = Table(
    "origins",
    metadata,
    Column("origin_id", Id, primary_key=True),
    Column("incident_id", Id, index=True),
    text("asserter", False),
    text("side", False),
    Column("articles", JSON, nullable=False),
    text("rung"),
    text("grade"),
    text("grade_reason"),
)
edges = Table(
    "edges",
    metadata,
    Column("edge_id", Id, primary_key=True),
    Column("incident_id", Id),
    Column("article_id", Id, nullable=False),
    text("upstream", False),
    text("upstream_kind", False),
    text("reason", False),
    text("detail", False),
    Index("ix_edges_incident", "incident_id", "article_id"),
)
findings = Table(
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
    Index("ix_findings_alarms", "level", "incident_id", "between_origins"),
    Index("ix_findings_kinds", "type", "level", "between_origins"),
    Index("ix_findings_rule", "rule"),
)
reconciled = Table(
    "reconciled",
    metadata,
    Column("value_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False),
    Column("measure", Words, nullable=False),
    text("accused", False),
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
    text("unit"),
    text("source_grade"),
    text("information_grade"),
    text("grade_reason"),
    text("rung"),
    Index("ix_reconciled_incident", "incident_id", "measure"),
)
DERIVED = (
    incidents,
    incident_aliases,
    figure_links,
    event_links,
    origins,
    edges,
    findings,
    reconciled,
    *OF_INCIDENTS,
)
