"""Incidents as they stood on a day: what had been published by then, reconciled again; and what an export then held.

Only the part of the ledger that these incidents depend on is reconciled, into temporary tables that stand in front of
today's for one connection (see jobs.snapshot), so that every question to the ledger can be asked of that day. Decisions
of people hold as they stand today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select

from jobs.reading_again import read_again
from jobs.scopes import LedgerScopes
from jobs.settling import cases, ties
from jobs.snapshot import apart, in_front, snapshot
from ledger.incident import Reconciliation
from nlp.reconcile import reconcile
from nlp.reconcile.scopes import closed
from nlp.registry import known_incidents
from store import derived, readings, scopes
from store.exports import Filters, until
from store.judgements import all_judgements
from store.settled_tables import incident_marks
from store.summaries import ARTICLE
from store.tables import articles, figure_links

MOST_ARTICLES = 1000  # of several incidents that are reconciled while somebody waits for a list
MOST_ASKED = 20_000  # the same where somebody asks for it and is ready to wait for some seconds
MOST_OF_ONE = 8000  # of a single one, whose page would have nothing else to show of that day
MOST_SEEN = 4000  # the same for a preview of an export, which a page asks for once
Answer = TypeVar("Answer")


def on_day(
    engine: Engine,
    incident_ids: Sequence[str],
    day: str,
    question: Callable[[Connection, dict[str, str]], Answer],
    *,
    can_wait: bool = False,
) -> Answer | None:
    """Ask a connection that shows a day; the ids it has for these incidents go with it. None where it is too much."""
    most = MOST_ASKED if can_wait else MOST_OF_ONE if len(incident_ids) == 1 else MOST_ARTICLES
    with apart(engine) as connection:
        if printed_of(connection, incident_ids, day) > most:
            return None
        start = cases(scopes.scopes_of_incidents(connection, set(incident_ids)))
        accusers, orphans = (
            {accuser for accuser, _ in start if accuser},
            {name for accuser, name in start if not accuser},
        )
        least = scopes.articles_within(connection, accusers, orphans)
        if not least or len(printed_by(connection, least, day)) > most:
            return None  # before looking for what else it hangs together with
        part = closed(start, LedgerScopes(connection, ties(connection)))
        wanted = scopes.articles_within(connection, part.accusers, part.orphans)
        wanted = printed_by(connection, wanted, day)
        if len(wanted) > most:
            return None
        decided = all_judgements(connection)
        reports = read_again(connection, readings.some_reports(connection, wanted), decided, part)
        done = reconcile(reports, decided, known_incidents(), part)
        names = names_of_day(connection, incident_ids, done)
        in_front(connection)
        derived.add(connection, done, ())
        return question(connection, names)


def seen_by(engine: Engine, filters: Filters, question: Callable[[Connection], Answer]) -> Answer | None:
    """Ask a connection that shows the ledger as an export with these filters reads it; None where it is too much.

    Of an export of one incident only the part of the ledger is reconciled that the incident depends on.
    """
    day = filters.as_of
    if day is None:
        with snapshot(engine) as connection:
            return question(connection)
    with apart(engine) as connection:
        part, wanted = None, seen_articles(connection, day)
        if filters.incident is not None:
            start = cases(scopes.scopes_of_incidents(connection, {filters.incident}))
            part = closed(start, LedgerScopes(connection, ties(connection)))
            wanted &= scopes.articles_within(connection, part.accusers, part.orphans)
        if len(wanted) > MOST_SEEN:
            return None
        decided = all_judgements(connection, until(day))
        reports = read_again(connection, readings.some_reports(connection, wanted), decided, part)
        done = reconcile(reports, decided, known_incidents(), part)
        in_front(connection)
        derived.replace(connection, done)
        return question(connection)


def seen_articles(connection: Connection, day: str) -> set[str]:
    """Return the articles that were first seen by the end of a day, or by a moment."""
    return set(connection.execute(select(articles.c.article_id).where(articles.c.first_seen <= until(day))).scalars())


def printed_of(connection: Connection, incident_ids: Sequence[str], day: str) -> int:
    """Return in how many articles figures of incidents had been printed by a day, an article of two counted twice."""
    own = (incident_marks.c.incident_id.in_(incident_ids), incident_marks.c.kind == ARTICLE)
    number = select(func.coalesce(func.sum(incident_marks.c.number), 0)).where(*own, incident_marks.c.date <= day)
    return int(connection.execute(number).scalar_one())


def printed_by(connection: Connection, article_ids: Collection[str], day: str) -> set[str]:
    """Return the articles that had appeared by a day; an undated one counts from when it was first seen."""
    appeared = func.substr(func.coalesce(articles.c.published, articles.c.first_seen), 1, len(day))
    found: set[str] = set()
    for part in scopes.parts(article_ids):
        wanted = select(articles.c.article_id).where(articles.c.article_id.in_(part), appeared <= day)
        found |= set(connection.execute(wanted).scalars())
    return found


def names_of_day(connection: Connection, incident_ids: Collection[str], done: Reconciliation) -> dict[str, str]:
    """Return the ids that incidents of today had that day: their own, or that of most of their figures."""
    there = {incident.id for incident in done.incidents}
    names = {identity: identity for identity in incident_ids if identity in there}
    then = dict(done.figure_incident)
    votes: dict[str, Counter[str]] = {}
    for part in scopes.parts(set(incident_ids) - names.keys()):
        wanted = select(figure_links.c.figure_id, figure_links.c.incident_id)
        for figure, incident in connection.execute(wanted.where(figure_links.c.incident_id.in_(part))):
            if figure in then:
                votes.setdefault(incident, Counter())[then[figure]] += 1
    return names | {incident: min(found.items(), key=lambda i: (-i[1], i[0]))[0] for incident, found in votes.items()}
