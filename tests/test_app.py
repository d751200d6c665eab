"""Every page of the app on a real ledger, run without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.schema import DropTable

from store.engine import open_ledger
from store.exports import exports
from store.printed import is_live
from store.queries.cases import cases
from store.queries.evidence import newest
from store.queries.ledger import Ledger
from store.queries.readings import faults
from store.tables import edges, figure_links, figures, findings
from tests.app_ledger import TRACER, build, lengthen, spoil
from tests.shown import hostile_parts, opened, text_of
from views.pages import LISTED

NAMES = [name for name, _, _ in LISTED]
STATES: list[tuple[str, dict[str, str]]] = [  # what a page shows beside what it shows first
    ("timeline", {"period": "all"}),
    ("timeline", {"period": "all", "view": "many"}),
    ("timeline", {"period": "all", "as_of": "2026-06-20"}),
    ("incident", {"readings": "every"}),
    ("incident", {"as_of": "2026-06-20"}),
    ("disputes", {"which": "origins"}),
    ("disputes", {"which": "relays"}),
    ("evidence", {"words": "tracer"}),
    ("sources", {"part": "record"}),
    ("sources", {"part": "coverage"}),
    ("review", {"part": "incidents"}),
    ("review", {"part": "weighing"}),
    ("review", {"part": "coding"}),
    ("review", {"part": "log"}),
    *(("export", {"table": item.name}) for item in exports()),
]
NEVER_SHOWN = (">None<", " None ", ">nan<", " nan ", "NaT")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a ledger of invented stories."""
    return build(tmp_path_factory.mktemp("app"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a ledger in which every crawled field is hostile."""
    url = build(tmp_path_factory.mktemp("hostile"))
    spoil(url)
    return url


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a ledger whose titles, outlets and explanations are a megabyte long."""
    url = build(tmp_path_factory.mktemp("endless"))
    lengthen(url)
    return url


@pytest.mark.parametrize("name", NAMES)
def test_page_draws_what_the_ledger_holds(name: str, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No error, and no word that a person would not understand."""
    app = opened(name, ledger, monkeypatch)
    assert not app.exception
    text = text_of(app)
    assert text.strip()
    assert not [word for word in NEVER_SHOWN if word in text]


@pytest.mark.parametrize("name", NAMES)
def test_empty_ledger_says_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two commands, on every page."""
    app = opened(name, f"sqlite:///{tmp_path / 'empty.db'}", monkeypatch)
    assert not app.exception
    assert app.title[0].value == "The ledger is empty"
    assert "claimline crawl" in app.code[0].value


def test_ledger_that_cannot_be_opened_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback."""
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    app = opened("timeline", f"sqlite:///{broken}", monkeypatch)
    assert not app.exception
    assert "cannot be shown" in text_of(app)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_is_only_text(name: str, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts, images, Markdown and overrides of pages reach the screen as characters."""
    app = opened(name, hostile, monkeypatch)
    assert not app.exception
    assert hostile_parts(app) == []


@pytest.mark.parametrize(("name", "state"), STATES)
def test_hostile_text_is_only_text_in_every_part(
    name: str, state: dict[str, str], hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other charts, other parts, earlier days, every table of an export; also for somebody who may review."""
    monkeypatch.setenv("CLAIMLINE_REVIEW", "open")
    app = opened(name, hostile, monkeypatch, **state)
    assert not app.exception
    assert hostile_parts(app) == []
    assert not [word for word in NEVER_SHOWN if word in text_of(app)]


@pytest.mark.parametrize("part", ["readings", "incidents", "weighing", "log"])
def test_hostile_text_is_only_text_to_a_reviewer(part: str, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options of forms read Markdown; the name of the reviewer is no better than the texts."""
    monkeypatch.setenv("CLAIMLINE_REVIEW", "open")
    app = opened("review", hostile, monkeypatch, part=part)
    app = app.text_input(key="review-name").set_value(TRACER).run()
    assert not app.exception
    assert hostile_parts(app) == []


def test_every_incident_and_article_is_inert(hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only those that a page shows first."""
    with Ledger(hostile).reading() as connection:
        incidents = [case.incident_id for case in cases(connection)]
        articles = [row.article_id for row in newest(connection, 100)]
    for incident in incidents:
        app = opened("incident", hostile, monkeypatch, incident=incident)
        assert not app.exception, incident
        assert "tracer" in text_of(app)
        assert hostile_parts(app) == [], incident
    for article in articles[:8]:
        app = opened("evidence", hostile, monkeypatch, article=article)
        assert not app.exception, article
        assert "&lt;script&gt;" in text_of(app)
        assert hostile_parts(app) == [], article


@pytest.mark.parametrize(("name", "state"), [*((name, {}) for name in NAMES), *STATES])
def test_endless_text_is_cut(name: str, state: dict[str, str], endless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A title, outlet or explanation of a megabyte does not reach the browser, in no part of any page."""
    app = opened(name, endless, monkeypatch, **state)
    assert not app.exception
    assert len(text_of(app)) < 700_000


def test_page_of_a_long_list_is_in_the_address(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number beyond the end is the last page; nonsense is the first."""
    shown = {}
    for page in ("1", "2", "999999", "-1", "x"):
        app = opened("disputes", ledger, monkeypatch, which="relays", page=page)
        assert not app.exception
        shown[page] = text_of(app)
    assert shown["-1"] == shown["x"] == shown["1"]


def test_the_check_sees_what_would_act(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A page that shows crawled text carelessly is found out."""
    from streamlit.testing.v1 import AppTest

    careless = tmp_path / "careless.py"
    careless.write_text(f"import streamlit as st\nst.write({TRACER!r})\nst.html({TRACER!r})\n", encoding="utf-8")
    found = hostile_parts(AppTest.from_file(str(careless)).run())
    assert any(part.startswith("markdown") for part in found)
    assert any("<script>" in part for part in found)


def test_what_goes_wrong_is_told_in_a_box_while_the_app_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, and a way on; without the server the error is raised, so that no test misses it."""
    url = build(tmp_path)
    engine = open_ledger(url)
    with engine.begin() as connection:
        connection.execute(DropTable(edges))
    engine.dispose()
    assert opened("incident", url, monkeypatch).exception
    monkeypatch.setenv("CLAIMLINE_SERVED", "yes")
    app = opened("incident", url, monkeypatch)
    assert not app.exception
    text = text_of(app)
    assert "could not be drawn" in text and "Traceback" not in text and "no such table" not in text
    assert [button.label for button in app.button] == ["Try again"]


def test_a_figure_with_several_alarms_shows_every_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its article, at its number line and in the list of printings."""
    url = build(tmp_path)
    engine = open_ledger(url)
    joined = select(findings, figures.c.article_id, figures.c.accused, figures.c.measure.label("counted"))
    joined = joined.join(figures, figures.c.figure_id == findings.c.figure_id).where(findings.c.level == "alarm")
    joined = joined.join(figure_links, figure_links.c.figure_id == figures.c.figure_id)
    with engine.begin() as connection:
        row = connection.execute(joined.where(findings.c.between_origins.is_(False), is_live())).first()
        assert row is not None
        first = {column.name: getattr(row, column.name) for column in findings.c}
        second = {"finding_id": "fin-zz", "type": "unit_error", "explanation": "A second reason."}
        connection.execute(insert(findings).values(first | second))
        known = faults(connection, [row.figure_id])
    engine.dispose()
    assert [fault.explanation for fault in known[row.figure_id]][-1] == "A second reason."
    text = text_of(opened("evidence", url, monkeypatch, article=row.article_id))
    assert "A second reason." in text and first["explanation"][:40].split(" “")[0] in text
    state = {"incident": row.incident_id, "measure": row.counted, "about": row.accused}
    text = text_of(opened("incident", url, monkeypatch, **state))
    assert "A second reason." in text and "Wrong unit" in text


@pytest.mark.parametrize(("name", "title"), [("incident", "no such incident"), ("evidence", "no such article")])
def test_unknown_ids_say_so(name: str, title: str, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never another one in its place, and the id is shown as text."""
    key = "article" if name == "evidence" else "incident"
    app = opened(name, ledger, monkeypatch, **{key: "<b>nothing"})
    assert title in app.title[0].value
    assert "&lt;b&gt;nothing" in text_of(app)
