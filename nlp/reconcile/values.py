"""Reconciled values: low, best, high, origins and status of each incident x measure x accused set."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from ledger.incident import Finding, Judgement, ReconciledValue, Status
from ledger.reading import Figure, Scope
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts
from nlp.reconcile.decisions import Accepted
from nlp.reconcile.intervals import grain, meet
from nlp.reconcile.measures import comparable
from nlp.reconcile.names import alike, script
from nlp.reconcile.scene import Scene
from nlp.reconcile.slots import Key
from nlp.reconcile.voices import Groups, Voice, worth


def values(scene: Scene, groups: Groups, findings: list[Finding]) -> list[ReconciledValue]:
    """Return one value for each group."""
    faults = {f.figure_id: f for f in findings if f.level == "alarm" and f.figure_id is not None}
    relays = {f.figure_id for f in faults.values() if not f.between_origins}
    result = []
    for key, voices in sorted(groups.items()):
        kept = {name: voice.without(relays, scene) for name, voice in voices.items()}
        kept = {name: voice for name, voice in kept.items() if voice.figures} or dict(voices)
        result.append(value(scene, key, kept, voices, faults))
    return result


@dataclass(frozen=True, slots=True)
class Decided:
    """What a rule decided for a group."""

    best: Decimal | None
    low: Decimal | None
    high: Decimal | None
    status: Status
    origins: int
    rule: str
    explanation: str
    unit: str | None = None


def value(
    scene: Scene, key: Key, voices: Mapping[str, Voice], everyone: Mapping[str, Voice], faults: Mapping[str, Finding]
) -> ReconciledValue:
    """Decide one value by AUTHORITY, SELF_REPORT, RANGE and STATUS."""
    measure, accused = key
    figures = [figure for voice in voices.values() for figure in voice.figures]
    members = {figure.id: figure for voice in everyone.values() for figure in voice.figures}
    alarming = faults.keys() & members.keys()
    wrong = {members[identity].article_id for identity in alarming if not faults[identity].between_origins}
    articles = len({figure.article_id for figure in figures} - wrong)
    about = phrase.listed(accused) or scene.incident.title
    leads = sorted(
        ((name, lead) for name, voice in voices.items() if (lead := voice.lead(scene)) is not None),
        key=lambda item: (comparable(item[1]).value or Decimal(0), item[0]),
    )
    denied = denied_by_accused(scene, key)
    if not leads:
        done = only_words(figures, measure, about, len(voices))
    elif denied or any(contradicts(one, two) for one, two in itertools.combinations([f for _, f in leads], 2)):
        done = contested([(name, plainly(lead, voices)) for name, lead in leads], about, denied)
    else:
        done = agreed(scene, leads, voices, about, articles)
    return ReconciledValue(
        incident_id=scene.incident.id,
        measure=measure,
        accused=accused,
        claimant=";".join(sorted(voices)),
        best=done.best,
        low=done.low,
        high=done.high,
        status=done.status,
        origins=done.origins,
        articles=articles,
        alarms=len(alarming),
        rule=done.rule,
        explanation=done.explanation,
        figure_ids=scene.kept.ordered(key, members),
        unit=done.unit,
    )


def accepted(value: ReconciledValue, by_people: Mapping[Accepted, Judgement]) -> ReconciledValue:
    """Return a value as a person set it; low, high, origins and status stay what the sources give."""
    judgement = by_people.get((value.incident_id, value.measure, value.accused))
    if judgement is None:
        return value
    try:
        best = Decimal(dict(judgement.values).get("best", ""))
    except InvalidOperation:
        return value
    if not best.is_finite():
        return value
    low, high = ordered(value.low, best, value.high)
    text = f"Set to {phrase.number(best)} by {judgement.author}: {judgement.reason}. Before: {value.explanation}"
    return replace(value, best=best, low=low, high=high, rule="JUDGEMENT", explanation=text)


def denied_by_accused(scene: Scene, key: Key) -> list[Figure]:
    """Return the denials of this value by the accused side."""
    return [
        figure
        for figure in scene.denied.get(key, [])
        if figure.scope in (Scope.TOTAL, Scope.PART)
        and figure.claimant is not None
        and scene.side(figure.claimant, figure.accused) == "accused"
    ]


def only_words(figures: list[Figure], measure: str, about: str, voices: int) -> Decided:
    """Return the range of vague words."""
    low = min((f.quantity.low for f in figures if f.quantity.low is not None), default=None)
    high = max((f.quantity.high for f in figures if f.quantity.high is not None), default=None)
    words = min((figure.quote for figure in figures), default="")
    text = f"Only words are given for {measure} of {about}: “{words}”."
    return Decided(None, low, high, Status.VAGUE_ONLY, voices, "RANGE", text)


def contested(leads: list[tuple[str, Figure]], about: str, denied: list[Figure]) -> Decided:
    """Return both sides' values and no best."""
    text = " ".join(f"{name} says {phrase.quantity(figure)}." for name, figure in leads)
    text += "".join(f" {name} denies it." for name in sorted({f.claimant for f in denied if f.claimant}))
    low, high = ends([figure for _, figure in leads])
    unit = leads[0][1].unit
    return Decided(None, low, high, Status.CONTESTED, len(leads), "STATUS", f"Contested for {about}: {text}", unit)


def agreed(
    scene: Scene, leads: list[tuple[str, Figure]], voices: Mapping[str, Voice], about: str, articles: int
) -> Decided:
    """Return the best of origins that agree, or the value of the only one."""
    name, best = chosen(scene, leads)
    best = plainly(best, voices)
    count = len(leads)
    status = Status.CORROBORATED if count > 1 else Status.SINGLE_ORIGIN
    rule = "AUTHORITY" if count > 1 or articles > 1 else "SELF_REPORT"
    origin = f"{count} independent origins agree" if count > 1 else f"1 origin, asserted by {name}"
    relays = f"{articles} article{'s' if articles != 1 else ''}"
    text = f"{about}: {phrase.quantity(best)} ({origin}, carried by {relays})."
    quantity = best.quantity
    middle = quantity.value
    if middle is None and quantity.low is not None and quantity.low == quantity.high:
        middle = quantity.low
    low, high = ordered(quantity.low, middle, quantity.high)
    return Decided(middle, low, high, status, count, rule, text, best.unit)


def plainly(figure: Figure, voices: Mapping[str, Voice]) -> Figure:
    """Return a figure with the plainest noun under which its number is printed, and of these the most frequent."""
    value = figure.quantity.value
    if figure.measure in ("money", "share") or value is None:
        return figure
    same, nouns = worth(figure), Counter[str]()
    for voice in voices.values():
        for print_of, figures in voice.prints().items():
            if print_of.unit is not None and print_of.quantity.value == value and print_of.worth == same:
                nouns[print_of.unit] += len(figures)
    return replace(figure, unit=min(nouns, key=lambda noun: (oddity(noun), -nouns[noun], noun))) if nouns else figure


@cache
def oddity(noun: str) -> int:
    """Return how odd a noun looks in a sentence: of a heading 1, in another script 2."""
    return 2 if script(noun) != "LATIN" else int(noun[:1].isupper() and not noun.split()[0].isupper())


def chosen(scene: Scene, leads: list[tuple[str, Figure]]) -> tuple[str, Figure]:
    """Return the asserter's own document if one is held, else the lower median over origins that do not only round."""
    own = [(name, figure) for name, figure in leads if alike(scene.own_documents.get(figure.article_id, ""), name)]
    sides = {"accuser": 0, "third": 1, "accused": 2}
    if own:
        return min(own, key=lambda item: (sides[scene.side(item[1].claimant, item[1].accused)], item[0]))
    exact = [item for item in leads if not any(is_rounding(item[1], other) for _, other in leads)]
    ranked = exact or leads
    return ranked[(len(ranked) - 1) // 2]


def is_rounding(figure: Figure, other: Figure) -> bool:
    """Tell whether a figure only rounds a finer one."""
    one, two = comparable(figure), comparable(other)
    return grain(one) > grain(two) and meet(one, two)


def ends(figures: list[Figure]) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest claim of the sides; an open lower end stays open."""
    lows = [f.quantity.low for f in figures]
    tops = [f.quantity.value if f.quantity.value is not None else f.quantity.high for f in figures]
    low = None if any(item is None for item in lows) else min(item for item in lows if item is not None)
    high = max((item for item in tops if item is not None), default=None)
    return ordered(low, None, high)


def ordered(low: Decimal | None, best: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends such that low <= best <= high, whatever the words gave."""
    known = [item for item in (low, best, high) if item is not None]
    if not known:
        return None, None
    return (min(known) if low is not None else None), (max(known) if high is not None else None)
