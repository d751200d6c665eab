"""The head of a page: meta tags and JSON-LD as plain values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from crawlers.reading.assembly import collapse

ARTICLE_TYPES = re.compile(r"(article|posting|report|webpage|creativework|newsitem|legislation)$", re.IGNORECASE)


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
    """Yield the objects of every JSON-LD script; a broken one is passed over."""
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


def is_article(node: dict[str, Any]) -> bool:
    """Tell whether a JSON-LD object is an article of some kind."""
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


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
