"""Articles against what they rest on: the source they cite, and their own outlet's other articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ledger.incident import Finding, Report
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts
from nlp.reconcile.faults import named
from nlp.reconcile.making import alarm
from nlp.reconcile.names import fold, words
from nlp.reconcile.scene import Scene
from nlp.reconcile.voices import Groups, Voice

DIFFERENCES = frozenset({"contradiction", "number_error"})


def secondary(scene: Scene, groups: Groups, findings: Iterable[Finding]) -> list[Finding]:
    """Return what a relay's fault means besides: it contradicts the source it cites, or its own outlet."""
    listed = [f for f in findings if not f.between_origins and f.type in DIFFERENCES and f.rule != "PARTS"]
    faulty = {finding.figure_id for finding in listed}
    voice_of = {
        f.id: (f, voice)
        for voices in groups.values()
        for voice in voices.values()
        for f in voice.figures
        if f.id in faulty
    }
    listed = [finding for finding in listed if finding.figure_id in voice_of]
    done: set[tuple[str, str, object]] = set()
    pages: dict[int, dict[str, list[Figure]]] = {}
    found = []
    for finding in sorted(listed, key=lambda f: (voice_of[f.figure_id or ""][0].span, f.id)):
        figure, voice = voice_of[finding.figure_id or ""]
        if id(voice) not in pages:
            pages[id(voice)] = by_article(voice)
        by_page = pages[id(voice)]
        for kind, articles in (
            ("contradicts_cited_source", cited(scene, figure)),
            ("self_contradiction", same_outlet(scene, figure)),
        ):
            beside = [f for key in sorted(articles) for f in by_page.get(key, ())]
            matches = contradicting(figure, beside)
            matches.sort(key=lambda f: (scene.translated(f, figure), f.place == "title"))  # the most alike first
            mark = (kind, figure.article_id, figure.quantity.value)
            if matches and mark not in done:
                done.add(mark)
                found.append(explain(scene, kind, figure, matches))
    return found


def contradicting(figure: Figure, others: Iterable[Figure]) -> list[Figure]:
    """Return the figures that contradict one; such as say the same in the same way are compared once."""
    verdicts: dict[object, bool] = {}
    found = []
    for other in others:
        said = (other.quantity.value, other.quantity.comparator, other.window, other.unit, other.scope)
        if said not in verdicts or other.quantity.value is None or other.measure == "share":
            verdicts[said] = contradicts(other, figure)
        if verdicts[said]:
            found.append(other)
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


def by_article(voice: Voice) -> dict[str, list[Figure]]:
    """Return the numbers of a voice by the article that prints them."""
    found: dict[str, list[Figure]] = {}
    for figure in voice.counted():
        found.setdefault(figure.article_id, []).append(figure)
    return found


def cited(scene: Scene, figure: Figure) -> set[str]:
    """Return the held articles that a figure's article cites."""
    return {identity for identity, _ in upstreams(scene.reports[figure.article_id], scene.by_outlet)}


def same_outlet(scene: Scene, figure: Figure) -> set[str]:
    """Return the other articles of the outlet of a figure's article."""
    outlet = fold(scene.reports[figure.article_id].outlet or "")
    return set(scene.by_outlet.get(outlet, ())) - {figure.article_id}


def upstreams(report: Report, by_outlet: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return (article id, cited name) of the held articles of the outlets and parties that a report cites."""
    return [
        (key, cited)
        for outlet, cited in cited_outlets(report, by_outlet)
        for key in by_outlet[outlet]
        if key != report.article_id
    ]


def cited_outlets(report: Report, by_outlet: Collection[str]) -> list[tuple[str, str]]:
    """Return (outlet, cited name) of the outlets and parties with held articles that a report cites; never its own."""
    found = []
    mine = fold(report.outlet or "")
    for citation in report.citations:
        whole = words(citation.name)
        for size in range(len(whole), 0, -1):
            name = "".join(whole[:size])
            if name in by_outlet:
                if name != mine:
                    found.append((name, citation.name))
                break
    return found
