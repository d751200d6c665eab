"""The spider of one source: asks its list, fills the frontier, fetches what is due, and keeps what it got."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from sqlalchemy import Engine

from crawlers.addresses import allow_private
from crawlers.keeping import OVER, Keeper, utc_now
from crawlers.links import Discovery
from crawlers.results import SourceResult, failure_reason
from crawlers.sources import Source
from crawlers.spiders.answers import conditional, header, moved_address
from store import frontier

ANSWERED = [304, 400, 401, 402, 403, 404, 405, 406, 410, 429, 451, 500, 502, 503, 504]
LISTED = 16  # pages leased at a time that need no request
GONE = frozenset({404, 410})


@dataclass(slots=True)
class Task:
    """What a run gives each of its spiders."""

    source: Source
    engine: Engine
    owner: str
    pool: ThreadPoolExecutor
    result: SourceResult
    deadline: float | None = None
    lists_left: int = 50
    refresh: bool = False  # ask the list even where nothing changed, without conditional headers
    memory: dict[str, Any] = field(default_factory=dict)  # the row of source_state


class SourceSpider(Spider):
    """Common to all ways of discovery; a subclass says how a list is read."""

    name = "source"
    handle_httpstatus_list: ClassVar[list[int]] = ANSWERED

    def __init__(self, task: Task, **kwargs: Any) -> None:
        super().__init__(name=task.source.id, **kwargs)
        self.task = task
        self.source = task.source
        self.result = task.result
        self.keeper = Keeper(task.engine, task.source, task.result)
        self.crawl_delays: dict[str, float] = {}
        self.halted = False
        self.relieved = False  # whether the leases of dead runs were looked at once more
        self.under_way = 0  # pages asked for and not yet kept: what a killed run must ask again

    @property
    def most_under_way(self) -> int:
        """How many pages may be under way: what the site is asked for at once, and one in the reading."""
        return int(self.crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")) + 1

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> SourceSpider:
        """Scrapy's way to make one; listens for idleness and the end."""
        spider: SourceSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_idle, signal=signals.spider_idle)
        crawler.signals.connect(spider.on_closed, signal=signals.spider_closed)
        crawler.signals.connect(spider.on_error, signal=signals.spider_error)
        return spider

    def read_list(self, response: Response, now: str) -> Discovery:
        """Read a fetched list of pages."""
        raise NotImplementedError

    def list_addresses(self) -> Iterator[str]:
        """Yield the addresses of the lists this source begins with."""
        yield self.source.url

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the source's own lists; pages follow from the frontier."""
        self.prepare()
        if (self.task.memory.get("not_before") or "") > utc_now():
            self.result.status = "rested"
            self.halted = True
            return
        for number, address in enumerate(self.list_addresses()):
            yield self.list_request(address, first=number == 0)

    def prepare(self) -> None:
        """Read what is remembered of the source; a source that is meant to be local may lead to private addresses."""
        if self.source.private_host:
            allow_private(self.source.private_host)
        self.task.memory = frontier.state_of(self.task.engine, self.source.id)

    def list_request(self, address: str, *, first: bool = False) -> Request:
        """Return the request for a list, conditional where its last answer left a mark."""
        headers = {}
        memory = self.task.memory
        if first and not self.task.refresh and memory.get("url") == address:
            headers = conditional(memory.get("etag"), memory.get("last_modified"))
        return Request(
            address,
            callback=self.list_arrived,
            errback=self.list_failed,
            headers=headers,
            dont_filter=True,
            priority=10,
            meta={"claimline_first": first, **self.exemption(address)},
        )

    def exemption(self, address: str) -> dict[str, bool]:
        """Return the request marks of a documented service whose terms allow it what robots.txt does not."""
        return {"dont_obey_robotstxt": True} if self.source.robots_exemption and self.source.kind == "api" else {}

    async def list_arrived(self, response: Response) -> AsyncIterator[Request]:
        """Take the pages of a list into the frontier and ask for the lists that follow."""
        now = utc_now()
        moved = moved_address(response)
        if moved and moved != self.source.url and not self.result.moved_to:
            self.result.moved_to = moved
            self.keeper.note("moved", f"the address moved to {moved}", now)
        first = bool(response.meta.get("claimline_first"))
        if response.status == 304:
            self.result.lists_unchanged += 1
            self.remember(checked_at=now, ok_at=now, failures=0, problem=None)
            await self.keep_listed()
            return
        if response.status != 200:
            reason = "empty_answer" if response.status == 202 else f"http_{response.status}"
            self.list_problem(reason, f"{response.url} answered {response.status}")
            return
        found = await self.aside(self.read_list, response, now)
        for reason, detail in found.problems:
            self.list_problem(reason, detail)
        new, changed = await self.aside(self.keeper.add_links, found.links, now)
        self.result.found += len(found.links)
        self.result.left_out.update(found.left_out)
        self.result.new += new
        self.result.changed_links += changed
        values: dict[str, Any] = {"checked_at": now, "url": self.source.url, "moved_to": self.result.moved_to}
        if first and not self.result.left_out[OVER]:  # else the list is asked for again as a whole
            values |= {"etag": header(response, "ETag"), "last_modified": header(response, "Last-Modified")}
        if new:
            values["new_at"] = now
        if not found.problems:
            values |= {"ok_at": now, "failures": 0, "problem": None}
        self.remember(**values)
        await self.keep_listed()
        for address in found.more:
            if self.task.lists_left > 0:
                self.task.lists_left -= 1
                yield self.list_request(address)

    def remember(self, **values: Any) -> None:
        """Change what is remembered of the source."""
        with self.keeper.turn():
            frontier.remember(self.task.engine, self.source.id, **values)
        self.task.memory |= values

    def list_problem(self, reason: str, detail: str) -> None:
        """Record that a list is not what it should be."""
        self.keeper.note(reason, detail, utc_now())
        failures = int(self.task.memory.get("failures") or 0) + 1
        self.remember(checked_at=utc_now(), failures=failures, problem=reason)

    def list_failed(self, failure: Any) -> None:
        """Record that a list could not be fetched."""
        reason, _ = failure_reason(failure)
        self.list_problem(reason, str(failure.value)[:200])

    def on_idle(self) -> None:
        """Lease the next pages; close when nothing is due or time is up."""
        if self.top_up():
            raise DontCloseSpider

    def top_up(self) -> bool:
        """Lease pages until as many are under way as the site may be asked at once; tell whether any is."""
        while not self.halted and self.under_way <= self.most_under_way // 2:
            if self.task.deadline is not None and time.monotonic() > self.task.deadline:
                self.result.status = "stopped"
                break
            left = self.source.pages_per_run - self.result.fetched - self.result.failed - self.under_way
            most = min(self.most_under_way - self.under_way, left)
            leased = self.leased(most)
            if not leased:
                break
            for page in leased:
                if not self.keeper.keep_entry(page, utc_now()):
                    self.ask(page)
        return self.under_way > 0

    def page_request(self, page: frontier.Leased) -> Request:
        """Return the conditional request for a leased page."""
        return Request(
            page.url,
            callback=self.page_arrived,
            errback=partial(self.page_failed, page=page),
            headers=conditional(page.etag, page.last_modified),
            dont_filter=True,
            cb_kwargs={"page": page},
        )

    async def keep_listed(self) -> None:
        """Keep the pages whose list entry is all there is to have; others are asked for as usual."""
        source = self.source
        if not (
            source.access == "metadata" or (source.feed and source.feed.full_text) or (source.api and source.api.body)
        ):
            return
        while not self.halted and (self.task.deadline is None or time.monotonic() < self.task.deadline):
            most = min(LISTED, source.pages_per_run - self.result.fetched - self.result.failed - self.under_way)
            leased = await self.aside(self.leased, most)
            for page in leased:
                if not await self.aside(self.keeper.keep_entry, page, utc_now()):
                    self.ask(page)
            if not leased:
                return

    def leased(self, most: int) -> list[frontier.Leased]:
        """Lease up to so many pages that are due."""
        if most <= 0:
            return []
        pages = self.keeper.lease(self.task.owner, utc_now(), most)
        if not pages and not self.relieved:  # a killed run may have been dying yet when this one began
            self.relieved = True
            with self.keeper.turn():
                freed = frontier.take_over(self.task.engine, utc_now())
            pages = self.keeper.lease(self.task.owner, utc_now(), most) if freed else []
        return pages

    def ask(self, page: frontier.Leased) -> None:
        """Put a page under way."""
        self.under_way += 1
        self.crawler.engine.crawl(self.page_request(page))

    async def page_arrived(self, response: Response, page: frontier.Leased) -> None:
        """Keep a page, its article and its place in the frontier in one transaction."""
        try:
            await self.keep(response, page)
        finally:
            self.under_way -= 1
        self.top_up()

    async def keep(self, response: Response, page: frontier.Leased) -> None:
        """Keep what a page answered, off the event loop."""
        self.result.fetched += 1
        if response.status == 304:
            self.keeper.keep_unchanged(page, utc_now())
        elif response.status != 200 or not response.body:
            reason = f"http_{response.status}" if response.status != 200 else "empty_page"
            await self.aside(self.keeper.keep_failure, page, reason, utc_now(), response.status in GONE)
        else:
            await self.aside(self.keeper.keep_page, page, response, utc_now())

    def page_failed(self, failure: Any, page: frontier.Leased) -> None:
        """Record why a page could not be had; a source that rests gives its pages back instead."""
        self.under_way -= 1
        reason, final = failure_reason(failure)
        if reason != "backed_off":
            self.result.failed += 1
            self.keeper.keep_failure(page, reason, utc_now(), final)
        self.top_up()

    async def aside(self, work: Any, *args: Any) -> Any:
        """Do work off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.task.pool, work, *args)

    def halt(self, seconds: float, reason: str) -> None:
        """Stop asking this source; it is asked again after `seconds`."""
        self.halted = True
        self.result.status = "rested"
        self.keeper.note(reason, f"the site asks to wait {seconds:.0f} seconds", utc_now())
        self.remember(not_before=frontier.later(utc_now(), min(seconds, 86_400.0) / 3600), problem=reason)

    def on_error(self, failure: Any, response: Response) -> None:
        """Make a mistake of our own in a callback visible: the source has failed."""
        self.result.status = "failed"
        detail = f"{response.url}: {type(failure.value).__name__}: {failure.value}"[:300]
        self.keeper.note("callback_failed", detail, utc_now())

    def on_closed(self, reason: str) -> None:
        """Give back what is still leased."""
        self.keeper.settle()
        frontier.give_back(self.task.engine, self.source.id, self.task.owner)
        self.result.close_reason = reason
