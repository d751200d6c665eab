"""What an article costs on PostgreSQL, stage by stage: CPU seconds, those of the server apart, and bytes on its disk.

python -m bench.stages [ARTICLES] [--relevant 0.25]      default: 10000 articles

Pages of 45 kB as a news site serves them (bench/pages.py), about 400 words of text, are crawled from a process of its
own whose CPU is not counted, read, settled and exported. On a part of them one of many companies accuses another.
From the figures of a run it works out 10,000 and 1,000,000 articles a day.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

from sqlalchemy import Engine, func, select, text

from bench.crawl import SOURCE, Answers
from bench.pages import news_page
from jobs.analyze import Analyzed, keep, read_all
from jobs.crawl import crawl
from jobs.export import Filters, export
from jobs.settling import settle
from store import articles
from store.engine import open_ledger
from store.settled_tables import case_scopes
from store.tables import articles as article_table
from store.tables import figures
from tests.postgres import fresh_database, running

COMPANIES = 40  # each accuses another, so that what is settled together is some dozen articles
AT_ONCE = 50
LATER = 100  # articles that come after everything was settled
DAY = 86_400
SIZES = (10_000, 1_000_000)
STEM = ("Orr", "Hal", "Mer", "Tess", "Cob", "Lark", "Quill", "Sext")
ENDING = ("ery", "cyon", "idian", "era", "alt")


@dataclass(frozen=True, slots=True)
class Spent:
    """What one stage took: CPU seconds of our processes and of the server, and bytes the database grew by."""

    name: str
    articles: int
    ours: float
    server: float
    grown: int

    def line(self) -> str:
        """Return it as a line."""
        each = 1000 * (self.ours + self.server) / max(self.articles, 1)
        size = f"{self.grown / max(self.articles, 1):9.0f} bytes each" if self.grown else ""
        return f"{self.name:26} {self.articles:7} {self.ours:8.1f} {self.server:8.1f} CPU s {each:8.1f} ms each {size}"


def company(number: int) -> str:
    """Return the name of a made-up company."""
    return STEM[number % len(STEM)] + ENDING[number // len(STEM) % len(ENDING)]


def told(number: int) -> str:
    """Return a page of the same size on which a company accuses another with a number of its own."""
    case = number % COMPANIES
    accuser, accused = f"{company(case)} AI", f"{company(case + 7)} Labs"
    lead = (
        f"<p>{accuser} accused {accused} of a distillation attack on its language model. {accuser} said {accused} made "
        f"{case + 2}.{number % 3 + 1} million exchanges through {case + 3},{number % 3 + 1}00 fraudulent accounts. "
        f"{accused} denied the allegation.</p>"
    )
    page, _ = news_page(number, paragraphs=11)
    titled = page.replace("<h1>", f"<h1>{accuser} accuses {accused} of distilling its model: ")
    return titled.replace('<div class="article-body">', f'<div class="article-body">{lead}')


class Pages(Answers):
    """Serves ordinary stories, and every so often one that concerns us."""

    every = 4

    def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
        """Answer one request."""
        number = int(self.path.rpartition("-")[2]) if self.path.startswith("/2026/story-") else None
        if number is None:
            super().do_GET()
        else:
            page = told(number) if number % self.every == 0 else news_page(number)[0]
            self.answer(page.encode(), "text/html; charset=utf-8")


def serve(number: int, every: int, ready: multiprocessing.Queue[int]) -> None:
    """Be the site."""
    Pages.pages, Pages.every = number, every
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    ready.put(server.server_port)
    server.serve_forever()


def server_seconds() -> float:
    """Return the CPU seconds of the PostgreSQL server, with those of its processes that ended."""
    fields = Path(f"/proc/{running().server.get_pid()}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(int(fields[place]) for place in (11, 12, 13, 14)) / os.sysconf("SC_CLK_TCK")


def our_seconds() -> float:
    """Return the CPU seconds of this process and of its children that ended."""
    kinds = (resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in kinds)


def size_of(engine: Engine) -> int:
    """Return the bytes of the database."""
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def measured(engine: Engine, name: str, work: Callable[[], int]) -> Spent:
    """Do a stage and return what it took; connections are closed so that the server's processes are counted."""
    engine.dispose()
    size = size_of(engine)
    engine.dispose()
    time.sleep(0.2)
    ours, server = our_seconds(), server_seconds()
    number = work()
    engine.dispose()
    time.sleep(0.5)
    spent = Spent(name, number, our_seconds() - ours, server_seconds() - server, max(size_of(engine) - size, 0))
    print(spent.line(), flush=True)
    return spent


def fetch(engine: Engine, folder: Path) -> int:
    """Crawl the site; return how many articles there are."""
    crawl(engine, [], folder)
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(article_table)).scalar_one())


def read(engine: Engine, ids: list[str]) -> int:
    """Read articles as a job does, some at a time."""
    result = Analyzed()
    for start in range(0, len(ids), AT_ONCE):
        with engine.connect() as connection:
            batch = articles.several(connection, ids[start : start + AT_ONCE])
        outcomes = read_all(batch)
        with engine.begin() as connection:
            keep(connection, outcomes, result)
    return result.read


def settled(engine: Engine) -> int:
    """Settle what was read; return how many articles concern us."""
    settle(engine)
    return concerned(engine)


def concerned(engine: Engine) -> int:
    """Return how many articles tell of a case."""
    with engine.connect() as connection:
        wanted = select(func.count(func.distinct(case_scopes.c.article_id)))
        return int(connection.execute(wanted).scalar_one())


def worked_out(stages: list[Spent], number: int, share: float) -> None:
    """Print what so many articles a day need, from what was measured."""
    by_name = {stage.name: stage for stage in stages}
    each = sum((stage.ours + stage.server) / stage.articles for stage in (by_name["fetch"], by_name["read"]))
    later = by_name["settle, one by one"]
    each += share * (later.ours + later.server) / later.articles
    grown = sum(stage.grown for stage in stages if stage.name in ("fetch", "read", "settle at once"))
    print(f"an article: {1000 * each:.1f} CPU ms, {grown / number:.0f} bytes; an export is extra")
    for size in SIZES:
        used = each * size
        print(f"{size:9} a day: {used:9.0f} CPU s, {used / DAY:6.2f} processors, {grown / number * size / 1e9:7.1f} GB")


def main() -> None:
    """Print what each stage took and what follows for a day."""
    reader = argparse.ArgumentParser()
    reader.add_argument("articles", type=int, nargs="?", default=10_000)
    reader.add_argument("--relevant", type=float, default=0.25)
    given = reader.parse_args()
    ready: multiprocessing.Queue[int] = multiprocessing.Queue()
    site = multiprocessing.Process(target=serve, args=(given.articles, round(1 / given.relevant), ready), daemon=True)
    site.start()
    with tempfile.TemporaryDirectory() as folder:
        try:
            run(Path(folder), f"http://127.0.0.1:{ready.get()}")
        finally:
            site.terminate()


def run(folder: Path, base: str) -> None:
    """Do every stage."""
    engine = open_ledger(fresh_database())
    sources = folder / "sources"
    sources.mkdir()
    (sources / "bench.toml").write_text(SOURCE.format(base=base), encoding="utf-8")
    read_all([])  # the reader is loaded once, not for every article
    print(f"{'stage':26} {'articles':>7} {'ours':>8} {'server':>8}")
    stages = [measured(engine, "fetch", lambda: fetch(engine, sources))]
    with engine.connect() as connection:
        ids = sorted(connection.execute(select(article_table.c.article_id)).scalars())
    first, later = ids[:-LATER], ids[-LATER:]
    stages.append(measured(engine, "read", lambda: read(engine, first)))
    stages.append(measured(engine, "settle at once", lambda: settled(engine)))
    number = concerned(engine)
    each = [measured_settling(engine, identity) for identity in later]
    told = concerned(engine)
    one = Spent(
        "settle, one by one", told - number, sum(ours for ours, _ in each), sum(server for _, server in each), 0
    )
    print(one.line())
    stages.append(one)
    stages.append(
        measured(engine, "export", lambda: sum(export(engine, folder / "out", Filters()).values()) and len(ids))
    )
    with engine.connect() as connection:
        printed = connection.execute(select(func.count()).select_from(figures)).scalar_one()
    print(f"{len(ids)} articles, {told} tell of a case, {printed} figures")
    worked_out(stages, len(ids), told / len(ids))


def measured_settling(engine: Engine, identity: str) -> tuple[float, float]:
    """Read an article and settle what it touches; return the CPU seconds of settling, ours and the server's."""
    read(engine, [identity])
    engine.dispose()
    time.sleep(0.02)
    ours, server = our_seconds(), server_seconds()
    settle(engine)
    engine.dispose()
    time.sleep(0.02)
    return our_seconds() - ours, server_seconds() - server


if __name__ == "__main__":
    main()
