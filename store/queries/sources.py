"""The sources as the ledger knows them: what came from each, how its last runs went, what each outlet's record is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, case, func, select

from store.crawl_tables import source_state
from store.failures import Failure, all_failures
from store.settled_tables import incident_faults
from store.tables import articles, figures, findings, issues, readings, runs

__all__ = ["Coverage", "Failure", "OutletRow", "SourceRow", "Tick", "coverage", "failed_jobs", "outlets", "sources"]
LAST_RUNS = 30
MONTH = len("2026-03")
MOST_FAILURES = 200


@dataclass(frozen=True, slots=True)
class Tick:
    """One source in one run: `status` done, failed, rested or stopped; `stored` new texts it brought."""

    started_at: str
    status: str
    stored: int
    fetched: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source; `source_id` is None for imported files."""

    source_id: str | None
    tier: str | None
    articles: int
    relevant: int
    first_seen: str | None
    last_seen: str | None
    checked_at: str | None
    ok_at: str | None
    failures: int
    problem: str | None
    moved_to: str | None
    ticks: tuple[Tick, ...]  # oldest first


def sources(connection: Connection) -> list[SourceRow]:
    """Return every source that brought an article or was asked for one, those that need a person first."""
    state = {row.source_id: row for row in connection.execute(select(source_state))}
    ticks = last_ticks(connection)
    brought = connection.execute(
        select(
            articles.c.source_id,
            func.max(articles.c.tier).label("tier"),
            func.count().label("articles"),
            func.min(articles.c.first_seen).label("first_seen"),
            func.max(articles.c.last_seen).label("last_seen"),
        ).group_by(articles.c.source_id)
    )
    counted = {row.source_id: row for row in brought}
    is_relevant = case((readings.c.relevant.is_(True), 1), else_=0)  # no condition: the index of sources holds it all
    concerned = select(readings.c.source_id, func.sum(is_relevant)).group_by(readings.c.source_id)
    relevant = {source: int(number) for source, number in connection.execute(concerned)}
    names = counted.keys() | state.keys() | ticks.keys()
    rows = [
        source_row(name, counted.get(name), relevant.get(name, 0), state.get(name), ticks.get(name, []))
        for name in names
    ]
    return sorted(rows, key=lambda row: (row.problem is None, row.source_id is None, row.source_id or ""))


def source_row(name: str | None, counted: Any, relevant: int, state: Any, ticks: list[Tick]) -> SourceRow:
    """Return a source from what it brought and how it was asked."""
    return SourceRow(
        source_id=name,
        tier=counted.tier if counted is not None else None,
        articles=counted.articles if counted is not None else 0,
        relevant=relevant,
        first_seen=counted.first_seen if counted is not None else None,
        last_seen=counted.last_seen if counted is not None else None,
        checked_at=state.checked_at if state is not None else None,
        ok_at=state.ok_at if state is not None else None,
        failures=(state.failures or 0) if state is not None else 0,
        problem=state.problem if state is not None else None,
        moved_to=state.moved_to if state is not None else None,
        ticks=tuple(ticks),
    )


def last_ticks(connection: Connection) -> dict[str | None, list[Tick]]:
    """Return how each source did in the last runs, oldest first."""
    wanted = select(runs.c.started_at, runs.c.summary).where(runs.c.command == "crawl")
    found: dict[str | None, list[Tick]] = defaultdict(list)
    rows = connection.execute(wanted.order_by(runs.c.started_at.desc(), runs.c.run_id.desc()).limit(LAST_RUNS)).all()
    for row in reversed(rows):
        for result in row.summary["sources"]:
            reasons = tuple(sorted((str(name), int(number)) for name, number in result["reasons"].items()))
            tick = Tick(row.started_at, result["status"], result["stored"], result["fetched"], reasons)
            found[result["source_id"]].append(tick)
    return found


def failed_jobs(connection: Connection) -> list[Failure]:
    """Return the jobs that went wrong and have not gone right since, the newest first."""
    return all_failures(connection)[:MOST_FAILURES]


@dataclass(slots=True)
class OutletRow:
    """What one outlet's printed figures came to: counts with examples, never a score."""

    outlet: str
    articles: int
    figures: int
    alarms: Counter[str] = field(default_factory=Counter)  # relays at fault, by kind
    examples: list[tuple[str, str, str]] = field(default_factory=list)  # (article id, figure id, explanation)


def outlets(connection: Connection, most: int, examples: int = 3) -> tuple[list[OutletRow], int]:
    """Return the outlets with the most alarms on figures of their own, and how many have any.

    Disputes of origins are none.
    """
    number = func.sum(incident_faults.c.alarms)
    counted = select(incident_faults.c.outlet, incident_faults.c.type, number)
    every: dict[str, OutletRow] = {}
    for outlet, code, alarms in connection.execute(counted.group_by(incident_faults.c.outlet, incident_faults.c.type)):
        every.setdefault(outlet, OutletRow(outlet, 0, 0)).alarms[code] += int(alarms)
    found = sorted(every.values(), key=lambda row: (-row.alarms.total(), row.outlet))[:most]
    named = {row.outlet: first_faults(connection, row.outlet, examples) for row in found}
    ids = {identity for faults in named.values() for identity in faults}
    told = select(findings.c.finding_id, figures.c.article_id, findings.c.figure_id, findings.c.explanation)
    told = told.join(figures, figures.c.figure_id == findings.c.figure_id).where(findings.c.finding_id.in_(ids))
    explained = {finding: (article, figure, why) for finding, article, figure, why in connection.execute(told)}
    for row in found:
        row.examples += [explained[identity] for identity in named[row.outlet]]
    measure(connection, {row.outlet: row for row in found})
    return found, len(every)


def first_faults(connection: Connection, outlet: str, most: int) -> list[str]:
    """Return the first findings on what an outlet printed: of as many counts as findings are wanted."""
    wanted = select(incident_faults.c.first, incident_faults.c.more).where(incident_faults.c.outlet == outlet)
    rows = connection.execute(wanted.order_by(incident_faults.c.first).limit(most)).all()
    return sorted(identity for first, more in rows for identity in (first, *more.split(";")) if identity)[:most]


def measure(connection: Connection, rows: Mapping[str, OutletRow]) -> None:
    """Count the articles with figures of some outlets, and their figures."""
    own, number = readings.c.outlet, readings.c.figures
    size = select(own, func.count(), func.sum(number)).where(own.in_(list(rows)), number > 0).group_by(own)
    for outlet, texts, printed in connection.execute(size):
        rows[outlet].articles, rows[outlet].figures = int(texts), int(printed)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many article versions were published in each month, by language; and what was dropped, by reason."""

    months: tuple[tuple[str, str, int], ...]  # (month, language, articles)
    undated: int
    dropped: tuple[tuple[str, str, int], ...]  # (stage, reason, how often)


def coverage(connection: Connection) -> Coverage:
    """Return what the relevant articles cover, and what was left out and why."""
    month, lang = readings.c.month, readings.c.lang
    counted = select(month, lang, func.count()).where(readings.c.relevant.is_(True))
    counted = counted.group_by(month, lang).order_by(month, lang)
    told = connection.execute(counted).all()
    total = func.sum(issues.c.count)
    reasons = select(issues.c.stage, issues.c.reason, total).group_by(issues.c.stage, issues.c.reason)
    return Coverage(
        tuple((str(a), str(b), int(c)) for a, b, c in told if a is not None and len(a) == MONTH),
        sum(int(number) for day, _, number in told if day is None),
        tuple(
            (str(a), str(b), int(c)) for a, b, c in connection.execute(reasons.order_by(total.desc(), issues.c.reason))
        ),
    )
