"""Who relays whom: every edge with its reason, and the origins that the voices of an incident make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ledger.identity import identifier
from ledger.incident import Incident, LineageEdge, Origin, Report
from nlp.reconcile import phrase
from nlp.reconcile.copies import copies
from nlp.reconcile.values import Key, Voice


def origins(incident: Incident, groups: Mapping[Key, dict[str, Voice]]) -> tuple[list[Origin], list[tuple[str, str]]]:
    """Return the origins of an incident and which figure rests on which."""
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    links = []
    for voices in groups.values():
        for voice in voices.values():
            key = identifier("org", incident.id, voice.asserter)
            for figure in voice.figures:
                articles[(voice.asserter, voice.side)].add(figure.article_id)
                links.append((figure.id, key))
    merged: dict[str, tuple[str, set[str]]] = {}
    for (asserter, side), members in sorted(articles.items()):
        known_side, so_far = merged.get(asserter, (side, set()))
        merged[asserter] = (known_side, so_far | members)
    found = [
        Origin(identifier("org", incident.id, asserter), incident.id, asserter, side, tuple(sorted(members)))
        for asserter, (side, members) in sorted(merged.items())
    ]
    return found, sorted(links)


def edges(incident: Incident, reports: list[Report], found: list[Origin]) -> list[LineageEdge]:
    """Return the edges of an incident: named sources, relayed claimants, copied text."""
    result = []
    for report in reports:
        for citation in report.citations:
            if citation.kind == "outlet":
                detail = f"{phrase.source(report)} names {citation.name} as its source"
                result.append(
                    LineageEdge(incident.id, report.article_id, citation.name, "outlet", "names_source", detail)
                )
    names = {report.article_id: report for report in reports}
    for origin in found:
        for article in origin.articles:
            detail = f"{phrase.source(names[article])} gives figures of {origin.asserter}"
            result.append(LineageEdge(incident.id, article, origin.asserter, "party", "same_asserter", detail))
    for first, second, share in copies({r.article_id: r.shingles for r in reports if r.shingles}):
        older, newer = sorted((first, second), key=lambda a: (names[a].published or "9999", names[a].first_seen, a))
        detail = f"{share:.0%} of the shorter text stands in both"
        result.append(LineageEdge(incident.id, newer, older, "article", "copied_text", detail))
    return sorted(set(result), key=lambda edge: (edge.article_id, edge.upstream, edge.reason))
