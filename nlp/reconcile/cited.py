"""Articles against what they rest on: the source they cite, and their own outlet's other articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.incident import Finding, Report
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts
from nlp.reconcile.faults import named
from nlp.reconcile.making import alarm
from nlp.reconcile.names import fold, words
from nlp.reconcile.voices import Groups, Scene

FAULTS = frozenset({"contradiction", "number_error", "parts_mismatch"})
DIFFERENCES = frozenset({"contradiction", "number_error"})


def secondary(scene: Scene, groups: Groups, findings: Iterable[Finding]) -> list[Finding]:
    """Return what a relay's fault means besides: it contradicts the source it cites, or its own outlet."""
    voice_of = {f.id: voice for voices in groups.values() for voice in voices.values() for f in voice.figures}
    by_id = {figure.id: figure for figure in scene.figures}
    done: set[tuple[str, str, object]] = set()
    found = []
    for finding in sorted(findings, key=lambda f: (by_id[f.figure_id or ""].span, f.id)):
        figure = by_id[finding.figure_id or ""]
        voice = voice_of.get(figure.id)
        if voice is None or finding.between_origins or finding.type not in DIFFERENCES or finding.rule == "PARTS":
            continue
        against = [f for f in voice.counted() if contradicts(f, figure)]
        for kind, matches in (
            ("contradicts_cited_source", cited(scene, figure, against)),
            ("self_contradiction", same_outlet(scene, figure, against)),
        ):
            mark = (kind, figure.article_id, figure.quantity.value)
            if matches and mark not in done:
                done.add(mark)
                found.append(explain(scene, kind, figure, matches))
    return found


def explain(scene: Scene, kind: str, figure: Figure, matches: list[Figure]) -> Finding:
    """Return the finding with its sentence."""
    where, there = named(scene, figure), named(scene, matches[0])
    if kind == "self_contradiction":
        text = f"{where} prints {phrase.quantity(figure)} and in another article {phrase.quantity(matches[0])}."
    else:
        text = (
            f"{where} prints {phrase.quantity(figure)} but cites {there}, which prints {phrase.quantity(matches[0])}."
        )
    return alarm(scene.incident, kind, figure, matches, "LINEAGE", text)


def cited(scene: Scene, figure: Figure, against: list[Figure]) -> list[Figure]:
    """Return the contradicting figures of articles that the figure's article cites."""
    report = scene.reports[figure.article_id]
    upstream = upstreams(report, scene.by_outlet)
    names = {identity for identity, _ in upstream}
    return [f for f in against if f.article_id in names]


def same_outlet(scene: Scene, figure: Figure, against: list[Figure]) -> list[Figure]:
    """Return the contradicting figures of other articles of the same outlet."""
    outlet = scene.reports[figure.article_id].outlet
    return [
        f
        for f in against
        if outlet and f.article_id != figure.article_id and scene.reports[f.article_id].outlet == outlet
    ]


def upstreams(report: Report, by_outlet: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return (article id, cited name) of the held articles of the outlets and parties that a report cites."""
    found = []
    mine = fold(report.outlet or "")
    for citation in report.citations:
        whole = words(citation.name)
        for size in range(len(whole), 0, -1):
            name = "".join(whole[:size])
            if keys := by_outlet.get(name, ()):
                found += [(key, citation.name) for key in keys if name != mine and key != report.article_id]
                break
    return found
