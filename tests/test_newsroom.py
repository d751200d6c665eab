"""The sample newsroom, crawled by the real command over real HTTP: what the ledger says, that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.newsroom.serve import Newsroom
from tests.commands import Claim, Row, claimline, claims, one, table

LABS = "DeepSeek;MiniMax;Moonshot AI"
INTERACTIONS, ACCOUNTS = "interactions", "accounts"
TOTALS: set[Claim] = {(16_000_000, "more_than", INTERACTIONS), (24_000, "about", ACCOUNTS)}
JUNE: set[Claim] = {(28_800_000, "more_than", INTERACTIONS), (25_000, "almost", ACCOUNTS)}
EXPECTED: dict[str, set[Claim]] = {
    "/2026/02/23/anthropic-accuses-three-labs": {
        (24_000, "exact", ACCOUNTS),
        (16_000_000, "more_than", INTERACTIONS),
    },
    "/2026/02/24/what-the-labs-wanted": TOTALS
    | {
        (150_000, "more_than", INTERACTIONS),
        (3_400_000, "more_than", INTERACTIONS),
        (13_000_000, "more_than", INTERACTIONS),
    },
    "/ai/claude-distillation-explained": {(16_000_000, "about", INTERACTIONS), (24_000, "exact", ACCOUNTS)},
    "/ai/three-labs-one-pattern": {
        (150_000, "exact", INTERACTIONS),
        (3_400_000, "more_than", INTERACTIONS),
        (13_000_000, "about", INTERACTIONS),
        (None, "vague", ACCOUNTS),
        (None, "vague", INTERACTIONS),
    },
    "/posts/sixteen-million-queries": {(16_000_000, "exact", INTERACTIONS), (16_000_000, "about", INTERACTIONS)},
    "/en/2026/02/25/chinese-firms-harvest": {(12_000_000, "more_than", INTERACTIONS), (None, "vague", INTERACTIONS)},
    "/de/2026/02/24/anthropic-wirft-laboren-vor": TOTALS,
    "/fr/2026/02/24/anthropic-accuse-trois-laboratoires": TOTALS,
    "/ja/2026/02/24/anthropic-claude": TOTALS,
    "/2026/0224/anthropic-zhengliu": TOTALS,
    "/2026/06/24/anthropic-letter-alibaba": JUNE,
    "/es/2026/06/25/anthropic-alibaba-claude": JUNE,
    "/de/2026/06/25/alibaba-brief-anthropic": JUNE,
    "/2026/04/24/memorandum-on-model-copying": set(),
    "/policy/bill-on-model-theft": set(),
    "/2026/04/25/embassy-rejects-claims": set(),
    "/2026/03/02/still-house-expansion": set(),
    "/story/openai-warns-house-panel": set(),
}


class Crawled:
    """What two crawls with a correction between them left, and what the newsroom was asked for."""

    def __init__(self, folder: Path, newsroom: Newsroom) -> None:
        self.folder, self.newsroom = folder, newsroom
        self.ledger = folder / "ledger.db"
        self.sources = newsroom.write_sources(folder / "sources")
        self.first = self.crawl_and_export(1)
        self.second = self.crawl_and_export(2)

    def crawl_and_export(self, generation: int) -> Path:
        """Crawl one generation of the newsroom, analyse and export into a folder of its own."""
        self.newsroom.generation = generation
        claimline(self.ledger, "crawl", "--sources", self.sources)
        claimline(self.ledger, "analyze")
        export = self.folder / f"out-{len(list(self.folder.glob('out-*')))}"
        claimline(self.ledger, "export", export)
        return export


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """Serve the newsroom and crawl it."""
    newsroom = Newsroom()
    newsroom.start()
    try:
        yield Crawled(tmp_path_factory.mktemp("newsroom"), newsroom)
    finally:
        newsroom.shutdown()
        newsroom.server_close()


def current(export: Path) -> list[Row]:
    """Return the articles that no later version has replaced."""
    rows = table(export, "articles")
    replaced = {row["supersedes"] for row in rows}
    return [row for row in rows if row["article_id"] not in replaced]


def test_every_page_is_an_article_with_its_own_address(crawled: Crawled) -> None:
    """26 pages, addresses of the made-up outlets, one irrelevant."""
    rows = current(crawled.second)
    assert len(rows) == len({row["url"] for row in rows}) == 26
    assert all(".example/" in row["url"] for row in rows)
    assert [row["url"].rpartition("/")[2] for row in rows if row["relevant"] == "false"] == ["still-house-expansion"]
    assert {row["lang"].partition("-")[0] for row in rows} == {"en", "de", "fr", "es", "ja", "zh", "ko"}


@pytest.mark.parametrize("page", sorted(EXPECTED))
def test_figures_of_a_page(crawled: Crawled, page: str) -> None:
    """Exactly the figures that the page prints about an incident."""
    assert claims(table(crawled.second, "figures"), url=page) == EXPECTED[page]


def test_february_reconciles_to_one_origin_with_one_alarm(crawled: Crawled) -> None:
    """The same facts as the seeds: 16 million and 24,000 by one origin, one relay is wrong."""
    rows = table(crawled.second, "reconciled")
    interactions = one(rows, measure=INTERACTIONS, accused=LABS)
    assert (interactions["best"], interactions["origins"], interactions["status"]) == ("16000000", "1", "single_origin")
    accounts = one(rows, measure=ACCOUNTS, accused=LABS)
    assert (accounts["best"], accounts["origins"], accounts["alarms"]) == ("24000", "1", "0")
    alarms = [row for row in table(crawled.second, "findings") if row["level"] == "alarm"]
    february = [row for row in alarms if row["incident_id"] == interactions["incident_id"]]
    assert {row["type"] for row in february} == {"contradiction", "self_contradiction"}
    assert len({row["figure_id"] for row in february}) == 1
    assert any("API calls" in row["explanation"] for row in february)


def test_june_is_a_case_of_its_own(crawled: Crawled) -> None:
    """Alibaba's figures never meet February's."""
    rows = table(crawled.second, "reconciled")
    assert one(rows, measure=INTERACTIONS, accused="Alibaba")["best"] == "28800000"
    assert one(rows, measure=ACCOUNTS, accused="Alibaba")["best"] == "25000"


def test_policy_and_denial_are_on_the_timeline_without_figures(crawled: Crawled) -> None:
    """Events stand on their own: the memorandum, the bill, the denial, OpenAI's warning."""
    dates = {row["date"] for row in table(crawled.second, "events")}
    assert {"2026-04-23", "2026-04-15", "2026-02-12"} <= dates
    assert "denial" in {row["type"] for row in table(crawled.second, "events")}


def test_a_corrected_figure_is_a_new_version(crawled: Crawled) -> None:
    """The first crawl has 26.8 million; the second keeps that version and adds the corrected one."""
    page = "/ai/alibaba-letter-in-numbers"
    assert (26_800_000, "more_than", INTERACTIONS) in claims(table(crawled.first, "figures"), url=page)
    assert (28_800_000, "more_than", INTERACTIONS) in claims(table(crawled.second, "figures"), url=page)
    versions = [row for row in table(crawled.second, "articles") if row["url"].endswith(page)]
    assert len(versions) == 2
    assert {row["supersedes"] for row in versions} == {"", *(row["article_id"] for row in versions)} - {
        row["article_id"] for row in versions if row["supersedes"]
    }


def test_a_further_crawl_changes_nothing(crawled: Crawled) -> None:
    """Same pages, same exports to the byte, and pages are asked for conditionally or not at all."""
    crawled.newsroom.requests.clear()
    third = crawled.crawl_and_export(2)
    pages = {path: status for path, status in crawled.newsroom.requests if "/20" in path or "/posts/" in path}
    assert set(pages.values()) <= {304}
    for file in sorted(crawled.second.glob("*.csv")):
        if file.stem in ("articles", "figures", "sources"):  # these carry when a page was last seen
            continue
        assert file.read_bytes() == (third / file.name).read_bytes(), file.name
