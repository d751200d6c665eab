"""Manners on the wire: address guard, robots.txt Crawl-delay, and backing off when a site asks for it."""

from __future__ import annotations

import asyncio
import logging
import time
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.addresses import refusal

LONGEST_WAIT = 20.0  # seconds a Retry-After is waited for inside a run; longer ones end the source's run
LONGEST_DELAY = 60.0  # seconds of Crawl-delay that are honoured; a longer one is capped and said
logger = logging.getLogger(__name__)


class RefusedError(IgnoreRequest):
    """A request that was not made; `reason` is the counted word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AddressGuard:
    """Stops requests, redirected ones too, that leave http(s) or lead to private places."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass or raise RefusedError."""
        reason = refusal(request.url, private_host=self.crawler.spider.source.private_host)
        if reason:
            raise RefusedError(reason)
        if self.crawler.spider.halted and "dont_obey_robotstxt" not in request.meta:
            raise RefusedError("backed_off")


class CrawlDelay:
    """Applies robots.txt Crawl-delay to the site's slot; Scrapy parses it but leaves it at that."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.agent = crawler.settings["ROBOTSTXT_USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Scrapy's way to make one; listens to parsed robots files."""
        extension = cls(crawler)
        crawler.signals.connect(extension.apply, signal=signals.robots_parsed)
        return extension

    def apply(self, robotparser: Any, request: Request) -> None:
        """Raise the delay of the site's slot to what its robots.txt asks for."""
        asked = robotparser.crawl_delay(self.agent)
        if not asked or asked <= self.crawler.spider.source.delay_seconds:
            return
        delay = min(float(asked), LONGEST_DELAY)
        downloader = self.crawler.engine.downloader
        host = urlsplit(request.url).hostname or ""
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1, "jitter": 0.0}
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0.0
        self.crawler.spider.crawl_delays[host] = delay
        self.crawler.stats.max_value("claimline/crawl_delay", delay)


def retry_after(response: Response) -> float | None:
    """Return the seconds a Retry-After header asks for; None where there is none that can be read."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else None
    except (ValueError, TypeError, OverflowError):
        return None


class BackOff:
    """Answers 429 and 503: a short Retry-After is waited for once, otherwise the source rests until later."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Wait and ask again, or halt the source."""
        if response.status not in {429, 503} or "dont_obey_robotstxt" in request.meta:
            return response
        seconds = retry_after(response)
        waited = request.meta.get("claimline_waited", 0)
        if seconds is not None and seconds <= LONGEST_WAIT and waited < 2:
            await asyncio.sleep(seconds)
            again = request.replace(dont_filter=True)
            again.meta["claimline_waited"] = waited + 1
            return again
        logger.info("%s answered %s: the source rests", request.url, response.status)
        self.crawler.spider.halt(seconds if seconds is not None else 3600.0, f"http_{response.status}")
        return response
