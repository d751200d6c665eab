"""Listing pages: links by a selector, with paging."""

from __future__ import annotations

from scrapy.http import Response

from crawlers.discovery import read_listing
from crawlers.links import Discovery
from crawlers.sources import ListingTable
from crawlers.spiders.source import SourceSpider, Task


class ListingSpider(SourceSpider):
    """Finds pages among the links of a page."""

    name = "listing"

    def __init__(self, task: Task, **kwargs: object) -> None:
        super().__init__(task, **kwargs)
        self.table: ListingTable = task.source.listing  # type: ignore[assignment]  # the loader demands it
        task.lists_left = self.table.pages - 1

    def read_list(self, response: Response, now: str) -> Discovery:
        """Read the links of a listing page."""
        return read_listing(getattr(response, "text", ""), response.url, self.table)
