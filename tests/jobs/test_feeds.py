"""Feeds are read by a parser that is not ours; hostile text in them is text."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs import feeds
from store.changes import KINDS

BASE = "http://127.0.0.1:8501/"


def change(**values: Any) -> Any:
    """Return a row of the change log."""
    row = {
        "change_id": "chg-1",
        "number": 1,
        "at": "2026-03-01T00:00:00Z",
        "kind": "new_conflict",
        "incident_id": "inc-1",
        "incident": "Orrery AI accuses Vantage Labs",
        "measure": "interactions",
        "accused": "Vantage Labs",
        "parties": "Orrery AI;Vantage Labs",
        "sentence": "Lagoon Wire prints 1.9 million, Quay Herald 2.4 million.",
        "before": {},
        "after": {"type": "contradiction"},
    }
    return SimpleNamespace(**{**row, **values})


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_change_has_a_head(kind: str) -> None:
    """In words."""
    assert feeds.entry(change(kind=kind), BASE).title.startswith(feeds.HEADS[kind])


def test_atom_is_read_by_a_feed_reader() -> None:
    """Id, title, link with its state, date, categories, summary."""
    read = feedparser.parse(feeds.atom([feeds.entry(change(), BASE)], BASE))
    assert not read.bozo and read.version == "atom10"
    [entry] = read.entries
    assert (entry.id, entry.title) == ("urn:claimline:chg-1", "New conflict: Orrery AI accuses Vantage Labs")
    assert entry.link == "http://127.0.0.1:8501/incident?incident=inc-1&measure=interactions"
    assert entry.updated == "2026-03-01T00:00:00Z" and entry.summary.startswith("Lagoon Wire prints")
    assert [tag.term for tag in entry.tags] == ["new_conflict", "interactions", "Orrery AI", "Vantage Labs"]


def test_an_empty_log_is_a_valid_feed() -> None:
    """Before anything happened."""
    assert not feedparser.parse(feeds.atom([], BASE)).bozo
    assert feeds.json_feed([], BASE)["items"] == []


def test_json_feed_has_what_its_version_asks_for() -> None:
    """jsonfeed.org 1.1, and the whole change under its own key."""
    feed = feeds.json_feed([feeds.entry(change(), BASE)], BASE)
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
    [item] = json.loads(json.dumps(feed))["items"]
    assert item["id"] == "chg-1" and item["content_text"] and item["date_published"]
    assert item["_claimline"]["parties"] == ["Orrery AI", "Vantage Labs"]


HOSTILE = st.text(st.characters(), max_size=80)


@settings(deadline=None, max_examples=150)
@given(HOSTILE, HOSTILE)
def test_any_text_makes_a_readable_feed_of_one_entry(sentence: str, incident: str) -> None:
    """Controls, half surrogates, markup, direction marks."""
    item = feeds.entry(change(sentence=sentence, incident=incident, incident_id="inc-ü&?"), BASE)
    read = feedparser.parse(feeds.atom([item], BASE))
    assert not read.bozo and len(read.entries) == 1
    json.dumps(feeds.json_feed([item], BASE), ensure_ascii=False).encode()
    assert not feeds.DIRECTIONS.search(item.title + item.sentence) and "\n" not in item.title


def test_markup_stays_text_and_endless_titles_end() -> None:
    """No element of a page becomes one of the feed."""
    item = feeds.entry(change(sentence="</summary><script>x</script>", incident="A" * 1_000_000), BASE)
    raw = feeds.atom([item], BASE)
    assert b"<script>" not in raw and len(raw) < 5_000
