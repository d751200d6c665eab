"""A hostile site: every case gives a counted reason and an Issue, none stops the run, and the good page is kept."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from crawlers.addresses import ForbiddenAddressError, is_private, refusal
from crawlers.resolver import GuardedResolver
from crawlers.run import crawl
from tests.crawlers.loopback import Site, bomb, feed, page
from tests.crawlers.test_crawl import TEXT, rows

Write = Callable[..., Path]
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
INNER = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PAGES = {
    "/endless": "too_large",
    "/drip": "timeout",
    "/bomb": "too_large",
    "/loop": "redirect_loop",
    "/other-host": "private_address",
    "/to-file": "forbidden_scheme",
    "/laughs.xml": "entity_declarations",
    "/canonicals": "contradictory_canonical",
    "/cyrillic": "wrong_encoding",
    "/nothing": "no_text",
    "/empty": "empty_page",
    "/binary": "binary_page",
    "/large": "too_large",
    "/nul": "nul_bytes",
    "/missing": "http_404",
    "/deep": "page_too_deep",
}
LISTS = {
    "feed-bomb": ("feed", "/bomb.rss", "too_large"),
    "feed-laughs": ("feed", "/laughs.rss", "entity_declarations"),
    "feed-long": ("feed", "/long.rss", "feed_too_long"),
    "feed-loop": ("feed", "/loop", "redirect_loop"),
    "feed-words": ("feed", "/words.rss", "not_a_feed"),
    "feed-old": ("feed", "/old.rss", "frozen_feed"),
    "map-bomb": ("sitemap", "/bomb.xml.gz", "no_entries"),
    "map-inner": ("sitemap", "/inner.xml", "entity_declarations"),
    "map-shell": ("sitemap", "/good", "html_instead_of_sitemap"),
    "api-shell": ("api", "/good", "not_json"),
    "list-shell": ("listing", "/good", "selector_found_nothing"),
}
TABLES = {"api": '[api]\nitems = "hits"\nlink = "url"', "listing": '[listing]\nlinks = "ul.posts a"'}


def hostile_pages(site: Site) -> None:
    """Serve pages that mean harm, and one that does not."""
    site.html("/good", page("A good page stays", TEXT))
    site.answers["/endless"] = (200, {"Content-Type": "text/html", "X-Endless": "1"}, b"<p>on and on</p>" * 5000)
    site.answers["/drip"] = (200, {"Content-Type": "text/html", "X-Drip": "1"}, page("Slow", TEXT))
    site.serve("/bomb", bomb(200_000_000), Content_Encoding="gzip")
    site.serve("/loop", b"", status=302, Location=f"{site.base}/loop")
    site.serve("/other-host", b"", status=302, Location=f"http://127.0.0.2:{site.server_port}/good")
    site.serve("/to-file", b"", status=302, Location="file:///etc/passwd")
    site.serve("/laughs.xml", f"{LAUGHS}<bill><text>&j;</text></bill>".encode(), "application/xml")
    two = page("Two canonicals", TEXT, f"{site.base}/a").replace(b"</head>", b"<link rel=canonical href=/b></head>")
    site.serve("/canonicals", two)
    russian = (
        "<html><head><meta charset=utf-8></head><body><p>Лаборатория заявила о нарушении правил.</p></body></html>"
    )
    site.serve("/cyrillic", russian.encode("cp1251"))
    site.serve("/nothing", b"<html><body><script>let a = 1</script></body></html>")
    site.serve("/empty", b"")
    site.serve("/binary", b"\x89PNG\r\n" + bytes(range(256)) * 20)
    site.serve("/large", b"<html><body>" + b"x" * 21_000_000)
    site.serve("/nul", page("A page with zeros", TEXT).replace(b"laboratory", b"labo\x00ratory"))
    site.serve("/deep", b"<html><body>" + TEXT.encode() + b"<div>" * 50_000 + TEXT.encode())
    dated = page("Impossible date", TEXT).replace(b"2026-03-01T10:00:00Z", b"2026-13-45T99:99:99Z")
    site.serve("/dated", dated)
    site.serve("/feed.xml", feed(site.base, ["/good", *PAGES, "/dated"]), "application/rss+xml")


def test_hostile_pages(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    """Endless, dripping, exploding, looping, leading inside, lying about encoding, address and date."""
    hostile_pages(site)
    write_source("paper", f"{site.base}/feed.xml", extra="timeout_seconds = 4")
    (result,) = crawl(ledger, folder=folder, max_minutes=3)
    assert result["status"] == "done", result
    missing = {reason for reason in PAGES.values() if reason not in result["reasons"]}
    assert not missing, result["reasons"]
    recorded = {reason for (reason,) in rows(ledger, "select distinct reason from issues")}
    assert set(PAGES.values()) <= recorded
    kept = dict(rows(ledger, "select url, published from articles"))
    assert f"{site.base}/good" in kept
    assert kept[f"{site.base}/dated"] is None
    assert rows(ledger, "select count(*) from frontier where state = 'leased'") == [(0,)]


def test_hostile_lists(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    """Each list fails for itself with its reason; the good source beside them is crawled."""
    site.html("/good", page("A good page stays", TEXT))
    site.serve("/bomb.rss", bomb(200_000_000), "application/rss+xml", Content_Encoding="gzip")
    site.serve(
        "/laughs.rss", f"{LAUGHS}<rss><channel><item><title>&j;</title></item></channel></rss>".encode(), "text/xml"
    )
    site.serve("/long.rss", feed(site.base, [f"/s/{n}" for n in range(100_000)]), "application/rss+xml")
    site.serve("/loop", b"", status=301, Location=f"{site.base}/loop")
    site.serve("/words.rss", b"just words", "text/plain")
    old = feed(site.base, ["/good"]).replace(b"</link>", b"</link><pubDate>Mon, 02 Jan 2017 10:00:00 GMT</pubDate>")
    site.serve("/old.rss", old, "application/rss+xml")
    site.serve("/bomb.xml.gz", gzip.compress(b"<urlset>" + b" " * 80_000_000), "application/gzip")
    site.serve("/inner.xml", f"{INNER}<urlset><url><loc>&x;</loc></url></urlset>".encode(), "text/xml")
    site.serve("/fine.rss", feed(site.base, ["/good"]), "application/rss+xml")
    for name, (kind, path, _) in LISTS.items():
        write_source(name, f"{site.base}{path}", kind, "pages_per_run = 3\n" + TABLES.get(kind, ""))
    write_source("paper", f"{site.base}/fine.rss")
    results = {result["source_id"]: result for result in crawl(ledger, folder=folder, max_minutes=3)}
    assert {name for name, (_, _, reason) in LISTS.items() if reason not in results[name]["reasons"]} == set()
    assert results["feed-long"]["found"] == 5000
    assert results["feed-long"]["left_out"]["beyond_the_longest_list"] == 95_000
    assert rows(ledger, "select count(*) from articles where url like '%/good'")[0][0] >= 1
    assert results["paper"]["status"] == "done"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]/",
        "http://[::ffff:10.0.0.1]/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.9.9/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://0.0.0.0/", "http://224.0.0.1/",
        "http://[fd00::1]/", "http://[fe80::1]/", "http://localhost/", "http://a.localhost/", "http://router.local/",
    ],
)  # fmt: skip
def test_private_addresses_in_any_spelling(url: str) -> None:
    """Refused, unless it is the one host of a source that is meant to be local."""
    assert refusal(url) == "private_address"
    assert refusal(url, private_host="127.0.0.9") == "private_address"


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "gopher://a.example", "javascript:1", "//x"])
def test_only_http_is_asked(url: str) -> None:
    """Other schemes are refused whatever the source says."""
    assert refusal(url, private_host="a.example") == "forbidden_scheme"


class Answering:
    """The parts of a reactor that a resolver needs, with an answer of ours for every name."""

    def __init__(self, address: str) -> None:
        self.address = address

    def getThreadPool(self) -> None:  # noqa: N802 - Twisted's name
        """Nothing is looked up."""


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """Return a function that resolves a name to an address through the guard and gives the outcome."""

    def resolve(address: str) -> Any:
        from scrapy.resolver import CachingThreadedResolver

        def answer(*_: object, **__: object) -> Deferred[str]:
            found: Deferred[str] = Deferred()
            found.callback(address)
            return found

        monkeypatch.setattr(CachingThreadedResolver, "getHostByName", answer)
        outcome: list[Any] = []
        reactor: Any = Answering(address)
        guarded = GuardedResolver(reactor, 10, 1.0).getHostByName("innocent.example")
        guarded.addBoth(outcome.append)
        return outcome[0]

    yield resolve


def test_a_name_that_leads_inside_is_refused(resolved: Callable[[str], Any]) -> None:
    """The guard looks at what a name resolves to, each time."""
    assert resolved("93.184.216.34") == "93.184.216.34"
    for address in ("10.0.0.5", "127.0.0.1", "169.254.169.254", "192.168.1.1"):
        assert isinstance(resolved(address).value, ForbiddenAddressError)


def test_this_machine_by_its_name(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    """A real name that leads to a private address, asked by a real crawl."""
    name = socket.gethostname()
    try:
        address = socket.gethostbyname(name)
    except OSError:
        pytest.skip("this machine has no name that resolves")
    if not is_private(address):
        pytest.skip("this machine's name leads to a public address")
    write_source("inner", f"http://{name}:{site.server_port}/feed.xml", loopback=False)
    (result,) = crawl(ledger, folder=folder)
    assert result["status"] == "failed"
    assert "private_address" in result["reasons"], result["reasons"]
    assert not site.requests
