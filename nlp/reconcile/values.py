"""Reconciled values: low, best, high, origins and status of each incident x measure x accused set."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ledger.incident import Finding, Incident, ReconciledValue, Report, Status
from ledger.quantity import Comparator
from ledger.reading import Figure, Scope, Stance
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts

Key = tuple[str, tuple[str, ...]]  # measure, accused


@dataclass(slots=True)
class Voice:
    """One origin in one group: who asserts, which side, and the figures that relay it."""

    asserter: str
    side: str
    figures: list[Figure] = field(default_factory=list)

    def lead(self) -> Figure | None:
        """Return the reading most of its articles print; ties: more precise, then the earlier id."""
        counted = [figure for figure in self.figures if figure.quantity.comparator is not Comparator.VAGUE]
        if not counted:
            return None
        support: Counter[tuple[Decimal | None, Decimal | None]] = Counter()
        for value, _ in {(worth(figure), figure.article_id) for figure in counted}:
            support[value] += 1
        return min(
            counted,
            key=lambda f: (-support[worth(f)], f.quantity.step or Decimal(1), f.quantity.comparator.value, f.id),
        )


def worth(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """Return what two figures must share to count as the same reading."""
    values = figure.quantity
    return (values.value, None) if values.value is not None else (values.low, values.high)


def is_live(figure: Figure) -> bool:
    """Tell whether a figure may enter a value: asserted, not derived, a total or part."""
    scopes = (Scope.TOTAL, Scope.PART)
    whole = figure.scope in scopes or (figure.measure in ("share", "duration") and figure.scope is Scope.SUBSET)
    return whole and figure.stance is Stance.ASSERTED and not figure.derived and figure.quantity.error is None


def side_of(figure: Figure, incident: Incident) -> str:
    """Return whose side a figure's claimant is on; nobody named counts with the accuser."""
    if figure.claimant is None or figure.claimant == incident.accuser:
        return "accuser"
    return "accused" if figure.claimant in (*incident.accused, *figure.accused) else "third"


def group(figures: list[Figure], incident: Incident) -> dict[Key, dict[str, Voice]]:
    """Return the voices of each measure and accused set."""
    groups: dict[Key, dict[str, Voice]] = defaultdict(dict)
    for figure in sorted(figures, key=lambda f: f.id):
        if not is_live(figure):
            continue
        side = side_of(figure, incident)
        asserter = incident.accuser or "nobody named" if side == "accuser" else figure.claimant or "nobody named"
        groups[(figure.measure, figure.accused)].setdefault(asserter, Voice(asserter, side)).figures.append(figure)
    return dict(groups)


def values(
    incident: Incident, groups: Mapping[Key, dict[str, Voice]], findings: list[Finding], reports: Mapping[str, Report]
) -> list[ReconciledValue]:
    """Return one value for each group."""
    faults = {f.figure_id: f for f in findings if f.level == "alarm" and f.figure_id is not None}
    result = []
    for (measure, accused), voices in sorted(groups.items()):
        kept = {name: sound(voice, faults) for name, voice in voices.items()}
        kept = {name: voice for name, voice in kept.items() if voice.figures}
        if kept:
            result.append(value(incident, measure, accused, kept, voices, faults))
    return result


def sound(voice: Voice, faults: Mapping[str, Finding]) -> Voice:
    """Return a voice without relays that an alarm found at fault; a disagreement between origins is no fault."""
    good = [f for f in voice.figures if f.id not in faults or faults[f.id].between_origins]
    return Voice(voice.asserter, voice.side, good)


@dataclass(slots=True)
class Decided:
    """What a rule decided for a group."""

    best: Decimal | None
    low: Decimal | None
    high: Decimal | None
    status: Status
    origins: int
    rule: str
    explanation: str


def value(
    incident: Incident,
    measure: str,
    accused: tuple[str, ...],
    voices: dict[str, Voice],
    everyone: dict[str, Voice],
    faults: Mapping[str, Finding],
) -> ReconciledValue:
    """Decide one value by SELF_REPORT, AUTHORITY and STATUS."""
    figures = [figure for voice in voices.values() for figure in voice.figures]
    members = [figure for voice in everyone.values() for figure in voice.figures]
    articles = len({figure.article_id for figure in figures})
    about = phrase.listed(accused) or incident.title
    leads = sorted(
        ((name, lead) for name, voice in voices.items() if (lead := voice.lead()) is not None),
        key=lambda item: (worth(item[1])[0] or Decimal(0), item[0]),
    )
    pairs = itertools.combinations((figure for _, figure in leads), 2)
    if not leads:
        done = only_words(figures, measure, about, len(voices))
    elif any(contradicts(first, second) for first, second in pairs):
        done = contested(leads, about)
    else:
        done = agreed(leads, about, articles)
    return ReconciledValue(
        incident.id,
        measure,
        accused,
        ";".join(sorted(voices)),
        done.best,
        done.low,
        done.high,
        done.status,
        done.origins,
        articles,
        sum(figure.id in faults for figure in members),
        done.rule,
        done.explanation,
        tuple(sorted(figure.id for figure in members)),
    )


def only_words(figures: list[Figure], measure: str, about: str, voices: int) -> Decided:
    """Return the range of vague words."""
    low = min((f.quantity.low for f in figures if f.quantity.low is not None), default=None)
    high = max((f.quantity.high for f in figures if f.quantity.high is not None), default=None)
    words = min(figure.quote for figure in figures)
    text = f"Only words are given for {measure} of {about}: “{words}”."
    return Decided(None, low, high, Status.VAGUE_ONLY, voices, "RANGE", text)


def contested(leads: list[tuple[str, Figure]], about: str) -> Decided:
    """Return both sides' values and no best."""
    text = " ".join(f"{name} says {phrase.quantity(figure)}." for name, figure in leads)
    low, high = ends([figure for _, figure in leads])
    return Decided(None, low, high, Status.CONTESTED, len(leads), "STATUS", f"Contested for {about}: {text}")


def agreed(leads: list[tuple[str, Figure]], about: str, articles: int) -> Decided:
    """Return the lower median over origins that agree, or the value of the only one."""
    best = leads[(len(leads) - 1) // 2][1]
    count = len(leads)
    status = Status.CORROBORATED if count > 1 else Status.SINGLE_ORIGIN
    rule = "AUTHORITY" if count > 1 or articles > 1 else "SELF_REPORT"
    origin = f"{count} independent origins agree" if count > 1 else f"1 origin, asserted by {leads[0][0]}"
    relays = f"{articles} article{'s' if articles > 1 else ''}"
    text = f"{about}: {phrase.quantity(best)} ({origin}, carried by {relays})."
    quantity = best.quantity
    return Decided(quantity.value, quantity.low, quantity.high, status, count, rule, text)


def ends(figures: list[Figure]) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest claim of the sides; an open lower end stays open."""
    lows = [f.quantity.low for f in figures]
    tops = [f.quantity.value or f.quantity.high for f in figures]
    low = None if any(item is None for item in lows) else min(item for item in lows if item is not None)
    return low, max((item for item in tops if item is not None), default=None)
