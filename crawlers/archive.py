"""WARC archives to captures, with a cheap gate before anything is parsed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawlers.sources import ArchiveTable
from ledger.article import Capture
from ledger.identity import identifier

LARGEST_RECORD = 10_000_000


def read_records(stream: Any, table: ArchiveTable, source_id: str | None) -> Iterator[Capture]:
    """Yield the responses of an archive that are pages, are wanted by address, and hold one of the words."""
    words = tuple(word.lower().encode("utf-8") for word in table.words)
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
        http = record.http_headers
        url = record.headers.get("WARC-Target-URI") or ""
        if http is None or http.status_code != 200 or not table.wants(url):
            continue
        kind = http.get("Content-Type") or ""
        if "html" not in kind and "xml" not in kind and "json" not in kind and "text" not in kind:
            continue
        body = record.reader.read(LARGEST_RECORD)
        if words and not _holds(body, words):
            continue
        digest = hashlib.sha256(body).hexdigest()
        moment = (record.headers.get("WARC-Date") or "")[:19] + "Z"
        headers = tuple((str(name), str(value)) for name, value in http.items())
        yield Capture(identifier("cap", url, digest), url, url, moment, 200, kind, digest, body, headers, source_id)


def _holds(body: bytes, words: tuple[bytes, ...]) -> bool:
    lower = body.lower()
    return any(word in lower for word in words)
