"""JSON services: declared parameters, paging and field paths."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy.http import Response

from crawlers.discovery import read_api
from crawlers.links import Discovery
from crawlers.sources import ApiTable
from crawlers.spiders.source import SourceSpider, Task


class ApiSpider(SourceSpider):
    """Finds pages among the results of a service."""

    name = "api"

    def __init__(self, task: Task, **kwargs: object) -> None:
        super().__init__(task, **kwargs)
        self.table: ApiTable = task.source.api  # type: ignore[assignment]  # the loader demands it
        task.lists_left = self.table.pages - 1 if self.table.next else 0

    def list_addresses(self) -> Iterator[str]:
        """Yield the address of each page of results the source file asks for."""
        pages = self.table.pages if self.table.page else 1
        for number in range(pages):
            query = dict(self.table.query)
            if self.table.page:
                query[self.table.page] = str(self.table.start + number * self.table.step)
            joint = "&" if "?" in self.source.url else "?"
            yield f"{self.source.url}{joint}{urlencode(query)}" if query else self.source.url

    def read_list(self, response: Response, now: str) -> Discovery:
        """Read one page of results."""
        return read_api(response.body, response.url, self.table)
