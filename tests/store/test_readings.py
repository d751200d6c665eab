"""What the reader found: verified spans, exact decimals, nothing lost when it is read again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from ledger.article import Span
from ledger.quantity import Comparator
from ledger.reading import Figure
from nlp.reconcile.copies import shingles
from store import articles, readings
from store.tables import events, figures, past_figures
from tests.store.samples import NOON, TEXT, article, capture, figure, reading

ARTICLE = article()
QUERIES = figure(ARTICLE, "over 2.5 million queries", "2500000", Comparator.MORE_THAN)
ACCOUNTS = figure(ARTICLE, "9,000 accounts", "9000")


@pytest.fixture
def ledger(engine: Engine) -> Engine:
    """A ledger that holds the article."""
    with engine.begin() as connection:
        articles.add(connection, capture(), ARTICLE, "press")
    return engine


def put(engine: Engine, *found: Figure, version: str = "1") -> list[str]:
    """Keep a reading; return the reasons of what was refused."""
    with engine.begin() as connection:
        problems = readings.put(
            connection, ARTICLE, reading(ARTICLE, *found, version=version), shingles(ARTICLE.text), NOON
        )
    return [problem.reason for problem in problems]


def test_every_kept_quote_stands_at_its_place(ledger: Engine) -> None:
    """A quote that is not there is an issue, and the other figures are kept."""
    wrong = replace(ACCOUNTS, id="fig-wrong", span=Span(1, 15))
    empty = replace(ACCOUNTS, id="fig-empty", span=Span(3, 3), quote="")
    assert put(ledger, QUERIES, wrong, empty) == ["quote_not_in_text", "quote_not_in_text"]
    with ledger.connect() as connection:
        rows = connection.execute(select(figures)).all()
        assert [row.figure_id for row in rows] == [QUERIES.id]
        assert all(TEXT[row.start : row.end] == row.quote for row in rows)
        (report,) = readings.reports(connection)
        assert report.figures == (QUERIES,)


def test_a_report_is_what_was_read(ledger: Engine) -> None:
    """Figures, events, cases, shingles: all that reconciling needs, nothing rounded."""
    put(ledger, QUERIES, ACCOUNTS)
    with ledger.connect() as connection:
        (report,) = readings.reports(connection)
        assert report.figures == (QUERIES, ACCOUNTS)
        assert report.events == reading(ARTICLE).events
        assert report.cases == reading(ARTICLE).cases
        assert report.shingles == shingles(ARTICLE.text)
        assert (report.tier, report.published, report.first_seen) == ("press", "2026-03-01", NOON)
        assert connection.execute(select(events.c.actors)).scalars().all() == ["Harbor"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("9007199254740993", "9007199254740993"),
        ("3.4", "3.4"),
        ("0.1000", "0.1"),
        ("1E+21", "1000000000000000000000"),
        ("9223372036854775807", "9223372036854775807"),
        ("123456789.123456789123456789", "123456789.123456789123456789"),
    ],
)
def test_numbers_are_exact(ledger: Engine, value: str, printed: str) -> None:
    """Beyond 53 bits, beyond 64 bits, with fractions: as printed."""
    put(ledger, figure(ARTICLE, "9,000 accounts", value))
    with ledger.connect() as connection:
        row = connection.execute(select(figures)).one()
        assert (row.value, row.low, row.high) == (printed, printed, printed)
        assert row.sort_value == pytest.approx(float(value))
        (report,) = readings.reports(connection)
        assert report.figures[0].quantity.value == Decimal(value)


def test_a_number_too_large_to_sort_is_kept(ledger: Engine) -> None:
    """400 digits: the sorting column has an end, the figure has not."""
    put(ledger, figure(ARTICLE, "9,000 accounts", "1" + "0" * 400))
    with ledger.connect() as connection:
        row = connection.execute(select(figures)).one()
        assert (len(str(row.value)), row.sort_value) == (401, 1e300)


def test_reading_again_changes_nothing(ledger: Engine) -> None:
    """The same reading twice, or by another version that finds the same: no row more, nothing past."""
    put(ledger, QUERIES, ACCOUNTS)
    with ledger.connect() as connection:
        before = connection.execute(select(figures).order_by(figures.c.figure_id)).all()
    put(ledger, QUERIES, ACCOUNTS)
    with ledger.connect() as connection:
        assert connection.execute(select(figures).order_by(figures.c.figure_id)).all() == before
    put(ledger, replace(QUERIES, reader_version="2"), replace(ACCOUNTS, reader_version="2"), version="2")
    with ledger.connect() as connection:
        assert connection.execute(select(past_figures)).all() == []


def test_a_figure_the_new_reader_does_not_find_is_kept_as_past(ledger: Engine) -> None:
    """Figures are append-only: what was once read can be looked up, with the version that read it."""
    put(ledger, QUERIES, ACCOUNTS)
    put(ledger, replace(QUERIES, claimant=None, reader_version="2"), version="2")
    with ledger.connect() as connection:
        past = connection.execute(select(past_figures)).all()
        assert {row.figure_id for row in past} == {QUERIES.id, ACCOUNTS.id}
        assert {row.reader_version for row in past} == {"1"}
        assert {row.row["claimant"] for row in past} == {"Harbor"}
        assert connection.execute(select(figures.c.claimant)).scalars().all() == [None]


def test_reports_as_of_a_moment(ledger: Engine) -> None:
    """An article first seen later is not among them."""
    put(ledger, QUERIES)
    with ledger.connect() as connection:
        assert len(list(readings.reports(connection, NOON))) == 1
        assert list(readings.reports(connection, "2026-02-28T23:59:59Z")) == []
