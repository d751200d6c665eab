"""A ledger that is large without being read in: PostgreSQL itself multiplies the rows of a small generated one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

SAME_INCIDENT = 3  # of so many copies one stays in the incident it is from, so that some incidents are very large
INDEXES = text(
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = :table AND schemaname = 'public' "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)
COLUMNS = text("SELECT column_name FROM information_schema.columns WHERE table_name = :table ORDER BY ordinal_position")
OF_ARTICLES = {
    "articles": ("article_id", "url"),
    "readings": ("article_id",),
    "edges": ("edge_id", "article_id"),
    "incident_articles": ("row_id", "article_id"),
}
OF_FIGURES = {
    "figures": ("figure_id", "article_id"),
    "figure_links": ("figure_id",),
    "findings": ("finding_id", "figure_id"),
    "incident_readings": ("figure_id", "article_id"),
    "incident_dated": ("figure_id",),
}
OF_EVENTS = {"events": ("event_id", "article_id"), "event_links": ("event_id",)}
OF_INCIDENTS = {
    "incidents": (),
    "origins": (),
    "reconciled": ("value_id",),
    "incident_marks": ("mark_id",),
    "incident_languages": ("row_id",),
    "incident_faults": ("row_id",),
    "incident_measures": ("row_id",),
    "incident_gaps": ("row_id",),
    "incident_headlines": ("row_id", "value_id"),
}
OF_CASES = ("incident_id", "origin_id")  # columns whose copies stay or go with their incident


@dataclass(frozen=True, slots=True)
class Times:
    """How many times the rows are there at the end."""

    articles: int = 100
    figures: int = 40
    events: int = 400


def multiply(engine: Engine, times: Times) -> None:
    """Copy the rows of the large tables many times over and let PostgreSQL measure them."""
    groups = ((OF_ARTICLES, times.articles), (OF_FIGURES, times.figures), (OF_EVENTS, times.events))
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # references hold by construction
        for group, number in (*groups, (OF_INCIDENTS, times.articles)):
            for table, renamed in group.items():
                copy_rows(connection, table, number, renamed, times.articles)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def copy_rows(connection: Connection, table: str, times: int, renamed: tuple[str, ...], articles: int) -> None:
    """Copy the rows of one table; its indexes are made anew afterwards, which is quicker."""
    indexes = connection.execute(INDEXES, {"table": table}).all()
    for name, _ in indexes:
        connection.execute(text(f"DROP INDEX {name}"))
    columns = list(connection.execute(COLUMNS, {"table": table}).scalars())
    values = ", ".join(value_of(column, renamed, articles, table in OF_INCIDENTS) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    copies = f"generate_series(1, {times - 1}) AS copy"
    apart = f" WHERE copy % {SAME_INCIDENT} <> 0" if table in OF_INCIDENTS else ""
    connection.execute(text(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, {copies}{apart}"))
    for _, definition in indexes:
        connection.execute(text(definition))


def value_of(column: str, renamed: tuple[str, ...], articles: int, is_case: bool) -> str:
    """Return what a column of a copy holds: the name of a copy, or the same as before."""
    number = f"copy % {articles}" if column == "article_id" else "copy"
    other = f"\"{column}\" || '-' || ({number})"
    if column in renamed or (is_case and column in OF_CASES):
        return other
    if column in OF_CASES:
        return f'CASE WHEN copy % {SAME_INCIDENT} = 0 THEN "{column}" ELSE {other} END'
    return f'"{column}"'
