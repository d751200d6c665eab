"""The real server on loopback: feeds, JSON, exports, and decisions that are applied while it runs."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

import feedparser
import pytest
from sqlalchemy import select

from store import judgements
from store.tables import figures
from tests.commands import COMMAND, ROOT
from tests.jobs.ledgers import FIRST, SECOND, Story, accusation

PATIENCE = 90.0  # seconds a loaded machine may take


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The app of a story, in its own process."""

    def __init__(self, story: Story, log: Path) -> None:
        self.story, self.port, self.log = story, free_port(), log
        environment = {**os.environ, "CLAIMLINE_DB": story.url}
        command = [str(COMMAND), "app", "--port", str(self.port)]
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for an address; return status, headers and body."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()

    def wait(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            try:
                if self.get("/_stcore/health")[0] == 200:
                    return
            except URLError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End it as a service manager would."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a story with a conflict."""
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        story = Story(folder, patch)
        story.add(FIRST, accusation("2.4 million", "2026-03-02", "Quay Herald"))
        story.add(SECOND, accusation("1.9 million", "2026-03-05", "Lagoon Wire"))
        running = Server(story, folder / "server.log")
        try:
            running.wait()
            yield running
        finally:
            running.stop()


def changes(server: Server, query: str = "") -> list[dict[str, Any]]:
    """Return what the JSON endpoint answers."""
    status, _, body = server.get(f"/api/changes{query}")
    assert status == 200, body
    found: list[dict[str, Any]] = json.loads(body)["changes"]
    return found


def test_feeds_are_served_beside_the_app(server: Server) -> None:
    """Same address, same process; the links lead back to it."""
    status, headers, body = server.get("/feeds/changes.atom?kind=new_conflict")
    assert status == 200 and headers["content-type"].startswith("application/atom+xml")
    [entry] = feedparser.parse(body).entries
    assert entry.link.startswith(f"http://127.0.0.1:{server.port}/incident?incident=")
    status, headers, body = server.get("/feeds/changes.json")
    assert status == 200 and headers["content-type"].startswith("application/feed+json")
    assert {item["_claimline"]["kind"] for item in json.loads(body)["items"]} >= {"new_incident", "new_conflict"}
    status, _, body = server.get("/")
    assert status == 200 and b"<title>" in body


def test_a_program_can_follow_the_log(server: Server) -> None:
    """In steps, without a gap and without the same twice."""
    everything = [change["id"] for change in reversed(changes(server, "?limit=500"))]
    followed, last = [], 0
    while page := changes(server, f"?after={last}&limit=2"):
        followed += [change["id"] for change in page]
        last = json.loads(server.get(f"/api/changes?after={last}&limit=2")[2])["last"]
    assert followed == everything and len(everything) > 2


@pytest.mark.parametrize(
    "path",
    [
        "/api/changes?limit=501",
        "/api/changes?limit=-1",
        "/api/changes?after=x",
        "/feeds/changes.atom?kind=rumour",
        "/api/export.zip?as_of=yesterday",
        "/api/export.zip?incident=inc-none",
    ],
)
def test_bad_questions_get_one_line(server: Server, path: str) -> None:
    """And status 400."""
    status, _, body = server.get(path)
    assert status == 400 and list(json.loads(body)) == ["error"]


def test_an_export_can_be_downloaded_and_is_the_same_twice(server: Server) -> None:
    """As one zip file, with its filters."""
    status, headers, first = server.get("/api/export.zip?measure=accounts&jsonl=1")
    assert status == 200 and headers["content-disposition"] == 'attachment; filename="claimline.zip"'
    assert first == server.get("/api/export.zip?measure=accounts&jsonl=1")[2]
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert {"claimline/figures.csv", "claimline/figures.jsonl", "claimline/datapackage.json"} <= names
        lines = archive.read("claimline/figures.jsonl").decode().splitlines()
    assert {json.loads(line)["measure"] for line in lines} == {"accounts"}


def test_a_brief_is_served_and_cannot_do_anything(server: Server) -> None:
    """As a page in a sandbox, and as Markdown; an unknown incident is one line."""
    incident = changes(server, "?limit=1")[0]["incident_id"]
    status, headers, body = server.get(f"/api/brief/{incident}.html")
    assert status == 200 and b"<svg" in body
    assert "sandbox" in headers["content-security-policy"] and headers["x-content-type-options"] == "nosniff"
    assert server.get(f"/api/brief/{incident}.md")[2].startswith(b"# ")
    assert server.get("/api/brief/inc-none.html")[0] == server.get(f"/api/brief/{incident}.exe")[0] == 400


def test_nothing_but_reading_is_answered(server: Server) -> None:
    """No address takes anything."""
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}/api/changes", data=b"{}", method="POST")
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(request, timeout=PATIENCE)
    caught.value.close()
    assert caught.value.code in (403, 405)


def test_a_decision_is_applied_while_the_app_runs(server: Server) -> None:
    """Nobody has to call the analysis; the feed tells what it changed."""
    engine = server.story.engine
    with engine.begin() as connection:
        wrong = connection.execute(select(figures.c.figure_id).where(figures.c.value == "1900000")).scalars().all()
        judgements.add(connection, "reject_figure", tuple(wrong), "Ada", SECOND, "a misprint")
        assert judgements.pending(connection) == 1
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with engine.connect() as connection:
            if judgements.pending(connection) == 0:
                break
        time.sleep(0.2)
    assert [change["kind"] for change in changes(server, "?limit=1")] == ["resolved_conflict"]


def test_the_app_refuses_to_be_open_to_everybody(tmp_path: Path) -> None:
    """One line, status 2, and nothing listens."""
    environment = {**os.environ, "CLAIMLINE_DB": f"sqlite:///{tmp_path / 'x.db'}", "CLAIMLINE_REVIEWERS": ""}
    command = [str(COMMAND), "app", "--address", "0.0.0.0", "--port", str(free_port())]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("claimline: will not listen on 0.0.0.0") and done.stderr.count("\n") == 1


def test_a_taken_port_is_one_clear_failure(server: Server, tmp_path: Path) -> None:
    """A second app does not quietly take another port."""
    environment = {**os.environ, "CLAIMLINE_DB": f"sqlite:///{tmp_path / 'x.db'}"}
    command = [sys.executable, "-m", "jobs.serving", "--port", str(server.port), "--address", "127.0.0.1"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode != 0
    assert str(server.port) in done.stdout + done.stderr
