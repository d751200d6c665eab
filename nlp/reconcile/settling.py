"""Settle one incident: its voices, findings, values, origins and edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.incident import (
    FigureChange,
    Finding,
    LineageEdge,
    Origin,
    OutletRecord,
    ReconciledValue,
    Report,
)
from nlp.reconcile.binding import bound
from nlp.reconcile.copies import Copy, families
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.findings import find
from nlp.reconcile.grades import graded, valued
from nlp.reconcile.history import changes
from nlp.reconcile.independence import decided_by_people, settle_voices, taken_from_others
from nlp.reconcile.kept import Kept
from nlp.reconcile.lineage import edges, origins
from nlp.reconcile.records import records
from nlp.reconcile.scene import Scene
from nlp.reconcile.values import accepted, values
from nlp.reconcile.voices import Groups


@dataclass(frozen=True, slots=True)
class Settled:
    """What one incident comes to."""

    origins: list[Origin]
    links: list[tuple[str, str]]
    edges: list[LineageEdge]
    findings: list[Finding]
    values: list[ReconciledValue]
    records: list[OutletRecord]
    changes: list[FigureChange]


@dataclass(frozen=True, slots=True)
class Relatives:
    """Which articles of an incident copy or quote each other, and the families of copies that this makes."""

    pairs: list[Copy]
    family: dict[str, str]


def relatives(identity: str, reports: Mapping[str, Report], decisions: Decisions, kept: Kept) -> Relatives:
    """Find the near-copies among the reports of an incident, as people corrected them."""
    pairs = kept.copies(("incident", identity), {key: report.shingles for key, report in reports.items()})
    joined = [(p.first, p.second) for p in pairs if not p.quoted]
    joined = [pair for pair in joined if frozenset(pair) not in decisions.different]
    joined += [(min(pair), max(pair)) for pair in decisions.same if all(key in reports for key in pair)]
    return Relatives(pairs, families(reports, joined))


def settle(read: Scene, lineage: Relatives, decisions: Decisions) -> Settled:
    """Settle one incident from its figures and the reports that print them."""
    scene, groups = bound(read)
    wrong = settle_voices(scene, groups)
    decided_by_people(scene, groups, decisions)
    wrong += taken_from_others(scene)
    found = sorted([*find(scene, groups), *wrong], key=lambda finding: finding.id)
    plain, links = origins(scene, groups)
    named = graded(scene, groups, plain, decisions.marked)
    lines = edges(scene, named, lineage.pairs, found, decisions)
    settled = finished(scene, groups, values(scene, groups, found), named, decisions)
    return Settled(named, links, lines, found, settled, records(scene, found), changes(scene))


def finished(
    scene: Scene, groups: Groups, found: list[ReconciledValue], named: list[Origin], decisions: Decisions
) -> list[ReconciledValue]:
    """Return the values with their grades, those that a person accepted as accepted."""
    by_name = {origin.asserter: origin for origin in named}
    result = []
    for value in found:
        voices = groups[value.measure, value.accused].values()
        taken_back = any(value.best in voice.withdrawn for voice in voices)
        result.append(accepted(valued(value, by_name, taken_back), decisions.accepted))
    return result
