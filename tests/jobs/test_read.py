"""`claimline read` through the real command: texts, JSON lines and pages in, JSON lines out."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tests.commands import COMMAND, ROOT

TEXT = "Brunel Labs said Quillon had made over 3 million queries through 900 accounts to copy its model."
PAGE = f"""<html><head><title>Copied</title><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2026-03-02T08:00:00Z"></head>
<body><article><h1>Copied</h1><p>{TEXT}</p>
<p>{"The companies have met twice since then. " * 8}</p></article></body></html>"""


def read(data: bytes, *words: str, status: int = 0) -> list[dict[str, Any]]:
    """Run the command on standard input and return what it printed, line by line."""
    done = subprocess.run([str(COMMAND), "read", *words], cwd=ROOT, input=data, capture_output=True, check=False)
    assert done.returncode == status, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_a_text_gives_one_line_with_every_part() -> None:
    """The keys of the documentation are there, and the offsets give the words."""
    (result,) = read(TEXT.encode())
    assert {"quantities", "dates", "attributions", "figures", "events", "mentions", "lang"} <= result.keys()
    assert {(item["value"], item["comparator"]) for item in result["quantities"]} == {
        (3_000_000, "more_than"),
        (900, "exact"),
    }
    assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in result["quantities"])


def test_json_lines_keep_their_ids_and_a_bad_line_spoils_only_itself() -> None:
    """Offsets are places in the text as it was given, white space and all."""
    text = f"  A first line.\n\n\n{TEXT.replace(' ', '  ')}"
    good = json.dumps({"id": "one", "text": text, "lang": "en", "published": "2026-03-02"})
    first, bad, last = read(f"{good}\n{{broken\n{json.dumps({'text': 'Nothing.'})}\n".encode(), status=1)
    assert first["id"] == "one"
    assert all(text[item["start"] : item["end"]] == item["text"] for item in first["quantities"])
    assert "line 2" in bad["error"]
    assert last["quantities"] == []


def test_pages_give_their_head_too() -> None:
    """One page as it is, or many as JSON lines."""
    (page,) = read(PAGE.encode(), "--html")
    lines = [
        json.dumps({"id": "a", "html": PAGE, "url": "https://post.example/a"}),
        json.dumps({"id": "b", "html": ""}),
    ]
    many, empty = read("\n".join(lines).encode(), "--html", status=1)
    for found in (page, many):
        assert found["title"] == "Copied"
        assert found["outlet"] == "The Post"
        assert found["published"].startswith("2026-03-02")
        assert all(found["text"][item["start"] : item["end"]] == item["text"] for item in found["quantities"])
    assert many["id"] == "a"
    assert many["url"] == "https://post.example/a"
    assert empty["id"] == "b"
    assert empty["error"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00bad \x80 bytes", b"\x00" * 2000], ids=["empty", "bytes", "nul"])
def test_odd_input_gives_a_line_and_no_trace(data: bytes) -> None:
    """Nothing that is no text makes the command fall over."""
    (result,) = read(data)
    assert result["figures"] == []
