"""Exports of a real ledger: the contract, the same bytes twice, safe cells, every format, a valid data package."""

from __future__ import annotations

import csv
import json
import threading
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sqlalchemy import Connection, delete, insert, select, text

from jobs.export import ExportError, Filters, Options, export
from store.exports import exports
from store.log_tables import page_archives
from store.page_archives import Archived, keep
from store.tables import articles, captures, figures, incident_aliases
from tests.jobs.ledgers import FIRST, SECOND, THIRD, Story, accusation

ALL = Options(json_lines=True, parquet=True)
DOCUMENTS = {"codebook.md", "limits.md", "manifest.json", "datapackage.json"}
CITATIONS = {"citations.bib", "citations.ris", "citations.json"}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Two outlets print one number, later a third prints another."""
    with pytest.MonkeyPatch.context() as patch:
        story = Story(tmp_path_factory.mktemp("story"), patch)
        story.add(
            FIRST,
            accusation("2.4 million", "2026-03-02", "Quay Herald"),
            accusation("2.4 million", "2026-03-02", "=HYPERLINK(1)"),
        )
        story.add(SECOND, accusation("1.9 million", "2026-03-05", "Lagoon Wire"))
        yield story


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV file."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_every_file_is_there_and_a_second_run_gives_the_same_bytes(story: Story, tmp_path: Path) -> None:
    """In another folder and in the same one."""
    written = export(story.engine, tmp_path / "a", Filters(), ALL)
    export(story.engine, tmp_path / "b", Filters(), ALL)
    first = contents(tmp_path / "a")
    names = {item.name for item in exports()}
    assert set(first) == DOCUMENTS | CITATIONS | {
        f"{n}.{suffix}" for n in names for suffix in ("csv", "jsonl", "parquet")
    }
    assert first == contents(tmp_path / "b")
    export(story.engine, tmp_path / "a", Filters(), ALL)
    assert first == contents(tmp_path / "a")
    assert written == manifest(tmp_path / "a")["rows"]
    assert written["figures"] > 0 and written["reconciled"] > 0


def test_csv_is_rfc_4180(story: Story, tmp_path: Path) -> None:
    """CRLF at every end, the contract's header, no mark unless Excel is meant, empty for null."""
    export(story.engine, tmp_path / "out", Filters())
    export(story.engine, tmp_path / "excel", Filters(), Options(excel=True))
    for item in exports():
        raw = (tmp_path / "out" / f"{item.name}.csv").read_bytes()
        assert raw.split(b"\r\n")[0].decode() == ",".join(item.columns)
        assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n")
        assert (tmp_path / "excel" / f"{item.name}.csv").read_bytes() == b"\xef\xbb\xbf" + raw
        assert not any(
            cell in ("None", "nan", "null") for row in rows(tmp_path / "out", item.name) for cell in row.values()
        )


def test_formulas_are_inert_in_csv_and_raw_elsewhere(story: Story, tmp_path: Path) -> None:
    """An outlet that calls itself =HYPERLINK(1)."""
    export(story.engine, tmp_path, Filters(), ALL)
    outlets = {row["outlet"] for row in rows(tmp_path, "articles")}
    assert "'=HYPERLINK(1)" in outlets
    assert not any(
        cell.startswith(("=", "+", "@"))
        for item in exports()
        for row in rows(tmp_path, item.name)
        for cell in row.values()
    )
    lines = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert "=HYPERLINK(1)" in {line["outlet"] for line in lines}
    assert "=HYPERLINK(1)" in set(pq.read_table(tmp_path / "articles.parquet").column("outlet").to_pylist())


def test_parquet_and_json_hold_the_same_rows(story: Story, tmp_path: Path) -> None:
    """Same count, same ids, same numbers, null where CSV is empty."""
    export(story.engine, tmp_path, Filters(), ALL)
    table = pq.read_table(tmp_path / "figures.parquet").to_pylist()
    lines = [json.loads(line) for line in (tmp_path / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    flat = rows(tmp_path, "figures")
    assert [r["figure_id"] for r in table] == [r["figure_id"] for r in lines] == [r["figure_id"] for r in flat]
    for exact, plain, cells in zip(table, lines, flat, strict=True):
        assert (exact["value"] is None) == (plain["value"] is None) == (cells["value"] == "")
        assert exact["value"] is None or exact["value"] == Decimal(plain["value"]) == Decimal(cells["value"])
        assert exact["accused"] == (plain["accused"].split(";") if plain["accused"] else None)


def test_archived_copy_is_in_every_format_that_may_hold_it(story: Story, tmp_path: Path) -> None:
    """Known by the day of the export; never in the CSV file of the contract; the package describes it."""
    copy = "https://web.archive.org/web/20260302/https://quayherald.example/orrery"
    with story.engine.begin() as connection:
        [capture, *_] = connection.execute(select(articles.c.capture_id).order_by(articles.c.article_id)).scalars()
        keep(connection, capture, Archived(copy, "2026-03-02T09:00:00Z"), SECOND)
    now, then = tmp_path / "now", tmp_path / "then"
    export(story.engine, now, Filters(), ALL)
    export(story.engine, then, Filters(as_of=FIRST[:10]), ALL)
    lines = [json.loads(line) for line in (now / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["archive_url"] for line in lines].count(copy) == 1
    assert copy in pq.read_table(now / "articles.parquet").column("archive_url").to_pylist()
    for name in CITATIONS:
        assert copy in (now / name).read_text(encoding="utf-8").replace("\\_", "_"), name
        assert "web.archive.org" not in (then / name).read_text(encoding="utf-8"), name
    assert copy not in (now / "articles.csv").read_text(encoding="utf-8")
    described = json.loads((now / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    names = {r["name"]: [field["name"] for field in r["schema"]["fields"]] for r in described}
    assert "archive_url" in names["articles-jsonl"] and "archive_url" not in names["articles"]
    assert "archive_url" in (now / "codebook.md").read_text(encoding="utf-8")
    with story.engine.begin() as connection:
        connection.execute(delete(page_archives))


def test_data_package_is_valid_and_hashes_hold(story: Story, tmp_path: Path) -> None:
    """By a validator that is not ours, types, constraints, keys and hashes included; with the mark for Excel too."""
    from frictionless import Package, validate

    for options in (ALL, Options(excel=True)):
        folder = tmp_path / str(options.excel)
        export(story.engine, folder, Filters(), options)
        report = validate(str(folder / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])
        package = Package(str(folder / "datapackage.json"))
        assert {item.name for item in exports()} <= set(package.resource_names)
        assert package.licenses and package.version and package.sources


def test_a_broken_value_makes_the_data_package_invalid(story: Story, tmp_path: Path) -> None:
    """The schema constrains: the check above can fail."""
    from frictionless import validate

    export(story.engine, tmp_path, Filters())
    path = tmp_path / "reconciled.csv"
    path.write_bytes(path.read_bytes().replace(b"single_origin", b"confirmed"))
    kinds = {kind for [kind] in validate(str(tmp_path / "datapackage.json")).flatten(["type"])}
    assert {"constraint-error", "hash-count"} <= kinds


def test_snapshot_id_is_of_the_content(story: Story, tmp_path: Path) -> None:
    """The same whatever the format; another with another filter or other rows."""
    for name, filters, options in (
        ("plain", Filters(), Options()),
        ("excel", Filters(), Options(excel=True, json_lines=True)),
        ("filtered", Filters(measure="accounts"), Options()),
        ("earlier", Filters(as_of=FIRST[:10]), Options()),
    ):
        export(story.engine, tmp_path / name, filters, options)
    ids = {name: manifest(tmp_path / name)["snapshot"] for name in ("plain", "excel", "filtered", "earlier")}
    assert ids["plain"] == ids["excel"]
    assert len(set(ids.values())) == 3


def test_filters_keep_what_they_name_and_old_ids_resolve(story: Story, tmp_path: Path) -> None:
    """A measure, an incident, an incident's old id; an unknown one is refused and nothing is written."""
    export(story.engine, tmp_path / "all", Filters())
    incident = rows(tmp_path / "all", "incidents")[0]["incident_id"]
    export(story.engine, tmp_path / "accounts", Filters(incident=incident, measure="accounts"))
    kept = rows(tmp_path / "accounts", "figures")
    assert kept and {(row["measure"], row["incident_id"]) for row in kept} == {("accounts", incident)}
    assert {row["article_id"] for row in kept} == {row["article_id"] for row in rows(tmp_path / "accounts", "articles")}
    with story.engine.begin() as connection:
        connection.execute(insert(incident_aliases).values(old_id="inc-old", incident_id=incident))
    export(story.engine, tmp_path / "old", Filters(incident="inc-old", measure="accounts"))
    assert contents(tmp_path / "old") == contents(tmp_path / "accounts")
    with pytest.raises(ExportError, match="no such incident: inc-none"):
        export(story.engine, tmp_path / "none", Filters(incident="inc-none"))
    assert not (tmp_path / "none").exists()


def test_as_of_reconciles_again(story: Story, tmp_path: Path) -> None:
    """On the first day there was no disagreement; the export of that day stays what it was when more comes later."""
    early = Filters(as_of=FIRST[:10])
    export(story.engine, tmp_path / "early", early, ALL)
    export(story.engine, tmp_path / "now", Filters())
    assert {row["first_seen"] for row in rows(tmp_path / "early", "articles")} == {FIRST}
    then, today = rows(tmp_path / "early", "reconciled"), rows(tmp_path / "now", "reconciled")
    assert not rows(tmp_path / "early", "findings") and rows(tmp_path / "now", "findings")
    assert sum(int(row["alarms"]) for row in then) == 0 < sum(int(row["alarms"]) for row in today)
    assert max(int(row["articles"]) for row in then) == 2
    assert {row["origin_id"] for row in rows(tmp_path / "early", "figures")} != {""}
    story.add(THIRD, accusation("880,000", "2026-03-09", "Harbour Courier"))
    with story.engine.begin() as connection:
        connection.execute(text("UPDATE articles SET last_seen = :moment"), {"moment": THIRD})
    export(story.engine, tmp_path / "again", early, ALL)
    again = contents(tmp_path / "again")
    assert {row["last_seen"] for row in rows(tmp_path / "again", "articles")} == {f"{FIRST[:10]}T23:59:59Z"}
    for name, raw in contents(tmp_path / "early").items():
        if name.rpartition(".")[0] in ("incidents", "reconciled", "findings", "events", "timeline"):
            assert raw == again[name], name


def test_as_of_changes_nothing_in_the_ledger(story: Story, tmp_path: Path) -> None:
    """Not even for somebody who reads while it is written."""
    export(story.engine, tmp_path / "before", Filters())
    export(story.engine, tmp_path / "early", Filters(as_of=FIRST[:10]))
    export(story.engine, tmp_path / "before-all", Filters(as_of="2020-01-01"))
    assert rows(tmp_path / "before-all", "reconciled") == []
    export(story.engine, tmp_path / "after", Filters())
    assert contents(tmp_path / "before") == contents(tmp_path / "after")


def test_one_state_is_exported_whatever_is_written_meanwhile(story: Story, tmp_path: Path) -> None:
    """Rows that arrive between two files are in none of them."""
    export(story.engine, tmp_path / "before", Filters())

    def write() -> None:
        with story.engine.begin() as connection:
            connection.execute(text("DELETE FROM findings"))

    def on_export(name: str) -> None:
        if name == "events":
            thread = threading.Thread(target=write)
            thread.start()
            thread.join()

    export(story.engine, tmp_path / "during", Filters(), Options(), on_export)
    assert contents(tmp_path / "before") == contents(tmp_path / "during")


def test_a_broken_export_leaves_the_old_one(story: Story, tmp_path: Path) -> None:
    """An error half way; and files that the old export alone had go with the next good one."""
    export(story.engine, tmp_path, Filters(), ALL)
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    before = contents(tmp_path)

    def fail(name: str) -> None:
        if name == "incidents":
            raise RuntimeError("disk")

    with pytest.raises(RuntimeError, match="disk"):
        export(story.engine, tmp_path, Filters(), Options(), fail)
    assert contents(tmp_path) == before
    export(story.engine, tmp_path, Filters())
    left = {path.name for path in tmp_path.iterdir()}
    assert "mine.txt" in left and not any(name.endswith((".jsonl", ".parquet")) for name in left)


def fill(connection: Connection, number: int, start: int = 0) -> None:
    """Add articles with a figure each, straight into the tables."""
    capture = connection.execute(captures.select().limit(1)).one()._mapping
    article = dict(connection.execute(articles.select().limit(1)).one()._mapping)
    figure = dict(connection.execute(figures.select().limit(1)).one()._mapping)
    keys = [f"{start + index:07d}" for index in range(number)]
    connection.execute(insert(captures), [{**capture, "capture_id": f"cap-{key}"} for key in keys[:1]])
    connection.execute(insert(articles), [{**article, "article_id": f"art-{key}"} for key in keys])
    connection.execute(
        insert(figures), [{**figure, "figure_id": f"fig-{key}", "article_id": f"art-{key}"} for key in keys]
    )


def peak(story: Story, folder: Path) -> int:
    """Return the most memory an export takes, in bytes."""
    tracemalloc.start()
    export(story.engine, folder, Filters(), Options(json_lines=True))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the rows take (nearly) the same memory."""
    story = Story(tmp_path, monkeypatch)
    story.add(FIRST, accusation("2.4 million", "2026-03-02", "Quay Herald"))
    with story.engine.begin() as connection:
        fill(connection, 700)
    small = peak(story, tmp_path / "small")
    with story.engine.begin() as connection:
        fill(connection, 2100, start=700)
    assert peak(story, tmp_path / "large") < 1.5 * small
