"""A ledger that is large without being read in: PostgreSQL itself multiplies the rows of a small generated one."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

ARTICLES = 100  # times the articles of the small one, and so on
FIGURES = 40
EVENTS = 400
SAME_INCIDENT = 3  # of so many copies one stays in the incident it is from, so that some incidents are very large
COPIED = {
    "articles": (ARTICLES, ("article_id", "url")),
    "readings": (ARTICLES, ("article_id",)),
    "figures": (FIGURES, ("figure_id", "article_id")),
    "figure_links": (FIGURES, ("figure_id", "incident_id")),
    "edges": (FIGURES, ("edge_id", "article_id", "incident_id")),
    "events": (EVENTS, ("event_id", "article_id")),
    "event_links": (EVENTS, ("event_id", "incident_id")),
    "incident_marks": (ARTICLES, ("mark_id", "incident_id")),
}
INDEXES = text(
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = :table AND schemaname = 'public' "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)
COLUMNS = text("SELECT column_name FROM information_schema.columns WHERE table_name = :table ORDER BY ordinal_position")


def multiply(engine: Engine) -> None:
    """Copy the rows of the large tables many times over and let PostgreSQL measure them."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # references hold by construction
        for table, (times, renamed) in COPIED.items():
            copy_rows(connection, table, times, renamed)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def copy_rows(connection: Connection, table: str, times: int, renamed: tuple[str, ...]) -> None:
    """Copy the rows of one table; its indexes are made anew afterwards, which is quicker."""
    indexes = connection.execute(INDEXES, {"table": table}).all()
    for name, _ in indexes:
        connection.execute(text(f"DROP INDEX {name}"))
    columns = list(connection.execute(COLUMNS, {"table": table}).scalars())
    values = ", ".join(value_of(column, column in renamed) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    connection.execute(
        text(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, generate_series(1, {times - 1}) AS copy")
    )
    for _, definition in indexes:
        connection.execute(text(definition))


def value_of(column: str, is_renamed: bool) -> str:
    """Return what a column of a copy holds: the name of a copy, or the same as before."""
    if not is_renamed:
        return f'"{column}"'
    number = f"copy % {ARTICLES}" if column == "article_id" else "copy"
    other = f"\"{column}\" || '-' || ({number})"
    return (
        f'CASE WHEN copy % {SAME_INCIDENT} = 0 THEN "{column}" ELSE {other} END' if column == "incident_id" else other
    )
