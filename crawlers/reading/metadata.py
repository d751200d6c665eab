"""What a page says about itself: title, dates, authors, outlet, canonical address, each with where it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawlers.reading.assembly import collapse
from crawlers.reading.dates import month_names
from crawlers.reading.elements import inline_text, names_of
from crawlers.reading.heads import first_of, is_article, linked_data, meta_tags, plain_text
from crawlers.reading.publication import in_furniture, read_dates
from ledger.article import Evidenced

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
LOGOS = frozenset(["logo", "brand", "site-title", "site-name", "sitename", "site-logo", "navbar-brand", "masthead"])
SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "publisher",
    "dc.creator",
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
    metas, nodes = meta_tags(tree), list(linked_data(tree))
    articles = [node for node in nodes if is_article(node)]
    facts = PageFacts(declared_lang=_declared_lang(tree, metas))
    _read_canonical(tree, metas, articles, address, facts)
    _read_outlet(tree, metas, articles, nodes, facts)
    _read_title(tree, metas, articles, facts)
    facts.published, facts.modified = read_dates(tree, metas, articles, (facts.canonical, address))
    _read_authors(tree, metas, articles, facts)
    return facts


def _declared_lang(tree: Any, metas: dict[str, list[str]]) -> str | None:
    html = tree if tree.tag == "html" else tree.find(".//html")
    value = html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") if html is not None else None
    found = first_of(metas, ("content-language", "og:locale", "inlanguage"))
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
    found = first_of(metas, SITES[:2])
    if found:
        facts.outlet, facts.outlet_evidence = found
        return
    for node in articles:
        name = (
            plain_text(node.get("publisher"))
            or plain_text(node.get("isPartOf"))
            or plain_text(node.get("sourceOrganization"))
        )
        if name and not name.startswith("http"):
            facts.outlet, facts.outlet_evidence = name, "json-ld:publisher"
            return
    for node in nodes:
        if node.get("@type") in {"WebSite", "Organization", "NewsMediaOrganization"} and plain_text(node.get("name")):
            facts.outlet, facts.outlet_evidence = plain_text(node.get("name")), f"json-ld:{node['@type']}"
            return
    found = first_of(metas, SITES[2:])
    if found:
        facts.outlet, facts.outlet_evidence = found
        return
    logo = _logo_text(tree)
    if logo:
        facts.outlet, facts.outlet_evidence = logo, "logo"
        return
    title, heading = _page_title(tree), _heading_text(tree)
    if title and heading and title != heading:
        rest = title.replace(heading, "", 1).strip(" |–—-·:»•_｜") if heading in title else None
        parts = SEPARATORS.split(title)
        name = rest or (parts[-1].strip() if len(parts) > 1 else None)
        if name and 2 <= len(name) <= 60:
            facts.outlet, facts.outlet_evidence = SEPARATORS.split(name)[-1].strip(), "title:suffix"


def _logo_text(tree: Any) -> str | None:
    """Return the text of a link to the front page that is marked as the site's name."""
    for element in tree.iter("a", "p", "span", "div"):
        if names_of(element) & LOGOS and (
            element.tag != "a" or (element.get("href") or "/").strip() in {"/", "./", "#"}
        ):
            text = inline_text(element)
            if 2 <= len(text) <= 50:
                return text
    return None


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
    headline = next((text for node in articles if (text := plain_text(node.get("headline")))), None)
    heading, shared, plain = (
        _heading_text(tree),
        first_of(metas, ("og:title", "twitter:title", "dc.title", "citation_title")),
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


def _read_authors(tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], facts: PageFacts) -> None:
    for node in articles:
        value = node.get("author") or node.get("creator")
        items = value if isinstance(value, list) else [value]
        names = [name for item in items if (name := plain_text(item)) and not name.startswith("http")]
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
        text = clean_author(inline_text(element)) if named and not in_furniture(element) else ""
        if 2 < len(text) <= 60:
            facts.authors, facts.authors_evidence = (text,), "byline"
            return


def clean_author(text: str) -> str:
    """Return a byline's name without "By" and what follows the name."""
    text = BY.sub("", collapse(text)[:200])
    found = BYLINE_END.search(text)
    words = (text[: found.start()] if found and found.start() > 1 else text).strip(" ,·|").split(" ")
    while len(words) > 1 and words[-1].lower().rstrip(".") in month_names():
        words.pop()
    return " ".join(words)
