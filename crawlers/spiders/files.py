"""Files of a folder, read where they are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scrapy import Request

from crawlers.keeping import utc_now
from crawlers.sources import FilesTable
from crawlers.spiders.source import SourceSpider

NOTHING: tuple[Request, ...] = ()
LARGEST_FILE = 60_000_000


class FilesSpider(SourceSpider):
    """Reads files below a folder; a file whose bytes are known is passed over."""

    name = "files"

    async def start(self) -> AsyncIterator[Request]:
        """Read every file; nothing is asked of any site."""
        for file in self.files(FilesTable() if self.source.files is None else self.source.files, LARGEST_FILE):
            self.result.found += 1
            await self.aside(self.keeper.keep_file, file, utc_now())
        for request in NOTHING:
            yield request

    def files(self, table: FilesTable, largest: int) -> Iterator[Path]:
        """Yield the files below the source's folder in order; what is too large is said."""
        root = Path(unquote(urlsplit(self.source.url).path))
        if root.is_file():
            yield root
        elif not root.is_dir():
            self.keeper.note("no_such_folder", f"{root} is not there", utc_now())
            self.result.status = "failed"
        else:
            for file in sorted(root.glob(table.pattern)):
                if file.is_file() and file.stat().st_size > largest:
                    self.keeper.note("file_too_large", f"{file}: {file.stat().st_size} bytes", utc_now())
                elif file.is_file():
                    yield file
