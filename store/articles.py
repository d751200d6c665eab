"""Write captures and article versions; read articles back as the ledger's dataclasses."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ledger.article import Article, Capture
from store.codec import decode, encode
from store.tables import articles, captures, readings

PAGE = 200


def add(connection: Connection, capture: Capture, article: Article, tier: str | None = None) -> bool:
    """Keep a capture and its article; True when the text is a new version, False when it was known already."""
    known = connection.execute(
        select(articles.c.article_id).where(articles.c.article_id == article.id)
    ).scalar_one_or_none()
    if known is not None:
        seen = update(articles).where(articles.c.article_id == known, articles.c.last_seen < capture.fetched_at)
        connection.execute(seen.values(last_seen=capture.fetched_at))
        return False
    add_capture(connection, capture)
    article = replace(article, capture_id=capture.id, supersedes=previous(connection, article))
    published = article.published
    connection.execute(
        insert(articles).values(
            article_id=article.id,
            capture_id=capture.id,
            url=article.url,
            file=article.file or capture.file,
            source_id=capture.source_id or article.source_id,
            outlet=article.outlet,
            title=article.title,
            published=published.value if published else None,
            published_evidence=published.evidence if published else None,
            lang=article.lang,
            text=article.text,
            text_sha256=article.text_sha256,
            supersedes=article.supersedes,
            first_seen=capture.fetched_at,
            last_seen=capture.fetched_at,
            tier=tier,
            payload={**encode(article), "text": ""},
        )
    )
    return True


def add_capture(connection: Connection, capture: Capture) -> None:
    """Keep the bytes of a capture, compressed, unless they are kept already."""
    known = connection.execute(select(captures.c.capture_id).where(captures.c.capture_id == capture.id)).scalar()
    if known is None:
        connection.execute(
            insert(captures).values(
                capture_id=capture.id,
                url=capture.url,
                final_url=capture.final_url,
                fetched_at=capture.fetched_at,
                status=capture.status,
                content_type=capture.content_type,
                sha256=capture.sha256,
                body=zlib.compress(capture.body),
                headers=[list(pair) for pair in capture.headers],
                source_id=capture.source_id,
                file=capture.file,
            )
        )


def previous(connection: Connection, article: Article) -> str | None:
    """Return the id of the newest version of the same page, by address or else by file."""
    column, value = (articles.c.url, article.url) if article.url else (articles.c.file, article.file)
    if value is None:
        return None
    newest = select(articles.c.article_id).where(column == value)
    return connection.execute(newest.order_by(articles.c.first_seen.desc(), articles.c.article_id).limit(1)).scalar()


def get(connection: Connection, article_id: str) -> Article | None:
    """Return one article."""
    row = connection.execute(select(articles).where(articles.c.article_id == article_id)).one_or_none()
    return article_of(row._mapping) if row is not None else None


def article_of(row: Any) -> Article:
    """Return the article of a row."""
    found: Article = decode(Article, {**row["payload"], "text": row["text"]})
    return replace(found, supersedes=row["supersedes"], source_id=row["source_id"])


def unread(connection: Connection, reader_version: str) -> Iterator[Article]:
    """Yield the articles that this version of the reader has not read, a page at a time."""
    last = ""
    while True:
        wanted = (
            select(articles)
            .outerjoin(readings, readings.c.article_id == articles.c.article_id)
            .where(articles.c.article_id > last)
            .where(readings.c.reader_version.is_(None) | (readings.c.reader_version != reader_version))
            .order_by(articles.c.article_id)
            .limit(PAGE)
        )
        rows = connection.execute(wanted).all()
        if not rows:
            return
        for row in rows:
            yield article_of(row._mapping)
        last = rows[-1].article_id


def capture(connection: Connection, capture_id: str) -> Capture | None:
    """Return one capture with its bytes as they came."""
    row = connection.execute(select(captures).where(captures.c.capture_id == capture_id)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    identity, headers = values.pop("capture_id"), tuple((a, b) for a, b in values.pop("headers"))
    return Capture(id=identity, **{**values, "body": zlib.decompress(values["body"]), "headers": headers})
