"""An incident as of a day, on both engines: only what had been published by then counts, and nobody else sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from jobs.desk import Desk
from jobs.export import Options, export
from jobs.past import on_day
from store.exports import Export, Filters, Row, exports
from store.queries import days
from store.queries.incident import values
from store.tables import findings, incidents, reconciled
from tests.jobs.ledgers import FIRST, SECOND, Story, accusation
from tests.postgres import fresh_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def story(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    """Return a ledger that saw both outlets at one moment; the second one had printed later, another number."""
    url = None if request.param == "sqlite" else fresh_database()
    story = Story(tmp_path, monkeypatch, url)
    first = accusation("2.4 million", "2026-03-02", "Quay Herald")
    story.add(FIRST, first, accusation("1.9 million", "2026-03-05", "Lagoon Wire"))
    yield story
    story.engine.dispose()


def incident_of(story: Story) -> str:
    """Return the id of the one incident."""
    with story.engine.connect() as connection:
        return str(connection.execute(select(incidents.c.incident_id)).scalar_one())


def test_the_value_of_a_day_rests_on_what_was_printed_by_then(story: Story) -> None:
    """One article and no alarm on the first day; an alarm today."""
    identity = incident_of(story)
    desk = Desk(story.engine)
    then = desk.on_day((identity,), "2026-03-03", lambda c, names: days.case(c, names, identity))
    now = desk.on_day((identity,), "2026-03-09", lambda c, names: days.case(c, names, identity))
    assert then is not None and now is not None
    [one] = [value for value in then.values if value.measure == "interactions"]
    [two] = [value for value in now.values if value.measure == "interactions"]
    assert (one.best, one.articles, then.alarms) == ("2400000", 1, (0, 0))
    assert sum(now.alarms) > 0 and two.alarms > one.alarms == 0
    assert {reading.incident_id for reading in now.readings} == {identity}
    with story.engine.connect() as connection:
        today = [value for value in values(connection, identity) if value.measure == "interactions"]
    assert today == [two]


def test_before_the_first_article_there_is_nothing(story: Story) -> None:
    """An empty case, not the one of today."""
    identity = incident_of(story)
    found = on_day(story.engine, (identity,), "2026-03-01", lambda c, names: days.case(c, names, identity))
    assert found == days.CaseOfDay()
    lanes = on_day(story.engine, (identity,), "2026-03-01", lambda c, names: days.lanes(c, names, None))
    assert lanes == days.LanesOfDay({}, ())


def test_lanes_of_a_day_keep_the_ids_of_today(story: Story) -> None:
    """With the headline and the readings of the day."""
    identity = incident_of(story)
    found = on_day(story.engine, (identity,), "2026-03-04", lambda c, names: days.lanes(c, names, "interactions"))
    assert found is not None
    assert found.lanes[identity].best == "2400000" and found.lanes[identity].slips == 0
    assert {(r.incident_id, r.value) for r in found.readings if r.measure == "interactions"} == {(identity, "2400000")}


def test_nobody_else_sees_a_day_and_nothing_is_left(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not while the question is asked, not after; too much is refused."""
    identity = incident_of(story)

    def counted() -> list[int]:
        with story.engine.connect() as connection:
            tables = (findings, reconciled)
            return [int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in tables]

    before = counted()
    assert on_day(story.engine, (identity,), "2026-03-03", lambda _c, _names: counted()) == before
    assert counted() == before
    monkeypatch.setattr("jobs.past.MOST_ARTICLES", 1)
    assert on_day(story.engine, (identity, "inc-other"), "2026-03-09", lambda _c, _names: 1) is None
    assert on_day(story.engine, (identity, "inc-other"), "2026-03-03", lambda _c, _names: 1) == 1  # one was printed
    assert on_day(story.engine, (identity,), "2026-03-09", lambda _c, _names: 1) == 1
    monkeypatch.setattr("jobs.past.MOST_OF_ONE", 1)
    assert on_day(story.engine, (identity,), "2026-03-09", lambda _c, _names: 1) is None
    assert on_day(story.engine, ("inc-unknown",), "2026-03-03", lambda _c, _names: 1) is None


def test_a_preview_shows_the_rows_of_the_files(story: Story, tmp_path: Path) -> None:
    """Of every table: all of them or those of one incident, of an earlier day and of today."""
    story.add(SECOND, accusation("1.2 million", "2026-03-05", "Reef Times", slug="later"))
    identity = incident_of(story)
    served = Desk(story.engine)
    for day in (None, FIRST[:10], "2026-03-01"):
        for incident in (None, identity):
            filters = Filters(day, incident)
            if (day, incident) != ("2026-03-01", identity):
                export(story.engine, tmp_path, filters, Options(json_lines=True))
            for item in exports():
                found = served.seen_by(filters, partial(all_rows, item, filters))
                lines = (tmp_path / f"{item.name}.jsonl").read_text(encoding="utf-8").splitlines()
                if (day, incident) == ("2026-03-01", identity):
                    lines = []  # the incident was not there: an export says so
                assert found == [json.loads(line) for line in lines], (item.name, filters)


def all_rows(item: Export, filters: Filters, connection: Connection) -> list[Row]:
    """Return all rows of an export in the order of its columns."""
    return [{name: row[name] for name in item.every} for row in item.rows(connection, filters)]


def test_too_much_is_no_preview_of_an_earlier_day(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today costs nothing and is shown."""
    monkeypatch.setattr("jobs.past.MOST_SEEN", 1)
    assert Desk(story.engine).seen_by(Filters(FIRST[:10]), lambda _: 1) is None
    assert Desk(story.engine).seen_by(Filters(), lambda _: 1) == 1
