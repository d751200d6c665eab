"""Sources, export and method on a crawled sample newsroom and on invented stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select
from streamlit.testing.v1 import AppTest

from jobs.analyze import analyze
from jobs.desk import Desk
from jobs.ingest import ingest
from store.crawl_tables import source_state
from store.engine import open_ledger
from store.failures import Failure, forget, note
from store.queries.quality import quality
from store.queries.services import offer
from store.queries.sources import Tick, coverage, outlets, sources
from store.tables import articles, figures, issues, runs
from tests.shown import text_of
from views import words
from views.charts.coverage import every
from views.rules import FINDINGS, RULES
from views.sources import kind, strip

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


def result(source: str, status: str = "done", stored: int = 0, **reasons: int) -> dict[str, object]:
    """Return what one run did for a source."""
    return {"source_id": source, "status": status, "stored": stored, "fetched": stored, "reasons": reasons}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Open a ledger of stories, with runs of three sources: one good, one silent, one broken."""
    opened = open_ledger(f"sqlite:///{tmp_path_factory.mktemp('pages') / 'ledger.db'}")
    ingest(opened, [ROOT / "tests" / "eval" / "own"])
    analyze(opened)
    with opened.begin() as connection:
        for day in range(1, 5):
            summary = {"sources": [result("good", stored=2), result("silent"), result("broken", "failed", timeout=3)]}
            run = {"run_id": f"run-{day}", "command": "crawl", "started_at": f"2026-03-0{day}T00:00:00Z"}
            connection.execute(insert(runs).values(**run, finished_at=None, status=0, summary=summary))
        connection.execute(insert(source_state).values(source_id="broken", problem="feed_not_xml", failures=4))
        issue = {"issue_id": "iss-1", "stage": "crawl", "reason": "robots_forbidden", "detail": "x", "count": 7}
        connection.execute(insert(issues).values(**issue, first_seen="2026-03-01", last_seen="2026-03-01"))
    yield opened
    opened.dispose()


@pytest.fixture
def url(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of the ledger, given to the app."""
    monkeypatch.setenv("CLAIMLINE_DB", str(engine.url))
    return str(engine.url)


def opened(name: str, **state: str) -> AppTest:
    """Return a page after its first run."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS).run()
    for key, value in state.items():
        app.query_params[key] = value
    app = app.switch_page(f"views/{name}.py").run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """Return the text of the page."""
    return "\n".join(str(getattr(item, "body", getattr(item, "value", ""))) for item in app.main)


def test_sources_with_a_problem_come_first_and_runs_are_told(engine: Engine) -> None:
    """Each with its last runs, oldest first."""
    with engine.connect() as connection:
        rows = sources(connection)
    assert [row.source_id for row in rows] == ["broken", "good", "silent", None]
    assert [tick.started_at[:10] for tick in rows[1].ticks] == [f"2026-03-0{day}" for day in range(1, 5)]
    assert rows[0].failures == 4 and rows[-1].articles > 0


def test_failed_jobs_are_told_until_they_go_right(engine: Engine, url: str) -> None:
    """What, why and whether it is tried again; hostile reasons are text; a job that went right is gone."""
    moment = "2026-03-02T10:00:00Z"
    again = Failure(7, "crawl", "<b>outlet</b>", "timeout", 1, moment, False)
    ended = Failure(9, "read", "art-1 and 4 more", "<script>x</script>", 5, moment, True)
    with engine.begin() as connection:
        note(connection, again)
        note(connection, ended)
    text = shown(opened("sources"))
    assert "1 job given up" in text and "1 job to be tried again" in text
    assert text.index("given up after 5 attempts") < text.index("waits, 1 attempt so far")
    assert "&lt;script&gt;" in text and "<script>" not in text and "&lt;b&gt;outlet" in text
    with engine.begin() as connection:
        forget(connection, 7)
        forget(connection, 9)
    assert "Jobs that went wrong" not in shown(opened("sources"))


def test_the_page_of_sources_says_what_needs_a_person(url: str) -> None:
    """A problem by name, a silent zero as such."""
    text = shown(opened("sources"))
    assert "1 source with a problem" in text and "1 source silent in all of the last runs" in text
    assert "Feed not xml" in text and "▮" in text and "▯" in text


def test_a_strip_has_words_for_who_does_not_see_it() -> None:
    """And hostile reasons are text."""
    ticks = (
        Tick("2026-03-01T00:00:00Z", "done", 2, 2, ()),
        Tick("2026-03-02T00:00:00Z", "failed", 0, 0, (('"><script>', 1),)),
    )
    html = strip(ticks)
    assert 'aria-label="1 brought something new, 1 failed"' in html and "<script>" not in html
    assert [kind(tick) for tick in ticks] == ["new", "failed"]


def test_record_and_coverage_are_drawn(engine: Engine, url: str) -> None:
    """Counts with examples; months; what was dropped and why."""
    with engine.connect() as connection:
        (rows, number), held = outlets(connection, 40), coverage(connection)
    assert 0 < len(rows) == number and all(row.alarms.total() and row.examples for row in rows)
    assert held.dropped[0] == ("crawl", "robots_forbidden", 7) and held.months
    text = shown(opened("sources", part="record"))
    assert rows[0].outlet in text and "never a score" in text
    assert "Robots forbidden" in shown(opened("sources", part="coverage"))


def test_months_without_an_article_are_there() -> None:
    """A gap is seen."""
    assert every("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert len(every("1990-01", "2026-02")) == 60


def test_export_shows_the_choice_as_command_and_preview(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The choice is in the address; the link leads to the same files."""
    monkeypatch.setenv("CLAIMLINE_SERVED", "yes")
    app = opened("export", measure="accounts", format="jsonl", table="figures")
    assert app.code[0].value == "claimline export out/ --measure accounts --jsonl"
    assert {str(value) for value in app.dataframe[0].value["measure"]} == {"accounts"}
    assert "as they stand today" in shown(app)


def test_export_of_an_earlier_day_is_previewed_as_of_that_day(
    engine: Engine, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first text nothing, on the day of the texts what the files hold; never today's rows."""
    state = {"measure": "accounts", "table": "figures"}
    assert "`claimline app`" in text_of(opened("export", as_of="2026-03-01", **state))
    offer(Desk(engine))
    try:
        before = opened("export", as_of="2026-03-01", **state)
        assert before.code[0].value == "claimline export out/ --as-of 2026-03-01 --measure accounts"
        assert "had been seen by that day" in text_of(before)
        with engine.connect() as connection:
            day = str(connection.execute(select(func.max(articles.c.first_seen))).scalar_one())[:10]
        after = opened("export", as_of=day, **state)
        assert {str(value) for value in after.dataframe[0].value["measure"]} == {"accounts"}
        assert "as they stood on" in text_of(after) and "today" not in shown(after)
    finally:
        offer(None)


def test_export_offers_every_table_with_its_columns(url: str) -> None:
    """In words."""
    app = opened("export")
    options = app.segmented_control(key="address-table").options
    assert len(options) == 8
    assert any("What the columns of reconciled.csv hold" in expander.label for expander in app.expander)


def test_method_names_every_rule_that_decided_something(engine: Engine, url: str) -> None:
    """With what it says; the floors are those of the tests."""
    with engine.connect() as connection:
        found = quality(connection)
    assert {*found.values, *found.alarms} <= RULES.keys()
    text = shown(opened("quality"))
    assert "Known limits" in text or "Claims, not facts" in text
    assert all(name in text for name in RULES) and "At least" in text
    assert {kind for kind, _, _, _ in found.types} <= FINDINGS.keys() and "not described" not in text
    assert words.ALARMS.keys() == FINDINGS.keys()


def test_an_outlet_s_alarms_lead_to_their_evidence(engine: Engine, url: str) -> None:
    """Each example of the record names article and figure."""
    with engine.connect() as connection:
        known = {tuple(row) for row in connection.execute(select(figures.c.article_id, figures.c.figure_id))}
        rows, _ = outlets(connection, 40)
    named = [(article, figure) for row in rows for article, figure, _ in row.examples]
    assert named and set(named) <= known
    text = text_of(opened("sources", part="record"))
    assert all(f"figure={figure}" in text for _, figure in named)


def test_counts_of_the_method_page_are_those_of_the_ledger(engine: Engine) -> None:
    """Figures, doubts, issues."""
    with engine.connect() as connection:
        found = quality(connection).measured
        rows = connection.execute(select(figures.c.doubts, figures.c.claimant)).all()
    assert found.counts["figures"] == len(rows)
    assert found.counts["figures whose claimant the text does not name"] == sum(row.claimant is None for row in rows)
    assert sum(found.doubts.values()) == sum(len(row.doubts) for row in rows)
    assert found.issues == {"robots_forbidden": 1}
