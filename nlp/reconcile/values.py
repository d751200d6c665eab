"""Reconciled values: low, best, high, origins and status of each incident x measure x accused set."""

from __future__ import annotations

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


def value(
    incident: Incident,
    measure: str,
    accused: tuple[str, ...],
    voices: dict[str, Voice],
    everyone: dict[str, Voice],
    faults: Mapping[str, Finding],
) -> ReconciledValue:
    """Decide one value by SELF_REPORT, AUTHORITY and STATUS."""
    leads = {name: lead for name, voice in voices.items() if (lead := voice.lead()) is not None}
    figures = [figure for voice in voices.values() for figure in voice.figures]
    articles = {figure.article_id for figure in figures}
    alarms = sum(figure.id in faults for voice in everyone.values() for figure in voice.figures)
    ids = tuple(sorted(figure.id for voice in everyone.values() for figure in voice.figures))
    claimant = ";".join(sorted(voices))
    about = phrase.listed(accused) or incident.title
    if not leads:
        low = min((f.quantity.low for f in figures if f.quantity.low is not None), default=None)
        high = max((f.quantity.high for f in figures if f.quantity.high is not None), default=None)
        words = sorted({figure.quote for figure in figures})[0]
        text = f"Only words are given for {measure} of {about}: “{words}”."
        return ReconciledValue(
            incident.id,
            measure,
            accused,
            claimant,
            None,
            low,
            high,
            Status.VAGUE_ONLY,
            len(voices),
            len(articles),
            alarms,
            "RANGE",
            text,
            ids,
        )
    ordered = sorted(leads.items(), key=lambda item: (worth(item[1])[0] or Decimal(0), item[0]))
    disagree = any(contradicts(a, b) for i, (_, a) in enumerate(ordered) for _, b in ordered[i + 1 :])
    if disagree:
        text = " ".join(f"{name} says {phrase.quantity(figure)}." for name, figure in ordered)
        low, high = ends([figure for _, figure in ordered])
        return ReconciledValue(
            incident.id,
            measure,
            accused,
            claimant,
            None,
            low,
            high,
            Status.CONTESTED,
            len(leads),
            len(articles),
            alarms,
            "STATUS",
            f"Contested for {about}: {text}",
            ids,
        )
    best = ordered[(len(ordered) - 1) // 2][1]
    status = Status.CORROBORATED if len(leads) > 1 else Status.SINGLE_ORIGIN
    rule = "AUTHORITY" if len(leads) > 1 or len(articles) > 1 else "SELF_REPORT"
    origin = f"{len(leads)} independent origins agree" if len(leads) > 1 else f"1 origin, asserted by {ordered[0][0]}"
    relays = f"{len(articles)} article{'s' if len(articles) > 1 else ''}"
    text = f"{about}: {phrase.quantity(best)} ({origin}, carried by {relays})."
    return ReconciledValue(
        incident.id,
        measure,
        accused,
        claimant,
        best.quantity.value,
        best.quantity.low,
        best.quantity.high,
        status,
        len(leads),
        len(articles),
        alarms,
        rule,
        text,
        ids,
    )


def ends(figures: list[Figure]) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest claim of the sides; an open lower end stays open."""
    lows = [f.quantity.low for f in figures]
    tops = [f.quantity.value or f.quantity.high for f in figures]
    low = None if any(item is None for item in lows) else min(item for item in lows if item is not None)
    return low, max((item for item in tops if item is not None), default=None)
