"""Tell people when other sources need a person than before: one message for one change of that list, none for the same.

What was told is remembered by channel, after the receiver took it; a message that fails is sent again by the next run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlalchemy import Engine, delete, insert, select

from crawlers.sources import Source
from jobs import feeds, health, watch
from jobs.alerting import AlertFile, Webhook
from jobs.ingest import now
from ledger.identity import identifier
from store.log_tables import marks

MOST_NAMED = 20  # complaints a message names; it counts them all


def deliver(
    engine: Engine, file: AlertFile, sources: dict[str, Source], clock: Callable[[], str] = now
) -> watch.Delivered:
    """Send the list of sources that need a person to every channel that was told of another list."""
    result = watch.Delivered()
    with engine.connect() as connection:
        found = health.complaints(connection, sources, clock())
    state = json.dumps(sorted({(complaint.source_id, complaint.problem) for complaint in found}))
    for channel in file.channel:
        if channel.name not in file.health_to or told(engine, channel.name) == state:
            continue
        item = entry(found, state, clock(), file.base_url)
        try:
            if isinstance(channel, Webhook):
                watch.post(channel, item)
            else:
                watch.mail(channel, item)
        except watch.SendError as error:
            result.failures.append(f"notice to {channel.name}: {error}")
            continue
        remember(engine, channel.name, state)
        result.sent += 1
    return result


def told(engine: Engine, channel: str) -> str:
    """Return the list a channel was told of last; an empty one where it was never told."""
    with engine.connect() as connection:
        value = connection.execute(select(marks.c.value).where(marks.c.name == f"health:{channel}")).scalar()
    return str(value) if value is not None else "[]"


def remember(engine: Engine, channel: str, state: str) -> None:
    """Write down what a channel was told."""
    name = f"health:{channel}"
    with engine.begin() as connection:
        connection.execute(delete(marks).where(marks.c.name == name))
        connection.execute(insert(marks).values(name=name, value=state))


def entry(found: Sequence[health.Complaint], state: str, at: str, base_url: str) -> feeds.Entry:
    """Return the message: how many sources, and the first of them by name and reason."""
    number = len({complaint.source_id for complaint in found})
    named = [f"{complaint.source_id}: {complaint.problem}, {complaint.detail}" for complaint in found[:MOST_NAMED]]
    title = f"{number} sources need a person" if number else "no source needs a person any more"
    sentence = "; ".join(named) if named else "All sources answer as they should."
    return feeds.Entry(
        id=identifier("hlt", state, at), kind="source_health", at=at, title=title, sentence=sentence, incident_id="",
        incident="", measure=None, parties=(), link=base_url, before={}, after={"sources": number},
    )  # fmt: skip
