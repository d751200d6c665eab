"""Tables that let a new article be settled with only what it touches, and what else settling derives."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, Table

from store.columns import Id, Words, metadata, text

case_scopes = Table(
    "case_scopes",  # of each article with a case: under which accuser and accused it is reconciled, both folded
    metadata,
    Column("scope_id", Id, primary_key=True),
    Column("article_id", Id, nullable=False, index=True),
    Column("accuser", Words, nullable=False),  # empty: the case names none
    Column("name", Words, nullable=False),
    Index("ix_case_scopes_accuser", "accuser", "name"),
    Index("ix_case_scopes_name", "name"),
)
unsettled = Table(
    "unsettled",  # articles read since the last settling
    metadata,
    Column("article_id", Id, primary_key=True),
)
incident_scopes = Table(
    "incident_scopes",
    metadata,
    Column("scope_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    Column("accuser", Words, nullable=False),
    Column("name", Words, nullable=False),
    Index("ix_incident_scopes_accuser", "accuser", "name"),
)
outlet_records = Table(
    "outlet_records",
    metadata,
    Column("record_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    text("outlet", False),
    Column("articles", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("alarms", Integer, nullable=False),
    Column("self_contradictions", Integer, nullable=False),
    Column("contradicted_sources", Integer, nullable=False),
    Column("unsupported_windows", Integer, nullable=False),
    Column("examples", JSON, nullable=False),
)
figure_changes = Table(
    "figure_changes",
    metadata,
    Column("change_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    text("measure", False),
    text("accused", False),
    text("date"),
    Column("article_id", Id, nullable=False, index=True),
    text("earlier_article_id", False),
    text("figure_id"),
    text("earlier_figure_id"),
    text("explanation", False),
)
incident_marks = Table(
    "incident_marks",  # what is dated in an incident: its articles by day, its events by type and date
    metadata,
    Column("mark_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False),
    text("kind", False),  # article, or the type of an event
    text("date", False),
    text("precision"),
    Column("number", Integer, nullable=False),
    text("words"),
    Index("ix_incident_marks_incident", "incident_id", "date"),
)
incident_languages = Table(
    "incident_languages",  # how many articles tell of an incident, and how many of them give a figure
    metadata,
    Column("row_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    Column("lang", Words, nullable=False, index=True),
    Column("articles", Integer, nullable=False),
    Column("printed", Integer, nullable=False),
)
incident_readings = Table(
    "incident_readings",  # the distinct claims of an incident, see store.printed
    metadata,
    Column("figure_id", Id, primary_key=True),
    *(text(name, False) for name in ("incident_id", "measure", "accused")),
    text("asserter"),
    text("side", False),
    *(text(name) for name in ("value", "low", "high")),
    text("comparator", False),
    *(text(name) for name in ("noun", "slip", "reason")),
    Column("articles", Integer, nullable=False),
    *(text(name, False) for name in ("quote", "article_id", "outlets")),
    text("first_printed"),
    Index("ix_incident_readings_incident", "incident_id", "measure", "accused"),
)
incident_headlines = Table(
    "incident_headlines",  # the value that stands for an incident: of each measure, and (no measure) of all
    metadata,
    Column("row_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    text("measure", False),
    text("value_id", False),
    Index("ix_incident_headlines_measure", "measure", "incident_id"),
)
incident_articles = Table(
    "incident_articles",  # the articles that give a figure or an event of an incident, in the order of publication
    metadata,
    Column("row_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False),
    text("at", False),  # when it was published, after every date where that is unknown
    Column("article_id", Id, nullable=False),
    Index("ix_incident_articles_order", "incident_id", "at", "article_id"),
)
incident_measures = Table(
    "incident_measures",  # how many figures of each measure an incident has
    metadata,
    Column("row_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    text("measure", False),
    Column("figures", Integer, nullable=False),
)
incident_dated = Table(
    "incident_dated",  # how many articles printed which value on a day; the id is that of the first figure
    metadata,
    Column("figure_id", Id, primary_key=True),
    *(text(name, False) for name in ("incident_id", "measure", "accused", "date", "side", "value", "comparator")),
    Column("is_slip", Boolean, nullable=False),
    Column("articles", Integer, nullable=False),
    text("quote", False),
    Index("ix_incident_dated_order", "incident_id", "measure", "accused", "date"),
)
incident_gaps = Table(
    "incident_gaps",  # disagreements of origins folded to one each: of each type of finding, and (no type) of all
    metadata,
    Column("row_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    text("type", False),
    text("finding_id", False),
    Column("printings", Integer, nullable=False),
    text("outlets", False),
    Index("ix_incident_gaps_type", "type", "incident_id"),
)
incident_faults = Table(
    "incident_faults",  # the alarms on what an outlet printed of an incident, counted by type
    metadata,
    Column("row_id", Id, primary_key=True),
    Column("incident_id", Id, nullable=False, index=True),
    text("outlet", False),
    text("type", False),
    Column("alarms", Integer, nullable=False),
    text("first", False),  # the first of these findings, and some more after it, separated by ;
    text("more", False),
    Index("ix_incident_faults_counted", "outlet", "type", "alarms"),
    Index("ix_incident_faults_first", "outlet", "first"),
)
OF_INCIDENTS = (
    incident_scopes,
    outlet_records,
    figure_changes,
    incident_marks,
    incident_languages,
    incident_readings,
    incident_headlines,
    incident_articles,
    incident_measures,
    incident_dated,
    incident_gaps,
    incident_faults,
)
