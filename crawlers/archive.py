"""WARC archives to captures, with a cheap gate before anything is parsed, and captures to WARC records."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from crawlers.reading.decoding import kind_of
from crawlers.records import records
from crawlers.sources import ArchiveTable
from ledger.article import Capture

MEDIA = {
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "xml": "application/xml",
    "pdf": "application/pdf",
}
NAMESPACE = uuid.UUID("6f1c5f0e-5d0d-4f0e-8a5e-0d8f6c1b7a10")  # of the ids of records that we write
OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})  # bodies are kept unpacked


def read_records(stream: Any, table: ArchiveTable, source_id: str | None) -> Iterator[Capture]:
    """Yield the records of an archive that are pages, are wanted by address, and hold one of the words.

    Raises OSError for bytes that are no archive.
    """
    words = tuple(word.lower().encode("utf-8") for word in table.words)
    for record in records(stream):
        if record.reason is None and table.wants(record.url) and (not words or _holds(record.body, words)):
            yield record.capture(source_id)


def _holds(body: bytes, words: tuple[bytes, ...]) -> bool:
    lower = body.lower()
    return any(word in lower for word in words)


def warc_record(capture: Capture) -> bytes:
    """Return a capture as one compressed WARC record: a response, or a resource for a file or an entry."""
    kind = capture.content_type or MEDIA[kind_of(capture)]
    if capture.status:
        block = _http_head(capture, kind) + capture.body
        kind, name = "application/http;msgtype=response", "response"
    else:
        block, name = capture.body, "resource"
    fields = {
        "WARC-Type": name,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(NAMESPACE, capture.id)}>",
        "WARC-Target-URI": capture.final_url or capture.url,
        "WARC-Date": capture.fetched_at,
        "WARC-Payload-Digest": f"sha256:{base64.b32encode(bytes.fromhex(capture.sha256)).decode()}",
        "WARC-Block-Digest": f"sha1:{base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()}",
        "Content-Type": kind,
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{key}: {_line(value)}\r\n" for key, value in fields.items()) + "\r\n"
    return gzip.compress(head.encode("utf-8") + block + b"\r\n\r\n", mtime=0)


def _http_head(capture: Capture, kind: str) -> bytes:
    phrase = HTTPStatus(capture.status).phrase if capture.status in set(HTTPStatus) else ""
    kept = [(name, value) for name, value in capture.headers if name.lower() not in OF_THE_WIRE]
    if not any(name.lower() == "content-type" for name, _ in kept):
        kept.append(("Content-Type", kind))
    lines = [f"HTTP/1.1 {capture.status} {phrase}".rstrip(), *(f"{name}: {_line(value)}" for name, value in kept)]
    return "\r\n".join([*lines, f"Content-Length: {len(capture.body)}", "", ""]).encode("utf-8", "replace")


def _line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")
