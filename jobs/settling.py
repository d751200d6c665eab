"""Settle what is new: only the incidents that an article or a decision touches; everything when knowledge changed.

One transaction for what is touched. A whole ledger is settled part by part, so memory holds one part at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Engine, delete, func, insert, select

from jobs.ingest import now
from jobs.reading_again import Again, read_again
from jobs.scopes import LedgerScopes
from jobs.settling_memory import Memory
from ledger.incident import Judgement, Reconciliation, Report
from nlp.reconcile import reconcile
from nlp.reconcile.kept import Kept
from nlp.reconcile.scopes import CREDITED, Scope, Wanted, closed, disjoint, scopes
from nlp.registry import known_incidents
from store import changes, derived, judgements, readings
from store import scopes as places
from store.engine import hold
from store.log_tables import marks
from store.tables import figures, findings, incidents

VERSION = "8"  # of the reconciler: another one settles everything again
MARK = "settled_with"
PLANNING, SETTLING = "settle plan", "settle"  # names that are locked, in this order


def settle(engine: Engine, memory: Memory | None = None) -> tuple[int, int]:
    """Settle what is new and log what that changed; return how many incidents and findings there are now.

    A process that settles again and again hands in its memory.
    """
    with engine.begin() as connection:
        hold(connection, PLANNING)
        hold(connection, SETTLING)
        decided = judgements.number(connection)
        articles = places.take(connection, places.touched(connection))
        places.clear(connection, articles)  # first, so that one read again meanwhile waits and is marked anew
        everything = is_outdated(connection)
        start = start_scopes(connection, articles, everything)
        fresh = undecided(connection, judgements.pending(connection))
        everything = everything or any(judgement.kind == "mark_source" for judgement in fresh)
        if everything:
            settle_all(connection)
        elif start or fresh:
            start |= scopes_of_decisions(connection, fresh)
            part = closed(cases(start), LedgerScopes(connection, ties(connection)))
            settle_part(connection, part, articles, memory)
        judgements.mark_applied(connection, decided)
        connection.execute(delete(marks).where(marks.c.name == MARK))
        connection.execute(insert(marks).values(name=MARK, value=knowledge()))
        counts = [connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (incidents, findings)]
    return counts[0], counts[1]


def knowledge() -> str:
    """Return what settling depends on besides the ledger: the reconciler and the registry of known incidents."""
    entries = repr(known_incidents()).encode("utf-8")
    return f"{VERSION} {hashlib.sha256(entries).hexdigest()}"


def is_outdated(connection: Connection) -> bool:
    """Tell whether the ledger was settled with other knowledge, or never."""
    return connection.execute(select(marks.c.value).where(marks.c.name == MARK)).scalar_one_or_none() != knowledge()


def start_scopes(connection: Connection, articles: Collection[str], everything: bool) -> set[Scope]:
    """Bring the scopes of articles up to date and return what they touch, former scopes included."""
    found: set[Scope] = set()
    reports = readings.reports(connection) if everything else readings.some_reports(connection, articles)
    current = {report.article_id: scopes(report, known_incidents()) for report in reports}
    for article, mine in sorted(current.items()):
        found |= places.replace(connection, article, mine) | mine
    return found


def undecided(connection: Connection, pending: int) -> list[Judgement]:
    """Return the decisions made since the last settling; of one that was undone, the undone one as well."""
    lines = judgements.log(connection)
    fresh = lines[:pending]
    undone = {subject for judgement in fresh if judgement.kind == "undo" for subject in judgement.subject}
    return fresh + [judgement for judgement in lines[pending:] if judgement.id in undone]


def scopes_of_decisions(connection: Connection, decided: Iterable[Judgement]) -> set[Scope]:
    """Return the scopes that decisions concern: of the incidents, figures and articles they name."""
    found: set[Scope] = set()
    for judgement in decided:
        found |= scopes_of(connection, judgement)
    return found


def scopes_of(connection: Connection, judgement: Judgement) -> set[Scope]:
    """Return the scopes that one decision concerns."""
    named = set(judgement.subject)
    printed = set(connection.execute(select(figures.c.article_id).where(figures.c.figure_id.in_(named))).scalars())
    return places.scopes_of_incidents(connection, named) | places.scopes_of_articles(connection, named | printed)


def ties(connection: Connection) -> list[frozenset[Scope]]:
    """Return the scopes that merges in force join."""
    return [
        frozenset(scopes_of(connection, judgement))
        for judgement in judgements.all_judgements(connection)
        if judgement.kind == "merge_incidents"
    ]


def settle_part(connection: Connection, part: Wanted, fresh: Collection[str], memory: Memory | None = None) -> None:
    """Settle a closed part of the ledger, of which some articles are fresh, and log what that changed."""
    gone = places.incidents_within(connection, part.accusers, part.orphans)
    before = changes.state(connection, sorted(gone))
    with (memory or Memory()).group(part) as group:
        wanted = places.articles_within(connection, part.accusers, part.orphans)
        done = reconciled(connection, part, group.reports(connection, wanted, fresh), group.kept, group.again)
        standing = {incident.id for incident in done.incidents}
        known = group.written(connection, gone)
        group.derived = derived.replace_some(connection, done, gone | standing, fresh, known)
        group.signature = derived.sign(connection, standing, gone)
    after = changes.state(connection, sorted(gone | standing))
    changes.record(connection, changes.differences(before, after), now())


def cases(found: Iterable[Scope]) -> set[Scope]:
    """Return the scopes of cases, those of merely credited names left out."""
    return {scope for scope in found if scope[1] != CREDITED}


def settle_all(connection: Connection) -> None:
    """Settle the whole ledger, one closed part after the other."""
    before, seen = changes.state(connection), places.shown(connection)
    index = LedgerScopes(connection, ties(connection))
    derived.clear(connection)
    derived.unsign(connection)
    every = {(accuser, "") if accuser else (accuser, name) for accuser, name in cases(places.all_scopes(connection))}
    for part in disjoint(every, index):
        wanted = places.articles_within(connection, part.accusers, part.orphans)
        derived.add(connection, reconciled(connection, part, readings.some_reports(connection, wanted)), seen)
    changes.record(connection, changes.differences(before, changes.state(connection)), now())


def reconciled(
    connection: Connection,
    part: Wanted,
    reports: Iterable[Report],
    kept: Kept | None = None,
    again: Again | None = None,
) -> Reconciliation:
    """Return what a part of the ledger comes to, some of its articles read again with what the others agree on."""
    decided = judgements.all_judgements(connection)
    told = read_again(connection, reports, decided, part, again, keep=True)
    return reconcile(told, decided, known_incidents(), part, kept)
