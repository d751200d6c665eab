"""Findings as they are made: the same fault always has the same id."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.identity import identifier
from ledger.incident import Finding, Incident
from ledger.reading import Figure


def alarm(
    incident: Incident,
    kind: str,
    figure: Figure,
    against: Iterable[Figure],
    rule: str,
    text: str,
    *,
    sides: bool = False,
) -> Finding:
    """Return an alarm; `sides` marks a disagreement of independent origins, which is no relay's slip."""
    return make(incident, kind, "alarm", figure, against, rule, text, sides)


def notice(incident: Incident, kind: str, figure: Figure, against: Iterable[Figure], rule: str, text: str) -> Finding:
    """Return a notice: worth knowing, but nobody is at fault."""
    return make(incident, kind, "notice", figure, against, rule, text, False)


def make(
    incident: Incident,
    kind: str,
    level: str,
    figure: Figure,
    against: Iterable[Figure],
    rule: str,
    text: str,
    sides: bool,
) -> Finding:
    """Return a finding; its id depends on kind, figure and rule, not on what it stands against."""
    others = tuple(sorted({other.id for other in against} - {figure.id}))
    identity = identifier("fin", kind, figure.id, incident.id, rule)
    return Finding(identity, kind, level, incident.id, figure.measure, figure.id, others, rule, text, sides)
