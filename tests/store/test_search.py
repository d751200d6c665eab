"""Full-text search: the same articles on either engine, in every script, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from store import articles, search
from tests.store.samples import article, capture

TEXTS = {
    "en": "Harbor says rivals made over 2.5 million queries to its Beacon model; the café owner agrees.",
    "ja": "ハーバー社は、競合他社がモデルを蒸留したと発表した。問い合わせは250万件に上る。",
    "zh": "海港公司称竞争对手蒸馏了其模型，共发出二百五十万次查询。",
    "de": "Harbor beschuldigt Rivalen: über 9.000 Konten, größte Abfragewelle seit März.",
    "ru": "Компания обвинила конкурентов в дистилляции модели через девять тысяч аккаунтов.",
}


@pytest.fixture
def ledger(engine: Engine) -> Engine:
    """One article a language."""
    with engine.begin() as connection:
        for name, text in TEXTS.items():
            url = f"https://news.example/{name}"
            articles.add(connection, capture(url), article(text + "\n" + name, url))
    return engine


def found(engine: Engine, words: str) -> set[str]:
    """Return the languages of the articles found."""
    with engine.connect() as connection:
        return {str(hit.url)[-2:] for hit in search.search(connection, words)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("harbor", {"en", "de"}),
        ("HARBOR rivals", {"en"}),
        ("riva", {"en", "de"}),
        ("riva harbor", set()),
        ("cafe", {"en"}),
        ("größte", {"de"}),
        ("grosste", {"de"}),
        ("дистилляц", {"ru"}),
        ("蒸留", {"ja"}),
        ("蒸馏", {"zh"}),
        ("蒸馏 模型", {"zh"}),
        ("竞模", set()),
        ("2.5 million", {"en"}),
        ("nothing-like-this", set()),
        ("", set()),
        ("?!*\"'()&|:-", set()),
        ("AND OR NOT NEAR", set()),
    ],
)
def test_words_find_their_articles(ledger: Engine, words: str, expected: set[str]) -> None:
    """All words must be there; the last may be a beginning; accents and case do not matter."""
    assert found(ledger, words) == expected


def test_newest_first_a_page_at_a_time(engine: Engine) -> None:
    """With the text around the word; an article indexed twice is found once."""
    with engine.begin() as connection:
        for number in range(5):
            url = f"https://news.example/{number}"
            one = article(f"{'filler ' * 60}the distillation story number {number}\nend", url)
            articles.add(connection, capture(url), one)
            search.add(connection, one.id, one.text)
        first = search.search(connection, "distillation", limit=2)
        second = search.search(connection, "distillation", limit=9, offset=2)
    assert len(first) == 2
    assert len({hit.article_id for hit in first + second}) == 5
    assert all("distillation story" in hit.excerpt and len(hit.excerpt) < 200 for hit in first)


def test_texts_too_large_for_an_index_are_indexed_in_part(engine: Engine) -> None:
    """A million different words, a word of a megabyte: kept and found by their beginning."""
    many = " ".join(f"word{number}" for number in range(150_000))
    long = "y" * 1_000_000
    with engine.begin() as connection:
        for name, text in (("m", many), ("l", long)):
            url = f"https://news.example/{name}{name}"
            articles.add(connection, capture(url), article(text + "\nend", url))
    assert found(engine, "word77") == {"mm"}
    assert found(engine, "yyyy") == {"ll"}


def test_fill_indexes_what_is_missing(ledger: Engine) -> None:
    """And only that."""
    with ledger.begin() as connection:
        assert search.fill(connection) == 0


@settings(deadline=None, max_examples=200)
@given(words=st.text(max_size=60))
def test_queries_hold_only_words(words: str) -> None:
    """Nothing typed reaches the engine's query language: only letters, digits and our own signs."""
    for engine in ("sqlite", "postgresql"):
        asked = search.query(words, engine)
        if asked is not None:
            allowed = set('"*&() <->:')
            assert all(char.isalnum() or char in allowed for char in asked)
