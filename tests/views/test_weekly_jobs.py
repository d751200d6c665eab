"""The three weekly jobs of a researcher in a real browser on the sample newsroom, and hand-coded figures brought in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from data.newsroom.serve import Newsroom
from ledger.coding import template
from store.engine import open_ledger
from store.tables import articles, figures
from tests import weekly
from tests.app_ledger import Served
from tests.commands import claimline
from tests.views.chromium import MARKS
from tests.weekly import Walk

pytestmark = MARKS


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a ledger of the sample newsroom, crawled before and after an outlet corrects a figure."""
    folder = tmp_path_factory.mktemp("weekly")
    newsroom = Newsroom()
    newsroom.start()
    try:
        sources = newsroom.write_sources(folder / "sources")
        for generation in (1, 2):
            newsroom.generation = generation
            claimline(folder / "ledger.db", "crawl", "--sources", sources)
            claimline(folder / "ledger.db", "analyze")
    finally:
        newsroom.shutdown()
        newsroom.server_close()
    return f"sqlite:///{folder / 'ledger.db'}"


@pytest.fixture(scope="module")
def served(ledger: str) -> Iterator[Served]:
    """Serve the ledger to whoever may review."""
    app = Served(ledger, review="open")
    yield app
    app.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that was never here."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(weekly.WAIT)
    yield opened
    context.close()


def test_first_job_see_what_changed(page: Page, served: Served) -> None:
    """From the news of a week to the case that changed."""
    walk = Walk(page, served.base)
    assert weekly.see_what_changed(walk)
    assert len(walk.steps) == 4


def test_second_job_settle_which_number_to_cite_and_why(page: Page, served: Served, ledger: str) -> None:
    """The sentence names the rule; the words stand in the article as they were printed."""
    sentence, quote = weekly.settle_a_figure(Walk(page, served.base))
    assert "Rule " in sentence
    engine = open_ledger(ledger)
    with engine.connect() as connection:
        printed = set(connection.execute(select(figures.c.quote)).scalars())
    engine.dispose()
    assert any(quote.startswith(words) for words in printed)


def test_third_job_leave_with_a_file_or_a_sentence(page: Page, served: Served, ledger: str) -> None:
    """Every row of the file stands at its place in the text that is held."""
    sentence, rows = weekly.leave_with_something(Walk(page, served.base))
    assert sentence.endswith(")") and len(rows) > 1
    engine = open_ledger(ledger)
    with engine.connect() as connection:
        wanted = select(articles.c.article_id, articles.c.text)
        texts = {row.article_id: row.text for row in connection.execute(wanted)}
    engine.dispose()
    for row in rows:
        assert texts[row["article_id"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_hand_coded_figures_are_brought_in_whole_or_not_at_all(page: Page, served: Served, tmp_path: Path) -> None:
    """A wrong cell is named and nothing is kept; the mended file is, and its figure can be read as evidence."""
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    text = template().replace("First Lab accuses Second Lab", "A hand-coded source")
    right.write_text(text, encoding="utf-8", newline="")
    wrong.write_text(text.replace("more_than", "roughly"), encoding="utf-8", newline="")
    page.goto(f"{served.base}/coded")
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    name = page.get_by_placeholder("Your name: it stands beside each decision")
    name.fill("Ada Reed")
    name.press("Enter")
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.get_by_text("Nothing was brought in: 1 cell is wrong in 1 row")).to_be_visible(timeout=weekly.WAIT)
    expect(page.get_by_role("button", name="Bring them in")).to_have_count(0)
    page.locator("input[type=file]").set_input_files(right)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("Kept: 1 figure on 1 source, 1 of them new")).to_be_visible(timeout=weekly.WAIT)
    page.goto(f"{served.base}/evidence?words=Second+Lab+exchanges")
    expect(page.get_by_text("A hand-coded source")).to_be_visible(timeout=weekly.WAIT)
