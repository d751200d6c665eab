"""The change log as an Atom feed, a JSON feed and plain JSON: whatever a page wrote is text there and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from ledger.dates import within

ATOM = "http://www.w3.org/2005/Atom"
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DIRECTIONS = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
TITLE = 120
TEXT = 4000
HEADS = {
    "new_incident": "New incident",
    "merged_incident": "Incidents merged",
    "new_figure": "New figure",
    "changed_figure": "Figure changed",
    "withdrawn_figure": "Figure withdrawn",
    "new_conflict": "New conflict",
    "resolved_conflict": "Conflict resolved",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as feeds and alerts show it; every text is free of control and direction marks."""

    id: str
    kind: str
    at: str
    title: str
    sentence: str
    incident_id: str
    incident: str
    measure: str | None
    parties: tuple[str, ...]
    link: str
    before: dict[str, Any]
    after: dict[str, Any]


def plain(text: str, limit: int = TEXT) -> str:
    """Return a text without what no feed may hold and what would turn it round, on one line, not endless."""
    flat = " ".join(DIRECTIONS.sub("", NO_XML.sub(" ", text[: limit * 2])).split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def entry(change: Any, base_url: str) -> Entry:
    """Return a row of the change log as an entry."""
    query = {"incident": change.incident_id} | ({"measure": change.measure} if change.measure else {})
    return Entry(
        change.change_id,
        change.kind,
        change.at,
        plain(f"{HEADS[change.kind]}: {change.incident}", TITLE),
        plain(within(change.sentence)),
        change.incident_id,
        plain(change.incident),
        change.measure,
        tuple(plain(party) for party in change.parties.split(";") if party),
        f"{base_url.rstrip('/')}/incident?{urlencode(query)}",
        dict(change.before),
        dict(change.after),
    )


def json_item(item: Entry) -> dict[str, Any]:
    """Return an entry as the JSON endpoint and the webhook give it."""
    names = Entry.__slots__
    return {name: list(value) if isinstance(value := getattr(item, name), tuple) else value for name in names}


def json_feed(entries: Iterable[Entry], base_url: str) -> dict[str, Any]:
    """Return a feed by jsonfeed.org, version 1.1."""
    base = base_url.rstrip("/")
    items = [
        {
            "id": item.id,
            "url": item.link,
            "title": item.title,
            "content_text": item.sentence,
            "date_published": item.at,
            "tags": [item.kind, *([item.measure] if item.measure else []), *item.parties],
            "_claimline": json_item(item),
        }
        for item in entries
    ]
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Claimline: what changed",
        "home_page_url": f"{base}/",
        "feed_url": f"{base}/feeds/changes.json",
        "items": items,
    }


def atom(entries: Iterable[Entry], base_url: str) -> bytes:
    """Return an Atom feed."""
    base = base_url.rstrip("/")
    held = list(entries)
    root = ElementTree.Element("feed", {"xmlns": ATOM})
    child(root, "id", f"{base}/feeds/changes.atom")
    child(root, "title", "Claimline: what changed")
    child(root, "updated", held[0].at if held else "1970-01-01T00:00:00Z")
    child(root, "link", None, rel="self", href=f"{base}/feeds/changes.atom", type="application/atom+xml")
    child(root, "link", None, rel="alternate", href=f"{base}/", type="text/html")
    child(child(root, "author", None), "name", "Claimline")
    for item in held:
        node = child(root, "entry", None)
        child(node, "id", f"urn:claimline:{item.id}")
        child(node, "title", item.title)
        child(node, "updated", item.at)
        child(node, "link", None, rel="alternate", href=item.link, type="text/html")
        for term in (item.kind, *([item.measure] if item.measure else []), *item.parties):
            child(node, "category", None, term=term)
        child(node, "summary", item.sentence)
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def child(parent: ElementTree.Element, name: str, text: str | None, **attributes: str) -> ElementTree.Element:
    """Add an element and return it."""
    node = ElementTree.SubElement(parent, name, attributes)
    node.text = text
    return node
