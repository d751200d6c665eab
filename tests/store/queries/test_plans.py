"""On PostgreSQL no question of the pages reads a large table from end to end: the plans it would really follow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from bench.ledger import make
from store.engine import open_ledger
from tests.postgres import fresh_database
from tests.store.queries.large import Times, multiply
from tests.store.queries.plans import LARGE, MANY_ROWS, questions, read_whole, sent_by

pytestmark = pytest.mark.postgres
VALUE = text("SELECT measure, accused FROM reconciled WHERE incident_id = :incident ORDER BY articles DESC, 1 LIMIT 1")
NAMES = sorted(questions("", ""))


@pytest.fixture(scope="module")
def large() -> Iterator[Engine]:
    """Return a large ledger whose tables PostgreSQL has measured."""
    url = fresh_database()
    make(url, 600, 30)
    engine = open_ledger(url)
    multiply(engine, Times())
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def subjects(large: Engine) -> tuple[str, str, tuple[str, str]]:
    """Return the largest incident, an article, and a value of the incident."""
    most = "SELECT incident_id FROM event_links GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    with large.connect() as connection:
        incident = connection.execute(text(most)).scalar_one()
        article = connection.execute(text("SELECT article_id FROM figures ORDER BY 1 LIMIT 1")).scalar_one()
        first = connection.execute(VALUE, {"incident": incident}).one()
        return incident, article, (first.measure, first.accused)


def test_the_ledger_is_large(large: Engine, subjects: tuple[str, str, tuple[str, str]]) -> None:
    """So large that reading a table whole would be dear, and one incident holds some percent of it."""
    with large.connect() as connection:
        for table in LARGE:
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() >= MANY_ROWS, table
        every = connection.execute(text("SELECT count(*) FROM event_links")).scalar_one()
        own = text("SELECT count(*) FROM event_links WHERE incident_id = :incident")
        assert connection.execute(own, {"incident": subjects[0]}).scalar_one() > every / 100


@pytest.mark.parametrize("name", NAMES)
def test_no_question_reads_a_whole_table(large: Engine, subjects: tuple[str, str, tuple[str, str]], name: str) -> None:
    """With the settings that PostgreSQL comes with."""
    sent = sent_by(large, questions(*subjects)[name])
    assert sent
    with large.connect() as connection:
        assert set().union(*(read_whole(connection, one) for one in sent)) == set()


def test_a_whole_reading_is_seen(large: Engine) -> None:
    """The check can fail: a condition that no index serves."""
    with large.connect() as connection:
        assert read_whole(connection, ("SELECT * FROM figures WHERE sentence LIKE '%x%'", None)) == {"figures"}
