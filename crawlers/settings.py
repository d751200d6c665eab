"""Scrapy's settings for every crawl of Claimline: polite, bounded, and closed to remote control."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    _VERSION = version("claimline")
except PackageNotFoundError:  # run from a plain checkout
    _VERSION = "0"

BOT_NAME = "claimline"
SPIDER_MODULES = ["crawlers.spiders"]
USER_AGENT = f"Claimline/{_VERSION} (research on AI policy reporting; contact: see CLAIMLINE_CONTACT)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Claimline"

# nothing may reach into a running crawl
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# limits
CONCURRENT_REQUESTS = 16
CONCURRENT_ITEMS = 1  # callbacks keep what they got themselves; more would be idle tasks for each answer
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.1
DOWNLOAD_TIMEOUT = 40
DOWNLOAD_MAXSIZE = 20_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False
REDIRECT_MAX_TIMES = 8
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
DEPTH_LIMIT = 0
DNS_TIMEOUT = 15
HTTPCACHE_ENABLED = False
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
METAREFRESH_ENABLED = False

DOWNLOAD_HANDLERS = {"file": None, "ftp": None, "s3": None, "data": None}
DOWNLOADER_MIDDLEWARES = {
    "crawlers.middlewares.AddressGuard": 50,
    "crawlers.middlewares.BackOff": 560,
    # what would be asked of every request for nothing: no site is closed off, no password sent, no statistics read
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
}
EXTENSIONS = {
    "crawlers.middlewares.CrawlDelay": 0,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logstats.LogStats": None,
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawlers.resolver.GuardedResolver"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/json;q=0.9,*/*",
    "Accept-Language": "en;q=0.8,*;q=0.5",
}
LOG_LEVEL = "WARNING"
STATS_DUMP = False
