"""Pages per CPU second end to end (fetch, read, store), beside bare Scrapy with trafilatura on the same pages.

python -m bench.crawl [--pages N | --memory N]

The pages are made up (bench/pages.py, 45 kB each) and served by a process of their own, whose CPU is not counted.
news-please and newspaper4k are measured as extractors on the same pages where they are installed; they are no
dependency. Memory is that of the crawl process at each quarter of the time; `--memory N` measures it alone, over N
small pages.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.pages import news_page, sentence
from crawlers.page import read_page
from crawlers.run import crawl
from ledger.article import Capture

SOURCE = """name = "Bench"
tier = "sample"
kind = "sitemap"
url = "{base}/sitemap.xml"
language = "en"
country = "US"
cadence_hours = 1
expect_per_week = [0, 100000]
delay_seconds = 0.0
loopback = true
pages_per_run = 100000
"""


class Answers(BaseHTTPRequestHandler):
    """Serves story N at /2026/story-N, with an ETag, and a sitemap of all."""

    protocol_version = "HTTP/1.1"
    pages = 0
    small = False  # a page of a few sentences instead of 45 kB

    def do_GET(self) -> None:
        """Answer one request."""
        base = f"http://{self.headers['Host']}"
        if self.path == "/sitemap.xml":
            urls = "".join(f"<url><loc>{base}/2026/story-{n}</loc></url>" for n in range(self.pages))
            self.answer(f"<urlset>{urls}</urlset>".encode(), "application/xml")
        elif self.path.startswith("/2026/story-"):
            number = int(self.path.rpartition("-")[2])
            page = small_page(number) if self.small else news_page(number % 50)[0]
            self.answer(page.replace("<h1>", f"<h1>{number} ").encode(), "text/html; charset=utf-8")
        else:
            self.answer(b"", "text/plain", 404)

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        """Send an answer, or 304 to who has it."""
        mark = f'"{self.path}"'
        known = self.headers.get("If-None-Match") == mark
        self.send_response(304 if known else status)
        self.send_header("ETag", mark)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", "0" if known else str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if known else body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def small_page(number: int) -> str:
    """Return story `number` without the furniture of a site: what a crawl holds grows with pages, not with bytes."""
    rng = random.Random(number)
    text = "".join(f"<p>{sentence(rng)} {sentence(rng)}</p>" for _ in range(6))
    title = f"{sentence(rng)[:60]} {number}"
    return f"<!DOCTYPE html><html lang=en><head><title>{title}</title></head><body>{text}"


def serve(pages: int, ready: multiprocessing.Queue[int], small: bool) -> None:
    """Be the server process."""
    Answers.pages, Answers.small = pages, small
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    ready.put(server.server_port)
    server.serve_forever()


def cpu_of(work: Callable[[], object]) -> tuple[float, float]:
    """Return (CPU seconds of child processes, seconds by the clock) of some work."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - began


def watch_memory(samples: list[int], ended: threading.Event) -> None:
    """Note the memory of the crawl process, the only child that runs crawlers.run, in kB."""
    while not ended.wait(0.5):
        for status in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if b"crawlers.run" in status.read_bytes():
                    text = (status.parent / "status").read_text(encoding="utf-8")
                    if f"PPid:\t{os.getpid()}\n" not in text:
                        continue
                    size = next(line for line in text.splitlines() if line.startswith("VmRSS"))
                    samples.append(int(size.split()[1]))
            except (OSError, StopIteration):
                continue


def extractors(number: int) -> None:
    """Measure extraction alone, in this process: ours, trafilatura, and others where they are installed."""
    import trafilatura

    pages = [news_page(n)[0] for n in range(50)]
    captures = [
        Capture("c", "file:a", "file:a", "", 0, "text/html", "0", page.encode(), file="a.html") for page in pages
    ]

    def timed(name: str, work: Callable[[int], object]) -> None:
        work(0)
        began = time.process_time()
        for place in range(number):
            work(place % len(pages))
        print(f"  {name:34} {number / (time.process_time() - began):7.1f} pages per CPU second")

    timed("Claimline read_page", lambda n: read_page(captures[n]))
    timed("trafilatura, text alone", lambda n: trafilatura.bare_extraction(pages[n], include_comments=False))
    timed("trafilatura with metadata", lambda n: trafilatura.bare_extraction(pages[n], with_metadata=True))
    for name, use in (("newspaper", "article"), ("newsplease", "NewsPlease")):
        try:
            module = importlib.import_module(name)
        except ImportError:
            print(f"  {name:34} not installed here: pip install it by hand to compare")
            continue
        if use == "article":
            timed("newspaper4k", lambda n, m=module: m.article("http://a.example/", input_html=pages[n]))  # type: ignore[misc]
        else:
            timed("news-please", lambda n, m=module: m.NewsPlease.from_html(pages[n], url="http://a.example/"))  # type: ignore[misc]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--memory", type=int, default=0, help="watch memory alone over so many small pages")
    arguments = parser.parse_args()
    number = arguments.memory or arguments.pages
    ready: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(number, ready, bool(arguments.memory)), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{ready.get()}"
    try:
        (watched if arguments.memory else measure)(number, base)
    finally:
        server.terminate()
    if arguments.memory:
        return
    print("extraction alone, one process:")
    extractors(200)


def watched(number: int, base: str) -> None:
    """Crawl once and print the memory of the crawl process at every tenth of the time."""
    with tempfile.TemporaryDirectory() as place:
        samples, first, clock, kept = first_crawl(base, Path(place))
    print(f"{number} small pages, {kept} kept: {first:.1f} CPU s, {clock:.1f} s by the clock")
    print(f"  memory at each tenth of the time: {parts(samples, 10)} MiB")


def parts(samples: list[int], number: int) -> list[int]:
    """Return the memory in MiB at the end of each part of the time."""
    return [samples[len(samples) * part // number - 1] // 1024 for part in range(1, number + 1)] if samples else []


def first_crawl(base: str, place: Path) -> tuple[list[int], float, float, int]:
    """Crawl into an empty ledger; return samples of memory, CPU seconds, seconds by the clock and articles kept."""
    folder, ledger = place / "sources", place / "ledger.db"
    folder.mkdir()
    (folder / "bench.toml").write_text(SOURCE.format(base=base), encoding="utf-8")
    samples: list[int] = []
    ended = threading.Event()
    threading.Thread(target=watch_memory, args=(samples, ended), daemon=True).start()
    cpu, clock = cpu_of(lambda: crawl(f"sqlite:///{ledger}", folder=folder))
    ended.set()
    with sqlite3.connect(ledger) as connection:
        return samples, cpu, clock, connection.execute("select count(*) from articles").fetchone()[0]


def measure(number: int, base: str) -> None:
    """Crawl three times with Claimline and once with bare Scrapy."""
    with tempfile.TemporaryDirectory() as place:
        folder, ledger = Path(place) / "sources", Path(place) / "ledger.db"
        samples, first, clock, kept = first_crawl(base, Path(place))
        bare, _ = cpu_of(lambda: bare_scrapy(base, Path(place) / "bare.db"))
        print(f"{number} pages, {kept} kept: first crawl {first:.1f} CPU s, {clock:.1f} s by the clock")
        print(f"  Claimline          {number / first:7.1f} pages per CPU second")
        print(f"  Scrapy+trafilatura {number / bare:7.1f} pages per CPU second; ratio {bare / first:.2f}")
        print(f"  memory at each quarter of the time: {parts(samples, 4)} MiB")
        again, _ = cpu_of(lambda: crawl(f"sqlite:///{ledger}", folder=folder))
        print(f"  second pass, nothing due: {again:.1f} CPU s, {first / again:.1f} times cheaper")
        with sqlite3.connect(ledger) as connection:
            connection.execute("update frontier set due_at = '2000-01-01T00:00:00Z'")
        checked, _ = cpu_of(lambda: crawl(f"sqlite:///{ledger}", folder=folder))
        print(f"  second pass, every page asked again (304): {checked:.1f} CPU s, {first / checked:.1f} times cheaper")


def bare_scrapy(base: str, database: Path) -> None:
    """Run the plainest spider that does the same: sitemap, trafilatura with metadata, one row for each page."""
    command = [sys.executable, "-m", "bench.bare_scrapy", base, str(database)]
    subprocess.run(command, check=True, cwd=Path(__file__).resolve().parents[1], stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
