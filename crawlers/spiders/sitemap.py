"""Sitemaps, news sitemaps and their indexes."""

from __future__ import annotations

from scrapy.http import Response

from crawlers.discovery import read_sitemap
from crawlers.links import Discovery
from crawlers.sources import SitemapTable
from crawlers.spiders.source import SourceSpider


class SitemapSpider(SourceSpider):
    """Finds pages in a sitemap."""

    name = "sitemap"

    def read_list(self, response: Response, now: str) -> Discovery:
        """Read a sitemap or an index of sitemaps."""
        return read_sitemap(response.body, response.url, self.source.sitemap or SitemapTable(), now)
