"""Which voices have knowledge of their own: a name to which a page credits another party's numbers is no origin."""

from __future__ import annotations

from ledger.incident import Finding
from ledger.quantity import Comparator
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.making import alarm
from nlp.reconcile.names import alike
from nlp.reconcile.voices import NOBODY, Key, Scene, Voice, worth

LEAST_NUMBERS = 2  # a single number may be counted twice, two alike are taken over
LEAST_CARRIERS = 2  # families that credit the accuser before another name counts as a wrong claimant


def settle_voices(scene: Scene, groups: dict[Key, dict[str, Voice]]) -> list[Finding]:
    """Fold what is only the accuser's number under another name into the accuser's voice; return wrong claimants."""
    accuser = scene.incident.accuser
    if accuser is None:
        return []
    found: list[Finding] = []
    names = sorted({name for voices in groups.values() for name, voice in voices.items() if voice.side != "accuser"})
    for name in names:
        mine = [(key, voices[name], voices.get(accuser)) for key, voices in sorted(groups.items()) if name in voices]
        if any(alike(owner, name) for owner in scene.own_documents.values()):
            continue
        echoed = [
            (key, voice, main) for key, voice, main in mine if main is not None and only_echoes(scene, voice, main)
        ]
        accused = any(voice.side == "accused" for _, voice, _ in mine)
        if not accused and len(echoed) < len(mine):
            continue
        wrong = [] if accused else misattributed(scene, name, echoed)
        found += wrong
        faulty = {finding.figure_id for finding in wrong}
        for key, voice, main in echoed:
            main.figures += [f for f in voice.figures if f.id not in faulty]
            del groups[key][name]
    return found


def only_echoes(scene: Scene, voice: Voice, main: Voice) -> bool:
    """Tell whether a voice only repeats the accuser's number, on pages that do not print it for both."""
    lead = main.lead(scene)
    if lead is None or any(differs(figure, lead) for figure in voice.figures):
        return False
    if voice.side == "accused":
        return True
    both = {f.article_id for f in main.figures if f.claimant is not None and worth(f) == worth(lead)}
    return not any(figure.article_id in both for figure in voice.figures)


def differs(figure: Figure, lead: Figure) -> bool:
    """Tell whether a figure gives another number than the lead."""
    return figure.quantity.comparator is not Comparator.VAGUE and worth(figure) != worth(lead)


def misattributed(scene: Scene, name: str, echoed: list[tuple[Key, Voice, Voice]]) -> list[Finding]:
    """Return an alarm for each of the accuser's numbers that a page credits throughout to a party of other cases."""
    carried = [(voice, main) for _, voice, main in echoed if credits(main, scene) >= LEAST_CARRIERS]
    numbers = {worth(figure) for voice, _ in carried for figure in voice.figures}
    if name == NOBODY or len(numbers) < LEAST_NUMBERS or not scene.established(name):
        return []
    found = []
    for voice, main in carried:
        others = [f for f in main.figures if f.claimant is not None]
        for figure in voice.figures:
            text = (
                f"{phrase.source(scene.reports[figure.article_id])} credits {phrase.quantity(figure)} to {name}; "
                f"{credits(main, scene)} other articles credit that number to {scene.incident.accuser}."
            )
            found.append(alarm(scene.incident, "claimant_error", figure, others[:3], "LINEAGE", text))
    return found


def credits(main: Voice, scene: Scene) -> int:
    """Return how many families of articles credit a voice's figures to it by name."""
    return len({scene.family.get(f.article_id, f.article_id) for f in main.figures if f.claimant is not None})


def decided_by_people(scene: Scene, groups: dict[Key, dict[str, Voice]], decisions: Decisions) -> None:
    """Give articles that a person marked as one origin one voice, and as different origins a voice of their own."""
    for pair in sorted(sorted(pair) for pair in decisions.same if all(key in scene.reports for key in pair)):
        for voices in groups.values():
            holders = [n for n, v in voices.items() if v.side != "accuser" and only_in(v, pair)]
            others = [n for n in voices if n not in holders and any(f.article_id in pair for f in voices[n].figures)]
            if len(holders) == 1 and len(others) == 1:
                voices[others[0]].figures += voices.pop(holders[0]).figures
    for pair in sorted(sorted(pair) for pair in decisions.different if all(key in scene.reports for key in pair)):
        later = max(pair, key=lambda key: (scene.reports[key].published or "9999", key))
        name = scene.reports[later].outlet or scene.reports[later].title or later
        for voices in groups.values():
            for holder in [v for v in voices.values() if {f.article_id for f in v.figures} >= set(pair)]:
                apart = [f for f in holder.figures if f.article_id == later]
                holder.figures = [f for f in holder.figures if f.article_id != later]
                voices.setdefault(name, Voice(name, "third")).figures += apart


def only_in(voice: Voice, articles: list[str]) -> bool:
    """Tell whether a voice is carried by these articles alone."""
    return {figure.article_id for figure in voice.figures} <= set(articles)
