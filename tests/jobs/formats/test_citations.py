"""Citations are read back by parsers that are not ours, whatever a title holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.formats.citations import Copy, Work, bibtex, csl, ris, write

ARTICLE = Work(
    key="art-0123456789abcdef",
    title="Orrery & Vantage: 100% “copied”, {so} it_says #1 — 月之暗面\nTY  - BOOK",
    container="Quay Herald",
    authors=("Mira Tal", "The Quay, Desk"),
    issued="2026-03-02T08:00:00+01:00",
    accessed="2026-03-03T10:00:00Z",
    url="https://quayherald.example/a?b=1&c={2}#frag_ment~x",
    language="en",
    note="Text version art-0123456789abcdef",
    archive=Copy("https://web.archive.org/web/20260302/https://quayherald.example/a_b", "2026-03-02T09:00:00Z"),
)
DATASET = Work(
    "claimline-00ff", "Claimed figures", "Claimline", ("Claimline",), "2026-03", None, None, "en", None, True
)
BARE = Work("art-1", "quotes.txt", None, (), None, None, None, "und", None)


def write_all(folder: Path, *works: Work) -> tuple[str, str, str]:
    """Return what the three files hold."""
    assert write(folder, iter(works)) == len(works)
    names = ("citations.bib", "citations.ris", "citations.json")
    bib, tagged, items = ((folder / name).read_bytes().decode() for name in names)
    return bib, tagged, items


def test_bibtex_comes_back(tmp_path: Path) -> None:
    """Every entry, with its key, title, address and year; none is broken out of."""
    bib, _, _ = write_all(tmp_path, DATASET, ARTICLE, BARE)
    library = parse_string(bib)
    assert not library.failed_blocks
    dataset, article, bare = library.entries
    assert (dataset.key, dataset.entry_type, article.entry_type, bare.entry_type) == (
        DATASET.key,
        "misc",
        "article",
        "misc",
    )
    fields = {field.key: field.value for field in article.fields}
    assert fields["title"] == "{Orrery \\& Vantage: 100\\% “copied”, \\{so\\} it\\_says \\#1 — 月之暗面 TY  - BOOK}"
    assert fields["author"] == "{Mira Tal} and {The Quay, Desk}"
    assert fields["url"] == "https://quayherald.example/a?b=1&c=%7B2%7D#frag_ment~x"
    assert (fields["year"], fields["month"], fields["date"], fields["urldate"]) == (
        "2026",
        "3",
        "2026-03-02",
        "2026-03-03",
    )
    assert {field.key for field in bare.fields} == {"title", "langid"}


def test_ris_comes_back(tmp_path: Path) -> None:
    """A title with a line that looks like a tag stays a title."""
    _, tagged, _ = write_all(tmp_path, DATASET, ARTICLE, BARE)
    dataset, article, bare = rispy.loads(tagged)
    assert (dataset["type_of_reference"], article["type_of_reference"], bare["type_of_reference"]) == (
        "DATA",
        "NEWS",
        "GEN",
    )
    assert article["title"] == ARTICLE.title.replace("\n", " ")
    assert article["authors"] == list(ARTICLE.authors)
    assert article["urls"] == [ARTICLE.url]
    assert (article["year"], article["date"]) == ("2026", "2026/03/02")
    assert article["secondary_title"] == "Quay Herald"
    assert "\nTY  - BOOK" not in tagged


def test_csl_json_comes_back(tmp_path: Path) -> None:
    """As items that citation processors know."""
    _, _, items = write_all(tmp_path, DATASET, ARTICLE, BARE)
    dataset, article, bare = json.loads(items)
    assert (dataset["type"], article["type"], bare["type"]) == ("dataset", "article-newspaper", "webpage")
    assert dataset["issued"] == {"date-parts": [[2026, 3]]}
    assert article["issued"] == {"date-parts": [[2026, 3, 2]]} and article["accessed"] == {"date-parts": [[2026, 3, 3]]}
    assert article["author"] == [{"literal": "Mira Tal"}, {"literal": "The Quay, Desk"}]
    assert "issued" not in bare and "URL" not in bare


def test_archived_copy_stands_in_its_own_fields_and_in_the_note(tmp_path: Path) -> None:
    """Of every format; a work without one has neither."""
    assert ARTICLE.archive is not None
    where, said = ARTICLE.archive.url, f"Archived copy of 2026-03-02: {ARTICLE.archive.url}"
    bib, tagged, items = write_all(tmp_path, ARTICLE, BARE)
    article, bare = parse_string(bib).entries
    fields = {field.key: field.value for field in article.fields}
    assert (fields["archiveurl"], fields["archivedate"]) == (where, "2026-03-02")
    assert "Archived copy" in fields["note"] and "archiveurl" not in {field.key for field in bare.fields}
    first, second = rispy.loads(tagged)
    assert first["name_of_database"] == "web.archive.org" and said in first["notes"][0]
    assert f"AV  - {where}\r\n" in ris(ARTICLE) and "name_of_database" not in second
    one, other = json.loads(items)
    assert (one["archive"], one["archive_location"]) == ("web.archive.org", where) and said in one["note"]
    assert "archive" not in other and "note" not in other


def test_no_works_are_valid_files(tmp_path: Path) -> None:
    """An empty ledger."""
    bib, tagged, items = write_all(tmp_path)
    assert (bib, tagged, json.loads(items)) == ("", "", [])


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), st.text(st.characters(codec="utf-8"), max_size=40)
)
def test_hostile_titles_stay_one_entry(title: str, outlet: str) -> None:
    """No title ends an entry, opens another one or hides the next."""
    hostile = Work("art-h", title, outlet, (title,), "2026", None, f"https://x.example/{outlet}", "en", title)
    library = parse_string(bibtex(hostile) + bibtex(BARE))
    assert [entry.key for entry in library.entries] == ["art-h", "art-1"] and not library.failed_blocks
    assert [entry["id"] for entry in rispy.loads(ris(hostile) + ris(BARE))] == ["art-h", "art-1"]
    assert json.loads(json.dumps(csl(hostile)))["id"] == "art-h"


@pytest.mark.parametrize("date", [None, "", "yesterday"])
def test_no_date_is_no_date(date: str | None) -> None:
    """Nothing is made up."""
    assert "issued" not in csl(Work("k", "t", None, (), date, None, None, None, None))
