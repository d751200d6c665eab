"""Write captures and article versions; read articles back as the ledger's dataclasses.

The result does not depend on the order of arrival: an article keeps what its earliest capture said, and the versions
of a page follow each other by the time they were first seen.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from ledger.article import Article, Capture
from ledger.codec import decode, encode
from ledger.coding import ANALYST
from store import scopes, search
from store.engine import hold
from store.readings import of_article
from store.tables import articles, captures, readings
from store.upsert import insert_new

PAGE = 200


def add(connection: Connection, capture: Capture, article: Article, tier: str | None = None) -> bool:
    """Keep a capture and its article; True when the text is a new version, False when it was known already."""
    hold(connection, f"page {article.url or article.file or capture.file}")
    known = connection.execute(select(articles).where(articles.c.article_id == article.id)).one_or_none()
    if known is not None:
        see_again(connection, known, capture, article, tier)
        return False
    add_capture(connection, capture)
    row = article_row(capture, article, tier)
    connection.execute(insert(articles).values(article_id=article.id, last_seen=capture.fetched_at, **row))
    link(connection, article.id, row)
    search.add(connection, article.id, article.text)
    return True


def article_row(capture: Capture, article: Article, tier: str | None) -> dict[str, Any]:
    """Return what one capture says of an article; `supersedes` is known only among the other versions."""
    published = article.published
    return {
        "capture_id": capture.id,
        "url": article.url,
        "file": article.file or capture.file,
        "source_id": capture.source_id or article.source_id,
        "outlet": article.outlet,
        "title": article.title,
        "published": published.value if published else None,
        "published_evidence": published.evidence if published else None,
        "lang": article.lang,
        "text": article.text,
        "text_sha256": article.text_sha256,
        "first_seen": capture.fetched_at,
        "tier": tier,
        "payload": {**encode(replace(article, capture_id=capture.id, supersedes=None)), "text": ""},
    }


def see_again(connection: Connection, known: Any, capture: Capture, article: Article, tier: str | None) -> None:
    """Record that a text was seen again; a capture earlier than the kept one takes its place and is read anew."""
    if (capture.fetched_at, capture.id) < (known.first_seen, known.capture_id):
        add_capture(connection, capture)
        row = article_row(capture, article, tier)
        connection.execute(update(articles).where(articles.c.article_id == known.article_id).values(**row))
        of_reading = of_article(row)
        if row["payload"] != {**known.payload, "capture_id": capture.id}:
            of_reading["reader_version"] = ""
        connection.execute(update(readings).where(readings.c.article_id == known.article_id).values(of_reading))
        link(connection, known.article_id, row)
    elif capture.fetched_at > known.last_seen:
        seen = update(articles).where(articles.c.article_id == known.article_id)
        connection.execute(seen.values(last_seen=capture.fetched_at))


def link(connection: Connection, article_id: str, row: dict[str, Any]) -> None:
    """Let each version of a page supersede the one before it, by first sight."""
    by_address = row["url"] and row["tier"] != ANALYST  # what a person coded from a page is no version of the page
    column, value = (articles.c.url, row["url"]) if by_address else (articles.c.file, row["file"])
    if value is None:
        return
    wanted = select(articles.c.article_id, articles.c.supersedes).where(column == value)
    coded = articles.c.tier == ANALYST
    wanted = wanted.where(coded if row["tier"] == ANALYST else or_(articles.c.tier.is_(None), ~coded))
    before = None
    for version in connection.execute(wanted.order_by(articles.c.first_seen, articles.c.article_id)).all():
        if version.supersedes != before:
            change = update(articles).where(articles.c.article_id == version.article_id)
            connection.execute(change.values(supersedes=before))
            scopes.touch(connection, [version.article_id])
        before = version.article_id


def add_capture(connection: Connection, capture: Capture) -> None:
    """Keep the bytes of a capture, compressed, unless they are kept already."""
    kept = {
        "capture_id": capture.id,
        "url": capture.url,
        "final_url": capture.final_url,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "content_type": capture.content_type,
        "sha256": capture.sha256,
        "body": zlib.compress(capture.body),
        "headers": [list(pair) for pair in capture.headers],
        "source_id": capture.source_id,
        "file": capture.file,
    }
    insert_new(connection, captures, [kept])


def get(connection: Connection, article_id: str) -> Article | None:
    """Return one article."""
    row = connection.execute(select(articles).where(articles.c.article_id == article_id)).one_or_none()
    return article_of(row._mapping) if row is not None else None


def several(connection: Connection, article_ids: Sequence[str]) -> list[Article]:
    """Return the articles of some ids, in order of id; an id that is not there is left out."""
    wanted = select(articles).where(articles.c.article_id.in_(article_ids)).order_by(articles.c.article_id)
    return [article_of(row._mapping) for row in connection.execute(wanted)]


def article_of(row: Any) -> Article:
    """Return the article of a row."""
    found: Article = decode(Article, {**row["payload"], "text": row["text"]})
    return replace(found, supersedes=row["supersedes"], source_id=row["source_id"])


def unread(connection: Connection, reader_version: str) -> Iterator[Article]:
    """Yield the articles that this version of the reader has not read, a page at a time."""
    for page in unread_ids(connection, reader_version):
        yield from several(connection, page)


def unread_ids(connection: Connection, reader_version: str, page: int = PAGE) -> Iterator[list[str]]:
    """Yield the ids of the articles that this version of the reader has not read, a page at a time."""
    last = ""
    while True:
        wanted = (
            select(articles.c.article_id)
            .outerjoin(readings, readings.c.article_id == articles.c.article_id)
            .where(articles.c.article_id > last)
            .where(or_(readings.c.reader_version.is_(None), readings.c.reader_version != reader_version))
            .where(or_(articles.c.tier.is_(None), articles.c.tier != ANALYST))
            .order_by(articles.c.article_id)
            .limit(page)
        )
        found = list(connection.execute(wanted).scalars())
        if not found:
            return
        yield found
        last = found[-1]


def is_kept(connection: Connection, capture_id: str) -> bool:
    """Tell whether a capture is in the ledger."""
    return (
        connection.execute(select(captures.c.capture_id).where(captures.c.capture_id == capture_id)).first() is not None
    )


def is_unread(connection: Connection, article_id: str, reader_version: str) -> bool:
    """Tell whether this version of the reader has yet to read an article."""
    wanted = select(readings.c.reader_version).where(readings.c.article_id == article_id)
    return connection.execute(wanted).scalar() != reader_version


def capture(connection: Connection, capture_id: str) -> Capture | None:
    """Return one capture with its bytes as they came."""
    row = connection.execute(select(captures).where(captures.c.capture_id == capture_id)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    identity, headers = values.pop("capture_id"), tuple((a, b) for a, b in values.pop("headers"))
    return Capture(id=identity, **{**values, "body": zlib.decompress(values["body"]), "headers": headers})
