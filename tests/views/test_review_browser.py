"""Review and export in a real browser: on this machine by name, on a server by login, and a file to take away."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from store import judgements
from store.engine import open_ledger
from tests.app_ledger import build
from tests.jobs.receivers import serving
from tests.views.chromium import MARKS
from tests.views.identity_provider import Provider

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
WAIT = 30_000
KEPT = re.compile("^Kept: ")

pytestmark = MARKS


class App:
    """The app in a process of its own."""

    def __init__(self, file: Path, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url, self.base = f"sqlite:///{file}", f"http://127.0.0.1:{self.port}"
        self.command = [sys.executable, "-m", "jobs.serving", "--port", str(self.port), "--address", "127.0.0.1"]
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), "CLAIMLINE_DB": self.url, **environment}
        self.log = file.with_suffix(".log")

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                self.command, cwd=self.log.parent, env=self.environment, stdout=output, stderr=output
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.base}/_stcore/health", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def decisions(self) -> list[judgements.Entry]:
        """Return the log."""
        engine = open_ledger(self.url)
        with engine.connect() as connection:
            found = judgements.entries(connection, 10)
        engine.dispose()
        return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a ledger of invented stories."""
    folder = tmp_path_factory.mktemp("made")
    build(folder)
    return folder / "ledger.db"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that was never here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    yield opened
    context.close()


def copied(made: Path, folder: Path) -> Path:
    """Return a ledger of one's own."""
    shutil.copy(made, folder / "ledger.db")
    return folder / "ledger.db"


def test_a_reading_is_rejected_and_taken_back_by_name(page: Page, made: Path, tmp_path: Path) -> None:
    """Three fields and two clicks; the log tells it, and the analysis takes it while one looks."""
    app = App(copied(made, tmp_path), CLAIMLINE_REVIEW="open")
    app.start()
    try:
        page.goto(f"{app.base}/review")
        name = page.get_by_placeholder("Your name: it stands beside each decision")
        name.fill("Ada Reed")
        name.press("Enter")
        page.get_by_role("radio", name="Reject").click()
        reason = page.get_by_placeholder("Why: one sentence that stays in the log")
        expect(reason).to_have_value("")
        reason.fill("A misprint.")
        reason.press("Enter")
        page.get_by_role("button", name="Save decision").click()
        expect(page.get_by_text(KEPT)).to_be_visible()
        [entry] = app.decisions()
        assert (entry.judgement.kind, entry.judgement.author) == ("reject_figure", "Ada Reed")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text(KEPT)).to_have_count(0)
        page.goto(f"{app.base}/review?part=log")
        expect(page.get_by_text("took a decision back")).to_be_visible()
        expect(page.get_by_text("waits for the next analysis")).to_have_count(0, timeout=PATIENCE * 1000)
        assert [entry.pending for entry in app.decisions()] == [False, False]
    finally:
        app.stop()


def test_an_export_is_taken_away_as_a_file(page: Page, made: Path, tmp_path: Path) -> None:
    """What the page shows is what the file holds."""
    app = App(copied(made, tmp_path), CLAIMLINE_REVIEW="off")
    app.start()
    try:
        page.goto(f"{app.base}/export?measure=accounts&format=jsonl&table=figures")
        expect(page.get_by_text("claimline export out/ --measure accounts --jsonl")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Download (zip)").click()
        with zipfile.ZipFile(waiting.value.path()) as archive:
            lines = archive.read("claimline/figures.jsonl").decode().splitlines()
        assert lines and {json.loads(line)["measure"] for line in lines} == {"accounts"}
    finally:
        app.stop()


def configure(folder: Path, provider: Provider, port: int) -> None:
    """Write the login of a server that is started in a folder."""
    values = {
        "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
        "cookie_secret": "not a secret, in a test",
        "client_id": "claimline",
        "client_secret": "x",
        "server_metadata_url": f"{provider.base}/.well-known/openid-configuration",
    }
    file = folder / ".streamlit" / "secrets.toml"
    file.parent.mkdir()
    file.write_text("[auth]\n" + "\n".join(f"{name} = {json.dumps(v)}" for name, v in values.items()), "utf-8")


@pytest.mark.parametrize("address", ["ada@x.example", "eve@x.example"])
def test_who_logs_in_and_is_listed_may_review(page: Page, made: Path, tmp_path: Path, address: str) -> None:
    """And who is not listed may read."""
    with serving(Provider(address)) as provider:
        app = App(copied(made, tmp_path), CLAIMLINE_REVIEW="login", CLAIMLINE_REVIEWERS="Ada@x.example, bo@x.example")
        configure(tmp_path, provider, app.port)
        app.start()
        try:
            page.goto(f"{app.base}/review")
            expect(page.get_by_text("As printed")).to_be_visible()
            expect(page.get_by_role("button", name="Save decision")).to_have_count(0)
            page.get_by_role("button", name="Log in to review").click()
            page.wait_for_url(f"{app.base}/")
            if address.startswith("eve"):
                page.goto(f"{app.base}/review")
                expect(page.get_by_text("is not listed as a reviewer")).to_be_visible()
                expect(page.get_by_role("button", name="Save decision")).to_have_count(0)
                return
            page.goto(f"{app.base}/review")
            expect(page.get_by_text("Logged in as ada@x.example")).to_be_visible()
            page.get_by_role("button", name="Save decision").click()
            expect(page.get_by_text(KEPT)).to_be_visible()
            assert [entry.judgement.author for entry in app.decisions()] == ["ada@x.example"]
        finally:
            app.stop()
