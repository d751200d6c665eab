"""Real crawls: a Scrapy process against a loopback server, friendly and hostile."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawlers.run import ROOT, CrawlError, crawl
from crawlers.sources import SourceError
from tests.crawlers.loopback import Site, feed, page

Write = Callable[..., Path]
UNDER_WAY = 9  # pages a source with no delay may have under way
TEXT = "A laboratory said on Monday that more than 3 million questions were sent to its model by a rival."


def rows(ledger: str, query: str) -> list[Any]:
    """Ask the ledger."""
    with sqlite3.connect(ledger.removeprefix("sqlite:///")) as connection:
        return connection.execute(query).fetchall()


def one(results: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the only result."""
    assert len(results) == 1
    return results[0]


def stories(site: Site, number: int) -> list[str]:
    """Serve a feed of some stories and return their paths."""
    paths = [f"/2026/03/01/story-{index}" for index in range(number)]
    for index, path in enumerate(paths):
        site.html(path, page(f"Story number {index} of the day", f"{TEXT} Number {index}."))
    site.serve("/feed.xml", feed(site.base, paths), "application/rss+xml")
    return paths


def test_pages_of_a_feed_become_articles_once(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    paths = stories(site, 5)
    write_source("paper", f"{site.base}/feed.xml")
    first = one(crawl(ledger, folder=folder))
    assert (first["status"], first["new"], first["stored"]) == ("done", 5, 5)
    assert rows(ledger, "select count(*), count(distinct url) from articles") == [(5, 5)]
    outlets = rows(ledger, "select distinct outlet, published, lang, source_id from articles")
    assert outlets == [("Test paper", "2026-03-01T10:00:00+00:00", "en", "paper")]
    second = one(crawl(ledger, folder=folder))
    assert (second["new"], second["stored"]) == (0, 0)
    assert all(site.requests[path] == 1 for path in paths)


def test_a_changed_page_is_a_new_version(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    def atom(stamp: str) -> bytes:
        entry = f'<entry><title>A</title><id>a</id><link href="{site.base}/a"/><updated>{stamp}</updated></entry>'
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>t</id>{entry}</feed>'.encode()

    site.serve("/atom.xml", atom("2026-11-01T00:00:00Z"), "application/atom+xml")
    site.html("/a", page("One count of accounts", "The firm closed 24,000 accounts, it said in a statement."))
    write_source("paper", f"{site.base}/atom.xml")
    crawl(ledger, folder=folder)
    site.serve("/atom.xml", atom("2026-11-02T00:00:00Z"), "application/atom+xml")
    site.html("/a", page("One count of accounts", "The firm closed 25,000 accounts, it said in a statement."))
    assert one(crawl(ledger, folder=folder))["versions"] == 1
    assert rows(ledger, "select count(*), count(supersedes) from articles") == [(2, 1)]


@pytest.mark.parametrize(
    ("body", "kind", "status", "reason"),
    [
        (b"<!DOCTYPE html><html><body>shell</body></html>", "application/rss+xml", 200, "html_instead_of_feed"),
        (b"", "application/rss+xml", 202, "empty_answer"),
        (b"", "application/rss+xml", 200, "empty_answer"),
        (b"gone", "text/plain", 410, "http_410"),
        (b"just words", "text/plain", 200, "not_a_feed"),
    ],
)
def test_an_answer_that_is_no_feed_is_said(
    site: Site, folder: Path, write_source: Write, ledger: str, body: bytes, kind: str, status: int, reason: str
) -> None:
    site.serve("/feed.xml", body, kind, status)
    write_source("paper", f"{site.base}/feed.xml")
    result = one(crawl(ledger, folder=folder))
    assert result["status"] == "failed"
    assert reason in result["reasons"]


def test_private_addresses_are_refused_by_number_by_name_and_after_redirects(
    site: Site, folder: Path, write_source: Write, ledger: str
) -> None:
    stories(site, 1)
    port = site.server_port
    hosts = ("127.0.0.1", "localhost", "2130706433", "[::1]", "127.1")
    for number, host in enumerate(hosts):
        write_source(f"inner-{number}", f"http://{host}:{port}/feed.xml", loopback=False)
    results = crawl(ledger, folder=folder)
    assert [result["status"] for result in results] == ["failed"] * len(hosts)
    assert all("private_address" in result["reasons"] for result in results), [r["reasons"] for r in results]
    assert not site.requests


def test_robots_txt_is_obeyed_and_its_delay_applied(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    paths = stories(site, 3)
    rules = f"User-agent: *\nCrawl-delay: 1\nDisallow: {paths[0]}\n"
    site.serve("/robots.txt", rules.encode(), "text/plain")
    write_source("paper", f"{site.base}/feed.xml")
    result = one(crawl(ledger, folder=folder))
    assert site.requests[paths[0]] == 0
    assert result["reasons"].get("robots_forbidden") == 1
    moments = [moment for moment, path in site.times if path != "/robots.txt"]
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert gaps and min(gaps) > 0.8


def test_a_site_that_asks_to_wait_rests(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    paths = stories(site, 3)
    for path in paths:
        site.serve(path, b"slow down", status=429, Retry_After="3600")
    write_source("paper", f"{site.base}/feed.xml")
    result = one(crawl(ledger, folder=folder))
    assert result["status"] == "rested"
    asked = sum(site.requests.values())
    again = one(crawl(ledger, folder=folder))
    assert again["status"] == "rested"
    assert sum(site.requests.values()) == asked
    assert rows(ledger, "select count(*) from frontier where state = 'given_up'") == [(0,)]


def killed_after(number: int, ledger: str, folder: Path, site: Site, paths: list[str]) -> None:
    """Start a crawl and kill it, with the process it started, once it has asked for so many pages in all."""
    code = f"from pathlib import Path; from crawlers.run import crawl; crawl({ledger!r}, folder=Path({str(folder)!r}))"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, start_new_session=True)
    until = time.monotonic() + 60
    while sum(site.requests[path] for path in paths) < number and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def test_a_killed_run_loses_nothing(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    paths = stories(site, 60)
    site.delay = 0.05
    write_source("paper", f"{site.base}/feed.xml")
    for number in (7, 31):
        killed_after(number, ledger, folder, site, paths)
    assert rows(ledger, "select count(*) from articles")[0][0] < 60
    result = one(crawl(ledger, folder=folder))
    assert result["status"] == "done"
    assert rows(ledger, "select count(*), count(distinct url) from articles") == [(60, 60)]
    again = sum(site.requests[path] - 1 for path in paths)
    assert again <= 2 * UNDER_WAY
    assert all(site.requests[path] <= 3 for path in paths)


def test_a_crawl_ends_with_whoever_ordered_it(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    """Another may take up its sources the moment it is gone: two must never ask the same site."""
    paths = stories(site, 60)
    site.delay = 0.05
    write_source("paper", f"{site.base}/feed.xml")
    order = f"from pathlib import Path; from crawlers.run import crawl; crawl({ledger!r}, folder=Path({str(folder)!r}))"
    owner = subprocess.Popen([sys.executable, "-c", order], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    until = time.monotonic() + 60
    while sum(site.requests[path] for path in paths) < 5 and time.monotonic() < until:
        time.sleep(0.02)
    owner.kill()
    owner.wait(10)
    time.sleep(1)
    asked = sum(site.requests[path] for path in paths)
    time.sleep(1)
    assert sum(site.requests[path] for path in paths) == asked < 60
    assert one(crawl(ledger, folder=folder))["status"] == "done"
    assert rows(ledger, "select count(*), count(distinct url) from articles") == [(60, 60)]


def test_a_crawl_stops_when_told_to(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    """As at a SIGTERM: nothing is lost, and it goes on later."""
    stories(site, 40)
    site.delay = 0.05
    write_source("paper", f"{site.base}/feed.xml")
    with contextlib.suppress(CrawlError):
        crawl(ledger, folder=folder, should_stop=lambda: sum(site.requests.values()) > 10)
    assert rows(ledger, "select count(*) from articles")[0][0] < 40
    crawl(ledger, folder=folder)
    assert rows(ledger, "select count(*), count(distinct url) from articles") == [(40, 40)]


def test_closed_pages_are_kept_as_their_entries(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    paths = stories(site, 2)
    item = (
        f"<item><title>A closed story</title><link>{site.base}{paths[0]}</link><description>{TEXT}</description></item>"
    )
    site.serve("/feed.xml", f'<rss version="2.0"><channel><title>T</title>{item}</channel></rss>'.encode(), "text/xml")
    write_source("closed", f"{site.base}/feed.xml", extra='access = "metadata"')
    assert one(crawl(ledger, folder=folder))["stored"] == 1
    assert site.requests[paths[0]] == 0
    assert rows(ledger, "select title from articles") == [("A closed story",)]


def test_services_listings_and_sitemaps(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    paths = stories(site, 6)
    hits = {"hits": [{"url": site.base + path, "title": "Hit"} for path in paths[:2]]}
    site.serve("/api?q=model&page=1", json.dumps(hits).encode(), "application/json")
    anchors = "".join(f'<li><a href="{path}">x</a></li>' for path in paths[2:4])
    site.serve("/list", f'<html><body><ul class="posts">{anchors}</ul></body></html>'.encode())
    locations = "".join(f"<url><loc>{site.base}{path}</loc></url>" for path in paths[4:])
    site.serve(
        "/map-1.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset>'.encode()
    )
    site.serve("/map.xml", f"<sitemapindex><sitemap><loc>{site.base}/map-1.xml</loc></sitemap></sitemapindex>".encode())
    table = '[api]\nitems = "hits"\nlink = "url"\npage = "page"\nquery = { q = "model" }'
    write_source("service", f"{site.base}/api", "api", table)
    write_source("listing", f"{site.base}/list", "listing", '[listing]\nlinks = "ul.posts a"')
    write_source("map", f"{site.base}/map.xml", "sitemap")
    results = crawl(ledger, folder=folder)
    assert [(result["source_id"], result["stored"]) for result in results] == [
        ("listing", 2),
        ("map", 2),
        ("service", 2),
    ]


def test_unknown_sources_and_an_unusable_ledger_are_said(folder: Path, write_source: Write) -> None:
    write_source("paper", "http://127.0.0.1:9/feed.xml")
    with pytest.raises(SourceError, match="no such source: other"):
        crawl("sqlite://", ["other"], folder)
    with pytest.raises(CrawlError):
        crawl("sqlite:////proc/nowhere/ledger.db", ["paper"], folder)


def test_nothing_reaches_into_a_crawl() -> None:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawlers.settings")
    assert settings.getbool("REMOTE_CONTROL_ENABLED") is False
    assert settings.getbool("TELNETCONSOLE_ENABLED") is False
    assert settings.getbool("ROBOTSTXT_OBEY") is True
