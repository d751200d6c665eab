"""WARC archives from disk or by HTTP, and lists of them (`warc.paths.gz`); each is read as a stream, once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawlers.archive import read_records
from crawlers.discovery import unpacked
from crawlers.keeping import utc_now
from crawlers.links import Link
from crawlers.results import failure_reason
from crawlers.sources import ArchiveTable, FilesTable
from crawlers.spiders.files import FilesSpider
from crawlers.streams import StreamStoppedError, open_stream
from store import frontier

LISTS = (".paths", ".paths.gz")
PATTERN = FilesTable(pattern="**/*.warc*")
LARGEST_ARCHIVE = 4_000_000_000


class ArchiveSpider(FilesSpider):
    """Reads archives; a record is parsed only where it holds one of the words of its table."""

    name = "archive"

    @property
    def table(self) -> ArchiveTable:
        """What the source file says about its archives."""
        return self.source.archive or ArchiveTable()

    async def start(self) -> AsyncIterator[Request]:
        """Find the archives, then read as many as a run may."""
        self.prepare()
        url = self.source.url
        if urlsplit(url).scheme == "file":
            files = list(self.files(PATTERN, LARGEST_ARCHIVE))
            self.found(
                [Link(file.as_uri(), stamp=f"{file.stat().st_size}-{file.stat().st_mtime_ns}") for file in files]
            )
            for page in self.leased(self.table.archives):
                await self.read_archive(page, page.url)
        elif url.endswith(LISTS):
            yield self.list_request(url, first=True)
        else:
            self.found([Link(url)])
            for request in self.requests():
                yield request

    def found(self, links: list[Link]) -> None:
        """Put archives into the frontier."""
        new, changed = self.keeper.add_links(links, utc_now())
        self.result.found += len(links)
        self.result.new += new
        self.result.changed_links += changed

    def requests(self) -> list[Request]:
        """Return a request for the head of each archive that is due: robots.txt and redirects are dealt with there."""
        return [
            Request(
                page.url, method="HEAD", callback=self.head_arrived, errback=partial(self.head_failed, page=page),
                dont_filter=True, cb_kwargs={"page": page},
            )
            for page in self.leased(self.table.archives)
        ]  # fmt: skip

    def on_idle(self) -> None:
        """Nothing more is asked for than the archives of this run."""

    async def list_arrived(self, response: Response) -> AsyncIterator[Request]:
        """Take a list of archives into the frontier."""
        now = utc_now()
        if response.status not in {200, 304}:
            self.list_problem(f"http_{response.status}", f"{response.url} answered {response.status}")
            return
        if response.status == 200:
            lines = unpacked(response.body).decode("utf-8", "replace").split("\n")
            links = [Link(urljoin(response.url, f"/{line.strip().lstrip('/')}")) for line in lines if ".warc" in line]
            if not links:
                self.list_problem("no_entries", "the list names no archive")
                return
            self.found([link for link in links if self.table.wants(link.url)])
        self.remember(checked_at=now, url=self.source.url, ok_at=now, failures=0, problem=None)
        for request in self.requests():
            yield request

    async def head_arrived(self, response: Response, page: frontier.Leased) -> None:
        """Read the archive behind an address that answered; a server that knows no HEAD is asked all the same."""
        if response.status in {200, 405, 501}:
            await self.read_archive(page, response.url)
        else:
            await self.aside(self.keeper.keep_failure, page, f"http_{response.status}", utc_now(), False)

    def head_failed(self, failure: Any, page: frontier.Leased) -> None:
        """Record why an archive could not be asked for."""
        reason, final = failure_reason(failure)
        self.result.failed += 1
        self.keeper.keep_failure(page, reason, utc_now(), final)

    async def read_archive(self, page: frontier.Leased, address: str) -> None:
        """Read one archive in a thread of its own."""
        await asyncio.to_thread(self.keep_records, page, address)

    def keep_records(self, page: frontier.Leased, address: str) -> None:
        """Keep every record of interest, then mark the archive as read; one that was cut off is read again later."""
        try:
            with self.opened(address) as stream:
                for capture in read_records(stream, self.table, self.source.id):
                    self.keeper.keep_capture(capture)
        except StreamStoppedError:
            self.result.status = "stopped"
            return
        except OSError as error:
            self.result.failed += 1
            reason = "private_address" if "private" in str(error) else f"unreadable_{type(error).__name__}"
            self.keeper.keep_failure(page, reason, utc_now(), False)
            return
        self.keeper.keep_read(page, utc_now())

    def opened(self, address: str) -> Any:
        """Open an archive on disk or by HTTP."""
        parts = urlsplit(address)
        if parts.scheme == "file":
            return Path(unquote(parts.path)).open("rb")
        agent = str(self.crawler.settings["USER_AGENT"])
        return open_stream(address, agent, private_host=self.source.private_host, stop=self.is_over)

    def is_over(self) -> bool:
        """Tell whether the time of the run is up."""
        return self.task.deadline is not None and time.monotonic() > self.task.deadline
