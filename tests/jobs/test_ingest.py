"""Files into the ledger: archives written by us, and input that is no page gives one clear line each."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.commands import COMMAND, ROOT, claimline

PAGE = (
    "<html><head><title>A page</title></head><body><h1>A page of words</h1>"
    "<p>A laboratory said on Monday that a rival had sent more than 3 million questions to its model.</p></body></html>"
)


def test_captures_leave_as_an_archive_and_come_back(tmp_path: Path) -> None:
    """What `capture export` writes, `ingest` reads again into another ledger."""
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    claimline(tmp_path / "one.db", "ingest", page)
    archive = tmp_path / "pages.warc.gz"
    claimline(tmp_path / "one.db", "capture", "export", archive)
    first = archive.read_bytes()
    claimline(tmp_path / "one.db", "capture", "export", archive)
    assert archive.read_bytes() == first
    claimline(tmp_path / "two.db", "ingest", archive)
    assert '"articles": 1' in claimline(tmp_path / "two.db", "status", "--json")


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("empty.html", b"", "no bytes of text"),
        ("image.html", b"\x89PNG\r\n\x1a\n" + bytes(300), "not text"),
        ("large.html", b"<html><body>" + b"x" * 70_000_000, "more than"),
        ("broken.pdf", b"%PDF-1.7 nothing", ""),
        ("odd.warc.gz", b"no archive at all" * 50, ""),
    ],
)
def test_bad_files_give_one_line_each_and_the_rest_is_read(tmp_path: Path, name: str, body: bytes, words: str) -> None:
    """Exit status 1, one line with the file's name, and the good file is in the ledger."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / name).write_bytes(body)
    command = [
        str(COMMAND),
        "--db",
        f"sqlite:///{tmp_path}/l.db",
        "ingest",
        str(tmp_path / "in"),
        str(tmp_path / "gone"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    about = [line for line in done.stderr.splitlines() if name in line]
    assert len(about) == 1 and words in about[0], done.stderr
    assert len([line for line in done.stderr.splitlines() if "no such file or folder" in line]) == 1
    assert '"articles": 1' in claimline(tmp_path / "l.db", "status", "--json")
