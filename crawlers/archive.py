"""WARC archives to captures, with a cheap gate before anything is parsed, and captures to WARC records."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawlers.reading.decoding import kind_of
from crawlers.sources import ArchiveTable
from ledger.article import Capture
from ledger.identity import identifier

RECORDS = WarcRecordType.response | WarcRecordType.resource
PANIC = "PanicException"  # what the archive reader raises on bytes it cannot take; it is no Exception
MEDIA = {
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "xml": "application/xml",
    "pdf": "application/pdf",
}
LARGEST_RECORD = 10_000_000
NAMESPACE = uuid.UUID("6f1c5f0e-5d0d-4f0e-8a5e-0d8f6c1b7a10")  # of the ids of records that we write
OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})  # bodies are kept unpacked
KINDS = ("html", "xml", "json", "text", "pdf")


def read_records(stream: Any, table: ArchiveTable, source_id: str | None) -> Iterator[Capture]:
    """Yield the records of an archive that are pages, are wanted by address, and hold one of the words.

    Raises OSError for bytes that are no archive.
    """
    words = tuple(word.lower().encode("utf-8") for word in table.words)
    try:
        for record in ArchiveIterator(stream, record_types=RECORDS, parse_http=True):
            capture = _captured(record, table, words, source_id)
            if capture is not None:
                yield capture
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise OSError(f"not an archive that can be read: {error}"[:200]) from error


def _captured(record: Any, table: ArchiveTable, words: tuple[bytes, ...], source_id: str | None) -> Capture | None:
    http = record.http_headers
    url = record.headers.get("WARC-Target-URI") or ""
    if (http is not None and http.status_code != 200) or not table.wants(url):
        return None
    kind = (http.get("Content-Type") if http is not None else record.headers.get("Content-Type")) or ""
    if not any(word in kind for word in KINDS):
        return None
    body = record.reader.read(LARGEST_RECORD)
    if words and not _holds(body, words):
        return None
    digest = hashlib.sha256(body).hexdigest()
    moment = (record.headers.get("WARC-Date") or "")[:19] + "Z"
    headers = tuple((str(name), str(value)) for name, value in http.items()) if http is not None else ()
    status = 200 if http is not None else 0
    return Capture(identifier("cap", url, digest), url, url, moment, status, kind, digest, body, headers, source_id)


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
