"""People's decisions: appended, never edited; an undo is a decision of its own. A later run never removes one.

A decision takes effect when the next analysis reconciles under it; until then it is pending.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from ledger.coding import MEASURES
from ledger.identity import identifier
from ledger.incident import Judgement
from ledger.quantity import Comparator
from ledger.reading import Scope, Stance
from store.log_tables import marks
from store.tables import judgements

APPLIED = "judgements"  # the mark: how many rows of the log the last analysis had
LONGEST = 2000  # characters of a reason or a value
NUMBERS = frozenset({"value", "low", "high", "best"})
CHOICES = {
    "comparator": frozenset(Comparator),
    "scope": frozenset(Scope),
    "stance": frozenset(Stance),
    "measure": frozenset(MEASURES),
    "grade": frozenset("ABCDEF"),
}
CORRECTABLE = frozenset(
    {"value", "low", "high", "comparator", "measure", "unit", "scope", "stance", "claimant", "accused"}
)
MANY = 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of decision needs: how many subjects (from, to) and which fields it may set, which it must."""

    subjects: tuple[int, int]
    fields: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()


KINDS = {
    "accept_figure": Rule((1, MANY)),
    "reject_figure": Rule((1, MANY)),
    "correct_figure": Rule((1, MANY), CORRECTABLE),
    "accept_value": Rule((1, 1), frozenset({"measure", "accused", "best"}), frozenset({"measure", "best"})),
    "merge_incidents": Rule((2, 2)),  # the one that goes, the one that stays
    "separate_incidents": Rule((2, 2)),  # they are two: neither joined nor proposed for merging again
    "split_incident": Rule((2, MANY)),  # incident, then the articles that leave it
    "rename_incident": Rule((1, 1), frozenset({"title"}), frozenset({"title"})),
    "same_origin": Rule((2, 2)),
    "different_origin": Rule((2, 2)),
    "mark_source": Rule((1, MANY), frozenset({"grade"}), frozenset({"grade"})),
    "undo": Rule((1, 1)),
}


class JudgementError(ValueError):
    """A decision that cannot be kept; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: the decision, whether it was undone, and whether the analysis knows it."""

    judgement: Judgement
    undone: bool
    pending: bool


def add(
    connection: Connection,
    kind: str,
    subject: tuple[str, ...],
    author: str,
    made_at: str,
    reason: str,
    values: tuple[tuple[str, str], ...] = (),
) -> Judgement:
    """Keep a decision and return it; the same one of the same person at the same moment is kept once.

    Raises JudgementError for an unknown kind or field, a missing author or reason, or an undo of what cannot be undone.
    """
    author, reason = author.strip(), reason.strip()
    check(kind, subject, author, reason, values)
    if kind == "undo":
        check_undo(connection, subject[0])
    identity = identifier("jdg", kind, *subject, *(part for pair in values for part in pair), author, made_at)
    held = connection.execute(select(judgements).where(judgements.c.judgement_id == identity)).one_or_none()
    if held is not None:
        return judgement_of(held)
    connection.execute(
        insert(judgements).values(
            judgement_id=identity,
            kind=kind,
            subject=list(subject),
            values=[list(pair) for pair in values],
            author=author,
            made_at=made_at,
            reason=reason,
        )
    )
    return Judgement(identity, kind, subject, values, author, made_at, reason)


def undo(connection: Connection, judgement_id: str, author: str, made_at: str, reason: str) -> Judgement:
    """Take a decision back. Raises JudgementError when there is none or it is undone already."""
    return add(connection, "undo", (judgement_id,), author, made_at, reason)


def check(kind: str, subject: tuple[str, ...], author: str, reason: str, values: tuple[tuple[str, str], ...]) -> None:
    """Raise JudgementError for what no decision may be."""
    rule = KINDS.get(kind)
    if rule is None:
        raise JudgementError(f"no such kind of decision: {kind}")
    if not author or not reason:
        raise JudgementError("a judgement needs an author and a reason")
    if max(len(text) for text in (author, reason, *(value for _, value in values))) > LONGEST:
        raise JudgementError(f"nothing in a judgement may be longer than {LONGEST} characters")
    if not rule.subjects[0] <= len(set(subject)) == len(subject) <= rule.subjects[1]:
        least, most = rule.subjects
        expected = f"{least}" if least == most else f"{least} or more"
        raise JudgementError(f"{kind} concerns {expected} different things, not {len(set(subject))}")
    names = [name for name, _ in values]
    unknown = sorted(set(names) - rule.fields)
    if unknown or len(set(names)) < len(names):
        raise JudgementError(f"{kind} cannot set {', '.join(unknown) or 'a field twice'}")
    if not rule.required <= set(names) or (kind == "correct_figure" and not names):
        raise JudgementError(f"{kind} needs {', '.join(sorted(rule.required)) or 'a field to correct'}")
    for name, value in values:
        check_value(name, value)


def check_value(name: str, value: str) -> None:
    """Raise JudgementError for a value its field cannot hold; an empty one means null."""
    if name in NUMBERS and value:
        try:
            finite = Decimal(value).is_finite()
        except InvalidOperation:
            finite = False
        if not finite:
            raise JudgementError(f"{name} is not a number: {value}")
    if name in CHOICES and value not in CHOICES[name]:
        raise JudgementError(f"{name} is one of {', '.join(sorted(CHOICES[name]))}, not {value}")
    if name in ("title", "best") and not value.strip():
        raise JudgementError(f"{name} cannot be empty")


def check_undo(connection: Connection, judgement_id: str) -> None:
    """Raise JudgementError when there is nothing to undo."""
    entries = {row.judgement_id: row for row in connection.execute(select(judgements))}
    wanted = entries.get(judgement_id)
    if wanted is None or wanted.kind == "undo":
        raise JudgementError(f"no such decision to undo: {judgement_id}")
    if any(row.kind == "undo" and judgement_id in row.subject for row in entries.values()):
        raise JudgementError(f"already undone: {judgement_id}")


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


def entries(connection: Connection, limit: int) -> list[Entry]:
    """Return the newest lines of the log with what became of them."""
    lines = log(connection)
    undone = {subject for line in lines if line.kind == "undo" for subject in line.subject}
    waiting = pending(connection)
    return [Entry(line, line.id in undone, position < waiting) for position, line in enumerate(lines[:limit])]


def number(connection: Connection) -> int:
    """Return how many lines the log has."""
    return int(connection.execute(select(func.count()).select_from(judgements)).scalar_one())


def pending(connection: Connection) -> int:
    """Return how many decisions wait for the next analysis."""
    mark = connection.execute(select(marks.c.value).where(marks.c.name == APPLIED)).scalar_one_or_none()
    return max(0, number(connection) - int(mark or 0))


def mark_applied(connection: Connection, applied: int) -> None:
    """Remember how many lines of the log an analysis had when it began."""
    connection.execute(delete(marks).where(marks.c.name == APPLIED))
    connection.execute(insert(marks).values(name=APPLIED, value=str(applied)))


def judgement_of(row: Any) -> Judgement:
    """Return the judgement of a row."""
    values = tuple((name, value) for name, value in row._mapping["values"])
    return Judgement(row.judgement_id, row.kind, tuple(row.subject), values, row.author, row.made_at, row.reason)
