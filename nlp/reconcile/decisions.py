"""People's decisions as reconciling needs them: what was rejected, corrected, accepted, merged, split and renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any

from ledger.identity import identifier
from ledger.incident import Judgement
from ledger.quantity import Comparator, Quantity, interval
from ledger.reading import Figure, Scope, Stance

FIGURE_KINDS = ("accept_figure", "reject_figure", "correct_figure")  # of one figure, the latest stands
Accepted = tuple[str, str, tuple[str, ...]]  # incident, measure, accused


@dataclass
class Decisions:
    """Judgements in force, latest last; undone ones and undos are left out."""

    rejected: dict[str, Judgement] = field(default_factory=dict)
    corrected: dict[str, Judgement] = field(default_factory=dict)
    accepted: dict[Accepted, Judgement] = field(default_factory=dict)
    shaping: list[Judgement] = field(default_factory=list)  # splits, separations and merges of incidents
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
    """Put one judgement where it is looked up; one that does not say enough changes nothing."""
    values, subject = dict(j.values), j.subject
    if j.kind in FIGURE_KINDS:
        for figure in subject:
            found.rejected.pop(figure, None)
            found.corrected.pop(figure, None)
        if j.kind != "accept_figure":
            (found.rejected if j.kind == "reject_figure" else found.corrected).update(dict.fromkeys(subject, j))
    elif j.kind == "accept_value":
        accused = tuple(sorted(name for name in values.get("accused", "").split(";") if name))
        found.accepted[subject[0], values.get("measure", ""), accused] = j
    elif j.kind in ("merge_incidents", "separate_incidents") and len(subject) == 2:
        found.shaping = [other for other in found.shaping if not takes_back(j, other)] + [j]
    elif j.kind == "split_incident" and len(subject) > 1:
        found.shaping.append(j)
    elif j.kind == "rename_incident":
        found.titles[subject[0]] = values.get("title", "").strip()
    elif j.kind == "mark_source":
        found.marked.update(dict.fromkeys(subject, j))
    elif j.kind in ("same_origin", "different_origin"):
        pairs = {frozenset(pair) for pair in combinations(sorted(set(subject)), 2)}
        same = j.kind == "same_origin"
        found.same, found.different = (
            (found.same | pairs, found.different - pairs) if same else (found.same - pairs, found.different | pairs)
        )


def takes_back(later: Judgement, earlier: Judgement) -> bool:
    """Tell whether a decision on two incidents takes the place of an earlier one on the same two."""
    return earlier.kind != "split_incident" and set(earlier.subject) == set(later.subject)


def correction(figure: Figure, values: Mapping[str, str]) -> Figure:
    """Return a figure with corrected fields (an empty one means null); what cannot be read leaves it as it is."""
    changed: dict[str, Any] = {}
    try:
        changed["quantity"] = corrected_quantity(figure.quantity, values)
        for name, kind in (("scope", Scope), ("stance", Stance)):
            if name in values:
                changed[name] = kind(values[name])
    except (ValueError, InvalidOperation):
        return figure
    changed.update({name: values[name] or None for name in ("unit", "claimant") if name in values})
    if values.get("measure"):
        changed["measure"] = values["measure"]
    if "accused" in values:
        changed["accused"] = tuple(sorted(name for name in values["accused"].split(";") if name))
    return replace(figure, **changed)


def corrected_quantity(quantity: Quantity, values: Mapping[str, str]) -> Quantity:
    """Return the corrected number with the interval of its words."""
    if not {"value", "comparator", "low", "high"} & set(values):
        return quantity
    comparator = Comparator(values.get("comparator", quantity.comparator.value))
    value, low, high = (
        (Decimal(values[name]) if values[name] else None) if name in values else held
        for name, held in (("value", quantity.value), ("low", quantity.low), ("high", quantity.high))
    )
    if value is not None and comparator not in (Comparator.RANGE, Comparator.VAGUE):
        low, high = interval(value, comparator)
    return Quantity(value, low, high, comparator)


def split_identity(judgement: Judgement) -> str:
    """Return the id of the incident that a split makes."""
    return identifier("inc", "split", judgement.id)
