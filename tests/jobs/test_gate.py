"""The gates before parsing: what the reader would keep gets through, what has nothing to do with us does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading.decoding import decode
from jobs import gate
from ledger.article import Capture
from tests.commands import ROOT
from tests.jobs.warc import idle

RECALL = 0.98  # of the byte gate; most pages of the corpora are of invented firms and name no real product


def pages(relevant: bool) -> Iterator[tuple[Path, bytes]]:
    """Yield the pages of both corpora that are, or are not, about model extraction."""
    for folder in ("dev", "own"):
        for gold in sorted((ROOT / "tests/eval" / folder).glob("*/gold.json")):
            for wanted in json.loads(gold.read_text(encoding="utf-8"))["articles"]:
                if wanted["relevant"] is relevant:
                    file = gold.parent / wanted["file"]
                    yield file, file.read_bytes()


def text_of(file: Path, body: bytes) -> str:
    """Return a page decoded as the reader decodes it."""
    return decode(Capture("c", file.name, file.name, "", 0, "", "", body, file=file.name))[0]


def test_the_word_gate_lets_every_relevant_page_through() -> None:
    """It may only ever let too much through."""
    lost = [file.name for file, body in pages(relevant=True) if not gate.words_concern(text_of(file, body))]
    assert lost == []


def test_the_byte_gate_lets_most_relevant_pages_through() -> None:
    """What it loses names no product, no maker of models, no AI and not the matter."""
    found = [gate.bytes_concern(body) for _, body in pages(relevant=True)]
    assert sum(found) / len(found) >= RECALL


def test_the_gates_keep_something_out() -> None:
    """Pages of neighbouring topics pass the first gate, not all the second; idle pages pass none."""
    near = [gate.words_concern(text_of(file, body)) for file, body in pages(relevant=False)]
    assert not all(near)
    for number in range(50):
        assert not gate.bytes_concern(idle(number).body)
        assert not gate.words_concern(idle(number).body.decode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "shift_jis", "big5"])
def test_pages_in_any_encoding(encoding: str) -> None:
    """A charset that is declared is decoded first."""
    word = {"shift_jis": "蒸留", "big5": "蒸餾"}.get(encoding, "蒸馏")
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{word}</p></body></html>'
    assert gate.bytes_concern(page.encode(encoding))
    assert not gate.bytes_concern(page.replace(word, "天").encode(encoding))


def test_pages_written_in_numbers() -> None:
    """Every letter as a character reference."""
    letters = "".join(f"&#{ord(char)};" for char in "the council met about anthropic and its garden " * 40)
    assert gate.bytes_concern(f"<p>{letters}</p>".encode())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<p>The AI said so</p>", True),
        (b"<p>AI</p>", True),
        (b"<p>she said again: PAID, MAIN, x-AI_y</p>", False),
        (b"<p>aid, air, ai</p>", False),
        (b"<p>OPENAI</p>", True),
        (b"", False),
        (b"<meta charset='no-such-charset'><p>Anthropic</p>", True),
    ],
)
def test_abbreviations_stand_alone(page: bytes, expected: bool) -> None:
    """AI as a word, not inside another."""
    assert gate.bytes_concern(page) is expected


def test_scripts_are_not_words_of_the_page() -> None:
    """What stands in them is nothing anybody reads."""
    assert gate.visible("a<script>accuse</script>b<STYLE>x</STYLE>c") == "a</script>b</STYLE>c"
    assert gate.visible("a<script>never closed") == "a"
    assert gate.visible("no scripts") == "no scripts"


def test_hostile_pages_end() -> None:
    """A hundred thousand open scripts: a pass that were not linear would not end while anybody waits."""
    for page in ("<script" * 100_000, "<script></script" * 50_000, "<style" + "<script>" * 80_000, "&" * 500_000):
        assert gate.words_concern(page) is False


@settings(deadline=None, max_examples=100)
@given(body=st.binary(max_size=300), text=st.text(max_size=300))
def test_any_bytes_and_any_text(body: bytes, text: str) -> None:
    """No input is an error, and more text never closes a gate."""
    passed = gate.bytes_concern(body)
    assert passed in (True, False)
    assert gate.words_concern(text + " ") >= gate.words_concern(text)
