"""Figures of one incident printed for another: the wrong claimant, found across incidents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from ledger.identity import identifier
from ledger.incident import Finding, Incident, Report
from ledger.reading import Figure
from nlp.reconcile import phrase
from nlp.reconcile.values import is_live

LEAST_CARRIERS = 2


def borrowed(
    incidents: Mapping[str, Incident], members: Mapping[str, list[Figure]], reports: Mapping[str, Report]
) -> dict[str, list[Finding]]:
    """Return claimant errors by incident: a number one article gives to this claimant, others to another."""
    homes: dict[tuple[str, Decimal], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for identity, figures in members.items():
        for figure in figures:
            if is_live(figure) and figure.quantity.value is not None and figure.measure in ("interactions", "accounts"):
                homes[(figure.measure, figure.quantity.value)][identity].add(figure.article_id)
    found: dict[str, list[Finding]] = defaultdict(list)
    for identity, figures in sorted(members.items()):
        incident = incidents[identity]
        for figure in figures:
            if figure.quantity.value is None or not is_live(figure) or incident.accused:
                continue
            others = homes.get((figure.measure, figure.quantity.value), {})
            for other, articles in sorted(others.items()):
                if other == identity or len(articles) < LEAST_CARRIERS or len(others[identity]) > 1:
                    continue
                owner = incidents[other].accuser
                text = (
                    f"{phrase.source(reports[figure.article_id])} credits {phrase.quantity(figure)} to "
                    f"{figure.claimant or 'nobody'}; {len(articles)} articles credit that number to {owner}."
                )
                key = identifier("fin", "claimant_error", figure.id)
                found[identity].append(
                    Finding(key, "claimant_error", "alarm", identity, figure.measure, figure.id, (), "LINEAGE", text)
                )
                break
    return found
