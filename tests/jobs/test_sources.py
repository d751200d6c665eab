"""The source commands against a real site: what they report, that nothing stays behind, and the exit statuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands import claimline
from tests.crawlers.loopback import Site, feed, page

TEXT = "A laboratory said on Monday that more than 3 million questions were sent to its model by a rival."
SOURCE = """name = "Paper"
tier = "sample"
kind = "feed"
url = "{url}"
language = "en"
country = "US"
cadence_hours = 1
expect_per_week = [0, 9]
delay_seconds = 0.0
loopback = true
"""


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve a feed of two stories, at its new address, and a shell where a feed should be."""
    server = Site()
    for path in ("/a", "/b"):
        server.html(path, page(f"Story {path} of the day", f"{TEXT} {path}"))
    server.serve("/new.xml", feed(server.base, ["/a", "/b"]), "application/rss+xml")
    server.serve("/old.xml", b"", status=301, Location=f"{server.base}/new.xml")
    server.serve("/shell.xml", b"<!DOCTYPE html><html><body>app</body></html>", "application/rss+xml")
    yield server
    server.stop()


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Callable[[str], Path]:
    """Return a folder with one source at a path of the site."""

    def write(path: str) -> Path:
        (tmp_path / "sources").mkdir(exist_ok=True)
        (tmp_path / "sources" / "paper.toml").write_text(SOURCE.format(url=f"{site.base}{path}"), encoding="utf-8")
        return tmp_path / "sources"

    return write


def test_check_reports_a_moved_address_and_keeps_nothing(
    site: Site, folder: Callable[[str], Path], tmp_path: Path
) -> None:
    """A redirect for good is followed and told; the ledger chosen on the command line stays empty."""
    printed = claimline(tmp_path / "l.db", "sources", "check", "--sources", folder("/old.xml"), "--json")
    (result,) = json.loads(printed)
    assert (result["status"], result["stored"], result["moved_to"]) == ("done", 2, f"{site.base}/new.xml")
    assert not (tmp_path / "l.db").exists()


def test_check_fails_where_a_shell_answers(folder: Callable[[str], Path], tmp_path: Path) -> None:
    """200 is not success."""
    printed = claimline(tmp_path / "l.db", "sources", "check", "--sources", folder("/shell.xml"), "--json", expect={1})
    assert json.loads(printed)[0]["reasons"] == {"html_instead_of_feed": 1}


def test_a_recorded_source_can_be_read_again(folder: Callable[[str], Path], tmp_path: Path) -> None:
    """The archive holds the pages as they came."""
    archive = tmp_path / "paper.warc.gz"
    claimline(tmp_path / "l.db", "sources", "record", "paper", archive, "--sources", folder("/new.xml"))
    claimline(tmp_path / "l.db", "ingest", archive)
    assert json.loads(claimline(tmp_path / "l.db", "status", "--json"))["ledger"]["articles"] == 2


def test_status_asks_for_a_person_by_exit_status(folder: Callable[[str], Path], tmp_path: Path) -> None:
    """1 with the reason while a list is no feed, 0 once it is one again."""
    place = folder("/shell.xml")
    claimline(tmp_path / "l.db", "crawl", "--sources", place, expect={1})
    printed = claimline(tmp_path / "l.db", "status", "--sources", place, "--json", expect={1})
    assert [row["problem"] for row in json.loads(printed)["sources_with_problems"]] == ["html_instead_of_feed"]
    folder("/new.xml")
    claimline(tmp_path / "l.db", "crawl", "--sources", place)
    found = json.loads(claimline(tmp_path / "l.db", "status", "--sources", place, "--json"))
    assert found["sources_with_problems"] == []
    assert found["coverage"][0]["stored"] == 2


def test_run_says_that_another_one_is_at_work(folder: Callable[[str], Path], tmp_path: Path) -> None:
    """Exit status 3 while the lock is held; a run gives one summary."""
    from jobs.crawl import locked

    place = folder("/new.xml")
    with locked(f"sqlite:///{tmp_path / 'l.db'}"):
        claimline(tmp_path / "l.db", "run", "--sources", place, "--json", expect={3})
    summary = json.loads(claimline(tmp_path / "l.db", "run", "--sources", place, "--json", "--max-minutes", "2"))
    assert summary["sources"][0]["stored"] == 2
    again = json.loads(claimline(tmp_path / "l.db", "run", "--sources", place, "--json"))
    assert again["sources"] == []  # its cadence is not up
