"""The five seed articles give the ledger that a careful reader would make of them.

The seeds stay outside the repository: this runs where ../shared/seeds lies beside it. test_newsroom.py holds the same
facts everywhere.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import ROOT, Claim, Row, claimline, claims, one, table

SEEDS = ROOT.parent / "shared" / "seeds"
LABS = "DeepSeek;MiniMax;Moonshot AI"
INTERACTIONS, ACCOUNTS = "interactions", "accounts"
EXPECTED: dict[str, set[Claim]] = {
    "000": {(24_000, "exact", ACCOUNTS), (16_000_000, "more_than", INTERACTIONS)},
    "001": {(16_000_000, "exact", INTERACTIONS), (16_000_000, "about", INTERACTIONS)},
    "002": {(12_000_000, "more_than", INTERACTIONS), (None, "vague", INTERACTIONS)},
    "003": {
        (150_000, "exact", INTERACTIONS),
        (3_400_000, "more_than", INTERACTIONS),
        (13_000_000, "about", INTERACTIONS),
        (None, "vague", ACCOUNTS),
        (None, "vague", INTERACTIONS),
    },
    "004": {(16_000_000, "about", INTERACTIONS), (24_000, "exact", ACCOUNTS)},
}

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed articles are not beside the repository: {SEEDS}")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ingest, analyse and export the seeds through the command."""
    folder = tmp_path_factory.mktemp("seeds")
    claimline(folder / "ledger.db", "ingest", *sorted(SEEDS.glob("*.txt")))
    claimline(folder / "ledger.db", "analyze")
    claimline(folder / "ledger.db", "export", folder / "out")
    return folder / "out"


def of_seed(export: Path, seed: str) -> list[Row]:
    """Return the figures of one seed."""
    return [row for row in table(export, "figures") if Path(row["file"]).name.startswith(seed)]


@pytest.mark.parametrize("seed", sorted(EXPECTED))
def test_figures_of_a_seed(export: Path, seed: str) -> None:
    """Exactly the figures of the table, no number of the surroundings."""
    assert claims(of_seed(export, seed)) == EXPECTED[seed]


def test_who_claims_what_of_whom(export: Path) -> None:
    """Anthropic claims everything, of Claude, against the three or the one the part is about."""
    rows = table(export, "figures")
    assert {row["claimant"] for row in rows} == {"Anthropic"}
    assert {row["target"] for row in rows} == {"Claude"}
    parts = {row["accused"]: row["value"] for row in rows if row["scope"] == "part"}
    assert parts == {"DeepSeek": "150000", "Moonshot AI": "3400000", "MiniMax": "13000000"}
    assert {row["accused"] for row in rows if row["scope"] == "total"} == {LABS}


def test_window_stands_only_where_it_is_printed(export: Path) -> None:
    """One seed ties its figure to a period."""
    windows = {(row["window_start"], row["window_end"]) for row in table(export, "figures")}
    assert windows == {("", ""), ("2023-01", "2024-11")}
    tied = [row["value"] for row in table(export, "figures") if row["window_start"]]
    assert tied == ["12000000"]


def test_reconciled_values(export: Path) -> None:
    """One origin behind every number, however many articles relay it."""
    rows = table(export, "reconciled")
    interactions = one(rows, measure=INTERACTIONS, accused=LABS)
    assert (interactions["best"], interactions["origins"], interactions["status"]) == ("16000000", "1", "single_origin")
    assert interactions["alarms"] == "1"
    accounts = one(rows, measure=ACCOUNTS, accused=LABS)
    assert (accounts["best"], accounts["origins"], accounts["alarms"]) == ("24000", "1", "0")


def test_exactly_one_alarm_with_its_reason(export: Path) -> None:
    """12 million against 16 million: both articles, the other noun and the one-sided window are named."""
    alarms = [row for row in table(export, "findings") if row["level"] == "alarm"]
    assert [row["type"] for row in alarms] == ["contradiction"]
    sentence = alarms[0]["explanation"]
    assert "API calls" in sentence
    assert "2023" in sentence
    assert "12 million" in sentence
    assert "16 million" in sentence


def test_second_accusation_is_another_incident(export: Path) -> None:
    """What OpenAI says in two of the seeds is an incident of its own, without figures."""
    incidents = {row["incident_id"]: row["accuser"] for row in table(export, "incidents")}
    assert "OpenAI" in incidents.values()
    assert {incidents[row["incident_id"]] for row in table(export, "figures")} == {"Anthropic"}
