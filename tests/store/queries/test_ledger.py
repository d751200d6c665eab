"""The ledger as the app holds it: its stamp changes with every write and only then; a bad one is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import judgements
from store.engine import open_ledger
from store.queries.ledger import Ledger, LedgerError
from tests.postgres import fresh_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty ledger."""
    return f"sqlite:///{tmp_path / 'ledger.db'}" if request.param == "sqlite" else fresh_database()


def decide(ledger: Ledger, made_at: str) -> None:
    """Write something, as the review page does."""
    with ledger.writing() as connection:
        judgements.add(connection, "reject_figure", ("fig-1",), "Ada", made_at, "misread")


def test_stamp_changes_with_every_write(url: str) -> None:
    """Also with one of another process."""
    ledger, other = Ledger(url), open_ledger(url)
    stamps = [ledger.stamp()]
    decide(ledger, "2026-03-01T12:00:00Z")
    stamps.append(ledger.stamp())
    with other.begin() as connection:
        judgements.add(connection, "reject_figure", ("fig-2",), "Ben", "2026-03-02T12:00:00Z", "misread")
    stamps.append(ledger.stamp())
    assert len(set(stamps)) == 3
    if ledger.is_sqlite:
        assert ledger.stamp() == stamps[-1]
    ledger.close()
    other.dispose()


def test_a_failed_write_leaves_nothing(url: str) -> None:
    """A decision without a reason is not kept by half."""
    ledger = Ledger(url)
    with pytest.raises(ValueError, match="reason"), ledger.writing() as connection:
        judgements.add(connection, "reject_figure", ("fig-1",), "Ada", "2026-03-01T12:00:00Z", " ")
    with ledger.reading() as connection:
        assert judgements.all_judgements(connection) == []
    ledger.close()


def test_what_is_no_ledger_is_one_sentence(tmp_path: Path) -> None:
    """Neither a file of something else nor an address of nothing."""
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 200)
    for address in (f"sqlite:///{broken}", "postgresql+psycopg://nobody@127.0.0.1:1/none"):
        with pytest.raises(LedgerError, match="cannot open") as told:
            Ledger(address)
        assert "\n" not in str(told.value)
