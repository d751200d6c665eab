"""Every page of the app on a real ledger, run without a browser."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from jobs.analyze import analyze
from jobs.ingest import ingest
from store.engine import open_ledger
from views.pages import LISTED

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60
NEVER_SHOWN = ("nan", "None", "NaT", "\u241f")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a ledger of invented stories."""
    url = f"sqlite:///{tmp_path_factory.mktemp('app') / 'ledger.db'}"
    engine = open_ledger(url)
    ingest(engine, [ROOT / "tests" / "eval" / "own"])
    analyze(engine)
    engine.dispose()
    return url


def opened(name: str, url: str, monkeypatch: pytest.MonkeyPatch, **state: str) -> AppTest:
    """Return a page of the app after its first run."""
    monkeypatch.setenv("CLAIMLINE_DB", url)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS).run()
    for key, value in state.items():
        app.query_params[key] = value
    return app.switch_page(f"views/{name}.py").run()


def shown(app: AppTest) -> str:
    """Return all text that a page shows."""
    return "\n".join(words_of(element) for element in app.main)


def words_of(element: object) -> str:
    """Return the text of one element."""
    for name in ("value", "body", "label"):
        found = getattr(element, name, None)
        if found is not None and not callable(found):
            return found.to_string() if isinstance(found, pd.DataFrame) else str(found)
    return ""


@pytest.mark.parametrize("name", [name for name, _, _ in LISTED])
def test_page_draws_what_the_ledger_holds(name: str, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No error, and no word that a person would not understand."""
    app = opened(name, ledger, monkeypatch)
    assert not app.exception
    text = shown(app)
    assert text.strip()
    assert not [word for word in NEVER_SHOWN if f" {word}" in text or f">{word}<" in text]


@pytest.mark.parametrize("name", [name for name, _, _ in LISTED])
def test_empty_ledger_says_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two commands, on every page."""
    app = opened(name, f"sqlite:///{tmp_path / 'empty.db'}", monkeypatch)
    assert not app.exception
    assert app.title[0].value == "The ledger is empty"
    assert "claimline crawl" in app.code[0].value


def test_ledger_that_cannot_be_opened_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback."""
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    app = opened("timeline", f"sqlite:///{broken}", monkeypatch)
    assert not app.exception
    assert "cannot be shown" in shown(app)


def test_unknown_incident_says_so(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never another one in its place."""
    app = opened("incident", ledger, monkeypatch, incident="<b>nothing")
    assert app.title[0].value == "There is no such incident"
    assert "&lt;b&gt;nothing" in shown(app)
