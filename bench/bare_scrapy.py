"""The plainest crawl to compare with: Scrapy's sitemap spider, trafilatura with metadata, one SQLite row for each page.

python -m bench.bare_scrapy BASE DATABASE
"""

from __future__ import annotations

import sqlite3
import sys
from typing import Any, ClassVar

import trafilatura
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.spiders import SitemapSpider


class Plain(SitemapSpider):
    """Reads a sitemap and keeps what trafilatura finds."""

    name = "plain"
    database: ClassVar[sqlite3.Connection]

    def parse(self, response: Response, **_: Any) -> None:
        """Keep one page."""
        document: Any = trafilatura.bare_extraction(response.body, url=response.url, with_metadata=True)
        if document is not None:
            values = (response.url, document.title, document.date, document.text, response.body)
            with self.database:
                self.database.execute("insert into pages values (?, ?, ?, ?, ?)", values)


def main() -> None:
    """Crawl."""
    base, path = sys.argv[1:]
    Plain.sitemap_urls = (f"{base}/sitemap.xml",)
    Plain.database = sqlite3.connect(path)
    Plain.database.execute("create table pages (url, title, date, text, body)")
    Plain.database.execute("pragma journal_mode=wal")
    process = AsyncCrawlerProcess(
        {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "ROBOTSTXT_OBEY": True,
         "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
    )  # fmt: skip
    process.crawl(Plain)
    process.start()


if __name__ == "__main__":
    main()
