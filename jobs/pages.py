"""One page of an archive, gate to reading: what a process of the pool does. Pure apart from its arguments."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.page import read_page
from crawlers.reading.decoding import check_bytes, decode
from crawlers.records import Record
from jobs.analyze import read
from jobs.gate import words_concern
from ledger.article import Article, Capture
from ledger.issue import Issue
from ledger.reading import Reading
from nlp.reconcile.copies import shingles

KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page: `reason` is `kept` or the counted word for why it was dropped."""

    reason: str
    capture: Capture | None = None
    article: Article | None = None
    reading: Reading | None = None
    issues: tuple[Issue, ...] = ()
    shingles: frozenset[int] = frozenset()


def judge(record: Record) -> Outcome:
    """Read a page as far as it concerns us."""
    capture = record.capture()
    if check_bytes(capture):
        return Outcome("unreadable")
    text, _ = decode(capture)
    if not words_concern(text):
        return Outcome("off_topic")
    page = read_page(capture)
    if page.article is None:
        return Outcome("no_text")
    reading, problems = read(page.article)
    if problems:
        return Outcome("reader_failed", issues=tuple(problems))
    if not reading.relevant:
        return Outcome("not_relevant")
    return Outcome(KEPT, capture, page.article, reading, (*page.issues, *reading.issues), shingles(page.article.text))
