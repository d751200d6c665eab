"""Send alerts about changes: each change once to each channel that a rule names, none on a second run.

An alert is written down before it is sent and marked when the receiver took it. After a crash in between it is sent
again under the same id (`Idempotency-Key`, `Message-ID`), by which a receiver can tell. One that fails is tried again
by the next runs, a bounded number of times. What was there when a channel was first named is not news, and neither is
what fills an empty ledger.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from sqlalchemy import Connection, Engine, and_, insert, or_, select, update

from jobs import feeds
from jobs.alerting import AlertFile, Mail, Webhook
from jobs.ingest import now
from ledger.identity import identifier
from store.changes import last
from store.log_tables import alerts, changes, channels

ATTEMPTS = 5
PAGE = 100
DETAIL = 300  # characters kept of a reason
SENT, SENDING, FAILED, GIVEN_UP = "sent", "sending", "failed", "given_up"


class SendError(RuntimeError):
    """A receiver did not take an alert; the message says why."""


class NoRedirect(HTTPRedirectHandler):
    """Follow nothing: an alert goes where the file says, or not at all."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Refuse."""


@dataclass(slots=True)
class Delivered:
    """What a delivery did; `failures` are lines for a person."""

    sent: int = 0
    failures: list[str] = field(default_factory=list)


def begin(engine: Engine, file: AlertFile) -> None:
    """Make new channels known before a run; with an empty ledger only after it, so that its filling is not sent."""
    with engine.begin() as connection:
        if last(connection) == 0:
            return
        known = set(connection.execute(select(channels.c.channel)).scalars())
        for channel in file.channel:
            if channel.name not in known:
                connection.execute(insert(channels).values(channel=channel.name, since=last(connection)))


def deliver(engine: Engine, file: AlertFile, clock: Callable[[], str] = now) -> Delivered:
    """Send what is due to every channel; a channel that fails does not hold up another."""
    begin(engine, file)
    result = Delivered()
    for channel in file.channel:
        for change in due(engine, file, channel.name):
            attempts = claim(engine, change.change_id, channel.name, clock())
            try:
                send(channel, change, file.base_url)
            except SendError as error:
                settle(engine, change.change_id, channel.name, FAILED if attempts < ATTEMPTS else GIVEN_UP, str(error))
                result.failures.append(f"alert to {channel.name}: {error}")
                break
            settle(engine, change.change_id, channel.name, SENT, None)
            result.sent += 1
    return result


def due(engine: Engine, file: AlertFile, channel: str) -> Iterator[Any]:
    """Yield the changes that a channel should have and has not, oldest first, a page at a time."""
    with engine.connect() as connection:
        after = connection.execute(select(channels.c.since).where(channels.c.channel == channel)).scalar()
    if after is None:  # nothing has ever changed
        return
    while True:
        with engine.connect() as connection:
            page = unsent(connection, channel, after)
        if not page:
            return
        after = page[-1].number
        for change in page:
            if file.wanted_by(channel, change):
                yield change


def unsent(connection: Connection, channel: str, after: int) -> list[Any]:
    """Return the next changes without a finished alert to a channel."""
    own = and_(alerts.c.change_id == changes.c.change_id, alerts.c.channel == channel)
    wanted = (
        select(changes)
        .outerjoin(alerts, own)
        .where(changes.c.number > after, or_(alerts.c.state.is_(None), alerts.c.state.in_((SENDING, FAILED))))
        .order_by(changes.c.number)
        .limit(PAGE)
    )
    return list(connection.execute(wanted))


def claim(engine: Engine, change: str, channel: str, now: str) -> int:
    """Write down that an alert is being sent; return which attempt this is."""
    own = (alerts.c.change_id == change, alerts.c.channel == channel)
    with engine.begin() as connection:
        again = update(alerts).where(*own).values(state=SENDING, attempts=alerts.c.attempts + 1, at=now)
        if not connection.execute(again).rowcount:
            identity = identifier("alr", change, channel)
            first = {"alert_id": identity, "change_id": change, "channel": channel, "state": SENDING, "attempts": 1}
            connection.execute(insert(alerts).values(at=now, **first))
        return int(connection.execute(select(alerts.c.attempts).where(*own)).scalar_one())


def settle(engine: Engine, change: str, channel: str, state: str, detail: str | None) -> None:
    """Write down what became of an alert."""
    own = (alerts.c.change_id == change, alerts.c.channel == channel)
    with engine.begin() as connection:
        kept = detail[:DETAIL] if detail else None
        connection.execute(update(alerts).where(*own).values(state=state, detail=kept))


def send(channel: Webhook | Mail, change: Any, base_url: str) -> None:
    """Send one alert. Raises SendError."""
    item = feeds.entry(change, base_url)
    if isinstance(channel, Webhook):
        post(channel, item)
    else:
        mail(channel, item)


def secret(name: str | None) -> str | None:
    """Return a secret from the environment. Raises SendError when it is named and not there."""
    if name is None:
        return None
    value = os.environ.get(name)
    if not value:
        raise SendError(f"the environment has no {name}")
    return value


def post(channel: Webhook, item: feeds.Entry) -> None:
    """Post one change as JSON; any answer but 2xx is a failure."""
    body = json.dumps(feeds.json_item(item), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": item.id,
        "User-Agent": "Claimline",
    }
    token = secret(channel.token_env)
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    request = Request(channel.url, data=body, headers=headers, method="POST")
    try:
        with build_opener(NoRedirect).open(request, timeout=channel.timeout_seconds):
            return
    except HTTPError as error:
        with error:
            raise SendError(f"answered {error.code}") from error
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise SendError(f"{type(error).__name__}: {reason}") from error


def message(channel: Mail, item: feeds.Entry) -> EmailMessage:
    """Return one change as a mail; nothing in it can add a header."""
    mail_message = EmailMessage()
    mail_message["Subject"] = f"Claimline: {item.title}"
    mail_message["From"] = channel.sender
    mail_message["To"] = ", ".join(channel.to)
    mail_message["Message-ID"] = f"<{item.id}@claimline.invalid>"
    mail_message["Auto-Submitted"] = "auto-generated"
    mail_message.set_content(f"{item.sentence}\n\n{item.incident}\n{item.at}\n{item.link}\n")
    return mail_message


def mail(channel: Mail, item: feeds.Entry) -> None:
    """Hand one change to the mail server."""
    password = secret(channel.password_env)
    try:
        server: smtplib.SMTP
        if channel.security == "tls":
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(channel.host, channel.port, timeout=channel.timeout_seconds, context=context)
        else:
            server = smtplib.SMTP(channel.host, channel.port, timeout=channel.timeout_seconds)
        with server:
            if channel.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if channel.user is not None and password is not None:
                server.login(channel.user, password)
            server.send_message(message(channel, item))
    except (smtplib.SMTPException, OSError) as error:
        raise SendError(f"{type(error).__name__}: {error}") from error
