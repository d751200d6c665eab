"""Archives into the ledger: gated, counted, resumable, near-copies known, the same with a pool and on either engine."""

from __future__ import annotations

import http.server
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from jobs import backfill as module
from jobs import readers
from jobs.archives import backfill_all, in_words, news_archives
from jobs.backfill import ArchiveError, backfill
from jobs.export import Filters, export
from jobs.pages import Outcome, judge
from jobs.settling import settle
from store.archives import MovedOnError, all_places
from store.cluster import relays
from store.engine import open_ledger
from store.tables import articles, runs
from tests.jobs.warc import Page, accusation, archive, html, idle

COPY = "Wire: " + accusation("3 million", 1).body.decode()
PAGES = [
    *(idle(number) for number in range(30)),
    accusation("3 million", 1),
    accusation("5 million", 2),
    Page("https://other.example/copy", COPY.replace("Monday", "Tuesday").encode(), "2026-03-02T08:00:00Z"),
    accusation("3 million", 1),
    Page("https://quay.example/gone", b"", status="404 Not Found"),
    Page("https://quay.example/picture", b"\x89PNG" * 50, kind="image/png"),
    Page("https://quay.example/ai", html("AI fair", "The AI fair opened on Sunday with a choir and a cake.")),
    Page("https://quay.example/sent", b"", record="request"),
    *(idle(number) for number in range(30, 40)),
]
EXPECTED = {
    "records": 47,
    "no_topic_word": 40,
    "no_answer": 1,
    "no_page": 1,
    "off_topic": 1,
    "kept": 4,
    "new": 3,
    "known": 1,
    "relays": 1,
}


def test_every_record_is_counted_by_what_became_of_it(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """The reasons sum to the records; a near-copy is kept and known as a relay."""
    done = backfill(sqlite_ledger, str(archive(tmp_path / "a.warc.gz", PAGES)))
    assert dict(done.counts) == EXPECTED
    assert done.finished
    with sqlite_ledger.connect() as connection:
        copy = connection.execute(select(relays)).one()
        urls = dict(connection.execute(select(articles.c.article_id, articles.c.url)).all())
        assert (urls[copy.article_id], urls[copy.copy_of]) == (
            "https://other.example/copy",
            "https://quay.example/orrery/1",
        )
        assert copy.share > 0.5
        seen = connection.execute(select(articles.c.first_seen).order_by(articles.c.first_seen)).scalars().all()
        assert seen == ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", "2026-03-02T08:00:00Z"]


def test_a_finished_archive_is_not_read_again(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """Not even opened."""
    path = archive(tmp_path / "a.warc.gz", PAGES)
    first, failures = backfill_all(sqlite_ledger, [str(path)], 0)
    path.unlink()
    again, _ = backfill_all(sqlite_ledger, [str(path)], 0)
    assert failures == []
    assert again == first
    assert in_words(again[0]).endswith(
        "47 records, 4 kept, 3 new, 1 known, 1 relays; dropped: no_answer 1, no_page 1, no_topic_word 40, off_topic 1"
    )
    with sqlite_ledger.connect() as connection:
        assert connection.execute(select(func.count()).select_from(runs)).scalar() == 2


def exported(engine: Engine, folder: Path) -> dict[str, bytes]:
    """Reconcile, and return the bytes of every exported file."""
    settle(engine)
    export(engine, folder, Filters())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("packed", [True, False])
def test_stopping_anywhere_and_going_on_gives_the_same(
    sqlite_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    """Written after every few records, stopped after each writing: the same counts and the same export."""
    path = str(archive(tmp_path / "a.warc.gz", PAGES, packed=packed))
    whole = backfill(sqlite_ledger, path)
    monkeypatch.setattr(module, "RECORDS_AT_ONCE", 3)
    other = open_ledger(f"sqlite:///{tmp_path / 'other.db'}")
    stops = 0
    while not (part := backfill(other, path, should_stop=lambda: True)).finished:
        stops += 1
    assert stops == 15
    assert part.counts == whole.counts
    assert exported(other, tmp_path / "b") == exported(sqlite_ledger, tmp_path / "a")
    other.dispose()


@pytest.mark.postgres
def test_processes_and_postgresql_give_the_same(
    sqlite_ledger: Engine, postgres_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pool finds what one process finds; a page that kills its process is counted and the rest goes on."""
    path = str(archive(tmp_path / "a.warc.gz", PAGES))
    monkeypatch.setattr(readers, "judge", judge_or_die)
    assert dict(backfill(postgres_ledger, path, processes=1).counts) == EXPECTED
    backfill(sqlite_ledger, path)
    assert exported(postgres_ledger, tmp_path / "b") == exported(sqlite_ledger, tmp_path / "a")
    deadly = Page("https://quay.example/deadly", accusation("3 million", 9).body)
    done = backfill(postgres_ledger, str(archive(tmp_path / "b.warc.gz", [PAGES[30], deadly, PAGES[31]])), processes=1)
    assert done.counts == Counter(records=3, kept=2, known=2, reader_died=1)


def judge_or_die(record: Any) -> Outcome:
    """Judge a page, or end the process without a word, as a page that takes all memory does."""
    if record.url.endswith("/deadly"):
        os._exit(9)
    return judge(record)


def test_a_broken_archive_keeps_what_came_before(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """One line says where it broke; mended, it goes on there and counts nothing twice."""
    whole = archive(tmp_path / "whole.warc.gz", PAGES).read_bytes()
    path = tmp_path / "a.warc.gz"
    path.write_bytes(whole[: len(whole) // 2] + b"\x00garbage" * 40)
    with pytest.raises(ArchiveError, match=r"a\.warc\.gz: "):
        backfill(sqlite_ledger, str(path))
    with sqlite_ledger.connect() as connection:
        (place,) = all_places(connection)
    assert 0 < place.counts["records"] < EXPECTED["records"]
    assert (
        sum(number for name, number in place.counts.items() if name not in ("records", "new", "known", "relays"))
        == (place.counts["records"])
    )
    path.write_bytes(whole)
    done = backfill(sqlite_ledger, str(path))
    assert done.finished
    assert {name: done.counts[name] for name in EXPECTED if name not in ("new", "known")} == {
        name: number for name, number in EXPECTED.items() if name not in ("new", "known")
    }


@pytest.mark.parametrize("content", [b"", b"not an archive at all" * 100, None])
def test_what_is_no_archive_is_one_line(sqlite_ledger: Engine, tmp_path: Path, content: bytes | None) -> None:
    """An empty file holds no records; anything else is said, and the other archives are read."""
    path = tmp_path / "x.warc.gz"
    if content is not None:
        path.write_bytes(content)
    good = archive(tmp_path / "good.warc.gz", PAGES[:3])
    results, failures = backfill_all(sqlite_ledger, [str(path), str(good)], 0)
    assert results[-1].counts["records"] == 3
    assert len(failures) == (0 if content == b"" else 1)


def test_two_readers_of_one_archive(sqlite_ledger: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second to write is told, and writes nothing."""
    monkeypatch.setattr(module, "RECORDS_AT_ONCE", 5)
    path = str(archive(tmp_path / "a.warc.gz", PAGES))

    def overtake(_done: int) -> None:
        monkeypatch.setattr(module, "RECORDS_AT_ONCE", 2_000)
        backfill(sqlite_ledger, path)

    with pytest.raises(MovedOnError, match="read by somebody else"):
        backfill(sqlite_ledger, path, on_records=overtake)
    with sqlite_ledger.connect() as connection:
        assert dict(all_places(connection)[0].counts) == EXPECTED


class Archives(http.server.SimpleHTTPRequestHandler):
    """Serves files with ranges, and breaks the connection in the middle where told to."""

    breaks = 0

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file, from an offset if asked."""
        body = Path(self.translate_path(self.path)).read_bytes()
        wanted = self.headers.get("Range")
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        part = body[start:]
        if type(self).breaks:
            type(self).breaks -= 1
            part = part[: len(part) // 2]
        self.wfile.write(part)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback."""

    def handler(*words: Any) -> Archives:
        return Archives(*words, directory=str(folder))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_an_archive_by_address_is_taken_up_where_the_connection_broke(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """By asking for the rest."""
    archive(tmp_path / "a.warc.gz", PAGES)
    Archives.breaks = 1
    with serving(tmp_path) as base:
        with pytest.raises(ArchiveError):
            backfill(sqlite_ledger, f"{base}a.warc.gz")
        done = backfill(sqlite_ledger, f"{base}a.warc.gz")
    assert done.counts["records"] == EXPECTED["records"]
    assert done.counts["kept"] == EXPECTED["kept"]


def test_a_months_archives_are_listed(tmp_path: Path) -> None:
    """As the publisher lists them; a month that is none, or is not there, is said."""
    import gzip

    folder = tmp_path / "crawl-data/CC-NEWS/2026/02"
    folder.mkdir(parents=True)
    names = [f"crawl-data/CC-NEWS/2026/02/CC-NEWS-2026020{day}.warc.gz" for day in (1, 2)]
    (folder / "warc.paths.gz").write_bytes(gzip.compress("\n".join(names).encode()))
    (folder.parent / "03").mkdir()
    (folder.parent / "03" / "warc.paths.gz").write_bytes(b"no list")
    with serving(tmp_path) as base:
        assert list(news_archives("2026-02", base)) == [base + name for name in names]
        with pytest.raises(ArchiveError):
            list(news_archives("2026-03", base))
        with pytest.raises(ValueError, match="not a month"):
            list(news_archives("2026-13", base))
