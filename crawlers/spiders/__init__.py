"""One spider for each way of discovery, never for a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawlers.spiders.source import SourceSpider


def spider_for(kind: str) -> type[SourceSpider]:
    """Return the spider class of a kind of source."""
    from crawlers.spiders.api import ApiSpider
    from crawlers.spiders.archive import ArchiveSpider
    from crawlers.spiders.feed import FeedSpider
    from crawlers.spiders.files import FilesSpider
    from crawlers.spiders.listing import ListingSpider
    from crawlers.spiders.sitemap import SitemapSpider

    spiders: dict[str, type[SourceSpider]] = {
        "feed": FeedSpider,
        "sitemap": SitemapSpider,
        "listing": ListingSpider,
        "api": ApiSpider,
        "archive": ArchiveSpider,
        "files": FilesSpider,
    }
    return spiders[kind]
