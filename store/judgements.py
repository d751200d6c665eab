"""People's decisions: appended, never edited; an undo is a judgement of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from ledger.identity import identifier
from ledger.incident import Judgement
from store.tables import judgements


def add(
    connection: Connection,
    kind: str,
    subject: tuple[str, ...],
    author: str,
    made_at: str,
    reason: str,
    values: tuple[tuple[str, str], ...] = (),
) -> Judgement:
    """Keep a decision and return it. Raises ValueError without author or reason."""
    if not author.strip() or not reason.strip():
        raise ValueError("a judgement needs an author and a reason")
    identity = identifier("jdg", kind, *subject, author, made_at)
    connection.execute(
        insert(judgements).values(
            judgement_id=identity,
            kind=kind,
            subject=list(subject),
            values=[list(pair) for pair in values],
            author=author.strip(),
            made_at=made_at,
            reason=reason.strip(),
        )
    )
    return Judgement(identity, kind, subject, values, author.strip(), made_at, reason.strip())


def all_judgements(connection: Connection, as_of: str | None = None) -> list[Judgement]:
    """Return every decision in order of time, undone ones and undos left out; `as_of` keeps those made until then."""
    wanted = select(judgements).order_by(judgements.c.made_at, judgements.c.judgement_id)
    if as_of is not None:
        wanted = wanted.where(judgements.c.made_at <= as_of)
    rows = connection.execute(wanted).all()
    undone = {subject for row in rows if row.kind == "undo" for subject in row.subject}
    return [judgement_of(row) for row in rows if row.kind != "undo" and row.judgement_id not in undone]


def log(connection: Connection) -> list[Judgement]:
    """Return the whole log, newest first."""
    wanted = select(judgements).order_by(judgements.c.made_at.desc(), judgements.c.judgement_id)
    return [judgement_of(row) for row in connection.execute(wanted)]


def judgement_of(row: Any) -> Judgement:
    """Return the judgement of a row."""
    values = tuple((name, value) for name, value in row._mapping["values"])
    return Judgement(row.judgement_id, row.kind, tuple(row.subject), values, row.author, row.made_at, row.reason)
