"""Full-text search over articles, with the same answers on SQLite (FTS5) and PostgreSQL (tsvector).

The words of a text are made here, so that no engine's own idea of a word comes in: folded, without accents, split at
everything that is no letter or digit; scripts without spaces are split into characters, and found as phrases.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from store.tables import articles

LONGEST_WORD = 40
MOST_BYTES = 400_000  # of the words of one text; a tsvector holds 1 MB at most
MOST_WORDS_ASKED = 32
LAST_PLACE = 16_383  # of a word in a tsvector
MOST_PLACES = 255
PAGE = 200
SHOWN = 160
UNSPACED = ((0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x0E00, 0x0EFF), (0x1000, 0x109F))
MATCH = {
    "sqlite": "SELECT article_id FROM search_words JOIN search_rows ON search_rows.number = search_words.rowid "
    "WHERE search_words MATCH :query",
    "postgresql": "SELECT article_id FROM search_words WHERE words @@ CAST(:query AS tsquery)",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds all words asked for, with the text around the first of them."""

    article_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    excerpt: str


def terms(content: str) -> Iterator[list[str]]:
    """Yield the words of a text; one of a script without spaces as a list of its characters."""
    folded = unicodedata.normalize("NFKD", content).casefold()
    word: list[str] = []
    unspaced = False
    for char in folded:
        if unicodedata.combining(char):
            continue
        apart = is_unspaced(char)
        if word and (not char.isalnum() or apart != unspaced):
            yield finished(word, unspaced)
            word = []
        if char.isalnum():
            word.append(char)
            unspaced = apart
    if word:
        yield finished(word, unspaced)


def finished(word: list[str], unspaced: bool) -> list[str]:
    """Return one word as its terms."""
    return word if unspaced else ["".join(word)[:LONGEST_WORD]]


def is_unspaced(char: str) -> bool:
    """Tell whether a character is of a script that puts no spaces between words."""
    code = ord(char)
    return code >= UNSPACED[-1][0] and any(low <= code <= high for low, high in UNSPACED)


def indexed(content: str) -> str:
    """Return the words of a text as they are indexed, cut where an engine could hold no more."""
    size = 0
    kept: list[str] = []
    for word in terms(content):
        for term in word:
            size += len(term.encode("utf-8", "replace")) + 1
            if size > MOST_BYTES:
                return " ".join(kept)
            kept.append(term)
    return " ".join(kept)


def add(connection: Connection, article_id: str, content: str) -> None:
    """Index an article; once indexed it stays as it is, for texts never change."""
    words = indexed(content)
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "INSERT INTO search_words (article_id, words) VALUES (:id, CAST(:words AS tsvector)) "
                "ON CONFLICT (article_id) DO NOTHING"
            ),
            {"id": article_id, "words": vector(words)},
        )
        return
    row = text("INSERT INTO search_rows (article_id) VALUES (:id) ON CONFLICT DO NOTHING RETURNING number")
    number = connection.execute(row, {"id": article_id}).scalar()
    if number is not None:
        connection.execute(
            text("INSERT INTO search_words (rowid, words) VALUES (:number, :words)"), {"number": number, "words": words}
        )


def vector(words: str) -> str:
    """Return the words as PostgreSQL writes a tsvector, so that its own parser and locale have no say."""
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words.split(), 1):
        places.setdefault(word, []).append(min(number, LAST_PLACE))
    return " ".join(f"'{word}':{','.join(map(str, found[:MOST_PLACES]))}" for word, found in places.items())


def fill(connection: Connection) -> int:
    """Index the articles that are not in the index yet; returns how many."""
    table = "search_rows" if connection.dialect.name == "sqlite" else "search_words"
    missing = text(
        f"SELECT articles.article_id, articles.text FROM articles LEFT JOIN {table} "
        f"ON {table}.article_id = articles.article_id WHERE {table}.article_id IS NULL LIMIT {PAGE}"
    )
    done = 0
    while rows := connection.execute(missing).all():
        for row in rows:
            add(connection, row.article_id, row.text)
        done += len(rows)
    return done


def query(words: str, engine: str) -> str | None:
    """Return the engine's query for an article that holds all words, the last as a beginning; None for no word."""
    asked = list(terms(words))[:MOST_WORDS_ASKED]
    if not asked:
        return None
    *whole, last = asked
    if engine == "sqlite":
        phrases = ['"' + " ".join(word) + '"' for word in whole]
        return " AND ".join([*phrases, '"' + " ".join(last) + '"' + ("" if len(last) > 1 else " *")])
    phrases = ["(" + " <-> ".join(word) + ")" for word in whole]
    return " & ".join([*phrases, "(" + " <-> ".join(last) + ")" if len(last) > 1 else f"{last[0]}:*"])


def search(connection: Connection, words: str, *, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Return the articles that hold all words, the newest first; the same on either engine."""
    asked = query(words, connection.dialect.name)
    if asked is None:
        return []
    stated = text(MATCH[connection.dialect.name]).bindparams(bindparam("query", asked))
    matching = stated.columns(articles.c.article_id)
    newest = (
        select(articles)
        .where(articles.c.article_id.in_(matching))
        .order_by(articles.c.published.desc().nulls_last(), articles.c.article_id)
        .limit(limit)
        .offset(offset)
    )
    return [
        Hit(row.article_id, row.title, row.outlet, row.published, row.url, excerpt(row.text, words))
        for row in connection.execute(newest)
    ]


def excerpt(content: str, words: str) -> str:
    """Return the text around the first word asked for that stands in it as written, or its beginning."""
    lower = content.lower()
    places = [lower.find(word.lower()) for word in words.split()]
    found = min((place for place in places if place >= 0), default=0)
    start = max(0, found - SHOWN // 3)
    piece = " ".join(content[start : start + SHOWN].split())
    return ("…" if start else "") + piece + ("…" if start + SHOWN < len(content) else "")
