"""Articles against what they rest on: the source they cite, and their own outlet's other articles."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from ledger.incident import Finding, Report
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts
from nlp.reconcile.faults import named
from nlp.reconcile.making import alarm
from nlp.reconcile.names import fold, words
from nlp.reconcile.scene import Scene
from nlp.reconcile.voices import Groups, Voice

ARTICLE, LIKENESS = attrgetter("article_id"), itemgetter(0, 1, 2)
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
    outlets = {finding.figure_id: relied_on(scene, voice_of[finding.figure_id or ""][0]) for finding in listed}
    shelf, found = Shelf(scene, {name for kinds in outlets.values() for names in kinds.values() for name in names}), []
    for finding in sorted(listed, key=lambda f: (voice_of[f.figure_id or ""][0].span, f.id)):
        figure, voice = voice_of[finding.figure_id or ""]
        for kind, names in outlets[figure.id].items():
            mark = (kind, figure.article_id, figure.quantity.value)
            matches = shelf.contradicting(figure, voice, names) if mark not in done else []
            if matches:
                done.add(mark)
                other = shelf.most_alike(figure, voice, matches)
                against = [f for alike in matches for f in alike if f.article_id != figure.article_id]
                found.append(explain(scene, kind, figure, against, other))
    return found


def relied_on(scene: Scene, figure: Figure) -> dict[str, set[str]]:
    """Return the outlets that a figure's article must not contradict, by what it is called if it does."""
    report = scene.reports[figure.article_id]
    cited = {outlet for outlet, _ in cited_outlets(report, scene.by_outlet)}
    return {"contradicts_cited_source": cited, "self_contradiction": {fold(report.outlet or "")}}


@dataclass(slots=True)
class Shelf:
    """The numbers of voices on the pages of some outlets, those that say the same in the same way together."""

    scene: Scene
    outlets: set[str]
    home: dict[str, str] = field(default_factory=dict)  # the outlet of each of their articles
    printed: dict[int, dict[str, dict[Hashable, list[Figure]]]] = field(default_factory=dict)
    voices: list[Voice] = field(default_factory=list)  # so that each keeps its place in memory

    def contradicting(self, figure: Figure, voice: Voice, outlets: Iterable[str]) -> list[list[Figure]]:
        """Return the figures of a voice that contradict one of it, on other pages of some outlets."""
        if id(voice) not in self.printed:
            self.take(voice)
        pages = [alike for outlet in outlets for alike in self.printed[id(voice)].get(outlet, {}).values()]
        own = figure.article_id
        wrong = [alike for alike in pages if self.are_apart(alike[0], figure, voice)]
        return [alike for alike in wrong if any(other.article_id != own for other in alike)]

    def are_apart(self, other: Figure, figure: Figure, voice: Voice) -> bool:
        """Tell whether two figures of a voice contradict each other; what was found once holds for all said alike."""
        pair, known = (said(other, voice), said(figure, voice)), self.scene.kept.apart
        if other.id in pair or figure.id in pair:
            return contradicts(other, figure)
        if pair not in known:
            known[pair] = contradicts(other, figure)
        return known[pair]

    def take(self, voice: Voice) -> None:
        """Sort the numbers of a voice by outlet and by how they are said."""
        self.voices.append(voice)
        found: dict[str, dict[Hashable, list[Figure]]] = {outlet: {} for outlet in self.outlets}
        home = self.outlet_of()
        for print_of, figures in voice.prints().items():
            alone = print_of.quantity.value is None or figures[0].measure == "share"
            for figure in figures if print_of.counted else ():
                if (outlet := home.get(figure.article_id)) is not None:
                    key = figure.id if alone else (print_of, figure.window, figure.scope)
                    found[outlet].setdefault(key, []).append(figure)
        for alike in (alike for pages in found.values() for alike in pages.values()):
            alike.sort(key=ARTICLE)
        self.printed[id(voice)] = found

    def outlet_of(self) -> dict[str, str]:
        """Return the outlet of each article of these outlets."""
        if not self.home:
            by_outlet = self.scene.by_outlet
            self.home = {article: outlet for outlet in self.outlets for article in by_outlet.get(outlet, ())}
        return self.home

    def most_alike(self, figure: Figure, voice: Voice, matches: Iterable[list[Figure]]) -> Figure:
        """Return the figure that is most like another: of its language, in the text, then the first."""
        scene, found = self.scene, list[tuple[bool, bool, str, Figure]]()
        for alike in matches:
            for other in alike:
                if other.article_id != figure.article_id:
                    unlike = (scene.translated(other, figure), other.place == "title")
                    found.append((*unlike, other.article_id, other))
                    if not any(unlike):
                        break  # those that follow are not more alike, and later
        best = min(found, key=LIKENESS)[:3]
        most = [one[3] for one in found if one[:3] == best]
        return most[0] if len(most) == 1 else min(most, key=voice.counted().index)


def said(figure: Figure, voice: Voice) -> Hashable:
    """Return what figures of one voice share that stand alike to any other; words and shares stand for themselves."""
    if figure.quantity.value is None or figure.measure == "share":
        return figure.id
    return voice.printed[figure.id], figure.window, figure.scope


def explain(scene: Scene, kind: str, figure: Figure, matches: list[Figure], other: Figure) -> Finding:
    """Return the finding with its sentence."""
    where, there = named(scene, figure), named(scene, other)
    if kind == "self_contradiction":
        text = f"{where} prints {phrase.quantity(figure)} and in another article {phrase.quantity(other)}."
    else:
        text = f"{where} prints {phrase.quantity(figure)} but cites {there}, which prints {phrase.quantity(other)}."
    return alarm(scene.incident, kind, figure, matches, "LINEAGE", text)


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
