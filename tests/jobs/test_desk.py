"""What the serving process does for its pages: a file of coded figures is brought in whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from jobs import desk
from jobs.analyze import analyze
from jobs.desk import Desk
from jobs.serving import waiting
from ledger.coding import template
from store.queries.services import Fault, Loaded, offer, offered
from store.tables import captures, figures, reconciled
from tests.jobs.ledgers import Story

GOOD = template().encode()


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Return an empty ledger."""
    return Story(tmp_path, monkeypatch)


def count(story: Story) -> int:
    """Return how many figures there are."""
    with story.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(figures)).scalar_one())


def test_a_file_is_checked_then_brought_in_by_name_and_reconciled(story: Story) -> None:
    """A dry run writes nothing; who brought it stands with the file; the analysis is called for, once."""
    served = Desk(story.engine)
    assert served.load("coded.csv", GOOD, "Ada Reed", dry_run=True) == Loaded(1, 1, 0)
    assert count(story) == 0 and not waiting(story.engine)
    assert served.load("coded.csv", GOOD, "Ada Reed", dry_run=False) == Loaded(1, 1, 1)
    assert waiting(story.engine)
    analyze(story.engine)
    assert not waiting(story.engine)
    with story.engine.connect() as connection:
        assert connection.execute(select(captures.c.headers)).scalar_one() == [["brought-by", "Ada Reed"]]
        assert connection.execute(select(reconciled.c.best)).scalar_one() == "2400000"


def test_wrong_cells_are_named_by_line_and_column_and_nothing_is_kept(story: Story) -> None:
    """Not the good rows either."""
    lines = GOOD.decode().splitlines()
    body = "\r\n".join([*lines, lines[1].replace("more_than", "roughly").replace("2400000", "2,4")]).encode()
    body = body.replace(b"roughly", b"ro: ughly")
    found = Desk(story.engine).load("coded.csv", body.replace(b"2,4", b'"2,4"'), "Ada", dry_run=False)
    assert {(fault.line, fault.column) for fault in found.faults} == {(3, "comparator"), (3, "value")}
    assert any(fault.problem.startswith("ro: ughly is not one of") for fault in found.faults)
    assert count(story) == 0


@pytest.mark.parametrize(("body", "why"), [(b"\xff\xfe", "not UTF-8"), (b"a,b\r\n", "unknown columns: a, b")])
def test_what_is_no_such_file_is_refused(story: Story, body: bytes, why: str) -> None:
    """In one line."""
    assert why in str(Desk(story.engine).load("x.csv", body, "Ada", dry_run=False).refused)


def test_a_file_that_is_too_large_is_refused(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is read."""
    monkeypatch.setattr(desk, "LARGEST", 10)
    assert Desk(story.engine).load("x.csv", GOOD, "Ada", dry_run=False).refused == "more than 10 bytes"


def test_services_are_there_only_where_they_are_offered(story: Story) -> None:
    """And a fault of the importer comes apart at its first two marks."""
    assert offered() is None
    offer(Desk(story.engine))
    assert offered() is not None
    offer(None)
    assert offered() is None
    assert desk.fault("line 12: value: is empty") == Fault(12, "value", "is empty")
