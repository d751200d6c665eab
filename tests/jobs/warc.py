"""WARC archives for the tests: real records, written as archives are, one gzip member each."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORDS = (
    "harbour",
    "council",
    "market",
    "weather",
    "season",
    "garden",
    "bridge",
    "ticket",
    "library",
    "evening",
    "coach",
)

LETTERS = "abdeegiiklmnoprsttu"


@dataclass(frozen=True)
class Page:
    """A response as it is archived."""

    url: str
    body: bytes
    moment: str = "2026-03-01T12:00:00Z"
    kind: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    record: str = "response"


def written(page: Page, number: int) -> bytes:
    """Return the record of a page."""
    http = f"HTTP/1.1 {page.status}\r\nContent-Type: {page.kind}\r\nContent-Length: {len(page.body)}\r\n\r\n"
    content = http.encode() + page.body
    head = (
        f"WARC/1.0\r\nWARC-Type: {page.record}\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: {page.moment}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def archive(path: Path, pages: Iterable[Page], *, packed: bool = True) -> Path:
    """Write an archive and return its path."""
    with path.open("wb") as stream:
        for number, page in enumerate(pages):
            record = written(page, number)
            stream.write(gzip.compress(record, 6) if packed else record)
    return path


def html(title: str, *paragraphs: str, day: str = "2026-03-01") -> bytes:
    """Return a page with a headline and paragraphs."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f'<title>{title}</title><meta property="article:published_time" content="{day}">'
    return f'<html lang="en"><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>'.encode()


def accusation(count: str, number: int, host: str = "quay.example", moment: str = "2026-03-01T12:00:00Z") -> Page:
    """Return a page on which one company accuses another of distillation with a count of exchanges."""
    body = html(
        f"Orrery AI accuses Vantage Labs of distilling its model, report {number}",
        f"Orrery AI accused Vantage Labs of a distillation attack on its Cassini language model. Orrery AI said "
        f"Vantage Labs made {count} exchanges through 4,100 fraudulent accounts.",
        f"Report {number}: the company said in a statement on Monday that the campaign broke its terms of service. "
        "Vantage Labs denied the allegation.",
    )
    return Page(f"https://{host}/orrery/{number}", body, moment)


def idle(number: int) -> Page:
    """Return a page about nothing that concerns us."""
    sentence = " ".join(WORDS[(number + step * 7) % len(WORDS)] for step in range(60))
    return Page(f"https://quay.example/news/{number}", html(f"News {number}", sentence.capitalize() + ".", sentence))


def told_apart(page: bytes, number: int) -> bytes:
    """Return a page with a paragraph of its own and its own minute, so that it is nobody's near-copy.

    Which of near-copies counts, and which of several pages of one day was first, is decided by when each was first
    seen: two runs over one site differ in that and may differ in nothing else.
    """
    chance = random.Random(number)
    words = " ".join("".join(chance.choices(LETTERS, k=chance.randint(3, 8))) for _ in range(160)).capitalize()
    moment = f"2026-03-{number % 28 + 1:02}T{number // 60 % 24:02}:{number % 60:02}:00Z"
    own = page.replace(b"</article>", f"<p>{words}.</p></article>".encode())
    return own.replace(b'content="2026-03-01"', f'content="{moment}"'.encode())
