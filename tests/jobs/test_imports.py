"""Hand-coded figures: every wrong cell named by line, all or nothing, then figures like any other."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from jobs.analyze import analyze
from jobs.export import Filters, export
from jobs.imports import CodedFileError, load
from ledger.coding import COLUMNS, template
from store import articles
from store.tables import articles as article_table
from store.tables import figures
from tests.commands import ROOT
from tests.jobs.ledgers import FIRST, Story, accusation
from tests.jobs.test_export import rows

ROW = next(csv.DictReader(io.StringIO(template(), newline="")))


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Return an empty ledger."""
    return Story(tmp_path, monkeypatch)


def written(folder: Path, *changed: dict[str, str], delimiter: str = ",") -> Path:
    """Write a file of rows that are the template's row but for some cells."""
    path = folder / "coded.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(COLUMNS), delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**ROW, **cells} for cells in changed)
    return path


def count(engine: Engine) -> int:
    """Return how many figures the ledger holds."""
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(figures)).scalar_one())


def only(engine: Engine) -> Any:
    """Return the one figure."""
    with engine.connect() as connection:
        return connection.execute(select(figures)).one()


def test_the_template_is_a_good_file(story: Story, tmp_path: Path) -> None:
    """As it is; a dry run writes nothing; the quote stands at its place."""
    path = tmp_path / "template.csv"
    path.write_text(template(), encoding="utf-8", newline="")
    assert load(story.engine, path, dry_run=True).figures == 1
    assert count(story.engine) == 0
    result = load(story.engine, path)
    assert (result.figures, result.sources, result.new, result.failures) == (1, 1, 1, [])
    row = only(story.engine)
    assert (row.value, row.low, row.high, row.comparator) == ("2400000", "2400000", None, "more_than")
    assert (row.claimant, row.accused, row.reader_version) == ("First Lab", "Second Lab", "analyst: A. Coder")
    with story.engine.connect() as connection:
        article = articles.get(connection, row.article_id)
    assert article is not None and article.text[row.start : row.end] == ROW["quote"] == row.quote


def test_a_second_import_changes_nothing(story: Story, tmp_path: Path) -> None:
    """The analysis does not read coded rows again either."""
    path = written(tmp_path, {}, {"quote": "4,100 accounts", "sentence": "", "value": "4100", "measure": "accounts"})
    assert load(story.engine, path).new == 2
    assert load(story.engine, path).new == 0
    assert analyze(story.engine).read == 0
    assert count(story.engine) == 2


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"coder": ""}, "coder: is empty"),
        ({"quote": ""}, "quote: is empty"),
        ({"source_title": "", "source_url": ""}, "source_title: is empty, and so is source_url"),
        ({"source_url": "javascript:alert(1)"}, "source_url: javascript:alert(1) is no http or https address"),
        ({"source_url": "http://[x"}, "source_url: http://[x is no http or https address"),
        ({"sentence": "Other words."}, "sentence: does not hold the quote"),
        ({"value": "2,400,000"}, "value: 2,400,000 is not a number in digits and a point"),
        ({"value": "NaN"}, "value: NaN is not a number in digits and a point"),
        ({"value": ""}, "value: is empty, and the comparator is more_than"),
        ({"comparator": "roughly"}, "comparator: roughly is not one of"),
        ({"comparator": "vague"}, "value: must be empty for vague"),
        ({"comparator": "range", "value": "", "low": "5"}, "low: a range needs low and high"),
        ({"low": "9", "high": "3", "value": "", "comparator": "range"}, "low: is more than high"),
        ({"low": "3000000"}, "value: is not between low and high"),
        ({"measure": "chats"}, "measure: chats is not one of"),
        ({"published": "2026-13"}, "published: 2026-13 is not a date"),
        ({"published": "2 March"}, "published: 2 March is not a date"),
        ({"incident_id": "inc-none"}, "incident_id: no such incident: inc-none"),
        ({"scope": "all"}, "scope: all is not one of"),
        ({"unit": "x" * 6000}, "unit: longer than 5000 characters"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_imported(
    story: Story, tmp_path: Path, cells: dict[str, str], fault: str
) -> None:
    """Not even the good rows before and after it."""
    result = load(story.engine, written(tmp_path, {"source_title": "A"}, cells, {"source_title": "B"}))
    assert any(line.startswith(f"line 3: {fault}") for line in result.failures), result.failures
    assert all(line.startswith("line 3: ") for line in result.failures)
    assert count(story.engine) == 0


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "missing columns: coder"),
        (b"quote,comparator\r\n", "missing columns: coder, measure"),
        (template().encode() + b"too,few\r\n", "line 3: not as many cells"),
        (template().replace("coder", "coder,mood", 1).encode(), "unknown columns: mood"),
        (template().encode("utf-16"), "not UTF-8"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_no_such_file_is_one_clear_line(story: Story, tmp_path: Path, body: bytes, fault: str) -> None:
    """And nothing is imported."""
    path = tmp_path / "coded.csv"
    path.write_bytes(body)
    with pytest.raises(CodedFileError, match=fault):
        load(story.engine, path)
    assert count(story.engine) == 0


def test_a_missing_file_is_one_clear_line(story: Story, tmp_path: Path) -> None:
    """As any other."""
    with pytest.raises(CodedFileError, match="No such file"):
        load(story.engine, tmp_path / "none.csv")


def test_semicolons_as_european_spreadsheets_write_them(story: Story, tmp_path: Path) -> None:
    """And quotes with line ends in them."""
    path = written(tmp_path, {"quote": "over 2.4 million\nexchanges", "accused": "B; A"}, delimiter=";")
    assert load(story.engine, path).new == 1
    assert only(story.engine).accused == "A;B"


def test_a_corrected_file_takes_the_place_of_the_first(story: Story, tmp_path: Path) -> None:
    """Of the same coder on the same source; both stay visible."""
    load(story.engine, written(tmp_path, {}))
    load(story.engine, written(tmp_path, {"value": "2500000"}))
    load(story.engine, written(tmp_path, {"coder": "B. Ruiz"}))
    with story.engine.connect() as connection:
        chain = connection.execute(select(article_table.c.article_id, article_table.c.supersedes)).all()
    assert len(chain) == 3 and sum(row.supersedes is not None for row in chain) == 1


def test_coded_figures_are_compared_and_reconciled_like_any_other(story: Story, tmp_path: Path) -> None:
    """Bound to the case of the pages, with an alarm where they differ; the page keeps its own versions."""
    story.add(FIRST, accusation("2.4 million", "2026-03-02", "Quay Herald"))
    export(story.engine, tmp_path / "before", Filters())
    [incident] = rows(tmp_path / "before", "incidents")
    bound = {"accuser": "", "accused": "", "target": "", "kind": "", "disclosed": ""}
    other = {"quote": "1.9 million exchanges", "sentence": "", "value": "1900000", "comparator": "exact"}
    cells = {**bound, **other, "incident_id": incident["incident_id"], "source_url": "", "outlet": "Archive desk"}
    claim = {"claimant": "Orrery AI", "figure_accused": "Vantage Labs"}
    load(story.engine, written(tmp_path, {**cells, **claim}))
    story.add("2026-03-03T08:00:00Z")
    export(story.engine, tmp_path / "after", Filters())
    coded = [row for row in rows(tmp_path / "after", "figures") if row["reader_version"] == "analyst: A. Coder"]
    assert [row["incident_id"] for row in coded] == [incident["incident_id"]]
    alarms = [row for row in rows(tmp_path / "after", "findings") if row["level"] == "alarm"]
    assert not rows(tmp_path / "before", "findings") and alarms
    assert any(coded[0]["figure_id"] in (row["figure_id"], *row["against"].split(";")) for row in alarms)
    named = {row["source_id"] for row in rows(tmp_path / "after", "sources")}
    assert "analyst" in named


def test_what_was_coded_from_a_page_is_no_version_of_the_page(story: Story, tmp_path: Path) -> None:
    """Though it has the page's address."""
    load(story.engine, written(tmp_path, {"source_url": "https://quayherald.example/orrery"}))
    story.add(FIRST, accusation("2.4 million", "2026-03-02", "Quay Herald"))
    with story.engine.connect() as connection:
        found = connection.execute(select(article_table.c.url, article_table.c.supersedes)).all()
    assert len(found) == 2 and {row.url for row in found} == {"https://quayherald.example/orrery"}
    assert all(row.supersedes is None for row in found)


def test_known_parties_get_their_name(story: Story, tmp_path: Path) -> None:
    """Whatever the coder wrote."""
    load(story.engine, written(tmp_path, {"claimant": "  white   house ", "accused": "X"}))
    assert only(story.engine).claimant == "White House OSTP"


def test_every_column_is_in_the_documents() -> None:
    """With its meaning and its words."""
    text = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    for name, column in COLUMNS.items():
        assert f"| `{name}`" in text and column.meaning in text
        assert all(choice in text for choice in column.choices)
