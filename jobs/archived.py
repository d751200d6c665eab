"""Ask the Wayback Machine whether it keeps a copy of our pages: off unless asked for, slowly, once for each article.

Only the address and the moment of the capture are sent. An answer is kept, a failure is counted and asked again by a
later run; the run ends where the service asks to wait or fails several times in a row.
"""

from __future__ import annotations

import json
import math
import os
import re
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request

from sqlalchemy import Engine

from crawlers.settings import USER_AGENT
from crawlers.streams import opener
from jobs.ingest import now
from ledger.issue import Issue
from store import issues, page_archives
from store.page_archives import Archived, Asked

SERVICE = "https://archive.org/wayback/available"
HOST = "web.archive.org"
PAUSE = 1.5  # seconds between two questions
SECONDS = 20.0  # for one answer
LARGEST = 200_000
LONGEST_ADDRESS = 4000
MOST = 100  # articles asked about in one run
MOST_FAILURES = 3  # in a row
STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


@dataclass(slots=True)
class Looked:
    """What a look brought."""

    asked: int = 0
    found: int = 0
    failed: int = 0


class NoAnswerError(RuntimeError):
    """A question that was not answered; `reason` is the counted word, `waits` says that the service asks to wait."""

    def __init__(self, reason: str, detail: str, waits: bool = False) -> None:
        super().__init__(detail)
        self.reason, self.waits = reason, waits


def look(
    engine: Engine,
    *,
    service: str = SERVICE,
    pause: float = PAUSE,
    most: int = MOST,
    seconds: float = math.inf,
) -> Looked:
    """Ask about the articles that were not asked about yet, for so many seconds at most, and keep what is known."""
    done, in_a_row, end = Looked(), 0, time.monotonic() + seconds
    with engine.connect() as connection:
        waiting = page_archives.unasked(connection, most)
    for number, page in enumerate(waiting):
        left = end - time.monotonic() - (pause if number else 0)
        if left <= 0:
            break
        if number:
            time.sleep(pause)
        try:
            found = ask(page, service, min(SECONDS, left))
        except NoAnswerError as error:
            done.failed, in_a_row = done.failed + 1, in_a_row + 1
            with engine.begin() as connection:
                issues.record(connection, (Issue("archive", error.reason, str(error), page.url),), now())
            if error.waits or in_a_row >= MOST_FAILURES:
                break
            continue
        in_a_row = 0
        done.asked += 1
        done.found += found is not None
        with engine.begin() as connection:
            page_archives.keep(connection, page.capture_id, found, now())
    return done


def ask(page: Asked, service: str = SERVICE, seconds: float = SECONDS) -> Archived | None:
    """Return the copy nearest to our capture, None where the service has none; raises NoAnswerError."""
    stamp = "".join(character for character in page.fetched_at if character.isdigit())[:14]
    question = f"{service}?{urlencode({'url': page.url, 'timestamp': stamp})}"
    agent = USER_AGENT.replace("see CLAIMLINE_CONTACT", os.environ.get("CLAIMLINE_CONTACT") or "see CLAIMLINE_CONTACT")
    host = urlsplit(service).hostname if service != SERVICE else None  # a service of one's own may be a local one
    try:
        with opener(host).open(Request(question, headers={"User-Agent": agent}), timeout=seconds) as answer:
            body = read_within(answer, time.monotonic() + seconds)
    except HTTPError as error:
        error.close()
        raise NoAnswerError(
            f"http_{error.code}", "the archive was not to be asked", error.code in {429, 503}
        ) from error
    except (OSError, HTTPException) as error:
        raise NoAnswerError("archive_unreachable", f"{type(error).__name__}: {error}"[:200]) from error
    try:
        answered = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoAnswerError("bad_json", "the archive answered something else than JSON") from error
    return copy_of(answered)


def read_within(answer: Any, end: float) -> bytes:
    """Return an answer that comes by a moment of the monotonic clock, however slowly it drips; raises TimeoutError."""
    body = b""
    while len(body) < LARGEST:
        piece = answer.read1(LARGEST - len(body))
        if not piece:
            break
        body += piece
        if time.monotonic() > end:
            raise TimeoutError("the answer did not end in time")
    return body


def copy_of(answer: Any) -> Archived | None:
    """Return the copy an answer names; raises NoAnswerError for an answer of another shape."""
    snapshots = answer.get("archived_snapshots") if isinstance(answer, dict) else None
    if not isinstance(snapshots, dict):
        raise NoAnswerError("unknown_json", "the archive's answer has no archived_snapshots")
    nearest = snapshots.get("closest")
    if not isinstance(nearest, dict) or nearest.get("available") is not True:
        return None
    address, stamp = str(nearest.get("url") or ""), STAMP.fullmatch(str(nearest.get("timestamp") or ""))
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or parts.netloc != HOST or len(address) > LONGEST_ADDRESS or not stamp:
        raise NoAnswerError("unknown_json", "the archive names a copy that is none of its own")
    year, month, day, hour, minute, second = stamp.groups()
    moment = f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"
    return Archived(f"https://{address.partition('://')[2]}", moment)
