"""Records of WARC archives with their places, so that reading can stop and go on; what is no page has a reason."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from ledger.article import Capture
from ledger.identity import identifier

LARGEST_RECORD = 10_000_000
CHUNK = 1 << 20
GZIP = b"\x1f\x8b"
LENGTH = re.compile(rb"^Content-Length:\s{0,9}(\d{1,15})\s{0,9}$", re.IGNORECASE | re.MULTILINE)
KINDS = ("html", "xml", "json", "text", "pdf")
RECORDS = WarcRecordType.response | WarcRecordType.resource
PANIC = "PanicException"  # what the archive reader raises on bytes it cannot take; it is no Exception


@dataclass(frozen=True, slots=True)
class Record:
    """A response or resource of an archive: `reason` says why it is no page, else its bytes are there."""

    offset: int  # of its beginning in the archive, where reading can go on
    url: str
    kind: str = ""
    moment: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    status: int = 200  # 0 for a resource, which no server answered
    reason: str | None = None

    def capture(self, source_id: str | None = None) -> Capture:
        """Return the page as a capture of the moment it was archived."""
        digest = hashlib.sha256(self.body).hexdigest()
        identity = identifier("cap", self.url, digest)
        return Capture(
            identity,
            self.url,
            self.url,
            self.moment,
            self.status,
            self.kind,
            digest,
            self.body,
            self.headers,
            source_id,
        )


def records(stream: Any, gate: Callable[[bytes], bool] | None = None) -> Iterator[Record]:
    """Yield every response and resource of an archive from where the stream stands; its `tell` gives the offsets.

    A body that does not pass the gate is dropped at once. Raises OSError where the archive is broken.
    """
    try:
        for record in ArchiveIterator(stream, record_types=RECORDS, parse_http=True):
            yield _read(record, gate)
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise OSError(f"not an archive that can be read: {error}"[:200]) from error


@lru_cache(maxsize=1000)
def is_page(kind: str) -> bool:
    """Tell from its content type whether a record may be a page."""
    return any(word in kind for word in KINDS)


def _read(record: Any, gate: Callable[[bytes], bool] | None) -> Record:
    offset, url, http = int(record.stream_pos), record.headers.get("WARC-Target-URI") or "", record.http_headers
    if http is not None and http.status_code != 200:
        return Record(offset, url, reason="no_answer")
    kind = (http.get("Content-Type") if http is not None else record.headers.get("Content-Type")) or ""
    if not is_page(kind):
        return Record(offset, url, kind, reason="no_page")
    if record.content_length > LARGEST_RECORD:
        return Record(offset, url, kind, reason="too_large")
    body = record.reader.read()
    if gate is not None and not gate(body):
        return Record(offset, url, kind, reason="no_topic_word")
    moment = (record.headers.get("WARC-Date") or "")[:19] + "Z"
    headers = tuple((str(name), str(value)) for name, value in http.items()) if http is not None else ()
    return Record(offset, url, kind, moment, headers, body, 200 if http is not None else 0)


def check_whole(stream: Any) -> None:
    """Walk from a record to the end of an archive; raises OSError where it is cut or broken, which is else not said."""
    head = stream.read(CHUNK)
    if head.startswith(GZIP):
        _check_members(stream, head)
    elif head:
        _check_plain(stream, head)


def _check_members(stream: Any, content: bytes) -> None:
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while content:
        try:
            member.decompress(content)
        except zlib.error as error:
            raise OSError(f"broken: {error}") from error
        content = member.unused_data or stream.read(CHUNK)
        if member.eof:
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            if not content:
                return
    raise OSError("cut off in the middle of a record")


def _check_plain(stream: Any, content: bytes) -> None:
    while content.strip(b"\r\n"):
        head, found, content = content.lstrip(b"\r\n").partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not found or length is None:
            raise OSError("cut off in the head of a record")
        left = int(length[1]) - len(content)
        content = content[int(length[1]) :]
        while left > 0:
            part = stream.read(min(left, CHUNK))
            if not part:
                raise OSError("cut off in the middle of a record")
            left -= len(part)
        content += stream.read(CHUNK)
