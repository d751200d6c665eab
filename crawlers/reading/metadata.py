"""What a page says about itself: title, dates, authors, outlet, canonical address, each with where it was read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawlers.reading.assembly import collapse
from crawlers.reading.dates import dated_address, iso_stamp, printed_date
from crawlers.reading.markup import inline_text, names_of
from ledger.article import Evidenced

ARTICLE_TYPES = re.compile(r"(article|posting|report|webpage|creativework|newsitem|legislation)$", re.IGNORECASE)
PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date_published", "published_time", "article.published", "pubdate", "publishdate", "publish-date",
    "publish_date", "published", "publication_date", "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "article_date_original", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "firstcreatetime", "release_date",
    "originalpublicationdate", "shareaholic:article_published_time", "weibo:article:create_at", "bt:pubdate", "date",
)  # fmt: skip
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
AUTHORS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
)
SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher")
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
    ]
)
CHANGED = re.compile(
    r"updat|modif|last|edited|korrig|aktualis|mis à jour|actualiz|atualiz|aggiorn|güncel|обновл|оновлен|cập nhật|تحديث|更新|수정|최종",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"\s+[|–—\-·:»•]\s+|\s?[|｜_]\s?|\s?-\s?(?=[^-]{2,30}$)")
BY = re.compile(
    r"^(?:by|von|par|por|di|da|yazan|автор:?|bởi|tác giả:?|بقلم:?|文/|作者[:：]|记者|記者)\s*", re.IGNORECASE
)
BYLINE_END = re.compile(
    r"\s+(?:[|·•,]|(?:in|aus|à)\s(?=[A-Z][a-z]+$))|\s[–—-]\s|\s?[·•|]|,\s|\d|\s(?:and|und|et|y|e|ve|и|та|và)\s"
)


@dataclass(slots=True)
class PageFacts:
    """Everything read about a page, before the text is looked at."""

    title: str | None = None
    title_evidence: str | None = None
    published: Evidenced | None = None
    modified: Evidenced | None = None
    authors: tuple[str, ...] = ()
    authors_evidence: str | None = None
    outlet: str | None = None
    outlet_evidence: str | None = None
    canonical: str | None = None
    declared_lang: str | None = None
    contradictions: list[str] = field(default_factory=list)


def read_facts(tree: Any, address: str | None) -> PageFacts:
    """Read a parsed page's facts; `address` is where it was fetched, for relative links and as a last resort."""
    metas, nodes = _metas(tree), list(_linked_data(tree))
    articles = [node for node in nodes if _is_article(node)]
    facts = PageFacts(declared_lang=_declared_lang(tree, metas))
    _read_canonical(tree, metas, articles, address, facts)
    _read_outlet(tree, metas, articles, nodes, facts)
    _read_title(tree, metas, articles, facts)
    _read_dates(tree, metas, articles, facts, address)
    _read_authors(tree, metas, articles, facts)
    return facts


def _metas(tree: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = collapse(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                metas.setdefault(name, []).append(content[:2000])
    return metas


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "").lower() and element.text and len(element.text) < 2_000_000:
            try:
                data = json.loads(element.text.strip().strip(";"), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _nodes(data)


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(data.get(key), (list, dict)):
                yield from _nodes(data[key], depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("@id")
    return collapse(value)[:1000] or None if isinstance(value, str) else None


def _first(metas: dict[str, list[str]], names: Iterable[str]) -> tuple[str, str] | None:
    for name in names:
        if name in metas:
            return metas[name][0], f"meta:{name}"
    return None


def _declared_lang(tree: Any, metas: dict[str, list[str]]) -> str | None:
    html = tree if tree.tag == "html" else tree.find(".//html")
    value = html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") if html is not None else None
    found = _first(metas, ("content-language", "og:locale", "inlanguage"))
    value = value or (found[0] if found else None)
    return value.strip().replace("_", "-")[:35] or None if value else None


def _read_canonical(
    tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], address: str | None, facts: PageFacts
) -> None:
    stated: list[str] = []
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and element.get("href"):
            stated.append(element.get("href").strip())
    links = list(dict.fromkeys(stated))
    if len(links) > 1:
        facts.contradictions.append(f"{len(links)} canonical links")
    stated += metas.get("og:url", [])[:1]
    for node in articles:
        entity = node.get("mainEntityOfPage")
        value = entity if isinstance(entity, str) else (entity or {}).get("@id") if isinstance(entity, dict) else None
        stated += [text for text in (value, node.get("url")) if isinstance(text, str)]
    for value in stated:
        absolute = absolute_address(value, address)
        if absolute and not _is_front_page(absolute, address):
            facts.canonical = absolute
            return


def absolute_address(value: str, base: str | None) -> str | None:
    """Return an http(s) address for a stated link, None where it is none."""
    try:
        joined = urljoin(base, value) if base and base.startswith("http") else value
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined[:2000] if parts.scheme in {"http", "https"} and parts.hostname and " " not in joined else None


def _is_front_page(canonical: str, address: str | None) -> bool:
    """Tell whether a canonical link names the front page although the page is a deeper one (a common template slip)."""
    if not address or not address.startswith("http"):
        return False
    return (
        urlsplit(canonical).path in {"", "/"}
        and urlsplit(address).path not in {"", "/"}
        and not urlsplit(canonical).query
    )


def _read_outlet(
    tree: Any,
    metas: dict[str, list[str]],
    articles: list[dict[str, Any]],
    nodes: list[dict[str, Any]],
    facts: PageFacts,
) -> None:
    found = _first(metas, SITES[:2])
    if found:
        facts.outlet, facts.outlet_evidence = found
        return
    for node in articles:
        name = _text(node.get("publisher")) or _text(node.get("isPartOf")) or _text(node.get("sourceOrganization"))
        if name and not name.startswith("http"):
            facts.outlet, facts.outlet_evidence = name, "json-ld:publisher"
            return
    for node in nodes:
        if node.get("@type") in {"WebSite", "Organization", "NewsMediaOrganization"} and _text(node.get("name")):
            facts.outlet, facts.outlet_evidence = _text(node.get("name")), f"json-ld:{node['@type']}"
            return
    found = _first(metas, SITES[2:])
    if found:
        facts.outlet, facts.outlet_evidence = found
        return
    title, heading = _page_title(tree), _heading_text(tree)
    if title and heading and title != heading:
        rest = title.replace(heading, "", 1).strip(" |–—-·:»•_｜") if heading in title else None
        parts = SEPARATORS.split(title)
        name = rest or (parts[-1].strip() if len(parts) > 1 else None)
        if name and 2 <= len(name) <= 60:
            facts.outlet, facts.outlet_evidence = SEPARATORS.split(name)[-1].strip(), "title:suffix"


def _page_title(tree: Any) -> str | None:
    element = tree.find(".//title")
    return collapse("".join(element.itertext()))[:1000] or None if element is not None else None


def _heading_text(tree: Any) -> str | None:
    for element in tree.iter("h1"):
        text = inline_text(element)
        if text:
            return text[:1000]
    return None


def _read_title(tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], facts: PageFacts) -> None:
    headline = next((text for node in articles if (text := _text(node.get("headline")))), None)
    heading, shared, plain = (
        _heading_text(tree),
        _first(metas, ("og:title", "twitter:title", "dc.title", "citation_title")),
        _page_title(tree),
    )
    others = " ".join(filter(None, (headline, shared[0] if shared else None, plain)))
    if heading and (heading in others or (not headline and not shared)) and len(heading) > 3:
        facts.title, facts.title_evidence = heading, "h1"
    elif headline:
        facts.title, facts.title_evidence = headline, "json-ld:headline"
    elif shared:
        facts.title, facts.title_evidence = without_site(shared[0], facts.outlet), shared[1]
    elif heading:
        facts.title, facts.title_evidence = heading, "h1"
    elif plain:
        facts.title, facts.title_evidence = without_site(plain, facts.outlet), "title"


def without_site(title: str, outlet: str | None) -> str:
    """Return a page title without the name of its site at the end."""
    parts = SEPARATORS.split(title)
    if outlet and len(parts) > 1 and parts[-1].strip().lower() == outlet.lower():
        return title[: title.rfind(parts[-1])].strip(" |–—-·:»•_｜")
    return title


def _read_dates(
    tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], facts: PageFacts, address: str | None
) -> None:
    facts.modified = next(_stamps(articles, "dateModified", metas, MODIFIED), None)
    for candidate in _published(tree, metas, articles):
        facts.published = candidate
        return
    for place in (facts.canonical, address):
        text = dated_address(place) if place and place.startswith("http") else None
        if text:
            facts.published = Evidenced(text, "url")
            return


def _stamps(
    articles: list[dict[str, Any]], key: str, metas: dict[str, list[str]], names: Iterable[str]
) -> Iterator[Evidenced]:
    for node in articles:
        value = _text(node.get(key))
        text = iso_stamp(value) if value else None
        if text:
            yield Evidenced(text, f"json-ld:{key}")
    for name in names:
        for value in metas.get(name, [])[:1]:
            text = iso_stamp(value)
            if text:
                yield Evidenced(text, f"meta:{name}")


def _published(tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]]) -> Iterator[Evidenced]:
    yield from _stamps(articles, "datePublished", metas, PUBLISHED)
    yield from _time_tags(tree)
    yield from _datelines(tree)
    yield from _stamps(articles, "dateCreated", {}, ())


def _in_furniture(element: Any) -> bool:
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


def _time_tags(tree: Any) -> Iterator[Evidenced]:
    later: list[Evidenced] = []
    for number, element in enumerate(tree.iter("time")):
        if number > 50:
            break
        text = iso_stamp(element.get("datetime") or "") or printed_date(inline_text(element))
        if not text or _in_furniture(element):
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
        ) or _in_furniture(element):
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


def _read_authors(tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], facts: PageFacts) -> None:
    for node in articles:
        value = node.get("author") or node.get("creator")
        items = value if isinstance(value, list) else [value]
        names = [name for item in items if (name := _text(item)) and not name.startswith("http")]
        if names:
            facts.authors, facts.authors_evidence = tuple(dict.fromkeys(names)), "json-ld:author"
            return
    for name in AUTHORS:
        values = [value for value in metas.get(name, []) if not value.startswith("http")]
        if values:
            facts.authors, facts.authors_evidence = (
                tuple(dict.fromkeys(clean_author(value) for value in values)),
                f"meta:{name}",
            )
            return
    for element in tree.iter("a", "span", "div", "p", "address"):
        named = (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or names_of(element) & {"author", "byline", "author-name", "byline-name"}
        )
        text = clean_author(inline_text(element)) if named and not _in_furniture(element) else ""
        if 2 < len(text) <= 60:
            facts.authors, facts.authors_evidence = (text,), "byline"
            return


def clean_author(text: str) -> str:
    """Return a byline's name without "By" and what follows the name."""
    text = BY.sub("", collapse(text)[:200])
    found = BYLINE_END.search(text)
    return (text[: found.start()] if found and found.start() > 1 else text).strip(" ,·|")
