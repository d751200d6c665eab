"""Set an export beside the gold of a corpus and say what is missed, by class: pure counting, no running of anything."""

from __future__ import annotations

import csv
import importlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Gold = dict[str, Any]
score = importlib.import_module("tests.eval.score")
FIELDS = ("measure", "comparator", "scope", "accused", "claimant", "via", "target", "stance", "window")
NUMERALS = frozenset("0123456789０１２３４５６７８９٠١٢٣٤٥٦٧٨٩")


@dataclass(slots=True)
class Misses:
    """Counts of one corpus: figures by class, fields by kind of mistake, event dates by reason."""

    files: int = 0
    figures: Counter[str] = field(default_factory=Counter)  # gold figures by language
    wanted: Counter[str] = field(default_factory=Counter)  # gold figures by class
    missed: Counter[str] = field(default_factory=Counter)
    spurious: Counter[str] = field(default_factory=Counter)  # read figures without gold, by measure
    paired: int = 0
    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    dates: Counter[str] = field(default_factory=Counter)


def classes(figure: Gold) -> list[str]:
    """Return the classes a gold figure belongs to: what makes it hard to see."""
    quote, unit = figure["quote"], figure.get("unit")
    found = [f"measure {figure['measure']}"]
    if figure["comparator"] in ("vague", "range"):
        found.append(f"comparator {figure['comparator']}")
    if not NUMERALS & set(quote):
        found.append("number in words alone")
    if unit and figure["measure"] not in ("money", "share") and unit.lower() not in quote.lower():
        found.append("noun not beside the number")
    if figure.get("derived"):
        found.append("computed by the writer")
    if figure["stance"] != "asserted":
        found.append(f"stance {figure['stance']}")
    return found


def mistake(name: str, figure: Gold, row: dict[str, str]) -> str:
    """Say how a field of a paired figure is wrong."""
    column = "window_start" if name == "window" else name
    wanted, got = figure.get(name), row.get(column)
    if not got:
        return "left empty"
    return "another value" if wanted else "filled though the text gives none"


def count(export: Path, corpus: Path) -> Misses:
    """Count the misses of a corpus against the CSV files of an export."""
    rows, events, articles = (by_file(export / f"{name}.csv") for name in ("figures", "events", "articles"))
    counted = Misses()
    for path in sorted(corpus.glob("*/gold.json")):
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            key = f"{path.parent.name}/{article['file']}"
            counted.files += 1
            add_figures(counted, article, rows[key])
            add_dates(counted, article, events[key], articles[key])
    return counted


def by_file(path: Path) -> defaultdict[str, list[dict[str, str]]]:
    """Return the rows of a CSV file by story and file name."""
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            found["/".join(Path(row["file"]).parts[-2:])].append(row)
    return found


def add_figures(counted: Misses, article: Gold, rows: list[dict[str, str]]) -> None:
    """Pair the figures of one article as the scorer does, and count."""
    figures = [{**figure, "outlet": article.get("outlet")} for figure in article["figures"]]
    pairs = score.pair_up(figures, rows)
    seen, used = {id(figure) for figure, _, _ in pairs}, {id(row) for _, row, _ in pairs}
    for figure in figures:
        if figure["stance"] == "background":
            continue
        counted.figures[article["lang"].split("-")[0]] += 1
        counted.wanted.update(classes(figure))
        if id(figure) not in seen:
            counted.missed.update(classes(figure))
    counted.spurious.update(r["measure"] for r in rows if id(r) not in used and r["stance"] != "background")
    for figure, row, agree in pairs:
        if figure["stance"] == "background":
            continue
        counted.paired += 1
        for name in FIELDS:
            counted.fields[name]["right" if agree[name] else mistake(name, figure, row)] += 1


def add_dates(counted: Misses, article: Gold, rows: list[dict[str, str]], heads: list[dict[str, str]]) -> None:
    """Count the dated events of one article that are told, and why the others are not."""
    got = [row["date"] for row in rows if row["date"]]
    relevant = any(head["relevant"] == "true" for head in heads)
    for wanted in (event["date"] for event in article["events"] if event.get("date")):
        if any(date.startswith(wanted) or (len(date) >= 7 and wanted.startswith(date)) for date in got):
            counted.dates["told"] += 1
        elif not relevant:
            counted.dates["the page is held irrelevant"] += 1
        elif not got:
            counted.dates["no event of the page has a date"] += 1
        else:
            counted.dates["other dates are told"] += 1
