"""The sources as the ledger knows them: what came from each, when it was last asked, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from store.tables import articles, source_state


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source; `source_id` is None for imported files."""

    source_id: str | None
    articles: int
    first_seen: str | None
    last_seen: str | None
    checked_at: str | None
    ok_at: str | None
    problem: str | None


def sources(connection: Connection) -> list[SourceRow]:
    """Return every source that brought an article or was asked for one."""
    state = {row.source_id: row for row in connection.execute(select(source_state))}
    brought = connection.execute(
        select(
            articles.c.source_id,
            func.count().label("articles"),
            func.min(articles.c.first_seen).label("first_seen"),
            func.max(articles.c.last_seen).label("last_seen"),
        ).group_by(articles.c.source_id)
    )
    rows = []
    for row in brought:
        known = state.pop(row.source_id, None)
        asked = (known.checked_at, known.ok_at, known.problem) if known is not None else (None, None, None)
        rows.append(SourceRow(row.source_id, row.articles, row.first_seen, row.last_seen, *asked))
    rows += [SourceRow(key, 0, None, None, s.checked_at, s.ok_at, s.problem) for key, s in state.items()]
    return sorted(rows, key=lambda row: (row.source_id is None, row.source_id or ""))
