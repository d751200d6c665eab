"""What reconciling derived as rows of the tables that hold it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, Table

from ledger.codec import number_text
from ledger.identity import identifier
from ledger.incident import (
    FigureChange,
    FigureNames,
    Finding,
    Incident,
    LineageEdge,
    Origin,
    OutletRecord,
    ReconciledValue,
    Reconciliation,
)
from store import summaries
from store.settled_tables import figure_changes, incident_scopes, outlet_records
from store.tables import (
    edges,
    event_links,
    figure_links,
    findings,
    incident_aliases,
    incidents,
    origins,
    reconciled,
)

Row = dict[str, Any]
Entries = dict[Any, Any]  # what a table holds of a reconciliation, by what makes it one row


def entries_of(result: Reconciliation, seen: Collection[str]) -> dict[Table, Entries]:
    """Return what each table holds of a reconciliation; of former ids those that have been seen."""
    origin_of = dict(result.figure_origin)
    names = {entry.figure_id: entry for entry in result.figure_names}
    return {
        incidents: {incident.id: incident for incident in result.incidents},
        figure_links: {f: (f, i, origin_of.get(f), names.get(f)) for f, i in result.figure_incident},
        event_links: dict(result.event_incident),
        origins: {origin.id: origin for origin in result.origins},
        edges: {(edge.incident_id, edge.article_id, edge.upstream, edge.reason): edge for edge in result.edges},
        findings: {finding.id: finding for finding in result.findings},
        reconciled: {(value.incident_id, value.measure, value.accused): value for value in result.values},
        incident_aliases: {old: (old, new) for old, new in result.renamed if old in seen},
        incident_scopes: {scope: scope for scope in result.scopes},
        outlet_records: {(record.incident_id, record.outlet): record for record in result.records},
        figure_changes: {change.id: change for change in result.changes},
    }


def rows_of(connection: Connection, table: Table, entries: Entries) -> list[Row]:
    """Return what a table holds as its rows."""
    if table is event_links:
        return event_rows(connection, entries)
    return [ROW[table](entry) for entry in entries.values()]


def event_rows(connection: Connection, incident_of: Entries) -> list[Row]:
    """Return the rows that tie events to their incidents, with their place in the order of these."""
    place = dict(summaries.moments(connection, incident_of))
    return [{"event_id": e, "incident_id": i, "at": place.get(e)} for e, i in incident_of.items()]


def alias_row(renamed: tuple[str, str]) -> Row:
    """Return the row of a former id."""
    return {"old_id": renamed[0], "incident_id": renamed[1]}


def scope_row(scope: tuple[str, str, str]) -> Row:
    """Return the row of a scope of an incident."""
    incident_id, accuser, name = scope
    identity = identifier("isc", incident_id, accuser, name)
    return {"scope_id": identity, "incident_id": incident_id, "accuser": accuser, "name": name}


def record_row(record: OutletRecord) -> Row:
    """Return the row of an outlet's record on one incident."""
    names = ("incident_id", "outlet", "articles", "figures", "alarms", "self_contradictions", "contradicted_sources")
    row = {name: getattr(record, name) for name in (*names, "unsupported_windows")}
    return {**row, "record_id": identifier("rec", record.incident_id, record.outlet), "examples": list(record.examples)}


def change_row(change: FigureChange) -> Row:
    """Return the row of a changed figure."""
    names = ("incident_id", "measure", "date", "article_id", "earlier_article_id", "figure_id", "earlier_figure_id")
    row = {name: getattr(change, name) for name in (*names, "explanation")}
    return {**row, "change_id": change.id, "accused": ";".join(change.accused)}


def incident_row(incident: Incident) -> Row:
    """Return the row of an incident."""
    row = {field: getattr(incident, field) for field in ("title", "kind", "accuser", "target", "disclosed", "registry")}
    return {"incident_id": incident.id, **row, "accused": ";".join(incident.accused), "aiid": incident.aiid}


def origin_row(origin: Origin) -> Row:
    """Return the row of an origin."""
    articles = list(origin.articles)
    return {
        "origin_id": origin.id,
        "incident_id": origin.incident_id,
        "asserter": origin.asserter,
        "side": origin.side,
        "articles": articles,
        "rung": origin.rung,
        "grade": origin.grade,
        "grade_reason": origin.grade_reason,
    }


def edge_row(edge: LineageEdge) -> Row:
    """Return the row of an edge."""
    names = ("incident_id", "article_id", "upstream", "upstream_kind", "reason", "detail")
    identity = identifier("edg", edge.incident_id, edge.article_id, edge.upstream, edge.reason)
    return {"edge_id": identity, **{name: getattr(edge, name) for name in names}}


def finding_row(finding: Finding) -> Row:
    """Return the row of a finding."""
    names = ("type", "level", "incident_id", "measure", "figure_id", "rule", "explanation", "between_origins")
    row = {name: getattr(finding, name) for name in names}
    return {"finding_id": finding.id, **row, "against": ";".join(finding.against)}


def value_row(value: ReconciledValue) -> Row:
    """Return the row of a reconciled value."""
    sort = next((number for number in (value.best, value.low, value.high) if number is not None), None)
    accused = ";".join(value.accused)
    return {
        "value_id": identifier("val", value.incident_id, value.measure, accused),
        "incident_id": value.incident_id,
        "measure": value.measure,
        "accused": accused,
        "claimant": value.claimant,
        "best": number_text(value.best),
        "low": number_text(value.low),
        "high": number_text(value.high),
        "status": value.status.value,
        "origins": value.origins,
        "articles": value.articles,
        "alarms": value.alarms,
        "rule": value.rule,
        "explanation": value.explanation,
        "figure_ids": list(value.figure_ids),
        "unit": value.unit,
        "source_grade": value.source_grade,
        "information_grade": value.information_grade,
        "grade_reason": value.grade_reason,
        "rung": value.rung,
        "sort_value": min(float(sort), 1e300) if sort is not None else None,
    }


def link_row(link: tuple[str, str, str | None, FigureNames | None]) -> Row:
    """Return the row that ties a figure to its incident, with the names the incident has for its parties."""
    figure_id, incident_id, origin_id, names = link
    accused = ";".join(names.accused) if names is not None else None
    claimant, target = (names.claimant, names.target) if names is not None else (None, None)
    row = {"figure_id": figure_id, "incident_id": incident_id, "origin_id": origin_id}
    again = names.again if names is not None and names.again is not None else (None, None, None)
    told = dict(zip(("scope", "stance", "via"), again, strict=True))
    return {**row, "accused": accused, "claimant": claimant, "target": target, **told}


ROW: dict[Table, Callable[[Any], Row]] = {
    incidents: incident_row,
    figure_links: link_row,
    origins: origin_row,
    edges: edge_row,
    findings: finding_row,
    reconciled: value_row,
    incident_aliases: alias_row,
    incident_scopes: scope_row,
    outlet_records: record_row,
    figure_changes: change_row,
}
