"""What the articles of each outlet came to: counts with examples, never a learned score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from ledger.incident import Finding, OutletRecord
from nlp.reconcile.scene import Scene

EXAMPLES = 5


def records(scene: Scene, findings: Collection[Finding]) -> list[OutletRecord]:
    """Return one record for each outlet of an incident."""
    outlet_of = {key: report.outlet for key, report in scene.reports.items()}
    faulty = {finding.figure_id for finding in findings}
    article_of = {figure.id: figure.article_id for figure in scene.figures if figure.id in faulty}
    articles: Counter[str] = Counter(outlet for outlet in outlet_of.values() if outlet)
    figures = Counter([outlet_of[figure.article_id] or "" for figure in scene.figures])
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        outlet = outlet_of.get(article_of.get(finding.figure_id or "", ""))
        if outlet and finding.level == "alarm" and not finding.between_origins:
            kinds[outlet][finding.type] += 1
            examples[outlet].append(finding.id)
    return [
        OutletRecord(
            incident_id=scene.incident.id,
            outlet=outlet,
            articles=count,
            figures=figures[outlet],
            alarms=kinds[outlet].total(),
            self_contradictions=kinds[outlet]["self_contradiction"],
            contradicted_sources=kinds[outlet]["contradicts_cited_source"],
            unsupported_windows=kinds[outlet]["date_conflict"],
            examples=tuple(sorted(examples[outlet])[:EXAMPLES]),
        )
        for outlet, count in sorted(articles.items())
    ]
