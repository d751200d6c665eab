"""docs/quality.md is what bench/quality.py writes, on the corpora that are there."""

from __future__ import annotations

import json
import re
from collections import Counter

from bench.misses import FIELDS, Gold, Misses, classes, mistake
from bench.quality import EVALUATION, HEADINGS, MISTAKES, PAGE, REASONS, corpora, page

TEXT = PAGE.read_text(encoding="utf-8")


def sections() -> dict[str, list[list[str]]]:
    """Return the rows of each section's table, the head first."""
    found = {}
    for part in TEXT.split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        lines = [line.strip("|").split("|") for line in body.splitlines() if line.startswith("|") and "---" not in line]
        found[title] = [[cell.strip() for cell in line] for line in lines]
    return found


def test_page_has_the_sections_of_the_generator() -> None:
    """In its order, each with its columns."""
    found = sections()
    names = [corpus.name for corpus in corpora()]
    assert tuple(found) == HEADINGS
    assert found["Measures"][0] == ["measure", *names]
    assert found["Languages"][0] == ["language", *names]
    assert found["Fields"][0] == ["field", *MISTAKES]
    assert [row[0] for row in found["Fields"][1:]] == list(FIELDS)
    assert [row[0] for row in found["Dates of events"][1:]] == list(REASONS)


def test_page_is_of_the_corpora_that_are_there() -> None:
    """Every corpus with its stories, articles and figures: new gold needs a new page."""
    wanted = []
    for corpus in corpora():
        golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(corpus.glob("*/gold.json"))]
        articles = [article for gold in golds for article in gold["articles"]]
        figures = Counter(
            a["lang"].split("-")[0] for a in articles for f in a["figures"] if f["stance"] != "background"
        )
        wanted.append([corpus.name, *map(str, (len(golds), len(articles), figures.total(), len(figures)))])
    assert sections()["Corpora"][1:] == wanted


def test_page_names_every_measure_the_scorer_prints() -> None:
    """A measure added to the scorer is missing here until the page is written again."""
    code = (EVALUATION / "score.py").read_text(encoding="utf-8")
    printed = set(re.findall(r'result\["(\w+)"\]', code)) - {"f1"}
    assert printed <= {row[0] for row in sections()["Measures"][1:]}


def test_page_of_nothing_has_the_same_sections() -> None:
    """The generator writes every section whatever it is given."""
    empty = page({"dev": ({"core_f1": 1.0, "f1_en": 0.5}, Misses())})
    assert [line[3:] for line in empty.splitlines() if line.startswith("## ")] == list(HEADINGS)
    assert "| core_f1 | 1.000 |" in empty


def test_classes_and_mistakes() -> None:
    """What makes a figure hard, and how a field is wrong."""
    figure: Gold = {"quote": "some eleven million", "unit": "prompts", "measure": "interactions", "comparator": "about"}
    figure |= {"stance": "denied", "claimant": "Orrery", "target": None}
    assert classes(figure) == [
        "measure interactions",
        "number in words alone",
        "noun not beside the number",
        "stance denied",
    ]
    assert mistake("claimant", figure, {"claimant": ""}) == "left empty"
    assert mistake("claimant", figure, {"claimant": "Tarn"}) == "another value"
    assert mistake("target", figure, {"target": "Sextant"}) == "filled though the text gives none"
