"""Source health: what needs a person, what does not, what was left out, and that people are told once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from crawlers.page import text_article
from crawlers.sources import Source
from jobs import health, notice
from jobs.alerting import AlertFile, Mail, Webhook
from ledger.article import Capture
from store import articles
from store.crawl_tables import frontier, source_state
from store.tables import runs
from tests.jobs.receivers import Hook, Mailbox, serving

NOW = "2026-11-24T12:00:00Z"
PAPER = Source(
    id="paper", name="Paper", tier="press", kind="feed", url="https://paper.example/feed", language="en", country="US",
    cadence_hours=6.0, expect_per_week=(2, 10),
)  # fmt: skip
FINE: dict[str, Any] = {"source_id": "paper", "checked_at": NOW, "ok_at": NOW, "new_at": NOW, "failures": 0}


def told(engine: Engine, state: dict[str, Any], sources: dict[str, Source] | None = None) -> set[str]:
    """Return the reasons for which a source in this state needs a person."""
    with engine.begin() as connection:
        connection.execute(source_state.delete())
        connection.execute(insert(source_state).values(**{**FINE, **state}))
    with engine.connect() as connection:
        found = health.complaints(connection, {"paper": PAPER} if sources is None else sources, NOW)
    return {complaint.problem for complaint in found}


def pages(engine: Engine, number: int, days: float, state: str = "fetched") -> None:
    """Put pages into the frontier that were found some days ago."""
    at = health.ago(NOW, days)
    rows = [
        {"page_id": f"pag-{state}-{days}-{n}", "source_id": "paper", "url": f"https://paper.example/{days}/{n}",
         "state": state, "found_at": at, "attempts": 0, "unchanged": 0}
        for n in range(number)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(frontier), rows)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, set()),
        ({"problem": "timeout", "failures": 1}, set()),
        ({"problem": "timeout", "failures": 3}, {"timeout"}),
        ({"problem": "http_503", "failures": 2}, set()),
        ({"problem": "html_instead_of_feed", "failures": 1}, {"html_instead_of_feed"}),
        ({"problem": "selector_found_nothing", "failures": 1}, {"selector_found_nothing"}),
        ({"moved_to": "https://new.example/feed"}, {"moved"}),
        ({"moved_to": PAPER.url}, set()),
        ({"new_at": "2026-10-20T00:00:00Z"}, {"silent"}),
        ({"new_at": "2026-11-15T00:00:00Z"}, set()),
        ({"new_at": "2026-10-20T00:00:00Z", "ok_at": "2026-10-21T00:00:00Z"}, set()),
    ],
)
def test_what_is_remembered_of_a_source(sqlite_ledger: Engine, state: dict[str, Any], expected: set[str]) -> None:
    """Passing failures are waited for; shells, moves and silence are not."""
    assert told(sqlite_ledger, state) == expected


def test_volume_is_measured_by_the_source_file(sqlite_ledger: Engine) -> None:
    """Too few and too many pages a week; a source just begun is left alone, and one without a file too."""
    pages(sqlite_ledger, 30, 1)
    assert told(sqlite_ledger, {}) == set()
    pages(sqlite_ledger, 5, 30)
    assert told(sqlite_ledger, {}) == {"above_expectation"}
    assert told(sqlite_ledger, {}, {}) == set()
    with sqlite_ledger.begin() as connection:
        connection.execute(frontier.delete().where(frontier.c.found_at > health.ago(NOW, 7)))
    assert told(sqlite_ledger, {}) == {"below_expectation"}


def test_pages_that_are_suddenly_short_or_closed(sqlite_ledger: Engine) -> None:
    """Five short articles after twenty long ones; nearly all of the last pages refused."""
    with sqlite_ledger.begin() as connection:
        for number in range(25):
            text = f"Story {number}. " + "The council met on Monday. " * (60 if number < 20 else 3)
            url, at = f"https://paper.example/{number}", f"2026-11-{number // 2 + 1:02}T00:00:00Z"
            capture = Capture(f"cap-{number}", url, url, at, 200, "", "0", b"", source_id="paper")
            articles.add(connection, capture, text_article(text, identity=f"story-{number}"))
    assert told(sqlite_ledger, {}, {}) == {"short_pages"}
    pages(sqlite_ledger, 19, 2, "given_up")
    pages(sqlite_ledger, 1, 3)
    assert told(sqlite_ledger, {}, {}) == {"short_pages", "pages_closed"}


def test_coverage_adds_up_the_runs(sqlite_ledger: Engine) -> None:
    """What was found, kept and left out in four weeks, by reason."""
    result = {"source_id": "paper", "found": 9, "stored": 4, "reasons": {"http_403": 2}, "left_out": {"not_wanted": 3}}
    with sqlite_ledger.begin() as connection:
        for number, day in enumerate(("2026-11-20", "2026-11-23", "2026-09-01")):
            values = {"run_id": f"run-{number}", "command": "crawl", "started_at": f"{day}T00:00:00Z"}
            connection.execute(insert(runs).values(**values, status=0, summary={"sources": [result]}))
    with sqlite_ledger.connect() as connection:
        (row,) = health.coverage(connection, NOW)
    assert (row["found"], row["stored"], row["left_out"]) == (18, 8, {"not_wanted": 6, "http_403": 4})


def test_people_are_told_once_by_webhook_and_mail(sqlite_ledger: Engine) -> None:
    """One message when the list changes, none when it is the same, one when it is empty again."""
    with serving(Hook()) as hook, serving(Mailbox()) as mailbox:
        port = mailbox.server_address[1]
        file = AlertFile(
            channel=[
                Webhook(kind="webhook", name="desk", url=hook.url),
                Mail(kind="mail", name="mail", host="127.0.0.1", port=port, security="none", sender="a@b.example",
                     to=["c@d.example"]),
            ],
            health_to=["desk", "mail"],
        )  # fmt: skip
        sent = []
        for state in ({}, {"problem": "not_a_feed"}, {"problem": "not_a_feed"}, {}):
            told(sqlite_ledger, state)
            sent.append(notice.deliver(sqlite_ledger, file, {"paper": PAPER}, lambda: NOW).sent)
        assert sent == [0, 2, 0, 2]
        assert "paper: not_a_feed" in hook.posts[0]["sentence"]
        assert len(mailbox.messages) == 2
        hook.answer = 500
        told(sqlite_ledger, {"problem": "not_a_feed"})
        assert len(notice.deliver(sqlite_ledger, file, {"paper": PAPER}, lambda: NOW).failures) == 1
        hook.answer = 204
        assert notice.deliver(sqlite_ledger, file, {"paper": PAPER}, lambda: NOW).sent == 1
    with sqlite_ledger.connect() as connection:
        assert connection.execute(select(source_state.c.problem)).scalar() == "not_a_feed"
