"""Winding back: what a page shows of a day, what it offers where that is much, and the way back to today."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from jobs.desk import Desk
from store.engine import open_ledger
from store.queries import timeline
from store.queries.services import offer
from tests.app_ledger import build
from tests.shown import opened, text_of
from views import words
from views.answers import answered_on_day


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Open a ledger of invented stories."""
    kept = open_ledger(build(tmp_path_factory.mktemp("day")))
    yield kept
    kept.dispose()


@pytest.fixture
def url(engine: Engine) -> Iterator[str]:
    """Return the address of the ledger while somebody offers to reconcile it again."""
    answered_on_day.clear()  # what another test has had reconciled
    offer(Desk(engine))
    yield str(engine.url)
    offer(None)


@pytest.fixture
def day(engine: Engine) -> str:
    """Return the last day on which anything was printed."""
    with engine.connect() as connection:
        last = timeline.choices(connection).last
    assert last is not None
    return last[:10]


def press(app: AppTest, label: str) -> AppTest:
    """Press a button."""
    return next(button for button in app.button if button.label == label).click().run()


def test_a_day_is_left_by_a_button(url: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address says today again; what was said of the whole ledger was said of today all along."""
    app = opened("timeline", url, monkeypatch, period="all", as_of=day)
    assert f"Wound back to {words.date(day)}" in text_of(app) and "Today: <b>" in text_of(app)
    assert [button.label for button in app.button] == ["Back to today"]
    app = press(app, "Back to today")
    assert dict(app.query_params) == {"period": "all"}
    assert "Wound back" not in text_of(app) and "Today: <b>" not in text_of(app)


def test_what_takes_some_seconds_is_asked_for(url: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """First what was printed, without a status; then, on demand and in the address, the statuses of that day."""
    monkeypatch.setattr("jobs.past.MOST_ARTICLES", 0)
    app = opened("timeline", url, monkeypatch, period="all", as_of=day)
    assert "without a status" in text_of(app) and "printed by then" in text_of(app)
    app = press(app, "Reconcile it again")
    assert app.query_params["again"] == "yes"
    assert "reconciled again from what had been published" in text_of(app)
    assert "One origin" in text_of(app)
    assert "again" not in press(app, "Back to today").query_params


def test_what_is_too_much_says_who_can(url: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command has no limit."""
    for name in ("MOST_ARTICLES", "MOST_ASKED"):
        monkeypatch.setattr(f"jobs.past.{name}", 0)
    app = opened("timeline", url, monkeypatch, period="all", as_of=day, again="yes")
    assert "claimline export --as-of" in text_of(app)
    assert [button.label for button in app.button] == ["Back to today"]


def test_filters_that_let_nothing_pass_can_be_cleared(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One button leads to everything."""
    app = opened("timeline", url, monkeypatch, period="3", as_of="1999-01-01", status="corroborated", lang="pl")
    assert "No incident passes these filters" in text_of(app)
    app = press(app, "Clear the filters")
    assert dict(app.query_params) == {"period": "all"}
    assert "No incident passes" not in text_of(app)
