"""Findings: what a researcher must be shown, each from a named rule with one sentence of reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ledger.identity import identifier
from ledger.incident import Finding, Incident, Report
from ledger.quantity import Comparator
from ledger.reading import Figure, Scope, Stance
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts, noun_note
from nlp.reconcile.intervals import OPEN_ABOVE, OPEN_BELOW
from nlp.reconcile.values import Key, Voice, side_of

SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, -1, -2, -3))
Reports = Mapping[str, Report]


def make(
    kind: str,
    incident: Incident,
    figure: Figure,
    against: Iterable[Figure],
    rule: str,
    text: str,
    *,
    sides: bool = False,
) -> Finding:
    """Return an alarm."""
    others = tuple(sorted({other.id for other in against}))
    identity = identifier("fin", kind, figure.id, *others)
    return Finding(identity, kind, "alarm", incident.id, figure.measure, figure.id, others, rule, text, sides)


def find(
    incident: Incident, figures: list[Figure], groups: Mapping[Key, dict[str, Voice]], reports: Reports
) -> list[Finding]:
    """Return the alarms of one incident; at most one for each figure."""
    found: dict[str, Finding] = {}
    leads = {key: main(voices) for key, voices in groups.items()}
    for figure in sorted(figures, key=lambda f: f.id):
        finding = malformed(incident, figure) or currency(incident, figure, leads, reports)
        if finding is not None:
            found[figure.id] = finding
    for key, voices in sorted(groups.items()):
        lead = leads[key]
        if lead is None:
            continue
        for voice in voices.values():
            for figure in voice.figures:
                if figure.id not in found and (
                    finding := judge(incident, key, figure, voice, lead, leads, groups, reports)
                ):
                    found[figure.id] = finding
    return sorted(found.values(), key=lambda finding: finding.id)


def main(voices: Mapping[str, Voice]) -> Figure | None:
    """Return the leading figure of the accuser's side, else of the best carried voice."""
    ranked = sorted(
        voices.values(), key=lambda v: (v.side != "accuser", v.side == "accused", -len(v.figures), v.asserter)
    )
    return next((lead for voice in ranked if (lead := voice.lead()) is not None), None)


def malformed(incident: Incident, figure: Figure) -> Finding | None:
    """Find a number whose digits are printed wrong ("24,0000")."""
    if figure.quantity.error is None or figure.stance is Stance.BACKGROUND:
        return None
    text = (
        f"“{figure.quote}” is printed with misplaced marks between its digits; the number cannot be taken as it stands."
    )
    return make("number_error", incident, figure, (), "NUMBER", text)


def currency(
    incident: Incident, figure: Figure, leads: Mapping[Key, Figure | None], reports: Reports
) -> Finding | None:
    """Find money that is a count of the same case, or the same amount in another currency."""
    if figure.measure != "money" or figure.stance is not Stance.ASSERTED or figure.quantity.value is None:
        return None
    for (measure, _), lead in sorted(leads.items()):
        if lead is None or (lead.article_id == figure.article_id and measure == "money") or lead.quantity.value is None:
            continue
        if measure in ("interactions", "accounts") and lead.quantity.value == figure.quantity.value:
            text = (
                f"{source(figure, reports)} prints {phrase.quantity(figure)} where the same number elsewhere counts "
                f"{lead.unit or measure}."
            )
            return make("unit_error", incident, figure, [lead], "UNIT", text)
        if measure == "money" and lead.unit != figure.unit and lead.quantity.value == figure.quantity.value:
            here, there = source(figure, reports), source(lead, reports)
            text = f"{here} prints {phrase.quantity(figure)}, {there} {phrase.quantity(lead)}."
            return make("unit_error", incident, figure, [lead], "UNIT", text)
    return None


def source(figure: Figure, reports: Reports) -> str:
    """Return how the article of a figure is named."""
    return phrase.source(reports[figure.article_id])


def judge(
    incident: Incident,
    key: Key,
    figure: Figure,
    voice: Voice,
    lead: Figure,
    leads: Mapping[Key, Figure | None],
    groups: Mapping[Key, dict[str, Voice]],
    reports: Reports,
) -> Finding | None:
    """Judge one figure against the leading one of its group."""
    own = voice.lead()
    if own is None or figure.id == lead.id:
        return None
    if voice.side == "accuser" and (pinned := pinned_total(incident, key, figure, lead, leads, reports)) is not None:
        return pinned
    where, there = source(figure, reports), source(lead, reports)
    said, other = phrase.quantity(figure), phrase.quantity(lead)
    if reversed_bound(figure, lead):
        text = f"{where} prints {said}, a ceiling, where {there} prints {other}, a floor."
        return make("bound_reversed", incident, figure, [lead], "BOUND", text)
    if not contradicts(figure, lead):
        return None
    if voice.side != side_of(lead, incident) or voice.asserter != (lead.claimant or incident.accuser):
        text = f"{voice.asserter} says {said}, {lead.claimant or 'the other side'} {other}."
        return make("contradiction", incident, figure, [lead], "STATUS", text, sides=True)
    return slip(incident, figure, lead, reports)


def slip(incident: Incident, figure: Figure, lead: Figure, reports: Reports) -> Finding:
    """Name what is wrong with a relay that differs from its own origin."""
    where, there = source(figure, reports), source(lead, reports)
    note = noun_note(figure, lead)
    party = lead.claimant or "the same party"
    base = f"{where} prints {phrase.quantity(figure)}, {there} {phrase.quantity(lead)} for the same claim of {party}"
    one, other = figure.quantity.value, lead.quantity.value
    if superseded(figure, lead, reports):
        text = f"{base}: the origin has since corrected the number."
        return make("superseded", incident, figure, [lead], "SUPERSEDE", text)
    if one is not None and other is not None and other and any(one == other * factor for factor in SLIPS):
        return make(
            "number_error", incident, figure, [lead], "NUMBER", f"{base}: the digits agree, the magnitude slipped."
        )
    if where == there and figure.article_id != lead.article_id:
        return make(
            "self_contradiction", incident, figure, [lead], "LINEAGE", f"{base}: the outlet contradicts itself{note}."
        )
    return make(
        "contradiction", incident, figure, [lead], "LINEAGE", f"{base}; the two cannot be the same number{note}."
    )


def superseded(figure: Figure, lead: Figure, reports: Reports) -> bool:
    """Tell whether a later version of the page, or a later document of the claimant, gives the leading number."""
    one, other = reports[figure.article_id], reports[lead.article_id]
    if other.supersedes == one.article_id:
        return True
    return (
        other.outlet is not None and other.outlet == lead.claimant and (one.published or "") < (other.published or "")
    )


def pinned_total(
    incident: Incident, key: Key, figure: Figure, lead: Figure, leads: Mapping[Key, Figure | None], reports: Reports
) -> Finding | None:
    """Find the total of all accused pinned on fewer of them, or a part given as the total."""
    measure, accused = key
    if figure.quantity.value is None or figure.scope not in (Scope.TOTAL, Scope.PART):
        return None
    for (other_measure, other_accused), other in sorted(leads.items()):
        if (
            other is None
            or other_measure != measure
            or other_accused == accused
            or other.article_id == figure.article_id
        ):
            continue
        if other.quantity.value != figure.quantity.value or not accused or not other_accused:
            continue
        wider = set(accused) < set(other_accused)
        if wider and (
            lead.id == figure.id or lead.quantity.value != figure.quantity.value or figure.scope is Scope.TOTAL
        ):
            text = (
                f"{source(figure, reports)} gives {phrase.quantity(figure)} for {phrase.listed(accused)} alone; "
                f"{source(other, reports)} gives that number for {phrase.listed(other_accused)} together."
            )
            return make("scope_error", incident, figure, [other], "SCOPE", text)
    return None


def reversed_bound(figure: Figure, lead: Figure) -> bool:
    """Tell whether a figure turns a floor into a ceiling, or the other way round."""
    one, other = figure.quantity, lead.quantity
    if one.value is None or one.value != other.value:
        return False
    kinds = (one.comparator, other.comparator)
    floor_to_ceiling = kinds[0] in OPEN_BELOW and (kinds[1] in OPEN_ABOVE or kinds[1] is Comparator.EXACT)
    return floor_to_ceiling or (kinds[0] in OPEN_ABOVE and kinds[1] in OPEN_BELOW)
