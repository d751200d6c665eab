"""When a page was published and changed: JSON-LD, meta tags, time tags, datelines, the address, each with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from htmldate import find_date

from crawlers.reading.dates import dated_address, iso_stamp, printed_date
from crawlers.reading.elements import inline_text, names_of
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
DATED = frozenset(
    [
        "published",
        "pubdate",
        "publish-date",
        "date",
        "dateline",
        "byline",
        "time",
        "timestamp",
        "posted",
        "posted-on",
        "entry-date",
        "post-date",
        "meta",
        "info",
        "age",
        "created",
        "article-date",
        "info-date",
        "article-info",
        "entry-meta",
        "post-meta",
        "subtext",
        "docmeta",
    ]
)
CHANGED = re.compile(
    r"updat|modif|last|edited|korrig|aktualis|mis à jour|actualiz|atualiz|aggiorn|güncel|обновл|оновлен|cập nhật|تحديث"
    r"|更新|수정|최종",
    re.IGNORECASE,
)


def read_dates(
    tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], addresses: Iterable[str | None]
) -> tuple[Evidenced | None, Evidenced | None]:
    """Return (published, modified); the date of a change is never taken for the date of publication."""
    modified = next(_stamps(articles, "dateModified", metas, MODIFIED), None)
    places = [place for place in addresses if place and place.startswith("http")]
    published = next(_published(tree, metas, articles, places), None)
    if published is None and modified is None and not _is_changed_page(tree):
        published = _guessed(tree, places)
    return published, modified


def _published(
    tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], places: list[str]
) -> Iterator[Evidenced]:
    """Yield what tells the date of publication, the most reliable first."""
    yield from _stamps(articles, "datePublished", metas, PUBLISHED)
    yield from _marked(tree)
    for place in places:
        text = dated_address(place)
        if text:
            yield Evidenced(text, "url")
    yield from _time_tags(tree)
    yield from _datelines(tree)
    yield from _stamps(articles, "dateCreated", {}, ())


def _is_changed_page(tree: Any) -> bool:
    """Tell whether the page prints the date of a change, which a guess would take for the date of publication."""
    return any(
        CHANGED.search(line) and printed_date(line)
        for element in tree.iter("time", "p", "span", "div", "small", "li")
        if len(element) < 4 and len(line := inline_text(element)) < 120
    )


def _guessed(tree: Any, places: list[str]) -> Evidenced | None:
    """Let htmldate look where nothing else told a date; only its cautious search, which guesses seldom."""
    number: Any = ELEMENTS(tree)
    if number > MOST_ELEMENTS:
        return None
    try:
        found = find_date(tree, extensive_search=False, original_date=True, url=places[0] if places else None,
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


def in_furniture(element: Any) -> bool:
    """Tell whether an element stands in a teaser, a comment or a footer."""
    for parent in element.iterancestors():
        if parent.tag in {"aside", "footer", "nav"} or names_of(parent) & {
            "related",
            "comments",
            "teaser",
            "rel",
            "comment",
        }:
            return True
    return False


def _marked(tree: Any) -> Iterator[Evidenced]:
    """Elements of the body marked `itemprop="datePublished"`."""
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        value = element.get("content") or element.get("datetime") or inline_text(element)
        text = iso_stamp(value) or printed_date(value)
        if text:
            yield Evidenced(text, "itemprop:datePublished")


def _time_tags(tree: Any) -> Iterator[Evidenced]:
    later: list[Evidenced] = []
    for number, element in enumerate(tree.iter("time")):
        if number > 50:
            break
        text = iso_stamp(element.get("datetime") or "") or printed_date(inline_text(element))
        if not text or in_furniture(element):
            continue
        parent = element.getparent()
        around = (
            (parent.text or "")[-40:]
            if parent is not None and parent.index(element) == 0
            else (element.getprevious().tail or "")[-40:]
            if element.getprevious() is not None
            else ""
        )
        label = " ".join((element.get("class") or "", element.get("itemprop") or "", around, inline_text(element)[:60]))
        if CHANGED.search(label) and "publish" not in label.lower():
            continue
        found = Evidenced(text, "time")
        if element.get("pubdate") is not None or "publish" in label.lower():
            yield found
        else:
            later.append(found)
    yield from later[:1]


def _datelines(tree: Any) -> Iterator[Evidenced]:
    """Dates printed in elements named as dates or bylines, then in short lines near the headline."""
    for element in tree.iter(
        "span", "div", "p", "li", "td", "dd", "em", "small", "b", "i", "ul", "header", "section", "strong"
    ):
        names = names_of(element)
        if not any(
            part in DATED or part.endswith(("-date", "-time", "date", "time")) for part in names
        ) or in_furniture(element):
            continue
        title = element.get("title") or element.get("data-time") or element.get("datetime") or ""
        text = iso_stamp(title) if title[:4].isdigit() else None
        if text is None:
            line = inline_text(element)
            text = _unchanged_date(line) if len(line) < 400 else None
        if text:
            yield Evidenced(text, "dateline")
    for line in _lines_near_heading(tree):
        text = _unchanged_date(line)
        if text:
            yield Evidenced(text, "dateline")


def _unchanged_date(line: str) -> str | None:
    """Return the first date of a line that is not marked as the date of a change."""
    found = CHANGED.search(line)
    if found is None:
        return printed_date(line)
    return printed_date(line[: found.start()])


def _lines_near_heading(tree: Any) -> Iterator[str]:
    heading = next(iter(tree.iter("h1")), None)
    if heading is None:
        return
    if heading.getprevious() is not None and isinstance(heading.getprevious().tag, str):
        yield inline_text(heading.getprevious())[-120:]
    node = heading
    for _ in range(2):
        following = [sibling for sibling in list(node.itersiblings())[:6] if isinstance(sibling.tag, str)]
        for sibling in following:
            line = inline_text(sibling)
            if 4 < len(line) <= 160:
                yield line
        node = node.getparent()
        if node is None or node.tag in {"body", "html"}:
            return
