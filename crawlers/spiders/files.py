"""Files of a folder, and WARC archives from disk or by HTTP; no page is asked for again."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawlers.archive import read_records
from crawlers.keeping import utc_now
from crawlers.sources import ArchiveTable, FilesTable
from crawlers.spiders.source import SourceSpider

NOTHING: tuple[Request, ...] = ()
LARGEST_FILE = 60_000_000


class FilesSpider(SourceSpider):
    """Reads files below a folder; a file whose bytes are known is passed over."""

    async def start(self) -> AsyncIterator[Request]:
        """Read every file; nothing is asked of any site."""
        for file in self.files():
            self.result.found += 1
            await self.aside(self.keeper.keep_file, file, utc_now())
        for request in NOTHING:
            yield request

    def files(self) -> Iterator[Path]:
        """Yield the files below the source's folder in order."""
        root = Path(unquote(urlsplit(self.source.url).path))
        pattern = (self.source.files or FilesTable()).pattern
        if root.is_file():
            yield root
        elif not root.is_dir():
            self.keeper.note("no_such_folder", f"{root} is not there", utc_now())
            self.result.status = "failed"
        else:
            for file in sorted(root.glob(pattern)):
                if file.is_file() and file.stat().st_size <= LARGEST_FILE:
                    yield file


class ArchiveSpider(FilesSpider):
    """Reads WARC files; a record is parsed only where it holds one of the words of its table."""

    async def start(self) -> AsyncIterator[Request]:
        """Read archives from disk here; those behind an address are fetched first."""
        if urlsplit(self.source.url).scheme == "file":
            for file in self.files():
                with file.open("rb") as stream:
                    await self.aside(self.keep_records, stream)
        else:
            yield self.list_request(self.source.url, first=True)

    async def list_arrived(self, response: Response) -> AsyncIterator[Request]:
        """Read a fetched archive."""
        if response.status == 200:
            await self.aside(self.keep_records, io.BytesIO(response.body))
        elif response.status != 304:
            self.list_problem(f"http_{response.status}", f"{response.url} answered {response.status}")
        for request in NOTHING:
            yield request

    def keep_records(self, stream: io.BufferedIOBase) -> None:
        """Keep every record of interest."""
        table = self.source.archive or ArchiveTable()
        for capture in read_records(stream, table, self.source.id):
            self.result.found += 1
            self.keeper.keep_capture(capture)
