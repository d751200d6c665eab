"""Alerts reach real receivers: each change once, none on a second run, tried again when a receiver fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from jobs.alerting import AlertFile, Mail, Rule, Webhook
from jobs.feeds import entry
from jobs.watch import ATTEMPTS, begin, deliver, message
from store.changes import Change, record
from store.engine import open_ledger
from store.log_tables import alerts
from tests.jobs.ledgers import FIRST, SECOND, THIRD, Story, accusation
from tests.jobs.receivers import Hook, Mailbox, serving
from tests.jobs.test_feeds import change

CASE = ("inc-1", "Orrery AI accuses Vantage Labs", "accounts", "Vantage Labs", "Orrery AI;Vantage Labs")


@pytest.fixture
def hook() -> Iterator[Hook]:
    """Serve a web server."""
    with serving(Hook()) as server:
        yield server


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Serve a mail server."""
    with serving(Mailbox()) as server:
        yield server


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Open a ledger in which something has happened before."""
    opened = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    happen(opened, "the past")
    yield opened
    opened.dispose()


def happen(engine: Engine, *sentences: str, kind: str = "new_conflict") -> None:
    """Log changes."""
    with engine.begin() as connection:
        record(connection, [Change(kind, *CASE, sentence, {}, {}) for sentence in sentences], FIRST)


def posting(hook: Hook, **rule: Any) -> AlertFile:
    """Return a file with one webhook."""
    return AlertFile(
        channel=[Webhook(kind="webhook", name="desk", url=hook.url)], rule=[Rule(send_to=["desk"], **rule)]
    )


def mailing(mailbox: Mailbox) -> AlertFile:
    """Return a file with one mail server."""
    port = mailbox.server_address[1]
    channel = Mail(
        kind="mail",
        name="mail",
        host="127.0.0.1",
        port=port,
        security="none",
        sender="claimline@x.example",
        to=["desk@x.example", "b@x.example"],
    )
    return AlertFile(channel=[channel], rule=[Rule(send_to=["mail"])])


def test_each_change_is_posted_once(engine: Engine, hook: Hook) -> None:
    """Not what was before, not again on a second run, all of what is new."""
    file = posting(hook)
    begin(engine, file)
    happen(engine, "first", "second")
    assert deliver(engine, file).sent == 2
    assert deliver(engine, file).sent == 0
    happen(engine, "third")
    assert deliver(engine, file).sent == 1
    assert [post["sentence"] for post in hook.posts] == ["first", "second", "third"]
    ids = [head["Idempotency-Key"] for head in hook.heads]
    assert len(set(ids)) == 3 and ids == [post["id"] for post in hook.posts]


def test_rules_choose(engine: Engine, hook: Hook) -> None:
    """What no rule wants is not sent, and is not sent later either."""
    begin(engine, posting(hook, kinds=["new_conflict"]))
    happen(engine, "unwanted", kind="new_incident")
    happen(engine, "wanted")
    deliver(engine, posting(hook, kinds=["new_conflict"]))
    assert [post["sentence"] for post in hook.posts] == ["wanted"]


@pytest.mark.parametrize("answer", [500, 404, 302, 307])
def test_a_failing_receiver_is_tried_again_by_later_runs(engine: Engine, hook: Hook, answer: int) -> None:
    """Nothing is lost and nothing doubled; a redirect is not followed."""
    file = posting(hook)
    begin(engine, file)
    happen(engine, "first", "second")
    hook.answer = answer
    result = deliver(engine, file)
    assert (result.sent, result.failures) == (0, [f"alert to desk: answered {answer}"])
    hook.answer = 204
    assert deliver(engine, file).sent == 2
    assert [post["sentence"] for post in hook.posts] == ["first", "second"]


def test_a_receiver_that_stays_away_is_given_up_with_the_reason(engine: Engine, hook: Hook) -> None:
    """After a bounded number of runs; the next change is tried all the same."""
    file = posting(hook)
    begin(engine, file)
    happen(engine, "first")
    hook.answer = 503
    for _ in range(ATTEMPTS):
        assert deliver(engine, file).failures
    assert not deliver(engine, file).failures
    with engine.connect() as connection:
        row = connection.execute(select(alerts)).one()
    assert (row.state, row.attempts, row.detail) == ("given_up", ATTEMPTS, "answered 503")
    hook.answer = 204
    happen(engine, "second")
    assert deliver(engine, file).sent == 1


def test_a_crash_while_sending_sends_again_under_the_same_id(engine: Engine, hook: Hook) -> None:
    """The receiver can tell."""
    file = posting(hook)
    begin(engine, file)
    happen(engine, "first")
    deliver(engine, file)
    with engine.begin() as connection:
        connection.execute(update(alerts).values(state="sending"))
    deliver(engine, file)
    assert hook.heads[0]["Idempotency-Key"] == hook.heads[1]["Idempotency-Key"]


def test_a_channel_that_fails_does_not_hold_up_another(engine: Engine, hook: Hook, mailbox: Mailbox) -> None:
    """Nobody listens at the first; the second gets its alert."""
    closed = Webhook(kind="webhook", name="closed", url="http://127.0.0.1:9/", timeout_seconds=2)
    both = AlertFile(channel=[closed, *mailing(mailbox).channel], rule=[Rule(send_to=["closed", "mail"])])
    begin(engine, both)
    happen(engine, "first")
    result = deliver(engine, both)
    assert result.sent == 1 and "alert to closed" in result.failures[0]
    assert len(mailbox.messages) == 1


def test_each_change_is_mailed_once(engine: Engine, mailbox: Mailbox) -> None:
    """To everybody named, with the sentence and the link; a refusal is tried again."""
    file = mailing(mailbox)
    begin(engine, file)
    happen(engine, "Lagoon Wire prints 1.9 million “exchanges”.")
    mailbox.refuse = True
    assert deliver(engine, file).failures
    mailbox.refuse = False
    assert (deliver(engine, file).sent, deliver(engine, file).sent) == (1, 0)
    [mail] = mailbox.messages
    assert mail["To"] == "desk@x.example, b@x.example" and len(mailbox.recipients) == 2
    text = mail.get_payload(decode=True)
    assert (
        isinstance(text, bytes) and "1.9 million “exchanges”" in text.decode() and b"/incident?incident=inc-1" in text
    )


def test_no_title_adds_a_header() -> None:
    """A line end in a title is no line end in the mail."""
    hostile = entry(change(incident="Orrery\r\nBcc: all@x.example\r\n\r\nbody"), "http://x.example")
    channel = Mail(kind="mail", name="m", host="x", sender="a@x.example", to=["b@x.example"])
    mail = message(channel, hostile)
    assert mail["Bcc"] is None and "Bcc: all@x.example" in mail["Subject"]


def test_secrets_come_from_the_environment(engine: Engine, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never from the file; a missing one is a failure that names it."""
    channel = Webhook(kind="webhook", name="desk", url=hook.url, token_env="CLAIMLINE_TEST_TOKEN")
    file = AlertFile(channel=[channel], rule=[Rule(send_to=["desk"])])
    begin(engine, file)
    happen(engine, "first")
    assert deliver(engine, file).failures == ["alert to desk: the environment has no CLAIMLINE_TEST_TOKEN"]
    monkeypatch.setenv("CLAIMLINE_TEST_TOKEN", "s3cret")
    deliver(engine, file)
    assert hook.heads[0]["Authorization"] == "Bearer s3cret"


def test_a_conflict_that_an_analysis_finds_is_one_alert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: Hook
) -> None:
    """From page to receiver; the filling of an empty ledger is not news, the same again is none."""
    story = Story(tmp_path, monkeypatch)
    file = posting(hook, kinds=["new_conflict", "resolved_conflict"])
    begin(story.engine, file)
    story.add(FIRST, accusation("2.4 million", "2026-03-02", "Quay Herald"))
    assert deliver(story.engine, file).sent == 0
    story.add(SECOND, accusation("1.9 million", "2026-03-05", "Lagoon Wire"))
    assert deliver(story.engine, file).sent == 1
    story.add(THIRD)
    assert deliver(story.engine, file).sent == 0
    assert [post["kind"] for post in hook.posts] == ["new_conflict"]
