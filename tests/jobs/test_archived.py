"""Archive links: asked once for each article of the web, slowly and by name; failures are counted and end in time."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine

from jobs import archived
from ledger.article import Capture
from store import articles, page_archives
from store.engine import open_ledger
from store.issues import counts
from store.queries import evidence
from tests.store import samples

DRIPPING = '{"archived_snapshots": '
COPY = "http://web.archive.org/web/20260302101112/https://a.example/1"


class Service(BaseHTTPRequestHandler):
    """Stands in for the availability service: what it answers depends on the page it is asked about."""

    asked: list[tuple[str, str, str]]
    answers: dict[str, tuple[int, str]]
    stopped = threading.Event()

    def do_GET(self) -> None:
        """Answer one question."""
        values = parse_qs(urlsplit(self.path).query)
        url = values["url"][0]
        self.asked.append((url, values["timestamp"][0], self.headers["User-Agent"]))
        status, body = self.answers.get(url, (200, json.dumps({"url": url, "archived_snapshots": {}})))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())
        while body == DRIPPING and not self.stopped.wait(0.02):
            try:
                self.wfile.write(b" ")
            except OSError:
                return  # the asker hung up

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    """A service on loopback."""
    Service.asked, Service.answers = [], {"https://a.example/1": (200, nearest(COPY))}
    Service.stopped.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/wayback/available"
    Service.stopped.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Engine]:
    """A ledger with two pages of the web and one file."""
    opened = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    with opened.begin() as connection:
        for number, url in enumerate(("https://a.example/1", "https://a.example/2", "file:own.txt")):
            moment = f"2026-03-0{3 - number}T10:00:00Z"
            capture = Capture(f"cap_{number}", url, url, moment, 200, "text/html", f"{number}", b"<p>text</p>")
            web = replace(samples.article(), id=f"art_{number}", capture_id=capture.id, url=url)
            article = replace(web, url=None, file="own.txt") if url.startswith("file:") else web
            articles.add(connection, capture, article)
    yield opened
    opened.dispose()


def nearest(url: str, stamp: str = "20260302101112") -> str:
    """Return an answer that names a copy."""
    copy = {"available": True, "url": url, "timestamp": stamp, "status": "200"}
    return json.dumps({"archived_snapshots": {"closest": copy}})


def reasons(engine: Engine) -> dict[str, int]:
    """Return how often each failure was counted."""
    with engine.connect() as connection:
        return {reason: count for stage, reason, count in counts(connection) if stage == "archive"}


def test_each_article_is_asked_about_once(ledger: Engine, service: str) -> None:
    """The copy is kept and shown with the article; who has none is not asked about again, a file never."""
    done = archived.look(ledger, service=service, pause=0)
    assert (done.asked, done.found, done.failed) == (2, 1, 0)
    assert [(url, stamp) for url, stamp, _ in Service.asked] == [
        ("https://a.example/1", "20260303100000"),
        ("https://a.example/2", "20260302100000"),
    ]
    assert all(agent.startswith("Claimline/") for _, _, agent in Service.asked)
    assert archived.look(ledger, service=service, pause=0) == archived.Looked()
    with ledger.connect() as connection:
        held = evidence.held(connection, "art_0")
        other = evidence.held(connection, "art_1")
        kept = page_archives.of(connection, "cap_0")
    assert kept == page_archives.Archived(f"https{COPY[4:]}", "2026-03-02T10:11:12Z")
    assert held is not None
    assert (held.archive_url, held.archived_at) == (kept.url, kept.at)
    assert other is not None
    assert other.archive_url is None


def test_a_failure_is_counted_and_asked_again(ledger: Engine, service: str) -> None:
    """Something else than JSON is an issue; the page is asked about again, the others are not."""
    Service.answers["https://a.example/2"] = (200, "<html>")
    done = archived.look(ledger, service=service, pause=0)
    assert (done.asked, done.failed) == (1, 1)
    assert reasons(ledger) == {"bad_json": 1}
    Service.asked.clear()
    del Service.answers["https://a.example/2"]
    assert archived.look(ledger, service=service, pause=0).asked == 1
    assert [url for url, _, _ in Service.asked] == ["https://a.example/2"]


@pytest.mark.parametrize("status", [429, 503])
def test_the_run_ends_where_the_service_asks_to_wait(ledger: Engine, service: str, status: int) -> None:
    """One refusal, and nothing more is asked."""
    Service.answers["https://a.example/1"] = (status, "")
    assert archived.look(ledger, service=service, pause=0).failed == 1
    assert len(Service.asked) == 1
    assert reasons(ledger) == {f"http_{status}": 1}


@pytest.mark.parametrize(
    "answer",
    [
        "[]",
        "{}",
        '{"archived_snapshots": []}',
        nearest("javascript:alert(1)"),
        nearest("https://web.archive.org.bad.example/web/1/"),
        nearest("https://[bad"),
        nearest(COPY, "yesterday"),
    ],
)
def test_an_answer_of_another_shape_is_no_copy(ledger: Engine, service: str, answer: str) -> None:
    """No address is kept that is not one of the archive's own."""
    Service.answers["https://a.example/1"] = (200, answer)
    done = archived.look(ledger, service=service, pause=0, most=1)
    assert (done.found, done.failed) == (0, 1)
    assert reasons(ledger) == {"unknown_json": 1}


def test_a_service_that_is_away_is_counted(ledger: Engine) -> None:
    """A refused connection is an issue and no exception; private addresses are refused unless named as the service."""
    assert archived.look(ledger, service="http://127.0.0.1:1/", pause=0).failed == 2
    assert reasons(ledger) == {"archive_unreachable": 2}


def test_a_look_ends_when_its_time_is_up(ledger: Engine, service: str) -> None:
    """Without time nothing is asked; an answer that drips on and on is given up, and nothing after it is asked."""
    assert archived.look(ledger, service=service, pause=0, seconds=0) == archived.Looked()
    assert archived.look(ledger, service=service, pause=60, seconds=30) == archived.Looked(asked=1, found=1)
    Service.answers["https://a.example/2"] = (200, DRIPPING)
    assert archived.look(ledger, service=service, pause=0, seconds=0.2) == archived.Looked(failed=1)
    assert reasons(ledger) == {"archive_unreachable": 1}
    assert len(Service.asked) == 2
