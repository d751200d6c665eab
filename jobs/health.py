"""The health of the sources: which need a person and why, how much they give, and what was left out of what they gave.

A list that failed once is tried again; a person is needed where it goes on failing, where its address moved, where a
feed answers and has had nothing new for too long, gives far less or more than its source file expects, where its
pages suddenly have little text, or where most of them cannot be had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection, func, select

from crawlers.sources import Source
from store.crawl_tables import frontier, source_state
from store.tables import articles, runs

AGAIN = 3  # failures in a row after which a passing problem needs a person
PASSING = ("timeout", "http_5", "http_429", "connection", "backed_off", "unknown_host")
SILENT_DAYS, SILENT_LONGEST = 14, 90
GREATER, LATEST, EARLIER, SHORTER = 1.5, 5, 20, 0.3
LOST_OF = 20  # pages looked at for how many cannot be had
LOST = 0.8
WEEK, MONTH = 7, 28
MOST_RUNS = 500


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a source needs a person."""

    source_id: str
    problem: str
    detail: str
    checked_at: str | None


def ago(now: str, days: float) -> str:
    """Return the moment some days before an ISO moment, as the ledger writes it."""
    return (datetime.fromisoformat(now.replace("Z", "+00:00")) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def complaints(connection: Connection, sources: dict[str, Source], now: str) -> list[Complaint]:
    """Return every reason why a source needs a person, by source."""
    found: list[Complaint] = []
    for row in connection.execute(select(source_state).order_by(source_state.c.source_id)).all():
        state = dict(row._mapping)
        source = sources.get(state["source_id"])
        reasons = [*_of_state(state, source, now), *_of_pages(connection, state["source_id"])]
        if source is not None:
            reasons += _of_volume(connection, source, now)
        found += [Complaint(state["source_id"], problem, detail, state["checked_at"]) for problem, detail in reasons]
    return found


def _of_state(state: dict[str, Any], source: Source | None, now: str) -> Iterator[tuple[str, str]]:
    problem, failures = state["problem"], int(state["failures"] or 0)
    if problem and (failures >= AGAIN or not problem.startswith(PASSING)):
        yield problem, f"its list failed {failures} times in a row"
    moved = state["moved_to"]
    if moved and (source is None or moved != source.url):
        yield "moved", f"its address moved to {moved}: change the source file"
    new, asked = state["new_at"], state["ok_at"]
    if new and asked and source is not None and new < ago(now, silent_days(source)) < asked:
        yield "silent", f"it answers, and has had nothing new since {new[:10]}"


def silent_days(source: Source) -> float:
    """Return after how many days without a new page a source is silent: sooner where it is expected to give weekly."""
    least = source.expect_per_week[0]
    return max(SILENT_DAYS, 3 * WEEK / least) if least else SILENT_LONGEST


def _of_volume(connection: Connection, source: Source, now: str) -> Iterator[tuple[str, str]]:
    found = frontier.c.found_at
    of_source = frontier.c.source_id == source.id
    first = connection.execute(select(func.min(found)).where(of_source)).scalar()
    if first is None or first > ago(now, 2 * WEEK):  # a source just begun gives what it has stored up
        return
    number = connection.execute(select(func.count()).where(of_source, found >= ago(now, WEEK))).scalar_one()
    least, most = source.expect_per_week
    if number < least:
        yield "below_expectation", f"{number} new pages in a week, {least} expected at least"
    elif number > most * GREATER:
        yield "above_expectation", f"{number} new pages in a week, {most} expected at most"


def _of_pages(connection: Connection, source_id: str) -> Iterator[tuple[str, str]]:
    own = articles.c.source_id == source_id
    newest = (
        select(func.length(articles.c.text)).where(own).order_by(articles.c.first_seen.desc(), articles.c.article_id)
    )
    lengths = list(connection.execute(newest.limit(LATEST + EARLIER)).scalars())
    latest, earlier = lengths[:LATEST], lengths[LATEST:]
    if len(latest) == LATEST and len(earlier) >= EARLIER // 2 and median(latest) < SHORTER * median(earlier):
        yield "short_pages", f"{median(latest):.0f} characters a page, {median(earlier):.0f} before: its pages changed"
    looked = select(frontier.c.state).where(frontier.c.source_id == source_id, frontier.c.state != "found")
    states = Counter(connection.execute(looked.order_by(frontier.c.found_at.desc()).limit(LOST_OF)).scalars())
    lost = states["failed"] + states["given_up"]
    if states.total() == LOST_OF and lost >= LOST * LOST_OF:
        yield "pages_closed", f"{lost} of its last {LOST_OF} pages cannot be had"


def coverage(connection: Connection, now: str) -> list[dict[str, Any]]:
    """Return for each source what the runs of four weeks found, kept and left out, and why."""
    recent = select(runs.c.summary).where(runs.c.command == "crawl", runs.c.started_at >= ago(now, MONTH))
    counts: dict[str, Counter[str]] = {}
    why: dict[str, Counter[str]] = {}
    for summary in connection.execute(recent.order_by(runs.c.started_at.desc()).limit(MOST_RUNS)).scalars():
        for result in summary.get("sources", ()):
            source = result["source_id"]
            numbers = ("found", "new", "fetched", "stored", "versions", "unchanged", "failed", "dropped")
            counts.setdefault(source, Counter()).update({name: result.get(name) or 0 for name in numbers})
            why.setdefault(source, Counter()).update(result.get("reasons") or {})
            why[source].update(result.get("left_out") or {})
    return [
        {"source_id": source, **counts[source], "left_out": dict(why[source].most_common())}
        for source in sorted(counts)
    ]


def as_plain(found: Iterable[Complaint]) -> list[dict[str, Any]]:
    """Return complaints as plain values."""
    return [asdict(complaint) for complaint in found]
