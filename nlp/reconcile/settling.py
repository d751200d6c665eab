"""Settle one incident: its voices, findings, values, origins and edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.incident import Finding, Incident, LineageEdge, Origin, ReconciledValue, Report
from ledger.reading import Figure
from nlp.reconcile.copies import copies, families
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.findings import find
from nlp.reconcile.independence import settle_voices
from nlp.reconcile.lineage import edges, origins
from nlp.reconcile.values import values
from nlp.reconcile.voices import Scene, group


@dataclass(frozen=True, slots=True)
class Settled:
    """What one incident comes to."""

    origins: list[Origin]
    links: list[tuple[str, str]]
    edges: list[LineageEdge]
    findings: list[Finding]
    values: list[ReconciledValue]


def settle(incident: Incident, figures: list[Figure], reports: Mapping[str, Report], decisions: Decisions) -> Settled:
    """Settle one incident from its figures and the reports that print them."""
    pairs = copies({key: report.shingles for key, report in reports.items()})
    joined = [(pair.first, pair.second) for pair in pairs if not pair.quoted]
    joined = [pair for pair in joined if frozenset(pair) not in decisions.different]
    joined += [(min(pair), max(pair)) for pair in decisions.same if all(key in reports for key in pair)]
    scene = Scene(incident, figures, reports, families(reports, joined))
    groups = group(scene, figures)
    wrong = settle_voices(scene, groups)
    found = sorted([*find(scene, groups), *wrong], key=lambda finding: finding.id)
    named, links = origins(scene, groups)
    return Settled(named, links, edges(scene, named, pairs, found), found, values(scene, groups, found))
