"""What the reader finds in one article. Every span is a place in `Article.text`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ledger.article import Span
from ledger.issue import Issue
from ledger.quantity import Quantity


class Scope(StrEnum):
    """How much of an incident a figure covers."""

    TOTAL = "total"
    PART = "part"
    SUBSET = "subset"
    RATE = "rate"


class Stance(StrEnum):
    """How the text stands to a figure."""

    ASSERTED = "asserted"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity of running text, whatever it counts. `span` is comparator + number + adjacent unit."""

    span: Span
    number: Span  # the bare number with scale and currency, without comparator and noun
    quantity: Quantity
    unit: str | None  # the counted noun as written; for money the ISO currency
    measure: str | None  # id in nlp/measures.toml
    per: str | None = None  # what a rate is per ("day", "account")
    elided: bool = False  # the noun was supplied from elsewhere in the text
    whole: str | None = None  # for a share: the measure of what it is of ("half of the accounts"); for money: a noun of
    # a count right behind it ("$100,000-prompt")


class Precision(StrEnum):
    """How precise a date is as printed."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period of the text: first and last day covered, ISO, both included."""

    span: Span
    start: str
    end: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Mention:
    """A party, product, place or person named (or referred to) in the text."""

    span: Span
    kind: str  # party | product | person | outlet | document | reference ("the company")
    name: str  # canonical name, or the words as written for one never seen before; "" for an open reference
    known: bool
    refers: tuple[str, ...] = ()  # of a reference the names it stands for, of a person the body spoken for
    role: str = ""  # what a party or reference is: company | agency | person | plaintiff | defendant | group


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: source and cue are None where the text gives none."""

    content: Span
    source: Span | None
    cue: Span | None
    speaker: str | None  # canonical name of the claimant
    via: str | None  # outlet named as relay
    mode: str  # direct | reported | free
    stance: Stance = Stance.ASSERTED


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as one article presents it. `known` is the id of an entry of nlp/incidents.toml."""

    accuser: str | None
    accused: tuple[str, ...]  # canonical, sorted
    target: str | None
    kind: str  # allegation | government | court | admission | denial | policy
    disclosed: str | None  # ISO, as precise as the text allows
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """An upstream the article relies on: an outlet, document or party it names as its source."""

    name: str
    kind: str  # outlet | document | party
    span: Span


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed claimed figure. What a source says, never what is true."""

    id: str  # identifier("fig", article text sha256, start, end, measure, value, low, high)
    article_id: str
    span: Span  # the quote
    quote: str
    quantity: Quantity
    measure: str
    unit: str | None
    scope: Scope
    accused: tuple[str, ...]  # canonical, sorted
    claimant: str | None
    via: str | None
    target: str | None
    window: tuple[str, str] | None  # ISO dates, month precision as 2023-01
    stance: Stance
    derived: bool
    case: int | None  # index into Reading.cases; None for background
    sentence: Span
    per: str | None = None
    elided: bool = False
    place: str = "body"  # title | body | table | card | list
    doubts: tuple[str, ...] = ()  # named reasons why a person should look (for the review queue)
    reader_version: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, with its date as printed (None = undated)."""

    id: str
    article_id: str
    type: str  # accusation | disclosure | denial | response | admission | memo | bill | hearing | cable | ...
    date: str | None  # ISO: 2026-02-23, 2026-02 or 2026
    precision: Precision | None
    actors: tuple[str, ...]
    span: Span
    quote: str
    case: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader found in one article, in text order."""

    article_id: str
    relevant: bool
    quantities: tuple[QuantityMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    cases: tuple[Case, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    citations: tuple[Citation, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    reader_version: str = ""
