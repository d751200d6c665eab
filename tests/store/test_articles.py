"""Captures and article versions: bytes as they came, immutable texts, order of arrival without effect."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, select

from ledger.article import Capture
from store import articles, readings
from store.tables import articles as table
from store.tables import captures
from tests.store.samples import NOON, TEXT, article, capture, figure, reading

LATER, EARLIER = "2026-03-02T08:00:00Z", "2026-02-01T08:00:00Z"


def test_a_capture_comes_back_as_it_came(engine: Engine) -> None:
    """Bytes that are no text, doubled headers, everything."""
    kept = replace(capture(body=bytes(range(256)) * 9), headers=(("Set-Cookie", "a"), ("Set-Cookie", "b")))
    with engine.begin() as connection:
        articles.add_capture(connection, kept)
        articles.add_capture(connection, kept)
    with engine.connect() as connection:
        assert articles.capture(connection, kept.id) == kept
        assert articles.capture(connection, "cap-0") is None
        assert len(connection.execute(select(captures.c.capture_id)).all()) == 1


def test_an_article_comes_back_as_it_went_in(engine: Engine) -> None:
    """Blocks, cells, evidence, authors."""
    page, given = capture(), article()
    with engine.begin() as connection:
        assert articles.add(connection, page, given, "press")
    with engine.connect() as connection:
        assert articles.get(connection, given.id) == replace(given, capture_id=page.id)
        assert articles.get(connection, "art-0") is None
        row = connection.execute(select(table)).one()
        assert (row.tier, row.first_seen, row.last_seen, row.published) == ("press", NOON, NOON, "2026-03-01")


def test_the_same_text_again_is_no_new_version(engine: Engine) -> None:
    """Only the last sight moves, and never backwards."""
    with engine.begin() as connection:
        assert articles.add(connection, capture(), article())
        assert not articles.add(connection, capture(body=b"<p>other bytes", at=LATER), article())
        assert not articles.add(connection, capture(), article())
    with engine.connect() as connection:
        row = connection.execute(select(table)).one()
        assert (row.first_seen, row.last_seen) == (NOON, LATER)
        assert len(connection.execute(select(captures.c.capture_id)).all()) == 1


def test_a_changed_text_supersedes_the_version_before(engine: Engine) -> None:
    """Texts are immutable: a change is a row of its own."""
    first, second = article(), article(TEXT.replace("9,000", "9,500"))
    with engine.begin() as connection:
        articles.add(connection, capture(), first)
        articles.add(connection, capture(body=b"2", at=LATER), second)
    with engine.connect() as connection:
        stored = articles.get(connection, second.id)
        assert stored is not None
        assert stored.supersedes == first.id
        assert stored.text == second.text


def versions(engine: Engine, order: tuple[int, ...], offset: int) -> list[dict[str, Any]]:
    """Put three captures of a page in an order of arrival; return the article rows."""
    url = f"https://news.example/{offset}"
    texts = (TEXT, TEXT.replace("9,000", "9,500"), TEXT)
    moments = (EARLIER, NOON, LATER)
    titles = ("First", "Second", "Third")
    with engine.begin() as connection:
        for number in order:
            given = article(texts[number], url, titles[number])
            articles.add(connection, capture(url, str(number).encode(), moments[number]), given, "press")
    with engine.connect() as connection:
        wanted = select(table).where(table.c.url == url).order_by(table.c.first_seen)
        found = [dict(row._mapping) for row in connection.execute(wanted)]
    names = {row["article_id"]: row["title"] for row in found}
    return [
        {
            "title": row["title"],
            "supersedes": names.get(row["supersedes"]),
            "first": row["first_seen"],
            "last": row["last_seen"],
            "payload": row["payload"]["title"],
        }
        for row in found
    ]


def test_the_order_of_arrival_has_no_effect(engine: Engine) -> None:
    """Archives arrive in any order, from several workers: the ledger is the same."""
    expected = [
        {"title": "First", "supersedes": None, "first": EARLIER, "last": LATER, "payload": "First"},
        {"title": "Second", "supersedes": "First", "first": NOON, "last": NOON, "payload": "Second"},
    ]
    for offset, order in enumerate(itertools.permutations(range(3))):
        assert versions(engine, order, offset) == expected


def test_an_earlier_capture_that_says_otherwise_is_read_anew(engine: Engine) -> None:
    """A reading stands on the date and the headline too."""
    given = article(title="Later headline")
    with engine.begin() as connection:
        articles.add(connection, capture(), given)
        readings.put(connection, given, reading(given, figure(given, "9,000 accounts", "9000")), frozenset(), NOON)
        assert list(articles.unread(connection, "1")) == []
        articles.add(connection, capture(body=b"early", at=EARLIER), article(title="Earlier headline"))
        assert [found.title for found in articles.unread(connection, "1")] == ["Earlier headline"]


def test_unread_articles_come_in_pages(engine: Engine) -> None:
    """Every one once, in order of id; another reader version makes all unread."""
    given = [article(url=f"https://news.example/{number}") for number in range(7)]
    with engine.begin() as connection:
        for number, one in enumerate(given):
            articles.add(connection, capture(f"https://news.example/{number}"), one)
        readings.put(connection, given[0], reading(given[0]), frozenset(), NOON)
    with engine.connect() as connection:
        pages = list(articles.unread_ids(connection, "1", page=4))
        assert [len(page) for page in pages] == [4, 2]
        assert [identity for page in pages for identity in page] == sorted(one.id for one in given[1:])
        assert len(list(articles.unread(connection, "2"))) == 7
        assert [one.id for one in articles.several(connection, [given[1].id, "art-0"])] == [given[1].id]


@pytest.mark.parametrize("letters", ["日本語のテキスト", "naïve café 🏔 ﷽", "x" * 3_000])
def test_any_letters_and_long_addresses(engine: Engine, letters: str) -> None:
    """Addresses of several kilobytes, texts of every script."""
    url = "https://news.example/" + letters
    given = article(letters + "\n" + letters, url, letters)
    page: Capture = capture(url, letters.encode())
    with engine.begin() as connection:
        articles.add(connection, page, given)
    with engine.connect() as connection:
        stored = articles.get(connection, given.id)
        assert stored is not None
        assert (stored.text, stored.title, stored.url) == (given.text, letters, url)
