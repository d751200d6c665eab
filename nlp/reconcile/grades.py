"""How formally an accusation is made, and two separate grades in Admiralty style: derived, explained, never one score.

Source: A an official body's own document · B a named party's own document · C a named party through press of known kind
· E a party that has taken numbers back · F cannot be judged (nobody named, or relays of unknown kind only). D is given
by people alone. Information: 1 confirmed by independent origins of which two are held · 2 independent origins agree ·
3 one origin, nothing against it · 4 contested · 5 taken back by its origin · 6 cannot be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ledger.incident import Judgement, Origin, ReconciledValue, Rung, Status
from nlp.reconcile.names import alike, fold
from nlp.reconcile.scene import NOBODY, Scene
from nlp.reconcile.voices import Groups, Voice

OFFICIAL = ("government", "court")
KNOWN_PRESS = ("press", "wire", "think_tank", "law")
GRADES = tuple("ABCDEF")
LADDER = tuple(Rung)


def rung(scene: Scene, name: str, side: str) -> Rung:
    """Return how formally an asserter speaks in this incident."""
    incident = scene.incident
    held = any(alike(owner, name) for owner in scene.own_documents.values())
    kinds = {event.type for report in scene.reports.values() for event in report.events if name in event.actors}
    if name == NOBODY:
        return Rung.PRESS_LEAK
    if side == "third":
        return Rung.FINDING if held or incident.kind in OFFICIAL else Rung.PRESS_LEAK
    if side == "accused":
        return Rung.COMPANY_STATEMENT
    if incident.kind == "court" or "court" in kinds:
        return Rung.COURT_FILING
    if incident.kind == "government":
        fined = any(figure.measure == "money" for figure in scene.figures) or "sanction" in kinds
        return Rung.FINDING if fined else Rung.GOVERNMENT_MEMORANDUM
    if "cable" in kinds:
        return Rung.GOVERNMENT_MEMORANDUM
    return Rung.MEMO_TO_LAWMAKERS if "memo" in kinds else Rung.COMPANY_STATEMENT


def graded(scene: Scene, groups: Groups, origins: Iterable[Origin], marked: Mapping[str, Judgement]) -> list[Origin]:
    """Return the origins with their rung and source grade."""
    voices: dict[str, list[Voice]] = {}
    for _, found in sorted(groups.items()):
        for name, voice in found.items():
            voices.setdefault(name, []).append(voice)
    result = []
    for origin in origins:
        grade, reason = source_grade(scene, origin, voices.get(origin.asserter, []), marked)
        step = rung(scene, origin.asserter, origin.side)
        result.append(replace(origin, rung=step.value, grade=grade, grade_reason=reason))
    return result


def source_grade(scene: Scene, origin: Origin, voices: list[Voice], marked: Mapping[str, Judgement]) -> tuple[str, str]:
    """Return the grade of an origin and why."""
    name = origin.asserter
    by_person = next((j for subject, j in sorted(marked.items()) if fold(subject) == fold(name)), None)
    if by_person is not None and (grade := dict(by_person.values).get("grade", "")) in GRADES:
        return grade, f"graded {grade} by {by_person.author}: {by_person.reason}"
    if name == NOBODY:
        return "F", "nobody is named for it"
    if any(voice.withdrawn for voice in voices):
        return "E", f"{name} has taken numbers of its own back"
    own = [key for key, owner in scene.own_documents.items() if alike(owner, name)]
    if own and (scene.incident.kind in OFFICIAL or any(scene.reports[key].tier in OFFICIAL for key in own)):
        return "A", f"{name}'s own document is held, in an official proceeding"
    if own:
        return "B", f"{name}'s own document is held"
    known = sorted(scene.reports[key].outlet or "" for key in origin.articles if scene.reports[key].tier in KNOWN_PRESS)
    if known:
        return "C", f"{name} is named by {known[0]}; no document of its own is held"
    return "F", f"{name} is known only through relays of unknown kind"


def valued(value: ReconciledValue, origins: Mapping[str, Origin], withdrawn: bool) -> ReconciledValue:
    """Return a value with its grades and rung, from the origins behind it."""
    behind = [origins[name] for name in (value.claimant or "").split(";") if name in origins]
    best = min(behind, key=lambda origin: (origin.grade, origin.asserter), default=None)
    grade = best.grade if best is not None else "F"
    information, why = information_grade(value, [origin.grade for origin in behind], withdrawn)
    top = max((LADDER.index(Rung(origin.rung)) for origin in behind), default=0)
    reason = f"Source {grade}: {best.grade_reason if best else 'no origin'}. Information {information}: {why}."
    return replace(
        value, source_grade=grade, information_grade=information, grade_reason=reason, rung=LADDER[top].value
    )


def information_grade(value: ReconciledValue, grades: list[str], withdrawn: bool) -> tuple[str, str]:
    """Return the grade of a number and why."""
    if value.status is Status.CONTESTED:
        return "4", "the sides disagree"
    if value.status is Status.VAGUE_ONLY:
        return "6", "only words are given"
    if value.status is Status.CORROBORATED:
        if sum(grade in "AB" for grade in grades) > 1:
            return "1", "independent origins agree and their own documents are held"
        return "2", "independent origins agree"
    if withdrawn:
        return "5", "its origin has taken it back"
    if all(grade == "F" for grade in grades):
        return "6", "its only origin cannot be judged"
    return "3", "one origin says so and nothing held contradicts it"
