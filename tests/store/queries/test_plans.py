"""On PostgreSQL every question of the pages has a way to its answer that reads no large table from end to end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from bench.ledger import make
from store.engine import open_ledger
from tests.postgres import fresh_database
from tests.store.queries.plans import LARGE, questions, read_whole, sent_by

pytestmark = pytest.mark.postgres
NAMES = sorted(questions("", ""))


@pytest.fixture(scope="module")
def large() -> Iterator[Engine]:
    """Return a ledger of generated articles whose tables PostgreSQL has measured."""
    url = fresh_database()
    make(url, 600, 30)
    engine = open_ledger(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("name", NAMES)
def test_no_question_needs_a_whole_table(large: Engine, name: str) -> None:
    """On a ledger this small PostgreSQL would rather read it whole; told not to, it must have an index to turn to."""
    with large.connect() as connection:
        incident = connection.execute(text("SELECT incident_id FROM figure_links ORDER BY 1 LIMIT 1")).scalar_one()
        article = connection.execute(text("SELECT article_id FROM figures ORDER BY 1 LIMIT 1")).scalar_one()
    sent = sent_by(large, questions(incident, article)[name])
    assert sent
    with large.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        assert set().union(*(read_whole(connection, one) for one in sent)) == set()


def test_a_whole_reading_is_seen(large: Engine) -> None:
    """The check can fail: a condition that no index serves."""
    with large.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        assert read_whole(connection, ("SELECT * FROM figures WHERE sentence LIKE '%x%'", None)) == {"figures"}
        assert "figures" in LARGE
