"""RSS, Atom and JSON Feed."""

from __future__ import annotations

from scrapy.http import Response

from crawlers.discovery import read_feed
from crawlers.links import Discovery
from crawlers.sources import FeedTable
from crawlers.spiders.source import SourceSpider


class FeedSpider(SourceSpider):
    """Finds pages in a feed."""

    name = "feed"

    def read_list(self, response: Response, now: str) -> Discovery:
        """Read a feed; the article itself is taken from it only where the source file says so."""
        table = self.source.feed or FeedTable()
        return read_feed(response.body, response.url, table, now)
