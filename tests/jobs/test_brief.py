"""Briefs on real incidents: what they say, that they stand alone, that hostile words do nothing, that they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from jobs.brief import ExportError, read, write
from jobs.briefs.content import Brief, worth
from jobs.briefs.drawing import Line, number_line
from jobs.briefs.writing import link, markdown, page, text
from ledger.dates import written
from store.queries.incident import Value
from store.tables import incidents
from tests.jobs.ledgers import FIRST, SECOND, Story, accusation

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://x.example/i) | \u202e**b**"
VOID = {"meta", "img", "br", "link", "input", "line", "path", "circle", "rect"}


class Page(HTMLParser):
    """Collects what a page loads or runs, its links and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            if name in ("src", "data", "action", "srcset") or name.startswith("on"):
                self.loads.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Three outlets on one case, one of them with another number."""
    with pytest.MonkeyPatch.context() as patch:
        story = Story(tmp_path_factory.mktemp("brief"), patch)
        pages = [accusation("2.4 million", "2026-03-02", name) for name in ("Quay Herald", "Tidal Post", "Bay Times")]
        story.add(FIRST, *pages)
        story.add(SECOND, accusation("1.9 million", "2026-03-05", "Lagoon Wire"))
        yield story


@pytest.fixture(scope="module")
def incident(story: Story) -> str:
    """Return the id of its incident."""
    with story.engine.connect() as connection:
        return str(connection.execute(select(incidents.c.incident_id)).scalars().first())


@pytest.fixture(scope="module")
def brief(story: Story, incident: str) -> Brief:
    """Return its brief."""
    return read(story.engine, incident)


def test_both_files_say_the_same(story: Story, incident: str, tmp_path: Path) -> None:
    """Title, figures, dispute, references; the same bytes twice."""
    first = [file.read_text(encoding="utf-8") for file in write(story.engine, incident, tmp_path / "a")]
    assert first == [file.read_text(encoding="utf-8") for file in write(story.engine, incident, tmp_path / "b")]
    for words in (
        "Vantage Labs",
        "2.4 million",
        "1.9 million",
        "Lagoon Wire",
        "Quay Herald",
        "5 Mar 2026",
        "Claims, not facts",
    ):
        assert all(words in content for content in first), words


def test_the_page_stands_alone(brief: Brief) -> None:
    """Nothing is loaded, nothing runs; links lead to the articles; the chart has words."""
    source = page(brief)
    held = Page(source)
    assert not held.loads and "script" not in held.tags and "svg" in held.tags
    assert held.links and all(link.startswith("https://") for link in held.links)
    assert "default-src 'none'" in source and 'aria-label="Number line of' in source


def test_hostile_words_are_text(brief: Brief) -> None:
    """In title, explanation and references, in both forms."""
    assert brief.headline is not None
    value = replace(brief.headline, explanation=HOSTILE, accused=HOSTILE)
    work = replace(brief.references[0], title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
    reading = replace(brief.readings[0], asserter=HOSTILE, quote=HOSTILE)
    hostile = replace(
        brief,
        case=replace(brief.case, title=HOSTILE, accuser=HOSTILE, accused=HOSTILE),
        headline=value,
        values=(value,),
        worths=(HOSTILE,),
        readings=(reading,),
        references=(work,),
    )
    held = Page(page(hostile))
    assert not held.loads and not held.links and not {"script", "img", "b"} & (set(held.tags) - {"b"})
    assert "alert(1)" in held.text and "\u202e" not in held.text
    lines = "\n".join(markdown(hostile))
    assert not re.search(r"(?<!\\)[<\[]", lines.replace("<https://", "")) and "\u202e" not in lines


def test_the_drawing_is_well_formed_and_on_the_page(brief: Brief) -> None:
    """Every mark inside its box."""
    assert brief.headline is not None
    drawing = ElementTree.fromstring(number_line(brief.headline, brief.readings))
    width = float(drawing.attrib["viewBox"].split()[2])
    places = [float(item.attrib[name]) for item in drawing.iter() for name in ("x1", "x2", "cx") if name in item.attrib]
    assert places and min(places) >= 0 and max(places) <= width


@pytest.mark.parametrize("numbers", [[5.0], [0.0], [1.0, 1e12], [-3.0, 4.0], [7.0, 7.0], [0.2, 0.9], [1e300, 1.0]])
def test_any_numbers_have_a_line(numbers: list[float]) -> None:
    """With ticks that are on it."""
    line = Line(numbers)
    assert all(line.x(number) >= 0 for number in numbers) and len(line.ticks()) < 400


def test_an_unknown_incident_is_one_clear_line(story: Story, tmp_path: Path) -> None:
    """And no file."""
    with pytest.raises(ExportError, match="no such incident: inc-none"):
        write(story.engine, "inc-none", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_past_day_has_its_own_brief(story: Story, incident: str) -> None:
    """Before the other number was printed there was no dispute."""
    then, now = read(story.engine, incident, FIRST[:10]), read(story.engine, incident)
    assert not then.disputes and now.disputes and then.articles == 3 < now.articles
    assert f"as of {written(FIRST)}" in page(then)


def test_a_contested_value_shows_both_sides() -> None:
    """Never one number, never an average."""
    names = {"measure": "accounts", "accused": "", "claimant": None, "best": None, "low": "4900000", "high": "7300000"}
    counts = {"origins": 2, "articles": 3, "alarms": 0}
    value = Value(**names, status="contested", **counts, rule="STATUS", explanation="")  # type: ignore[arg-type]
    assert worth(value) == "4.9 million or 7.3 million"
    assert worth(replace(value, low=None)) == "up to 7.3 million"


def test_a_value_is_written_with_the_hedge_that_most_relays_print(brief: Brief) -> None:
    """A slip does not lend its words, however many print it."""
    assert brief.headline is not None and brief.headline.best is not None
    reading = replace(brief.readings[0], value=brief.headline.best, comparator="more_than", slip=None)
    slip = replace(reading, comparator="less_than", slip="bound_reversed", articles=99)
    assert worth(brief.headline, [slip, reading]) == "over 2.4 million"
    assert worth(brief.headline, [slip]) == worth(brief.headline) == "2.4 million"


def test_only_web_addresses_become_links() -> None:
    """And none ends early."""
    assert link("https://x.example/a b") == "https://x.example/ab" and link("javascript:x") is None
    assert link("http://[x") is None and link(None) is None and text("a\nb|c") == "a b\\|c"
