"""Read the articles that are new to this reader, then reconcile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

import nlp
from jobs.ingest import now
from jobs.settling import settle
from ledger.article import Article
from ledger.issue import Issue
from ledger.reading import Reading
from nlp.reconcile.copies import shingles
from store import articles, issues, readings

BATCH = 50
Outcome = tuple[Article, Reading, list[Issue]]


@dataclass(slots=True)
class Analyzed:
    """What an analysis did."""

    read: int = 0
    figures: int = 0
    failures: int = 0
    incidents: int = 0
    findings: int = 0


def analyze(engine: Engine, on_article: Callable[[int], None] | None = None) -> Analyzed:
    """Read new articles and rebuild what is derived; without anything new to read nothing is touched."""
    result = Analyzed()
    while True:
        with engine.connect() as connection:
            batch = []
            for article in articles.unread(connection, nlp.READER_VERSION):
                batch.append(article)
                if len(batch) == BATCH:
                    break
        if not batch:
            break
        outcomes = read_all(batch)
        with engine.begin() as connection:
            keep(connection, outcomes, result)
        if on_article is not None:
            on_article(result.read)
    result.incidents, result.findings = settle(engine)
    return result


def read_all(batch: Sequence[Article]) -> list[Outcome]:
    """Read articles, in order of id, so that all writers lock them in the same order; no database is needed."""
    return [(article, *read(article)) for article in sorted(batch, key=lambda article: article.id)]


def keep(connection: Connection, outcomes: Sequence[Outcome], result: Analyzed) -> None:
    """Write readings and their issues in the transaction of the caller, and count them."""
    found: list[Issue] = []
    for article, reading, problems in outcomes:
        refused = readings.put(connection, article, reading, shingles(article.text), now())
        found += [*reading.issues, *problems, *refused]
        result.read += 1
        result.figures += len(reading.figures)
        result.failures += len(problems) + len(refused)
    issues.record(connection, found, now())


def read(article: Article) -> tuple[Reading, list[Issue]]:
    """Read one article; an error of the reader becomes an Issue and an empty reading, and the run goes on."""
    try:
        return nlp.read(article), []
    except Exception as error:  # noqa: BLE001 - hostile text must not stop a run; it is counted and shown
        detail = f"{type(error).__name__}: {error}"
        return Reading(article.id, False, reader_version=nlp.READER_VERSION), [
            Issue("read", "reader_failed", detail, article.id)
        ]
