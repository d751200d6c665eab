"""What a page says about itself: title, dates, authors, outlet, canonical address, each with where it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawlers.reading.authors import read_authors
from crawlers.reading.elements import inline_text, names_of
from crawlers.reading.heads import article_nodes, first_of, linked_data, meta_tags, plain_text
from crawlers.reading.publication import read_dates
from crawlers.reading.titles import headings, headline, page_title
from ledger.article import Evidenced

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


@dataclass(slots=True)
class PageFacts:
    """Everything read about a page, before the text is looked at."""

    title: str | None = None
    title_evidence: str | None = None
    heading: str | None = None  # the text of the heading that is the headline, where the page has one
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
    articles = article_nodes(nodes)
    facts = PageFacts(declared_lang=_declared_lang(tree, metas))
    _read_canonical(tree, metas, articles, address, facts)
    _read_outlet(tree, metas, articles, nodes, facts)
    place = facts.canonical or address
    facts.title, facts.title_evidence, facts.heading = headline(tree, metas, articles, facts.outlet, place)
    facts.published, facts.modified = read_dates(
        tree, metas, articles, (facts.canonical, address), facts.heading, facts.declared_lang
    )
    facts.authors, facts.authors_evidence = read_authors(tree, metas, articles, nodes, facts.outlet)
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
    title, heading = page_title(tree), next(iter(headings(tree)), None)
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
