"""Which voices have knowledge of their own: a name to which a page credits another party's numbers is no origin."""

from __future__ import annotations

from collections import defaultdict

from ledger.incident import Finding
from ledger.quantity import Comparator
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.making import alarm
from nlp.reconcile.names import alike
from nlp.reconcile.voices import NOBODY, Groups, Key, Scene, Voice, worth

LEAST_CARRIERS = 2  # families that credit the accuser before another name counts as a wrong claimant


def settle_voices(scene: Scene, groups: dict[Key, dict[str, Voice]]) -> list[Finding]:
    """Fold voices without own knowledge into the accuser's and return the wrong claimants found."""
    accuser = scene.incident.accuser
    if accuser is None:
        return []
    found: list[Finding] = []
    names = sorted({name for voices in groups.values() for name, voice in voices.items() if voice.side != "accuser"})
    for name in names:
        mine = [(key, voices[name], voices.get(accuser)) for key, voices in sorted(groups.items()) if name in voices]
        if has_own_knowledge(scene, name, mine):
            continue
        wrong = misattributed(scene, name, mine)
        found += wrong
        faulty = {finding.figure_id for finding in wrong}
        for key, voice, main in mine:
            if main is None:
                continue
            main.figures += [f for f in voice.figures if f.id not in faulty]
            del groups[key][name]
    return found


def has_own_knowledge(scene: Scene, name: str, mine: list[tuple[Key, Voice, Voice | None]]) -> bool:
    """Tell whether a party other than the accuser says anything that the accuser's number does not already say."""
    if any(alike(owner, name) for owner in scene.own_documents.values()):
        return True
    figures = [figure for _, voice, _ in mine for figure in voice.figures]
    credited = {
        f.article_id for f in scene.figures if f.claimant and scene.incident.accuser and scene.side(f) == "accuser"
    }
    sides = {voice.side for _, voice, _ in mine}
    for _, voice, main in mine:
        lead = main.lead(scene) if main is not None else None
        if lead is None or any(differs(figure, lead) for figure in voice.figures):
            return True
    return "accused" not in sides and any(figure.article_id in credited for figure in figures)


def differs(figure: Figure, lead: Figure) -> bool:
    """Tell whether a figure gives another number than the lead."""
    return figure.quantity.comparator is not Comparator.VAGUE and worth(figure) != worth(lead)


def misattributed(scene: Scene, name: str, mine: list[tuple[Key, Voice, Voice | None]]) -> list[Finding]:
    """Return an alarm for each of the accuser's numbers that a page credits to somebody else throughout."""
    carried = [(voice, main) for _, voice, main in mine if main is not None and credits(main, scene) >= LEAST_CARRIERS]
    measures = {key[0] for key, _, _ in mine}
    if name == NOBODY or len(measures) < 2 or any(voice.side == "accused" for voice, _ in carried):
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


def voices_by_name(groups: Groups) -> dict[str, list[Voice]]:
    """Return the voices of each asserter."""
    found: dict[str, list[Voice]] = defaultdict(list)
    for _, voices in sorted(groups.items()):
        for name, voice in voices.items():
            found[name].append(voice)
    return dict(found)
