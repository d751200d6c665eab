"""Incidents, reports and what reconciling derives from them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ledger.reading import Case, Citation, Event, Figure


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """An entry of the registry nlp/incidents.toml."""

    id: str
    title: str
    kind: str
    accuser: str | None
    accused: tuple[str, ...]
    target: str | None
    disclosed: str
    period: tuple[str, str] | None = None
    aiid: str | None = None
    figures: tuple[tuple[str, Decimal], ...] = ()  # (measure, value) as its own source published them


@dataclass(frozen=True, slots=True)
class Report:
    """What reconciling needs of one article version: its reading and its lineage cues, not its text."""

    article_id: str
    url: str | None
    file: str | None
    outlet: str | None
    title: str | None
    published: str | None
    lang: str
    tier: str | None  # tier of its source file; None for imports
    first_seen: str
    supersedes: str | None
    relevant: bool
    cases: tuple[Case, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    citations: tuple[Citation, ...]
    shingles: frozenset[int] = frozenset()  # nlp.reconcile.copies.shingles(text)
    again: frozenset[str] = frozenset()  # figures as a second reading has them (see nlp.reconcile.agreed)


@dataclass(frozen=True, slots=True)
class Incident:
    """(accuser, accused, target, period), known or discovered. A report feeds many incidents."""

    id: str
    title: str
    kind: str
    accuser: str | None
    accused: tuple[str, ...]
    target: str | None
    disclosed: str | None
    registry: str  # known | discovered
    aiid: str | None = None


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """`article_id` relays `upstream` (an article id, or the name of a source not held), and why we think so."""

    incident_id: str
    article_id: str
    upstream: str
    upstream_kind: str  # article | outlet | document | party
    reason: str  # copied_text | names_source | shared_quotation | same_figures | same_asserter | judgement
    detail: str


@dataclass(frozen=True, slots=True)
class Origin:
    """An asserter with its own knowledge, and the articles that relay it."""

    id: str
    incident_id: str
    asserter: str  # party, agency, court, researcher or first reporter
    side: str  # accuser | accused | third | none
    articles: tuple[str, ...]
    rung: str = "press_leak"  # a Rung: how formally it asserts
    grade: str = "F"  # Admiralty style, A (official's own document) to F (cannot be judged)
    grade_reason: str = ""


class Rung(StrEnum):
    """How formally an accusation is made, from the lowest rung to the highest."""

    PRESS_LEAK = "press_leak"
    COMPANY_STATEMENT = "company_statement"
    MEMO_TO_LAWMAKERS = "memo_to_lawmakers"
    GOVERNMENT_MEMORANDUM = "government_memorandum"
    COURT_FILING = "court_filing"
    FINDING = "finding"


class Relation(StrEnum):
    """How two figures stand to each other."""

    SAME = "same"
    ROUNDS = "rounds"
    COMPATIBLE = "compatible"
    LOOSE = "loose"
    CONTRADICTS = "contradicts"
    OTHER_SCOPE = "other_scope"
    SUMS_TO = "sums_to"
    SUPERSEDES = "supersedes"
    ECHO = "echo"


class Status(StrEnum):
    """Standing of a reconciled value."""

    SINGLE_ORIGIN = "single_origin"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    VAGUE_ONLY = "vague_only"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a researcher must be shown. `level` is alarm or notice; `type` a codebook alarm type or a relation."""

    id: str
    type: str
    level: str
    incident_id: str
    measure: str | None
    figure_id: str | None
    against: tuple[str, ...]  # figure ids
    rule: str
    explanation: str
    between_origins: bool = False  # a disagreement of independent origins, not a relay's slip


@dataclass(frozen=True, slots=True)
class ReconciledValue:
    """One incident x measure x accused set. `best` is None while contested or vague."""

    incident_id: str
    measure: str
    accused: tuple[str, ...]
    claimant: str | None
    best: Decimal | None
    low: Decimal | None
    high: Decimal | None
    status: Status
    origins: int
    articles: int
    alarms: int
    rule: str
    explanation: str
    figure_ids: tuple[str, ...] = ()
    unit: str | None = None  # noun or currency of the figure it rests on
    source_grade: str = "F"  # of the origin it rests on: A to F
    information_grade: str = "6"  # of the number itself: 1 (confirmed by independent origins) to 6 (cannot be judged)
    grade_reason: str = ""
    rung: str = "press_leak"  # the highest Rung among its origins


@dataclass(frozen=True, slots=True)
class OutletRecord:
    """What one outlet's articles on one incident came to: counts with examples, never a score."""

    incident_id: str
    outlet: str
    articles: int
    figures: int
    alarms: int  # relays at fault; reporting both sides of a dispute is none
    self_contradictions: int
    contradicted_sources: int
    unsupported_windows: int
    examples: tuple[str, ...]  # finding ids


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number that a later version of a page, or a later document of its origin, changed. None: not there."""

    id: str
    incident_id: str
    measure: str
    accused: tuple[str, ...]
    date: str | None
    article_id: str
    earlier_article_id: str
    figure_id: str | None
    earlier_figure_id: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision: kept apart, reversible, never overwritten by a run.

    `kind` and `subject`: accept_figure, reject_figure and correct_figure (figure ids) · accept_value (incident id;
    values measure, accused separated by ;, best) · merge_incidents (the id that goes, the id that stays) ·
    separate_incidents (two ids: they are two, are never joined and not proposed again) ·
    split_incident (incident id, then the article ids that leave it) · rename_incident (incident id; values title) ·
    same_origin and different_origin (two article ids) · mark_source (outlet names; values grade A to F) · undo (the
    judgement's id).
    `values` are (field, value) pairs. Old incident ids are followed, so a decision survives later merges.
    """

    id: str
    kind: str
    subject: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    author: str
    made_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class FigureNames:
    """The parties of a figure under the names its incident knows them by, whatever script the page writes."""

    figure_id: str
    accused: tuple[str, ...]
    claimant: str | None
    target: str | None
    again: tuple[str, str, str | None] | None = None  # scope, stance and relay, where a second reading gave them


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Everything derived from reports and judgements, rebuilt at will: incidents by id, the rest by article."""

    incidents: tuple[Incident, ...]
    figure_incident: tuple[tuple[str, str], ...]  # (figure id, incident id)
    event_incident: tuple[tuple[str, str], ...]
    figure_origin: tuple[tuple[str, str], ...]  # (figure id, origin id)
    origins: tuple[Origin, ...]
    edges: tuple[LineageEdge, ...]
    findings: tuple[Finding, ...]
    values: tuple[ReconciledValue, ...]
    renamed: tuple[tuple[str, str], ...] = ()  # (old incident id, id it resolves to)
    records: tuple[OutletRecord, ...] = ()
    changes: tuple[FigureChange, ...] = ()
    figure_names: tuple[FigureNames, ...] = ()
    scopes: tuple[tuple[str, str, str], ...] = ()  # (incident id, accuser, accused): with what it must be reconciled
