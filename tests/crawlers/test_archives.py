"""Archives: WARC files on disk, by HTTP and behind a list of paths; read as streams, gated, never twice."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.addresses import ForbiddenAddressError
from crawlers.archive import read_records, warc_record
from crawlers.run import crawl
from crawlers.sources import ArchiveTable
from crawlers.streams import StreamStoppedError, open_stream
from ledger.article import Capture
from tests.crawlers.loopback import Site, page
from tests.crawlers.test_crawl import TEXT, one, rows

Write = Callable[..., Path]
WORDS = '[archive]\nwords = ["laboratory"]'


def archive(stories: dict[str, bytes], kind: str = "text/html; charset=utf-8") -> bytes:
    """Return a compressed WARC of pages."""
    records = []
    for url, body in stories.items():
        digest = hashlib.sha256(body).hexdigest()
        headers = (("Content-Type", kind), ("Content-Encoding", "gzip"))
        records.append(warc_record(Capture(url, url, url, "2026-03-02T10:00:00Z", 200, kind, digest, body, headers)))
    return b"".join(records)


def stories(number: int) -> dict[str, bytes]:
    """Return pages of which every second holds the word of the gate."""
    texts = (TEXT, TEXT.replace("laboratory", "bakery"))
    return {f"https://paper.example/{n}": page(f"Story {n} of the day", f"{texts[n % 2]} {n}.") for n in range(number)}


def test_an_archive_on_disk_is_read_once(folder: Path, write_source: Write, ledger: str, tmp_path: Path) -> None:
    file = tmp_path / "one.warc.gz"
    file.write_bytes(archive(stories(6)))
    write_source("disk", file.as_uri(), "archive", WORDS)
    assert one(crawl(ledger, folder=folder))["stored"] == 3
    assert rows(ledger, "select url, first_seen from articles order by url")[0] == (
        "https://paper.example/0",
        "2026-03-02T10:00:00Z",
    )
    again = one(crawl(ledger, folder=folder))
    assert (again["fetched"], again["stored"]) == (0, 0)
    file.write_bytes(archive(stories(8)))
    grown = one(crawl(ledger, folder=folder))
    assert (grown["stored"], grown["unchanged"]) == (1, 3)


def test_archives_behind_a_list_of_paths(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    for number in range(3):
        paper = {f"https://paper.example/{number}-{n}": body for n, body in enumerate(stories(2).values())}
        site.serve(f"/data/{number}.warc.gz", archive(paper), "application/octet-stream")
    paths = gzip.compress("".join(f"data/{number}.warc.gz\n" for number in range(3)).encode())
    site.serve("/warc.paths.gz", paths, "application/octet-stream")
    write_source("news", f"{site.base}/warc.paths.gz", "archive", WORDS + "\narchives = 2")
    first, second = one(crawl(ledger, folder=folder)), one(crawl(ledger, folder=folder))
    assert (first["new"], first["stored"], second["stored"]) == (3, 2, 1)
    assert all(site.requests[f"/data/{number}.warc.gz"] == 2 for number in range(3))  # HEAD and GET
    assert rows(ledger, "select count(*) from frontier where state = 'fetched'") == [(3,)]


def test_a_broken_archive_gives_what_it_has(site: Site, folder: Path, write_source: Write, ledger: str) -> None:
    whole = archive(stories(6))
    site.serve("/cut.warc.gz", whole[: len(whole) * 2 // 3], "application/octet-stream")
    write_source("cut", f"{site.base}/cut.warc.gz", "archive", WORDS)
    assert 1 <= one(crawl(ledger, folder=folder))["stored"] < 3


def test_streams_refuse_private_places_and_end_in_time(site: Site) -> None:
    site.serve("/big", b"x" * 3_000_000)
    site.serve("/away", b"", status=302, Location="ftp://127.0.0.1/etc/passwd")
    with pytest.raises(ForbiddenAddressError):
        open_stream(f"http://localhost:{site.server_port}/big", "test", private_host=None, stop=lambda: False)
    with pytest.raises(ForbiddenAddressError):
        open_stream(f"{site.base}/away", "test", private_host="127.0.0.1", stop=lambda: False)
    with open_stream(f"{site.base}/big", "test", private_host="127.0.0.1", stop=lambda: False) as stream:
        assert len(stream.read()) == 3_000_000
    stream = open_stream(f"{site.base}/big", "test", private_host="127.0.0.1", stop=lambda: True)
    with stream, pytest.raises(StreamStoppedError):
        stream.read()


def test_a_written_record_is_read_by_others_and_by_us() -> None:
    body = page("A story of the day", TEXT)
    digest = hashlib.sha256(body).hexdigest()
    headers = (("Content-Type", "text/html"), ("ETag", '"x"'), ("Transfer-Encoding", "chunked"), ("X-Odd", "a\r\nb"))
    page_at, entry_at, moment = "https://a.example/", "https://a.example/e", "2026-03-02T10:00:00Z"
    kept = Capture("cap-1", page_at, page_at, moment, 200, "", digest, body, headers)
    entry = Capture("cap-2", entry_at, entry_at, moment, 0, "application/json", digest, body)
    records = warc_record(kept) + warc_record(entry)
    with io.BytesIO(records) as stream:
        found = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(stream, check_digests="raise")
        ]
    assert found == [("response", "https://a.example/", body), ("resource", "https://a.example/e", body)]
    ours = list(read_records(io.BytesIO(records), ArchiveTable(words=()), None))
    assert [(capture.status, capture.body, capture.sha256) for capture in ours] == [
        (200, body, digest),
        (0, body, digest),
    ]
    assert ("ETag", '"x"') in ours[0].headers
