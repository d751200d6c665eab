"""A ledger of the invented stories on both engines, made once for all questions to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from jobs.analyze import analyze
from jobs.ingest import ingest
from store.engine import open_ledger
from tests.app_ledger import OWN
from tests.postgres import fresh_database


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a ledger of the invented stories."""
    in_file = f"sqlite:///{tmp_path_factory.mktemp('queries') / 'ledger.db'}"
    engine = open_ledger(in_file if request.param == "sqlite" else fresh_database())
    ingest(engine, [OWN])
    analyze(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def asked(filled: Engine) -> Iterator[Connection]:
    """Return a connection to ask with."""
    with filled.connect() as connection:
        yield connection
