"""Settling only what is new ends at the same ledger as settling everything, with decisions and their undoing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, select

from jobs.settling import MARK, settle
from ledger.article import Article, Capture, Span
from ledger.identity import identifier, text_sha256
from ledger.incident import Report
from ledger.reading import Case, Figure, Reading
from nlp.reconcile.copies import shingles
from store import articles, judgements, readings, scopes
from store.engine import open_ledger
from store.log_tables import changes as change_log
from store.log_tables import marks
from store.settled_tables import figure_changes, outlet_records
from store.tables import DERIVED, incident_aliases, incidents, reconciled
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure

AT = "2026-03-03T00:00:00Z"
PAGES = {
    "first": (ACCUSER, LABS, 16_000_000),
    "second": (ACCUSER, LABS, 16_000_000),
    "third": (ACCUSER, LABS, 12_000_000),
    "other": ("Bellwether", ("Dunmore",), 500_000),
    "denial": (LABS[0], (LABS[0],), 40_000),
    "stray": (ACCUSER, ("Eastgate",), 7_000),
    "script": ("Альдермур", ("Брэкуотер", "Синдерхил"), 16_000_000),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty ledger."""
    opened = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield opened
    opened.dispose()


def page(name: str) -> tuple[Article, Reading]:
    """Return the article of a name and what the reader found in it."""
    accuser, accused, number = PAGES[name]
    text = f"{name}: {accuser} speaks of {number} queries by {' and '.join(accused)}."
    digest = text_sha256(text)
    article = Article(
        identifier("art", name, digest), "", f"https://{name}.example/", None, "desk", name, name, (), None, None, "en",
        text, digest, (),
    )  # fmt: skip
    start = text.index(str(number))
    span = Span(start, start + len(str(number)))
    found: Figure = figure(
        number, id=identifier("fig", digest, start), article_id=article.id, span=span, sentence=span, accused=accused,
        claimant=accuser, quote=str(number),
    )  # fmt: skip
    kind = "denial" if accuser in accused else "allegation"
    case = Case(accuser, accused, "Quern", kind, "2026-03-01")
    return article, Reading(article.id, True, cases=(case,), figures=(found,), reader_version="1")


def read(engine: Engine, *names: str) -> None:
    """Put pages and their readings into the ledger."""
    with engine.begin() as connection:
        for name in names:
            article, reading = page(name)
            body = name.encode()
            digest = text_sha256(name)
            at = f"2026-03-03T00:00:0{list(PAGES).index(name)}Z"
            capture = Capture(identifier("cap", name), name, name, at, 200, "text/plain", digest, body)
            articles.add(connection, capture, article, "press")
            readings.put(connection, article, reading, shingles(article.text), AT)


def derived(engine: Engine) -> dict[str, list[Any]]:
    """Return everything derived but the former ids, which depend on what was seen before."""
    with engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(select(table)))
            for table in DERIVED
            if table is not incident_aliases
        }


def settled_again(engine: Engine) -> dict[str, list[Any]]:
    """Settle the whole ledger from scratch and return what comes out."""
    with engine.begin() as connection:
        connection.execute(delete(marks).where(marks.c.name == MARK))
    settle(engine)
    return derived(engine)


def test_page_by_page_is_as_all_at_once(engine: Engine) -> None:
    """After every page the ledger is what settling everything gives, and a run without news changes nothing."""
    for name in PAGES:
        read(engine, name)
        settle(engine)
        step = derived(engine)
        assert step == settled_again(engine), name
    with engine.connect() as connection:
        logged = connection.execute(select(change_log)).all()
        assert scopes.touched(connection) == []
    settle(engine)
    with engine.connect() as connection:
        assert connection.execute(select(change_log)).all() == logged


def watched(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Return a list that takes in which reports are read from the ledger from now on."""
    asked: list[set[str]] = []
    original = readings.some_reports

    def reading(connection: Connection, ids: Iterable[str]) -> Iterator[Report]:
        asked.append(set(ids))
        return original(connection, asked[-1])

    monkeypatch.setattr(readings, "some_reports", reading)
    return asked


def test_a_new_page_touches_its_own_accuser_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only reports that share an accuser (or an accused, for a page without one) are read again."""
    read(engine, "first", "other")
    settle(engine)
    asked = watched(monkeypatch)
    read(engine, "second")
    settle(engine)
    assert set().union(*asked) == {page("first")[0].id, page("second")[0].id}


def incident_of(engine: Engine, accuser: str, accused: str) -> str:
    """Return the id of an incident."""
    with engine.connect() as connection:
        wanted = select(incidents.c.incident_id).where(incidents.c.accuser == accuser, incidents.c.accused == accused)
        return str(connection.execute(wanted).scalar_one())


def decide(engine: Engine, kind: str, *subject: str, **values: str) -> str:
    """Keep a decision and settle."""
    with engine.begin() as connection:
        made = judgements.add(connection, kind, subject, "Ada", AT, "court file", tuple(values.items()))
    settle(engine)
    return made.id


def test_merged_incidents_come_apart_when_it_is_undone(engine: Engine) -> None:
    """A merge takes effect, survives a later page and a full run, its old id leads on; undone, all is as before."""
    read(engine, "first", "other")
    settle(engine)
    before = derived(engine)
    stays, goes = incident_of(engine, ACCUSER, ";".join(LABS)), incident_of(engine, "Bellwether", "Dunmore")
    made = decide(engine, "merge_incidents", goes, stays)
    with engine.connect() as connection:
        assert connection.execute(select(incidents.c.incident_id)).scalars().all() == [stays]
        assert scopes.followed(connection, [goes]) == {stays, goes}
    read(engine, "second")
    settle(engine)
    assert derived(engine) == settled_again(engine)
    with engine.connect() as connection:
        assert connection.execute(select(incidents.c.incident_id)).scalars().all() == [stays]
    decide(engine, "undo", made)
    with engine.connect() as connection:
        assert set(connection.execute(select(incidents.c.incident_id)).scalars()) == {stays, goes}
    assert len(before["incidents"]) == 2


def test_decisions_on_figures_and_values(engine: Engine) -> None:
    """A rejected figure leaves the values, a corrected one enters corrected, an accepted value stands."""
    read(engine, "first", "third")
    settle(engine)
    before = derived(engine)
    wrong = page("third")[1].figures[0].id
    rejected = decide(engine, "reject_figure", wrong)
    assert not [row for row in derived(engine)["findings"] if "alarm" in row]
    decide(engine, "undo", rejected)
    assert derived(engine) == before
    corrected = decide(engine, "correct_figure", wrong, value="16000000", comparator="exact")
    assert not [row for row in derived(engine)["findings"] if "alarm" in row]
    decide(engine, "undo", corrected)
    incident = incident_of(engine, ACCUSER, ";".join(LABS))
    decide(engine, "accept_value", incident, measure="interactions", accused=";".join(LABS), best="15500000")
    with engine.connect() as connection:
        row = connection.execute(select(reconciled)).one()
    assert (row.best, row.rule) == ("15500000", "JUDGEMENT")
    assert "Ada: court file" in row.explanation
    assert derived(engine) == settled_again(engine)


def test_outlets_have_records_and_pages_changes(engine: Engine) -> None:
    """Each outlet of an incident has one row; the wrong relay has its alarm counted."""
    read(engine, "first", "second", "third")
    settle(engine)
    with engine.connect() as connection:
        rows = {row.outlet: row for row in connection.execute(select(outlet_records))}
        assert connection.execute(select(figure_changes)).all() == []
    assert {name: row.alarms for name, row in rows.items()} == {"first": 0, "second": 0, "third": 1}
    assert len(rows["third"].examples) == 1
