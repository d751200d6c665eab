"""Incidents as they stood on a day: what had been published by then, reconciled again; and what an export then held.

Only the part of the ledger that these incidents depend on is reconciled, into temporary tables that stand in front of
today's for one connection (see jobs.snapshot), so that every question to the ledger can be asked of that day. Decisions
of people hold as they stand today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Engine, select

from jobs.scopes import LedgerScopes
from jobs.settling import cases, ties
from jobs.snapshot import apart, in_front, snapshot
from ledger.incident import Reconciliation, Report
from nlp.reconcile import reconcile
from nlp.reconcile.scopes import closed
from nlp.registry import known_incidents
from store import derived, readings, scopes
from store.exports import Filters, until
from store.judgements import all_judgements
from store.tables import articles, figure_links

MOST_ARTICLES = 1500  # that are reconciled while somebody waits
MOST_SEEN = 4000  # the same for a preview of an export, which a page asks for once
Answer = TypeVar("Answer")


def on_day(
    engine: Engine, incident_ids: Sequence[str], day: str, question: Callable[[Connection, dict[str, str]], Answer]
) -> Answer | None:
    """Ask a connection that shows a day; the ids it has for these incidents go with it. None where it is too much."""
    with apart(engine) as connection:
        start = cases(scopes.scopes_of_incidents(connection, set(incident_ids)))
        part = closed(start, LedgerScopes(connection, ties(connection)))
        wanted = scopes.articles_within(connection, part.accusers, part.orphans)
        if not wanted or len(wanted) > MOST_ARTICLES:
            return None
        reports = [report for report in readings.some_reports(connection, wanted) if is_printed(report, day)]
        done = reconcile(reports, all_judgements(connection), known_incidents(), part)
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
        reports = readings.some_reports(connection, wanted)
        done = reconcile(reports, all_judgements(connection, until(day)), known_incidents(), part)
        in_front(connection)
        derived.replace(connection, done)
        return question(connection)


def seen_articles(connection: Connection, day: str) -> set[str]:
    """Return the articles that were first seen by the end of a day, or by a moment."""
    return set(connection.execute(select(articles.c.article_id).where(articles.c.first_seen <= until(day))).scalars())


def is_printed(report: Report, day: str) -> bool:
    """Tell whether a report had appeared by a day; an undated one counts from when it was first seen."""
    return (report.published or report.first_seen)[: len(day)] <= day


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
