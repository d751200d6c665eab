"""What settling one more article of a large group takes, through the database, stage by stage or as a whole.

python -m bench.settling [ARTICLES ...] [--engine sqlite postgresql] [--shingles 400] [--profile]

One accuser's made articles (bench/reconcile.py) are put into a ledger and settled; then some more come one at a time,
each settled alone. Printed: CPU seconds of this process and of the server, and wall clock, for all at once and for one
more article (the median of a process that goes on, and the first of one that begins), and the memory that this process
took at most.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Engine

from bench.reconcile import accuser
from bench.stages import our_seconds, server_seconds
from jobs.settling import settle
from jobs.settling_memory import Memory
from ledger.article import Article, Capture, Evidenced, Span
from ledger.identity import identifier, text_sha256
from ledger.incident import Report
from ledger.reading import Reading
from store import articles, readings
from store.engine import open_ledger
from tests.postgres import fresh_database

MORE = 5  # articles that come one at a time
AT = "2026-11-01T00:00:00Z"


def put(connection: Connection, report: Report, shingles: frozenset[int]) -> None:
    """Put a made report into the ledger as an article with its reading."""
    lines = [f"{figure.quote} {figure.unit}" for figure in report.figures]
    text = f"{report.article_id}\n" + "\n".join(lines)
    digest = text_sha256(text)
    identity = identifier("art", report.article_id, digest)
    place, figures = len(report.article_id) + 1, []
    for figure, line in zip(report.figures, lines, strict=True):
        span = Span(place, place + len(figure.quote))
        name = identifier("fig", digest, place)
        figures.append(replace(figure, id=name, article_id=identity, span=span, sentence=span))
        place += len(line) + 1
    address = f"https://{report.article_id}.example/"
    published = Evidenced(report.published, "bench") if report.published else None
    capture = Capture(identifier("cap", address), address, address, AT, 200, "text/plain", digest, text.encode())
    article = Article(
        identity, capture.id, address, None, "desk", report.outlet, None, (), published, None, "en", text, digest, ()
    )
    reading = Reading(
        identity, True, cases=report.cases, figures=tuple(figures), citations=report.citations, reader_version="1"
    )
    articles.add(connection, capture, article, "press")
    readings.put(connection, article, reading, shingles, AT)


def texts(reports: list[Report], number: int) -> list[frozenset[int]]:
    """Return the 5-grams of each article's text, as many as a real one has; copies differ in a few of theirs."""
    chance = random.Random(7)
    copied = Counter(report.shingles for report in reports).most_common(1)[0][0]
    shared = [chance.getrandbits(32) for _ in range(number)]
    own = number // 20  # of a copy; the rest is the text that it copies
    return [
        frozenset(shared[own:] if report.shingles == copied else ())
        | frozenset(chance.getrandbits(32) for _ in range(own if report.shingles == copied else number))
        for report in reports
    ]


def filled(engine: Engine, pages: Iterable[tuple[Report, frozenset[int]]]) -> None:
    """Put reports with the 5-grams of their texts into a ledger."""
    with engine.begin() as connection:
        for report, shingles in pages:
            put(connection, report, shingles)


def measured(work: Callable[[], object], engine: Engine) -> tuple[float, float, float]:
    """Return what a piece of work took: CPU seconds of ours and of the server, and wall clock."""
    served = engine.dialect.name == "postgresql"
    engine.dispose()
    time.sleep(0.05)
    ours, server, began = our_seconds(), server_seconds() if served else 0.0, time.monotonic()
    work()
    took = time.monotonic() - began
    engine.dispose()
    time.sleep(0.05)
    return our_seconds() - ours, (server_seconds() if served else 0.0) - server, took


def run(url: str, size: int, shingles: int, profiled: bool) -> None:
    """Settle a group of so many articles, then some more one at a time."""
    engine = open_ledger(url)
    reports = accuser(2, size + MORE)
    pages = list(zip(reports, texts(reports, shingles), strict=True))
    filled(engine, pages[:size])
    ours, server, took = measured(lambda: settle(engine), engine)
    name = f"{engine.dialect.name:10} {size:6} articles"
    print(f"{name} all at once: {ours:7.2f} + {server:6.2f} CPU s {took:7.2f} s", flush=True)
    each, memory = [], Memory()
    for page in pages[size:]:
        filled(engine, [page])
        profile = cProfile.Profile()
        if profiled:
            profile.enable()
        each.append(measured(lambda: settle(engine, memory), engine))
        profile.disable()
        if profiled and page is pages[-1]:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(60)
    middle = [statistics.median(part) for part in zip(*each, strict=True)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    share = 1e6 * (middle[0] + middle[1]) / size
    print(
        f"{name} one more:    {middle[0]:7.2f} + {middle[1]:6.2f} CPU s {middle[2]:7.2f} s   the first "
        f"{each[0][2]:6.2f} s   {share:6.0f} us an article of the group   {peak:5.0f} MiB"
    )
    engine.dispose()


def main() -> None:
    """Run every size on every engine."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("articles", type=int, nargs="*", default=[250, 1_000, 4_000])
    reader.add_argument("--engine", nargs="*", default=["sqlite", "postgresql"])
    reader.add_argument("--shingles", type=int, default=400)
    reader.add_argument("--profile", action="store_true")
    given = reader.parse_args()
    for kind in given.engine:
        for size in given.articles:
            with tempfile.TemporaryDirectory() as folder:
                url = fresh_database() if kind == "postgresql" else f"sqlite:///{Path(folder) / 'ledger.db'}"
                run(url, size, given.shingles, given.profile)


if __name__ == "__main__":
    main()
