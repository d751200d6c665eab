"""The head of a page: meta tags and JSON-LD as plain values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from crawlers.reading.assembly import collapse

ARTICLE_TYPES = re.compile(r"(article|posting|report|newsitem|legislation)$", re.IGNORECASE)
PAGE_TYPES = re.compile(r"(webpage|creativework)$", re.IGNORECASE)
WRAPPING = re.compile(
    r"^\s{0,20}(?:<!--|/\*|//)?\s{0,5}(?:<!\[CDATA\[)?\s{0,5}(?:\*/)?|(?:/\*|//)?\s{0,5}(?:\]\]>|-->)\s{0,5}(?:\*/)?\s{0,20}$"
)
TRAILING_COMMA = re.compile(r",\s{0,50}([}\]])")
PAIRS = re.compile(r'"(headline|datePublished|dateModified)"\s{0,5}:\s{0,5}"((?:[^"\\]|\\.){1,400})"')
LISTED = "claimline:listed"  # marks an object that is an entry of a list of other pages


def meta_tags(tree: Any) -> dict[str, list[str]]:
    """Return the content of every meta tag by lower-case name."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = collapse(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                metas.setdefault(name, []).append(content[:2000])
    return metas


def linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of every JSON-LD script; of a broken one the headline and dates that can still be seen."""
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "").lower() and element.text and len(element.text) < 2_000_000:
            text = WRAPPING.sub("", element.text.strip()).strip().rstrip(";")
            try:
                data = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                data = _mended(text)
            yield from _nodes(data)


def _mended(text: str) -> Any:
    """Read JSON with commas too many, or at least the pairs of an article that can be found in it."""
    try:
        return json.loads(TRAILING_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        pairs = dict(reversed(PAIRS.findall(text[:200_000])))
        return {"@type": "Article", **pairs} if pairs and '"@type"' in text else None


def _nodes(data: Any, depth: int = 0, listed: bool = False) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1, listed)
    elif isinstance(data, dict):
        yield {**data, LISTED: True} if listed else data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"):
            if isinstance(data.get(key), (list, dict)):
                yield from _nodes(data[key], depth + 1, listed or key in {"itemListElement", "hasPart"})


def article_nodes(nodes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the JSON-LD objects that describe the page's article: articles first, then pages; list entries never."""
    own = [node for node in nodes if LISTED not in node]
    return [node for node in own if _has_type(node, ARTICLE_TYPES)] + [n for n in own if _has_type(n, PAGE_TYPES)]


def _has_type(node: dict[str, Any], types: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and types.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def plain_text(value: Any) -> str | None:
    """Return a JSON-LD value as text: a string, the name of an object, the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("@id")
    return collapse(value)[:1000] or None if isinstance(value, str) else None


def first_of(metas: dict[str, list[str]], names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first named meta tag that is there, with its evidence."""
    for name in names:
        if name in metas:
            return metas[name][0], f"meta:{name}"
    return None
