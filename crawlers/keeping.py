"""Keeping what was fetched: capture, article version, issues and frontier state of a page in one transaction."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from crawlers.links import Link
from crawlers.results import SourceResult
from crawlers.sources import Source
from ledger.article import Article, Capture
from ledger.identity import identifier
from ledger.issue import Issue
from store import articles, frontier, issues

if TYPE_CHECKING:
    from crawlers.page import PageResult

_turn = threading.Lock()
OVER = "over_the_limit_of_a_run"  # pages of a list that are taken by a later run
NEVER = len(frontier.REVISIT_HOURS)  # as many unchanged answers mean that a page is not looked at again


def utc_now() -> str:
    """Return the moment as the ledger writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Keeper:
    """Writes what one source gave; every method is safe to call from a thread of the pool."""

    def __init__(self, engine: Engine, source: Source, result: SourceResult) -> None:
        self.engine = engine
        self.source = source
        self.result = result
        self.unwritten: list[tuple[frontier.Leased, str]] = []  # pages that answered 304, and when

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for this process's turn to write: SQLite has one writer, and its own waiting is by sleeping."""
        with _turn if self.engine.dialect.name == "sqlite" else nullcontext():
            yield

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Begin a transaction when it is its turn."""
        with self.turn(), self.engine.begin() as connection:
            yield connection

    def add_links(self, links: Iterable[Link], now: str) -> tuple[int, int]:
        """Put links into the frontier; the text a list brought along is kept only where it is the article."""
        full_text = bool(self.source.feed and self.source.feed.full_text) or self.source.kind == "api"
        found = [
            frontier.Found(
                link.url, link.title, link.published, link.summary, link.stamp, link.body if full_text else None
            )
            for link in links
        ]
        most = self.source.pages_per_run
        with self.turn():
            new, changed, over = frontier.add(self.engine, self.source.id, found, now, most_new=most)
        if over:
            self.result.left_out[OVER] += over
        return new, changed

    def note(self, reason: str, detail: str, now: str) -> None:
        """Record a problem of the source itself."""
        self.result.problem(reason, detail, self.source.url)
        with self.writing() as connection:
            issues.record(connection, (Issue("crawl", reason, detail, self.source.id),), now)

    def keep_entry(self, page: frontier.Leased, now: str) -> bool:
        """Keep a page whose list entry is all there is to have; False where the page itself must be fetched."""
        content = page.body or (page.summary if self.source.access == "metadata" else None)
        if content is None and self.source.access == "full":
            return False
        body = entry_bytes(page, content or "")
        capture = self.capture(page, page.url, 0, "application/json", body, (), now)
        self.result.fetched += 1
        self._keep(page, capture, frontier.Answer(200, True, sha256=capture.sha256), now)
        return True

    def keep_page(self, page: frontier.Leased, response: Any, now: str) -> None:
        """Keep a fetched page; the same bytes again are no new version."""
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        capture = self.capture(page, response.url, response.status, kind, response.body, headers, now)
        changed = capture.sha256 != page.sha256
        answer = frontier.Answer(
            response.status, changed, _text(response, "ETag"), _text(response, "Last-Modified"), capture.sha256
        )
        if changed:
            self._keep(page, capture, answer, now)
        else:
            self.result.unchanged += 1
            with self.writing() as connection:
                frontier.fetched(connection, page, answer, now)

    def capture(
        self,
        page: frontier.Leased,
        final: str,
        status: int,
        kind: str,
        body: bytes,
        headers: tuple[tuple[str, str], ...],
        now: str,
    ) -> Capture:
        """Return the capture of an answer."""
        digest = hashlib.sha256(body).hexdigest()
        identity = identifier("cap", page.url, digest)
        return Capture(identity, page.url, final, now, status, kind, digest, body, headers, self.source.id)

    def _keep(self, page: frontier.Leased, capture: Capture, answer: frontier.Answer, now: str) -> None:
        result = read_page(capture)
        for issue in result.issues:
            self.result.problem(issue.reason, issue.detail, issue.subject)
        with self.writing() as connection:
            issues.record(connection, result.issues, now)
            if result.article is None:
                self.result.dropped += 1
                articles.add_capture(connection, capture)
                reason = result.issues[-1].reason if result.issues else "no_text"
                frontier.failed(connection, page, reason, now)
                return
            articles.add(connection, capture, self.completed(result, page), self.source.tier)
            frontier.fetched(connection, page, answer, now)
        self.result.stored += 1
        self.result.versions += page.sha256 is not None

    def keep_file(self, file: Path, now: str) -> None:
        """Keep a file of a folder."""
        body = file.read_bytes()
        digest = hashlib.sha256(body).hexdigest()
        address = f"file:{file.name}"
        identity = identifier("cap", address, digest)
        self.keep_capture(
            Capture(identity, address, address, now, 0, "", digest, body, source_id=self.source.id, file=file.name)
        )

    def keep_capture(self, capture: Capture) -> None:
        """Keep a capture that needs no place in the frontier; one that is kept already is passed over."""
        with self.writing() as connection:
            if articles.is_kept(connection, capture.id):
                self.result.unchanged += 1
                return
        result = read_page(capture)
        self.result.fetched += 1
        for issue in result.issues:
            self.result.problem(issue.reason, issue.detail, issue.subject)
        with self.writing() as connection:
            issues.record(connection, result.issues, capture.fetched_at)
            if result.article is None:
                self.result.dropped += 1
                return
            self.result.stored += articles.add(connection, capture, result.article, self.source.tier)

    def keep_read(self, page: frontier.Leased, now: str) -> None:
        """Record that an archive was read to its end; it is read again only where its list says that it changed."""
        with self.writing() as connection:
            frontier.fetched(connection, replace(page, unchanged=NEVER), frontier.Answer(200, False), now)

    def completed(self, result: PageResult, page: frontier.Leased) -> Article:
        """Return the article with the source's name as outlet where the page names none."""
        article = result.article
        assert article is not None
        if article.outlet is None and self.source.tier not in {"aggregator", "database"}:
            article = replace(article, outlet=self.source.name, outlet_evidence="source")
        return article

    def keep_unchanged(self, page: frontier.Leased, now: str) -> None:
        """Note that a page is as it was; it is written with the next lease, or by `settle`, in one statement."""
        self.result.unchanged += 1
        self.unwritten.append((page, now))

    def lease(self, owner: str, now: str, most: int) -> list[frontier.Leased]:
        """Write what is not yet written and lease up to so many pages that are due, in one transaction."""
        with self.writing() as connection:
            self._write_unchanged(connection)
            return frontier.lease(connection, self.source.id, owner, now, most=most)

    def settle(self) -> None:
        """Write what is not yet written."""
        if self.unwritten:
            with self.writing() as connection:
                self._write_unchanged(connection)

    def _write_unchanged(self, connection: Connection) -> None:
        seen, self.unwritten = self.unwritten, []
        frontier.not_modified(connection, seen)

    def keep_failure(self, page: frontier.Leased, reason: str, now: str, final: bool) -> None:
        """Record why a page could not be had."""
        detail = f"the page could not be had: {reason}"
        self.result.problem(reason, detail, page.url)
        with self.writing() as connection:
            issues.record(connection, (Issue("crawl", reason, detail, page.url),), now)
            frontier.failed(connection, page, reason, now, final=final)


def read_page(capture: Capture) -> PageResult:
    """Read a page; what reads pages is loaded with the first of them, so that a run that finds nothing is cheap."""
    from crawlers.page import read_page as read

    return read(capture)


def entry_bytes(page: frontier.Leased, content: str) -> bytes:
    """Return a list entry as the JSON of a post, the form in which it is captured and read."""
    post = {"link": page.url, "title": {"rendered": page.title or ""}, "content": {"rendered": content}}
    if page.published:
        post["date"] = page.published
    return json.dumps(post, ensure_ascii=False, sort_keys=True).encode("utf-8")


def _text(response: Any, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
