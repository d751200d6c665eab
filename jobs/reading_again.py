"""Read articles again whose incident the others tell better, before it is settled (see nlp.reconcile.agreed).

A second reading depends on the article and on what the others agree on alone, so it is kept under both; only where
that changed is anything read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

import nlp
from jobs.ingest import now
from ledger.incident import Judgement, Report
from ledger.issue import Issue
from ledger.reading import Case, Reading
from nlp.reconcile.agreed import Second, agreed, told_again
from nlp.reconcile.kept import Kept
from nlp.reconcile.scopes import Wanted
from nlp.registry import known_incidents
from store import articles, issues, scopes, second_readings

Told = Mapping[int, Case]


@dataclass(slots=True)
class Again:
    """What one process keeps of second readings, so that a report read again stays the very same object."""

    kept: Kept = field(default_factory=Kept)
    reports: dict[str, tuple[Report, str, Report]] = field(default_factory=dict)  # first, id of the second, second


def read_again(
    connection: Connection,
    reports: Iterable[Report],
    judgements: Sequence[Judgement],
    part: Wanted | None = None,
    again: Again | None = None,
    *,
    keep: bool = False,
) -> list[Report]:
    """Return reports with those read again that other articles tell better; `keep` writes down what was read."""
    again = Again() if again is None else again
    first = list(reports)
    told = agreed(first, judgements, known_incidents(), part, again.kept)
    identities = {key: second_readings.identity(key, nlp.READER_VERSION, told[key]) for key in told}
    found: dict[str, tuple[Report, str, Report]] = {}
    for report in first:
        held = again.reports.get(report.article_id)
        if held is not None and held[0] is report and held[1] == identities.get(report.article_id):
            found[report.article_id] = held
    wanted = {key: identity for key, identity in identities.items() if key not in found}
    second = {key: Second(*parts) for key, parts in second_readings.held(connection, list(wanted.values()))}
    missing = {key: told[key] for key, identity in wanted.items() if identity not in second}
    fresh = {identities[reading.article_id]: reading for reading in read_all(connection, missing, keep=keep)}
    if keep and fresh:
        second_readings.keep(connection, fresh, now())
    second |= {identity: Second(reading.cases, reading.figures) for identity, reading in fresh.items()}
    for report in first:
        if (identity := wanted.get(report.article_id)) is not None:
            changed = told_again(report, told[report.article_id], second[identity])
            found[report.article_id] = (report, identity, changed)
    again.reports = found
    return [found[report.article_id][2] if report.article_id in found else report for report in first]


def read_all(connection: Connection, told: Mapping[str, Told], *, keep: bool) -> list[Reading]:
    """Return articles as they read with the cases told; an error leaves the first reading as it is, and is counted."""
    found: list[Reading] = []
    problems = []
    for part in scopes.parts(set(told)):
        for article in articles.several(connection, part):
            try:
                found.append(nlp.read(article, told[article.id]))
            except Exception as error:  # noqa: BLE001 - hostile text must not stop settling; it is counted and shown
                found.append(Reading(article.id, False, reader_version=nlp.READER_VERSION))
                problems.append(Issue("read", "reader_failed", f"{type(error).__name__}: {error}", article.id))
    if keep:
        issues.record(connection, problems, now())
    return found
