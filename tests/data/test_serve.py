"""The sample newsroom's server and pages by themselves: what it serves, conditional requests, what every page says."""

from __future__ import annotations

import re
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.newsroom.serve import PAGES, PRINTED_BASE, SOURCES, Newsroom

ARTICLES = sorted(path for path in PAGES.rglob("*.html") if path.name != "index.html")
CHANGING = "/signal-post/ai/alibaba-letter-in-numbers"


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """A server on a free port."""
    server = Newsroom()
    server.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def ask(server: Newsroom, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of one answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{server.base}{path}", headers=named)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), ""


def test_there_are_enough_articles_in_enough_languages() -> None:
    """At least 24 pages; the language is declared on each."""
    assert len([path for path in ARTICLES if ".v2" not in path.name]) >= 24
    languages = {re.search(r'<html lang="(\w+)"', path.read_text(encoding="utf-8"))[1] for path in ARTICLES}  # type: ignore[index]
    assert languages == {"en", "de", "fr", "es", "ja", "zh", "ko"}


@pytest.mark.parametrize("page", ARTICLES, ids=lambda path: path.relative_to(PAGES).as_posix())
def test_page_says_that_it_is_a_sample_of_a_made_up_outlet(page: Path) -> None:
    """In its head and in its footer; its own address is on a reserved domain."""
    text = page.read_text(encoding="utf-8")
    assert '<meta name="claimline-sample" content="true">' in text
    assert "Sample page of the Claimline newsroom" in text
    assert re.search(r'<link rel="canonical" href="https://[a-z.]+\.example/', text)


def test_everything_that_feeds_and_listings_name_is_served(newsroom: Newsroom) -> None:
    """Every source address and every link found under it answers 200 with this server's address."""
    links: set[str] = set()
    for file in sorted(SOURCES.glob("*.toml")):
        url = tomllib.loads(file.read_text(encoding="utf-8"))["url"]
        status, _, text = ask(newsroom, url.removeprefix(PRINTED_BASE))
        assert status == 200
        links |= set(re.findall(rf"{re.escape(newsroom.base)}(/[a-z][^<\"]*)", text))
        links |= set(re.findall(r'<li class="post"><a href="(/[^"]+)"', text))
    assert len(links) >= 24
    assert {ask(newsroom, link)[0] for link in links} == {200}


def test_second_generation_corrects_one_page(newsroom: Newsroom) -> None:
    """The correction is served from the second generation on, with another ETag."""
    _, first, before = ask(newsroom, CHANGING)
    newsroom.generation = 2
    status, second, after = ask(newsroom, CHANGING, If_None_Match=first["ETag"])
    assert status == 200
    assert "26.8 million" in before
    assert "28.8 million" in after
    assert "Correction" in after
    assert first["ETag"] != second["ETag"]
    assert first["Last-Modified"] != second["Last-Modified"]


def test_generation_can_be_turned_over_http(newsroom: Newsroom) -> None:
    """`POST /_generation` with a number; anything else is refused."""
    address = f"{newsroom.base}/_generation"
    with urllib.request.urlopen(urllib.request.Request(address, data=b"2"), timeout=10) as answer:
        assert answer.status == 200
    assert newsroom.generation == 2
    with pytest.raises(urllib.error.HTTPError, match="400") as refused:
        urllib.request.urlopen(urllib.request.Request(address, data=b"soon"), timeout=10)
    refused.value.close()


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_known_pages_are_not_sent_again(newsroom: Newsroom, header: str) -> None:
    """Conditional requests by either header get 304."""
    _, known, _ = ask(newsroom, "/harbor-ledger/rss.xml")
    name = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}[header]
    assert ask(newsroom, "/harbor-ledger/rss.xml", **{name: known[header]})[0] == 304


@pytest.mark.parametrize("path", ["/../serve.py", "/harbor-ledger/%2e%2e/robots.txt", "/nothing", "/_generation"])
def test_only_the_pages_are_served(newsroom: Newsroom, path: str) -> None:
    """No file outside the folder of pages can be reached."""
    assert ask(newsroom, path)[0] == 404


def test_source_files_are_written_with_the_servers_address(newsroom: Newsroom, tmp_path: Path) -> None:
    """For a test newsroom on any port."""
    written = sorted(newsroom.write_sources(tmp_path / "sources").glob("*.toml"))
    assert len(written) == len(list(SOURCES.glob("*.toml"))) == 7
    for file in written:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        assert table["url"].startswith(newsroom.base)
        assert table["tier"] == "sample"
        assert table["loopback"] is True
