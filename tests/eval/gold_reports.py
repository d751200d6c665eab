"""Gold figures as reports for `reconcile`, and its answer as the tables that score.py reads.

Only what a perfect reader would give is taken from gold.json: never `alarms`, `not_alarms`, `reconciled` or `error`.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from ledger.article import Span
from ledger.identity import identifier
from ledger.incident import Reconciliation, Report
from ledger.quantity import Comparator, Quantity
from ledger.reading import Case, Citation, Figure, Scope, Stance
from nlp.reconcile.copies import shingles

Gold = dict[str, Any]
TAGS = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


def stories(corpus: Path) -> Iterator[tuple[str, Gold]]:
    """Yield the name and the gold of every story."""
    for path in sorted(corpus.glob("*/gold.json")):
        yield path.parent.name, json.loads(path.read_text(encoding="utf-8"))


def reports(corpus: Path) -> list[Report]:
    """Return one report for each article of a corpus."""
    golds = list(stories(corpus))
    outlets = {article["outlet"] for _, gold in golds for article in gold["articles"]}
    return [report(corpus, story, gold, article, outlets) for story, gold in golds for article in gold["articles"]]


def report(corpus: Path, story: str, gold: Gold, article: Gold, outlets: set[str]) -> Report:
    """Return the report of one article."""
    file = f"{story}/{article['file']}"
    markup = (corpus / file).read_text(encoding="utf-8")
    text = " ".join(html.unescape(TAGS.sub(" ", markup)).split())
    incidents = {incident["id"]: incident for incident in gold["incidents"]}
    named = list(dict.fromkeys(figure["incident"] for figure in article["figures"] if figure["incident"]))
    cites = [(name, "outlet" if name in outlets else "document") for name in article["origin"]["cites"]]
    return Report(
        article_id=file,
        url=article["url"],
        file=file,
        outlet=article["outlet"],
        title=None,
        published=article["published"],
        lang=article["lang"],
        tier=None,
        first_seen=article["published"] or "2026-12-31",
        supersedes=None,
        relevant=article["relevant"],
        cases=tuple(case(incidents[identity], article) for identity in named),
        figures=tuple(figure(file, number, item, named) for number, item in enumerate(article["figures"])),
        events=(),
        citations=tuple(Citation(name, kind, Span(0, 0)) for name, kind in cites),
        shingles=shingles(text),
    )


def case(incident: Gold, article: Gold) -> Case:
    """Return an incident as an article presents it: with the accused that its figures name."""
    figures = [figure for figure in article["figures"] if figure["incident"] == incident["id"]]
    accused = tuple(sorted({name for figure in figures for name in figure["accused"]}))
    return Case(incident["accuser"], accused, incident["target"], incident["kind"], incident["disclosed"])


def decimal(value: Any) -> Decimal | None:
    """Return a number of the gold as a decimal."""
    return None if value is None else Decimal(str(value))


def figure(file: str, number: int, item: Gold, named: list[str]) -> Figure:
    """Return one gold figure; places count the printings of the article."""
    values = (decimal(item["value"]), decimal(item["low"]), decimal(item["high"]))
    window = item["window"]
    return Figure(
        id=identifier("fig", file, number),
        article_id=file,
        span=Span(number, number + 1),
        quote=item["quote"],
        quantity=Quantity(*values, Comparator(item["comparator"])),
        measure=item["measure"],
        unit=item["unit"],
        scope=Scope(item["scope"]),
        accused=tuple(sorted(item["accused"])),
        claimant=item["claimant"],
        via=item["via"],
        target=item["target"],
        window=(window[0], window[1]) if window else None,
        stance=Stance(item["stance"]),
        derived=item["derived"],
        case=named.index(item["incident"]) if item["incident"] else None,
        sentence=Span(number, number + 1),
    )


def write(folder: Path, name: str, rows: list[dict[str, Any]], columns: str) -> None:
    """Write one table of the export."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns.split(), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def export(folder: Path, held: list[Report], done: Reconciliation) -> None:
    """Write what score.py reads."""
    folder.mkdir(parents=True, exist_ok=True)
    home = dict(done.figure_incident)
    figures = [row(report, figure, home) for report in held for figure in report.figures]
    write(
        folder,
        "figures",
        figures,
        "figure_id url file quote value low high comparator measure unit scope accused claimant via target "
        "window_start window_end stance derived incident_id",
    )
    found = [{**vars_of(f), "finding_id": f.id, "against": ";".join(f.against)} for f in done.findings]
    write(folder, "findings", found, "finding_id type level incident_id measure figure_id against explanation")
    values = [{**vars_of(v), "accused": ";".join(v.accused), "status": v.status.value} for v in done.values]
    write(folder, "reconciled", values, "incident_id measure accused best low high origins status explanation")
    articles = [{**vars_of(r), "relevant": str(r.relevant).lower()} for r in held]
    write(folder, "articles", articles, "url file published lang relevant")
    write(folder, "events", [], "url file date type")


def vars_of(item: Any) -> dict[str, Any]:
    """Return the fields of a dataclass with slots; None becomes empty."""
    return {name: "" if getattr(item, name) is None else getattr(item, name) for name in item.__dataclass_fields__}


def row(report: Report, figure: Figure, home: dict[str, str]) -> dict[str, Any]:
    """Return a figure as a row of figures.csv."""
    fields = vars_of(figure) | vars_of(figure.quantity)
    start, end = figure.window or ("", "")
    return {
        **fields,
        "figure_id": figure.id,
        "url": report.url or "",
        "file": report.file,
        "accused": ";".join(figure.accused),
        "scope": figure.scope.value,
        "stance": figure.stance.value,
        "comparator": figure.quantity.comparator.value,
        "window_start": start,
        "window_end": end,
        "incident_id": home.get(figure.id, ""),
    }
