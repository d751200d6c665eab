"""One state of the ledger on both engines: today's, and that of a past day, which nobody else sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, text

from jobs.export import Filters, Options, export
from jobs.snapshot import snapshot
from store import judgements
from store.tables import figures, findings, incidents
from tests.jobs.ledgers import FIRST, SECOND, Story, accusation
from tests.postgres import fresh_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def story(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """Return a ledger in which a second outlet prints another number on a later day."""
    url = None if request.param == "sqlite" else fresh_database()
    story = Story(tmp_path, monkeypatch, url)
    story.add(FIRST, accusation("2.4 million", "2026-03-02", "Quay Herald"))
    story.add(SECOND, accusation("1.9 million", "2026-03-05", "Lagoon Wire"))
    yield story
    story.engine.dispose()


def alarms(engine: Engine, as_of: str | None = None) -> int:
    """Return how many alarms a state has."""
    with snapshot(engine, as_of) as connection:
        return int(connection.execute(select(func.count()).select_from(findings)).scalar_one())


def test_a_past_day_is_reconciled_again_and_seen_by_nobody_else(story: Story) -> None:
    """Not while it is open, not after."""
    now = alarms(story.engine)
    assert now > 0 and alarms(story.engine, FIRST[:10]) == 0
    with snapshot(story.engine, FIRST[:10]) as connection:
        assert connection.execute(select(func.count()).select_from(findings)).scalar_one() == 0
        assert connection.execute(select(func.count()).select_from(incidents)).scalar_one() == 1
        assert alarms(story.engine) == now
    assert alarms(story.engine) == now


def test_a_past_day_has_the_decisions_of_its_time(story: Story) -> None:
    """A rejection made later is not in it; one made by then is."""
    with story.engine.begin() as connection:
        wrong = connection.execute(select(figures.c.figure_id).where(figures.c.value == "1900000")).scalars().all()
        judgements.add(connection, "reject_figure", tuple(wrong), "Ada", "2026-03-07T00:00:00Z", "a misprint")
    assert alarms(story.engine, SECOND[:10]) > 0
    assert alarms(story.engine, "2026-03-08") == 0


def test_what_is_written_meanwhile_is_not_seen(story: Story) -> None:
    """All reads of a state are of one moment."""
    with snapshot(story.engine) as connection:
        before = connection.execute(select(func.count()).select_from(findings)).scalar_one()
        with story.engine.begin() as other:
            other.execute(text("DELETE FROM findings"))
        assert connection.execute(select(func.count()).select_from(findings)).scalar_one() == before


@pytest.mark.postgres
def test_both_engines_export_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today and as of a day, in every format."""
    folders = []
    for name, url in (("sqlite", None), ("postgresql", fresh_database())):
        home = tmp_path / name
        home.mkdir()
        (home / "pages").mkdir()
        story = Story(home / "pages", monkeypatch, url)
        story.add(FIRST, accusation("2.4 million", "2026-03-02", "Quay Herald"))
        story.add(SECOND, accusation("1.9 million", "2026-03-05", "=Lagoon Wire"))
        for day in (None, FIRST[:10]):
            export(story.engine, home / f"out-{day}", Filters(as_of=day), Options(json_lines=True, parquet=True))
        story.engine.dispose()
        folders.append(home)
    one, other = folders
    for day in (None, FIRST[:10]):
        files = sorted((one / f"out-{day}").iterdir())
        assert len(files) > 20
        for file in files:
            assert file.read_bytes() == (other / f"out-{day}" / file.name).read_bytes(), file.name


def test_a_large_insert_into_today_does_not_change_a_past_day(story: Story, tmp_path: Path) -> None:
    """What was derived by hand in the real tables is not what a past day shows."""
    with story.engine.begin() as connection:
        row = dict(connection.execute(select(incidents)).first()._mapping)  # type: ignore[union-attr]
        connection.execute(insert(incidents).values({**row, "incident_id": "inc-extra"}))
    export(story.engine, tmp_path / "out", Filters(as_of=FIRST[:10]))
    assert "inc-extra" not in (tmp_path / "out" / "incidents.csv").read_text(encoding="utf-8")
