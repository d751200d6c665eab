"""People's decisions as reconciling needs them: what was rejected, corrected, accepted, merged, split and renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from ledger.identity import identifier
from ledger.incident import Judgement
from ledger.quantity import Comparator, Quantity, interval
from ledger.reading import Figure, Scope, Stance

Accepted = tuple[str, str, tuple[str, ...]]  # incident, measure, accused


@dataclass
class Decisions:
    """Judgements in force, latest last; undone ones and undos are left out."""

    rejected: dict[str, Judgement] = field(default_factory=dict)
    corrected: dict[str, Judgement] = field(default_factory=dict)
    accepted: dict[Accepted, Judgement] = field(default_factory=dict)
    merged: list[tuple[str, str]] = field(default_factory=list)  # (the id that goes, the id that stays)
    split: list[Judgement] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    same: set[frozenset[str]] = field(default_factory=set)
    different: set[frozenset[str]] = field(default_factory=set)
    marked: dict[str, Judgement] = field(default_factory=dict)

    def corrects(self, figure: Figure) -> Figure:
        """Return a figure as a person corrected it; the figure itself is never edited."""
        judgement = self.corrected.get(figure.id)
        return figure if judgement is None else correction(figure, dict(judgement.values))

    def resolved(self, lead: Callable[[str], str]) -> Decisions:
        """Return the decisions with the ids of incidents followed to those that stand now."""
        accepted = {(lead(incident), measure, names): j for (incident, measure, names), j in self.accepted.items()}
        titles = {lead(identity): title for identity, title in self.titles.items() if title}
        return replace(self, accepted=accepted, titles=titles)


def read(judgements: Iterable[Judgement]) -> Decisions:
    """Sort judgements by what they decide; a later one of the same subject wins."""
    ordered = sorted(judgements, key=lambda j: (j.made_at, j.id))
    undone = {subject for j in ordered if j.kind == "undo" for subject in j.subject}
    found = Decisions()
    for j in ordered:
        if j.kind != "undo" and j.id not in undone and j.subject:
            place(found, j)
    return found


def place(found: Decisions, j: Judgement) -> None:
    """Put one judgement where it is looked up."""
    values = dict(j.values)
    pair = frozenset(j.subject)
    if j.kind == "reject_figure":
        found.rejected.update(dict.fromkeys(j.subject, j))
    elif j.kind == "correct_figure":
        found.corrected.update(dict.fromkeys(j.subject, j))
    elif j.kind == "accept_value":
        accused = tuple(sorted(name for name in values.get("accused", "").split(";") if name))
        found.accepted[j.subject[0], values.get("measure", ""), accused] = j
    elif j.kind == "merge_incidents" and len(j.subject) == 2 and len(pair) == 2:
        found.merged.append((j.subject[0], j.subject[1]))
    elif j.kind == "split_incident" and len(j.subject) > 1:
        found.split.append(j)
    elif j.kind == "rename_incident":
        found.titles[j.subject[0]] = values.get("title", "").strip()
    elif j.kind == "same_origin" and len(pair) == 2:
        found.same.add(pair)
        found.different.discard(pair)
    elif j.kind == "different_origin" and len(pair) == 2:
        found.different.add(pair)
        found.same.discard(pair)
    elif j.kind == "mark_source":
        found.marked.update(dict.fromkeys(j.subject, j))


def correction(figure: Figure, values: Mapping[str, str]) -> Figure:
    """Return a figure with corrected fields; a field that cannot be read leaves the figure as it is."""
    try:
        changed = replace(figure, quantity=corrected_quantity(figure.quantity, values))
        if "measure" in values:
            changed = replace(changed, measure=values["measure"])
        if "unit" in values:
            changed = replace(changed, unit=values["unit"] or None)
        if "scope" in values:
            changed = replace(changed, scope=Scope(values["scope"]))
        if "stance" in values:
            changed = replace(changed, stance=Stance(values["stance"]))
        if "claimant" in values:
            changed = replace(changed, claimant=values["claimant"] or None)
        if "accused" in values:
            changed = replace(changed, accused=tuple(sorted(filter(None, values["accused"].split(";")))))
    except (ValueError, InvalidOperation):
        return figure
    return changed


def corrected_quantity(quantity: Quantity, values: Mapping[str, str]) -> Quantity:
    """Return the corrected number with the interval of its words."""
    if not {"value", "comparator", "low", "high"} & set(values):
        return quantity
    comparator = Comparator(values.get("comparator", quantity.comparator.value))
    value = Decimal(values["value"]) if values.get("value") else quantity.value
    low = Decimal(values["low"]) if values.get("low") else quantity.low
    high = Decimal(values["high"]) if values.get("high") else quantity.high
    if value is not None and comparator not in (Comparator.RANGE, Comparator.VAGUE):
        low, high = interval(value, comparator)
    return Quantity(value, low, high, comparator)


def split_identity(judgement: Judgement) -> str:
    """Return the id of the incident that a split makes."""
    return identifier("inc", "split", judgement.id)
