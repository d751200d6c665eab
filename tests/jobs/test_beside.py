"""A page read in a pipe: the running text apart from what stands beside it, every place in the text it comes with."""

from __future__ import annotations

from typing import Any

from jobs.read import read_html

PROSE = "The laboratory said on Monday that a rival had sent more than 3 million questions through 900 accounts."
PAGE = (
    "<html><head><title>Lab counts 3 million questions</title></head><body><h1>Lab counts 3 million questions</h1>"
    f"<p class='byline'>By Ada Example, 4 May 2026</p><p>{PROSE}</p><p>{PROSE.replace('3 million', '4 million')}</p>"
    "</body></html>"
)
LISTS = ("quantities", "dates", "figures", "events", "mentions")


def places(side: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Return start, end and text of everything found in one of the two texts."""
    return [(item["start"], item["end"], item["text"]) for name in LISTS for item in side[name]]


def test_the_text_is_the_body_and_every_place_is_in_its_own_text() -> None:
    """Headline and byline stand beside the text, and what they say is not lost."""
    found = read_html(PAGE.encode())
    assert found["text"] == f"{PROSE}\n{PROSE.replace('3 million', '4 million')}"
    assert found["beside"]["text"].split("\n") == ["Lab counts 3 million questions", "By Ada Example, 4 May 2026"]
    for side in (found, found["beside"]):
        assert places(side)
        assert all(side["text"][start:end] == text for start, end, text in places(side))
    assert [item["value"] for item in found["beside"]["quantities"]] == [3_000_000]


def test_nested_places_move_with_their_sentence() -> None:
    """Source, cue and content of an attribution are places in the same text."""
    found = read_html(PAGE.encode())
    assert found["attributions"]
    for item in found["attributions"]:
        for part in filter(None, (item["source"], item["cue"], item["content"])):
            assert found["text"][part["start"] : part["end"]] == part["text"]
