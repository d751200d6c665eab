"""What the ledger holds, how the last runs went, and which sources need a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from crawlers.sources import load_sources
from jobs import health
from jobs.ingest import now
from jobs.queue.upkeep import counts as job_counts
from store import failures, issues, judgements
from store.log_tables import alerts
from store.tables import articles, events, figures, findings, incidents, runs

LAST_RUNS = 5


def status(engine: Engine, folder: Path | None = None) -> dict[str, Any]:
    """Return counts, last runs, sources with a problem, what was left out, and issues by reason, as plain values.

    `folder` holds the source files that the sources are measured by. Raises crawlers.sources.SourceError.
    """
    sources = load_sources(folder)
    counted = {"articles": articles, "figures": figures, "events": events, "incidents": incidents, "findings": findings}
    jobs = job_counts(engine)
    with engine.connect() as connection:
        counts = {
            name: connection.execute(select(func.count()).select_from(t)).scalar_one() for name, t in counted.items()
        }
        last = connection.execute(select(runs).order_by(runs.c.started_at.desc(), runs.c.run_id).limit(LAST_RUNS)).all()
        moment = now()
        return {
            "ledger": counts,
            "runs": [{"command": r.command, "started_at": r.started_at, "status": r.status} for r in last],
            "jobs": jobs,
            "failed_jobs": [asdict(failure) for failure in failures.all_failures(connection, final_only=True)],
            "sources_with_problems": health.as_plain(health.complaints(connection, sources, moment)),
            "coverage": health.coverage(connection, moment),
            "alerts": dict(standing(connection)),
            "judgements_pending": judgements.pending(connection),
            "issues": [
                {"stage": stage, "reason": reason, "count": n} for stage, reason, n in issues.counts(connection)
            ],
        }


def standing(connection: Connection) -> Iterator[tuple[str, int]]:
    """Yield how many alerts are in each state."""
    grouped = select(alerts.c.state, func.count()).group_by(alerts.c.state).order_by(alerts.c.state)
    for state, number in connection.execute(grouped):
        yield str(state), int(number)


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield the status as lines for a person."""
    yield ", ".join(f"{number} {name}" for name, number in found["ledger"].items())
    for row in found["runs"]:
        yield f"{row['started_at']} {row['command']} status {row['status']}"
    if found["jobs"]:
        yield "jobs: " + ", ".join(f"{number} {state}" for state, number in found["jobs"].items())
    for row in found["failed_jobs"]:
        yield f"job {row['job']} {row['task']} {row['subject']}: {row['reason']} (claimline jobs retry {row['job']})"
    for row in found["sources_with_problems"]:
        yield f"{row['source_id']}: {row['problem']}: {row['detail']} (asked {row['checked_at']})"
    for row in found["coverage"]:
        left_out = ", ".join(f"{reason} {number}" for reason, number in row["left_out"].items())
        kept = f"{row['source_id']}: {row['found']} found, {row['stored']} stored in four weeks"
        yield f"{kept}; {left_out}" if left_out else kept
    for state, number in found["alerts"].items():
        yield f"{number} alerts {state.replace('_', ' ')}"
    if found["judgements_pending"]:
        yield f"{found['judgements_pending']} decisions wait for the next analysis"
    for row in found["issues"]:
        yield f"{row['count']} x {row['reason']} ({row['stage']})"
