"""Reading lists of pages: feeds, sitemaps, listings and JSON services. Pure: bytes in, a Discovery out."""

from __future__ import annotations

import calendar
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import feedparser
import lxml.etree
from parsel import Selector

from crawlers.links import Discovery, Link, clean_address
from crawlers.reading.assembly import collapse
from crawlers.reading.dates import iso_stamp
from crawlers.reading.elements import parse_html
from crawlers.sources import ApiTable, FeedTable, ListingTable, SitemapTable

MOST_ENTRIES = 5000  # entries read of one feed; a longer one is cut with a problem
LARGEST_LIST = 50_000_000
FROZEN_DAYS = 365
ENTRY = re.compile(rb"<(?:item|entry)[\s>]")


def looks_like_html(body: bytes) -> bool:
    """Tell whether bytes begin as a web page rather than a list for machines."""
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html"))


def declares_entities(body: bytes) -> bool:
    """Tell whether XML declares entities, which nothing needs and which can grow without end."""
    return b"<!entity" in body[:200_000].lower()


def read_feed(body: bytes, address: str, table: FeedTable, now: str) -> Discovery:
    """Read RSS, Atom or JSON Feed."""
    found = Discovery()
    if not body.strip():
        found.problems.append(("empty_answer", "the feed answered without a body"))
        return found
    if looks_like_html(body):
        found.problems.append(("html_instead_of_feed", "the address answered a web page where a feed should be"))
        return found
    if declares_entities(body):
        found.problems.append(("entity_declarations", "a feed that declares entities is not read"))
        return found
    stripped = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    entries = list(_json_feed(stripped)) if stripped.startswith(b"{") else list(_xml_feed(body, found))
    if not entries and not found.problems:
        found.problems.append(("no_entries", "the feed has no entry"))
    if len(entries) > MOST_ENTRIES:
        found.problems.append(("feed_too_long", f"{len(entries)} entries; the first {MOST_ENTRIES} are read"))
        found.left_out["beyond_the_longest_list"] += len(entries) - MOST_ENTRIES
    for entry in entries[:MOST_ENTRIES]:
        url = clean_address(urljoin(address, entry.url)) if entry.url else None
        link = Link(url, entry.title, entry.published, entry.summary, entry.stamp, entry.body) if url else None
        found.take(link, link is not None and table.wants(link.url))
    newest = max((link.published or "" for link in found.links), default="")
    if newest and newest[:10] < _days_before(now, FROZEN_DAYS):
        found.problems.append(("frozen_feed", f"the newest entry is of {newest[:10]}"))
    return found


def _days_before(now: str, days: int) -> str:
    return (datetime.fromisoformat(now.replace("Z", "+00:00")) - timedelta(days=days)).date().isoformat()


def _xml_feed(body: bytes, found: Discovery) -> Iterator[Link]:
    body = _cut(body[:LARGEST_LIST], found)
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        found.problems.append(("not_a_feed", "the answer is neither RSS nor Atom nor JSON Feed"))
        return
    for entry in parsed.entries:
        published, updated = _moment(entry, "published"), _moment(entry, "updated")
        content = entry.get("content") or []
        texts = [item.get("value") or "" for item in content]
        yield Link(
            url=entry.get("link") or "",
            title=_plain(entry.get("title")),
            published=published or updated,
            summary=_plain(entry.get("summary")),
            stamp=updated or published,
            body=max(texts, key=len) if texts else None,
        )


def _cut(body: bytes, found: Discovery) -> bytes:
    """Cut a feed behind the last entry that is read, before the costly parsing."""
    starts = [entry.start() for entry in ENTRY.finditer(body)]
    if len(starts) <= MOST_ENTRIES:
        return body
    found.problems.append(("feed_too_long", f"{len(starts)} entries; the first {MOST_ENTRIES} are read"))
    found.left_out["beyond_the_longest_list"] += len(starts) - MOST_ENTRIES
    head = body[:4000]
    end = b"</feed>" if b"<feed" in head else b"</channel></rss>" if b"<rss" in head else b"</rdf:RDF>"
    return body[: starts[MOST_ENTRIES]] + end


def _moment(entry: Any, name: str) -> str | None:
    parsed = entry.get(f"{name}_parsed")
    if parsed:
        try:
            return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            return None
    raw = entry.get(name)
    return iso_stamp(raw) if isinstance(raw, str) else None


def _plain(markup: Any) -> str | None:
    if not isinstance(markup, str) or not markup.strip():
        return None
    if "<" not in markup and "&" not in markup:
        return collapse(markup)[:2000]
    tree = parse_html(f"<div>{markup[:20_000]}</div>")
    return collapse(" ".join(tree.itertext()))[:2000] if tree is not None else None


def _json_feed(body: bytes) -> Iterator[Link]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return
    for item in data.get("items") or [] if isinstance(data, dict) else []:
        if isinstance(item, dict):
            stamp = item.get("date_modified") or item.get("date_published")
            yield Link(
                url=str(item.get("url") or item.get("external_url") or ""),
                title=_plain(item.get("title")),
                published=iso_stamp(str(item.get("date_published") or "")),
                summary=_plain(item.get("summary")),
                stamp=iso_stamp(str(stamp or "")),
                body=item.get("content_html") or item.get("content_text"),
            )


def unpacked(body: bytes) -> bytes:
    """Return gzip bytes unpacked up to the largest size of a list, others as they are."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            return packed.read(LARGEST_LIST)
    except (OSError, EOFError, zlib.error):
        return b""


def read_sitemap(body: bytes, address: str, table: SitemapTable, now: str) -> Discovery:
    """Read a sitemap, a news sitemap or an index of sitemaps; not well-formed ones as far as they go."""
    found = Discovery()
    body = unpacked(body)
    if not body.strip():
        found.problems.append(("empty_answer", "the sitemap answered without a body"))
        return found
    if looks_like_html(body):
        found.problems.append(("html_instead_of_sitemap", "the address answered a web page where a sitemap should be"))
        return found
    if declares_entities(body):
        found.problems.append(("entity_declarations", "a sitemap that declares entities is not read"))
        return found
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = lxml.etree.fromstring(body, parser=parser)
    if root is None:
        found.problems.append(("not_a_sitemap", "no XML element could be read"))
        return found
    oldest = _days_before(now, table.newest_days) if table.newest_days else ""
    for element in root.iter("{*}url", "{*}sitemap"):
        facts = _sitemap_facts(element)
        url = clean_address(urljoin(address, facts.get("loc", "")))
        stamp = iso_stamp(facts.get("lastmod") or facts.get("publication_date") or "")
        if url and stamp and stamp[:10] < oldest:
            found.left_out["too_old"] += 1
        elif url and lxml.etree.QName(element).localname == "sitemap":
            found.more.append(url)
        else:
            published = iso_stamp(facts.get("publication_date", ""))
            link = Link(url, facts.get("title"), published, None, stamp) if url else None
            found.take(link, link is not None and table.wants(link.url))
    if not found.links and not found.more:
        found.problems.append(("no_entries", "the sitemap has no address of interest"))
    found.links.sort(key=lambda link: link.stamp or "", reverse=True)
    return found


def _sitemap_facts(element: Any) -> dict[str, str]:
    """Return what an entry says of its page; what it says of pictures and films is no fact of the page."""
    facts: dict[str, str] = {}
    for node in element.iter():
        if not isinstance(node.tag, str) or node is element:
            continue
        name = lxml.etree.QName(node)
        if name.namespace and ("image" in name.namespace or "video" in name.namespace):
            continue
        facts.setdefault(name.localname, collapse(node.text or ""))
    return facts


def read_listing(text: str, address: str, table: ListingTable) -> Discovery:
    """Read the article links of a listing page."""
    found = Discovery()
    selector = Selector(text=text or "<html></html>")
    for anchor in selector.css(table.links):
        target = anchor.attrib.get("href") or anchor.css("a::attr(href)").get()
        url = clean_address(urljoin(address, target)) if target else None
        link = Link(url, collapse(" ".join(anchor.css("::text").getall())) or None) if url else None
        found.take(link, link is not None and table.wants(link.url))
    if not found.links:
        found.problems.append(("selector_found_nothing", f"no link matches {table.links}"))
    if table.next:
        following = selector.css(table.next).xpath("@href").get()
        url = clean_address(urljoin(address, following)) if following else None
        found.more += [url] if url else []
    return found


def pick(data: Any, path: str) -> Any:
    """Return the value at a dotted path of parsed JSON; None where there is none."""
    for part in [part for part in path.split(".") if part]:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return data


def read_api(body: bytes, address: str, table: ApiTable) -> Discovery:
    """Read the results of a JSON service by the paths of its table."""
    found = Discovery()
    if not body.strip():
        found.problems.append(("empty_answer", "the service answered without a body"))
        return found
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        found.problems.append(("not_json", f"the service answered: {body[:80].decode('utf-8', 'replace')}"))
        return found
    items = pick(data, table.items)
    if not isinstance(items, list):
        found.problems.append(("path_found_nothing", f"no list at {table.items or 'the root'}"))
        return found
    for item in items:
        link = _result(item, address, table)
        found.take(link, link is not None and table.wants(link.url))
    if not items:
        found.problems.append(("no_entries", "the service has no result"))
    if table.most is not None and len(items) >= table.most:
        found.problems.append(("capped", f"{len(items)} results, all that the service gives: narrow the query"))
    following = pick(data, table.next) if table.next else None
    if isinstance(following, str) and (url := clean_address(urljoin(address, following))):
        found.more.append(url)
    return found


def _result(item: Any, address: str, table: ApiTable) -> Link | None:
    target = pick(item, table.link)
    url = clean_address(urljoin(address, table.link_prefix + str(target))) if target else None
    if not url:
        return None
    published = iso_stamp(_picked(item, table.published) or "")
    title, summary = _plain(_picked(item, table.title)), _plain(_picked(item, table.summary))
    return Link(url, title, published, summary, published, _picked(item, table.body))


def _picked(item: Any, path: str | None) -> str | None:
    value = pick(item, path) if path else None
    if isinstance(value, dict):
        value = value.get("rendered")
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else None
