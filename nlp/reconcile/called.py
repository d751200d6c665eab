"""The parties of each figure under the names its incident knows them by: one name for one party in every language."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ledger.incident import FigureNames, Incident, Report
from ledger.reading import Figure, Stance
from nlp.reconcile.contributions import Named
from nlp.reconcile.cores import FigureKey, figure_key
from nlp.reconcile.names import script

NOBODY = "no_claimant"  # doubt of a figure on a page that names no accuser
PAGE = "claimant_is_page"  # doubt of a figure that a page without a name states as its own
UNNAMED, HYPOTHETICAL = (PAGE, NOBODY), Stance.HYPOTHETICAL


def called(incident: Incident, given: Sequence[Named]) -> list[FigureNames]:
    """Return the names for figures whose accused and accuser are named as the incident names them."""
    strangers = across(incident, {claim for claims in {one.claims for one in given} for claim in claims})
    owners: dict[Any, Counter[str]] | None = None
    found: list[FigureNames] = []
    for one in given:
        if one.called is None or one.called[:2] != (strangers, incident.target):
            again = one.contribution.report.again
            plain = [plainly(incident, figure, strangers, again) for figure in one.figures]
            one.called = (strangers, incident.target, plain)
        found += one.called[2]
        for place, figure in enumerate(one.figures, len(found) - len(one.figures)):
            if figure.doubts and is_unnamed(figure, strangers):
                owners = told_by(figure for other in given for figure in other.figures) if owners is None else owners
                found[place] = replace(found[place], claimant=of_page(incident, one.contribution.report, owners))
    return found


def plainly(incident: Incident, figure: Figure, strangers: Mapping[str, str], again: Collection[str]) -> FigureNames:
    """Return the names for a figure whose claimant it says itself."""
    claimant = strangers.get(figure.claimant, figure.claimant) if figure.claimant is not None else None
    told = (figure.scope.value, figure.stance.value, figure.via) if figure.id in again else None
    return FigureNames(figure.id, figure.accused, claimant, incident.target or figure.target, told)


def is_unnamed(figure: Figure, strangers: Mapping[str, str]) -> bool:
    """Tell whether a figure is stated by a page without a name, or on a page that names no accuser."""
    named = figure.claimant is not None and strangers.get(figure.claimant, figure.claimant) is not None
    return not named and figure.doubts[0] in UNNAMED and figure.stance is not HYPOTHETICAL


def told_by(figures: Iterable[Figure]) -> dict[Any, Counter[str]]:
    """Return who claims each number."""
    owners: dict[Any, Counter[str]] = defaultdict(Counter)
    for figure in figures:
        if figure.claimant is not None and (number := figure_key(figure)) is not None:
            owners[number][figure.claimant] += 1
    return owners


def of_page(incident: Incident, report: Report, owners: Mapping[Any, Counter[str]]) -> str | None:
    """Return whose page states a figure: who else is said to claim its numbers, else the accuser."""
    votes: Counter[str] = Counter()
    for other in report.figures:
        if PAGE in other.doubts and (number := figure_key(other)) in owners:
            votes.update(owners[number].keys())
    if votes:
        return min(votes, key=lambda name: (-votes[name], name))
    accuserless = any(case.accuser is None for case in report.cases)
    return incident.accuser if accuserless else None


def across(incident: Incident, claims: Iterable[tuple[str, FigureKey]]) -> dict[str, str]:
    """Return the Latin name of each third party of another script: the one other pages give its numbers to."""
    sides = {incident.accuser, *incident.accused}
    numbers: dict[str, set[Any]] = defaultdict(set)
    for claimant, number in claims:
        if claimant not in sides:
            numbers[claimant].add(number)
    latin = sorted(name for name in numbers if script(name) == "LATIN")
    found = {}
    for name, mine in numbers.items():
        shared = [(-len(mine & numbers[other]), other) for other in latin if other != name]
        same = [other for other in latin if other != name and plain(other) == plain(name)]
        if script(name) != "LATIN" and shared and min(shared)[0] < 0:
            found[name] = min(shared)[1]
        elif same and name.isascii():
            found[name] = same[0]
    return found


def plain(name: str) -> str:
    """Return a name without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
