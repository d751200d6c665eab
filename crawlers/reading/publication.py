"""When a page was published and changed: JSON-LD, meta tags, time tags, datelines, the address, each with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from lxml.etree import strip_elements

from crawlers.reading.datelines import CHANGED, datelines, marked, time_tags
from crawlers.reading.dates import dated_address, iso_stamp, printed_date
from crawlers.reading.elements import inline_text
from crawlers.reading.heads import plain_text
from crawlers.reading.mainpart import ELEMENTS, MOST_ELEMENTS
from ledger.article import Evidenced

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "published_time",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "firstcreatetime",
    "release_date",
    "originalpublicationdate",
    "shareaholic:article_published_time",
    "weibo:article:create_at",
    "article:published",
    "article:post_date",
    "article:publish_date",
    "og:published_time",
    "og:pubdate",
    "og:release_date",
    "rnews:datepublished",
    "bt:pubdate",
    "pdate",
    "pub_date",
    "publication-date",
    "publishtime",
    "publish_time",
    "publish-time",
    "apub:time",
    "mediator_published_time",
    "vr:published_time",
    "article.created",
    "created",
    "created_at",
    "datecreated",
    "sailthru.publish_date",
    "dcsext.articlefirstpublished",
    "displaydate",
    "ptime",
    "gentime",
    "date",
    "dc.date.available",
    "dc.terms.date",
    "article:created_time",
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "revised",
)
SCRIPTED = re.compile(
    r'"(?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|publicationDate|pubDate|'
    r'firstPublished(?:At|Date)?|publishedTime|published_time|publishedDate)"\s{0,3}:\s{0,3}"(\d{4}-\d{2}-\d{2}[^"]{0,20})"'
)
LARGEST_SCRIPT = 1_000_000


def read_dates(
    tree: Any,
    metas: dict[str, list[str]],
    articles: list[dict[str, Any]],
    addresses: Iterable[str | None],
    heading: str | None = None,
    lang: str | None = None,
) -> tuple[Evidenced | None, Evidenced | None]:
    """Return (published, modified); the date of a change is never taken for the date of publication.

    `heading` is the headline, near which a printed date counts; `lang` the language the page declares, by which
    03/04/2026 is read.
    """
    modified = next(_stamps(articles, "dateModified", metas, MODIFIED), None)
    places = [place for place in addresses if place and place.startswith("http")]
    where = (heading, day_first(lang))
    published = next(_published(tree, metas, articles, places, where), None)
    if published is None and modified is None and not _is_changed_page(tree):
        published = _guessed(tree, places)
    return published, modified


def _published(
    tree: Any,
    metas: dict[str, list[str]],
    articles: list[dict[str, Any]],
    places: list[str],
    where: tuple[str | None, bool | None],
) -> Iterator[Evidenced]:
    """Yield what tells the date of publication, the most reliable first."""
    yield from _stamps(articles, "datePublished", metas, PUBLISHED)
    yield from marked(tree)
    for place in places:
        text = dated_address(place)
        if text:
            yield Evidenced(text, "url")
    yield from time_tags(tree, *where)
    yield from datelines(tree, *where)
    yield from _stamps(articles, "dateCreated", {}, ())
    yield from _scripted(tree)


def _is_changed_page(tree: Any) -> bool:
    """Tell whether the page prints the date of a change, which a guess would take for the date of publication."""
    return any(
        CHANGED.search(line) and printed_date(line)
        for element in tree.iter("time", "p", "span", "div", "small", "li")
        if len(element) < 4 and len(line := inline_text(element)) < 120
    )


def _guessed(tree: Any, places: list[str]) -> Evidenced | None:
    """Let htmldate look where nothing else told a date; only its cautious search, which guesses seldom."""
    from htmldate import find_date  # as seldom as it is asked, its imports are not worth waiting for

    number: Any = ELEMENTS(tree)
    if number > MOST_ELEMENTS:
        return None
    quiet = deepcopy(tree)  # without scripts: what they say was read with more care
    strip_elements(quiet, "script", with_tail=False)
    try:
        found = find_date(quiet, extensive_search=False, original_date=True, url=places[0] if places else None,
                          min_date="1995-01-01", max_date="2100-01-01")  # fmt: skip
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError, RecursionError):
        return None
    return Evidenced(found, "htmldate") if found else None


def _stamps(
    articles: list[dict[str, Any]], key: str, metas: dict[str, list[str]], names: Iterable[str]
) -> Iterator[Evidenced]:
    for node in articles:
        value = plain_text(node.get(key))
        text = iso_stamp(value) if value else None
        if text:
            yield Evidenced(text, f"json-ld:{key}")
    for name in names:
        for value in metas.get(name, [])[:1]:
            text = iso_stamp(value)
            if text:
                yield Evidenced(text, f"meta:{name}")


def day_first(lang: str | None) -> bool | None:
    """Tell how a language writes 03/04/2026: the day first, the month first (en-US), or None where it is not said."""
    code = (lang or "").lower()
    if code in {"en-us", "en-ph"}:
        return False
    return None if not code or code == "en" else True


def _scripted(tree: Any) -> Iterator[Evidenced]:
    """Yield the date that the data of a page's scripts name as that of publication, where they name one day alone."""
    days: dict[str, str] = {}
    for element in tree.iter("script"):
        if element.text and "ublish" in element.text and "ld+json" not in (element.get("type") or ""):
            for found in SCRIPTED.finditer(element.text[:LARGEST_SCRIPT]):
                stamp = iso_stamp(found[1])
                if stamp:
                    days.setdefault(stamp[:10], stamp)
    if len(days) == 1:
        yield Evidenced(next(iter(days.values())), "script")
