"""Which voices have knowledge of their own: a name to which a page credits another party's numbers is no origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from ledger.incident import Finding
from ledger.quantity import Comparator
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.making import alarm
from nlp.reconcile.measures import COUNTS
from nlp.reconcile.names import alike, script
from nlp.reconcile.scene import NOBODY, Scene
from nlp.reconcile.slots import Key
from nlp.reconcile.voices import Voice, worth

LEAST_NUMBERS = 2  # a single number may be counted twice, two alike are taken over
LEAST_CARRIERS = 2  # families that credit the accuser before another name counts as a wrong claimant


def settle_voices(scene: Scene, groups: dict[Key, dict[str, Voice]]) -> list[Finding]:
    """Fold what is only the accuser's number under another name into the accuser's voice; return wrong claimants."""
    across_scripts(groups)
    accuser = scene.incident.accuser
    if accuser is None:
        return []
    mains = [(voices, voices[accuser]) for _, voices in sorted(groups.items()) if accuser in voices]
    for voices, main in mains:
        speak_for_themselves(scene, voices, main, scene.own_documents)
        give_back(scene, voices, main)
    speakers = documents_of_others(scene, mains)
    for voices, main in mains:
        speak_for_themselves(scene, voices, main, speakers)
        give_back(scene, voices, main)
    for voices in groups.values():
        unnamed_echoes(scene, voices)
    leads = {key: voices[accuser].lead(scene) for key, voices in groups.items() if accuser in voices}
    numbers = {lead.quantity.value for key, lead in leads.items() if lead is not None and key[0] in COUNTS} - {None}
    found: list[Finding] = []
    names = sorted({name for voices in groups.values() for name, voice in voices.items() if voice.side != "accuser"})
    for name in names:
        if any(alike(owner, name) for owner in scene.own_documents.values()):
            continue
        mine = [(key, voices[name]) for key, voices in sorted(groups.items()) if name in voices]
        echoed = [(key, voice) for key, voice in mine if only_echoes(voice, groups[key].get(accuser), leads.get(key))]
        others = [(key, voice) for key, voice in mine if (key, voice) not in echoed]
        accused = any(voice.side == "accused" for _, voice in mine)
        if not accused and not all(taken_over(key, voice, groups, accuser, numbers) for key, voice in others):
            continue
        wrong = [] if accused else misattributed(scene, name, mine, groups)
        found += wrong
        faulty = {finding.figure_id for finding in wrong}
        for key, voice in echoed:
            groups[key][accuser].figures += [f for f in voice.figures if f.id not in faulty]
            del groups[key][name]
        for key, voice in others:
            voice.figures = [f for f in voice.figures if f.id not in faulty]
            if not voice.figures:
                del groups[key][name]
    return found


def unnamed_echoes(scene: Scene, voices: dict[str, Voice]) -> None:
    """Fold voices without a name of their own into the named party whose number they repeat."""
    leads = {name: voice.lead(scene) for name, voice in voices.items() if is_named(name)}
    for name in sorted(voices):
        if is_named(name) or voices[name].side != "third":
            continue
        for other, lead in sorted(leads.items()):
            if lead is not None and not any(differs(figure, lead) for figure in voices[name].figures):
                voices[other].figures += voices.pop(name).figures
                break


def across_scripts(groups: dict[Key, dict[str, Voice]]) -> None:
    """Make one voice of one party that pages write in different scripts: it says the same wherever it speaks."""
    said: dict[str, set[object]] = {}
    for key, voices in groups.items():
        for name, voice in voices.items():
            if voice.side == "third":
                said.setdefault(name, set()).update((key, print_of.worth) for print_of in voice.prints())
    for name in sorted(said, key=lambda n: (script(n) != "LATIN", n)):
        for other in sorted(said) if name in said else ():
            if script(other) not in (script(name), "LATIN") and said[name] & said[other]:
                for voices in groups.values():
                    if other in voices:
                        gone = voices.pop(other)
                        voices.setdefault(name, Voice(name, "third", gone.printed)).figures += gone.figures
                said[name] |= said.pop(other)


def taken_from_others(scene: Scene) -> list[Finding]:
    """Return an alarm for each number that belongs to the accuser of another incident."""
    found = []
    for figure in scene.figures:
        if figure.id in scene.owners:
            owner, said = scene.owners[figure.id], figure.claimant or scene.incident.accuser or NOBODY
            where = phrase.source(scene.reports[figure.article_id])
            text = f"{where} credits {phrase.quantity(figure)} to {said}; other articles credit that number to {owner}."
            found.append(alarm(scene.incident, "claimant_error", figure, [], "LINEAGE", text))
    return found


def documents_of_others(scene: Scene, mains: list[tuple[dict[str, Voice], Voice]]) -> dict[str, str]:
    """Return the articles that carry a number of another party and none of the accuser's: its words throughout."""
    told: dict[str, set[str]] = defaultdict(set)
    theirs: set[str] = set()
    for voices, main in mains:
        lead = main.lead(scene)
        if lead is not None:
            theirs |= {figure.article_id for figure in main.saying(worth(lead))}
        for voice in voices.values():
            if voice is not main and voice.side == "third":
                for figure in voice.figures:
                    told[figure.article_id].add(voice.asserter)
    return {article: min(names) for article, names in told.items() if len(names) == 1 and article not in theirs}


def speak_for_themselves(scene: Scene, voices: dict[str, Voice], main: Voice, documents: Mapping[str, str]) -> None:
    """Give what another party's own document says against the accuser's number to that party."""
    lead = main.lead(scene)
    gone: set[str | None] = set()
    for figure in main.figures if documents else ():
        owner = documents.get(figure.article_id)
        if owner is None or alike(owner, main.asserter) or lead is None or not contradicts(figure, lead):
            continue
        accused = any(alike(owner, name) for name in scene.incident.accused)
        voices.setdefault(owner, Voice(owner, "accused" if accused else "third", scene.prints)).figures += [figure]
        gone.add(figure.id)
    if gone:
        main.figures = [figure for figure in main.figures if figure.id not in gone]


def give_back(scene: Scene, voices: Mapping[str, Voice], main: Voice) -> None:
    """Give figures that a page credits to the accuser, but that only another party gives, to that party."""
    lead = main.lead(scene)
    if lead is None:
        return
    for other in sorted((v for v in voices.values() if v is not main), key=lambda v: v.asserter):
        theirs = other.lead(scene)
        if theirs is None or worth(theirs) == worth(lead) or not contradicts(theirs, lead):
            continue
        found = [figure for figure in main.saying(worth(theirs)) if figure.id != lead.id]
        if found:
            gone = {figure.id for figure in found}
            other.figures += found
            main.figures = [f for f in main.figures if f.id not in gone]


def only_echoes(voice: Voice, main: Voice | None, lead: Figure | None) -> bool:
    """Tell whether a voice only repeats the accuser's number, on pages that do not print it for both."""
    if main is None or lead is None or any(differs(figure, lead) for figure in voice.figures):
        return False
    if voice.side == "accused" or not is_named(voice.asserter):
        return True
    both = {figure.article_id for figure in main.saying(worth(lead)) if figure.claimant is not None}
    return not any(figure.article_id in both for figure in voice.figures)


def is_named(name: str) -> bool:
    """Tell whether a name is one: "developers" or "people familiar with it" are not, in a script that has capitals."""
    letter = next((char for char in name if char.isalpha()), "")
    return not letter.islower()


def taken_over(
    key: Key, voice: Voice, groups: Mapping[Key, Mapping[str, Voice]], accuser: str, numbers: Collection[Decimal | None]
) -> bool:
    """Tell whether a voice speaks alone of a thing, but with numbers that the accuser gives for other things."""
    alone = accuser not in groups[key] and key[0] in COUNTS
    return alone and all(figure.quantity.value in numbers for figure in voice.figures)


def differs(figure: Figure, lead: Figure) -> bool:
    """Tell whether a figure gives another number than the lead."""
    return figure.quantity.comparator is not Comparator.VAGUE and worth(figure) != worth(lead)


def misattributed(
    scene: Scene, name: str, mine: list[tuple[Key, Voice]], groups: Mapping[Key, Mapping[str, Voice]]
) -> list[Finding]:
    """Return an alarm for each of the accuser's numbers that a page credits throughout to a party of other cases."""
    accuser = scene.incident.accuser or NOBODY
    owners = owned(scene, groups, accuser)
    figures = [f for _, voice in mine for f in voice.figures if f.quantity.value in owners]
    numbers = {figure.quantity.value for figure in figures}
    if name == NOBODY or len(numbers) < LEAST_NUMBERS or not scene.established(name):
        return []
    found = []
    for figure in figures:
        carriers = owners[figure.quantity.value or Decimal(0)]
        text = (
            f"{phrase.source(scene.reports[figure.article_id])} credits {phrase.quantity(figure)} to {name}; "
            f"{len({f.article_id for f in carriers})} other articles credit that number to {accuser}."
        )
        found.append(alarm(scene.incident, "claimant_error", figure, carriers[:3], "LINEAGE", text))
    return found


def owned(scene: Scene, groups: Mapping[Key, Mapping[str, Voice]], accuser: str) -> dict[Decimal | None, list[Figure]]:
    """Return the counts that several families of articles credit to the accuser by name, with the figures."""
    found: dict[Decimal | None, list[Figure]] = defaultdict(list)
    for key, voices in sorted(groups.items()):
        if key[0] in COUNTS and accuser in voices:
            for figure in voices[accuser].figures:
                if figure.claimant is not None and figure.quantity.value is not None:
                    found[figure.quantity.value].append(figure)
    families = {n: {scene.family.get(f.article_id, f.article_id) for f in figures} for n, figures in found.items()}
    return {number: figures for number, figures in found.items() if len(families[number]) >= LEAST_CARRIERS}


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
                voices.setdefault(name, Voice(name, "third", scene.prints)).figures += apart


def only_in(voice: Voice, articles: list[str]) -> bool:
    """Tell whether a voice is carried by these articles alone."""
    return {figure.article_id for figure in voice.figures} <= set(articles)
