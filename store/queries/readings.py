"""The claimed values of incidents, one row for each distinct reading: who says it, how many articles print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from store.printed import FIELDS, JOINED, each_printed, printed
from store.queries.incident import in_order, slips_on
from store.settled_tables import incident_headlines, incident_readings
from store.tables import articles, figures, findings, reconciled

MOST_FAULTY = 2000
MOST_RELAYS = 400  # more of one value than anybody looks through
COLUMNS = tuple(incident_readings.c[name] for name in FIELDS)
ORDER = (
    incident_readings.c.incident_id,
    incident_readings.c.measure,
    incident_readings.c.articles.desc(),
    incident_readings.c.figure_id,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One distinct claimed value. `slip` is the alarm on it, where a relay differs from what it repeats."""

    incident_id: str
    measure: str
    accused: str
    asserter: str | None
    side: str
    value: str | None
    low: str | None
    high: str | None
    comparator: str
    noun: str | None
    slip: str | None
    reason: str | None
    articles: int
    quote: str
    figure_id: str
    article_id: str
    outlets: str
    first_printed: str | None

    def printers(self) -> list[str]:
        """Return the names of those who print it, each once."""
        return sorted({name for name in self.outlets.split(JOINED) if name})


@dataclass(frozen=True, slots=True)
class Fault:
    """One alarm on a figure: its kind and the sentence that says why."""

    type: str
    explanation: str


def faults(connection: Connection, figure_ids: Sequence[str]) -> dict[str, tuple[Fault, ...]]:
    """Return every alarm on some figures, by figure; a disagreement of origins is no fault."""
    wanted = (
        select(findings.c.figure_id, findings.c.type, findings.c.explanation)
        .where(findings.c.level == "alarm", findings.c.between_origins.is_(False))
        .where(findings.c.figure_id.in_(figure_ids[:MOST_FAULTY]))
        .order_by(findings.c.finding_id)
    )
    found: dict[str, tuple[Fault, ...]] = {}
    for figure, kind, explanation in connection.execute(wanted):
        found[figure] = (*found.get(figure, ()), Fault(kind, explanation))
    return found


def readings(connection: Connection, incident_ids: Sequence[str]) -> list[Reading]:
    """Return the distinct readings of some incidents."""
    wanted = select(*COLUMNS).where(incident_readings.c.incident_id.in_(incident_ids))
    return [Reading(*values) for values in map(tuple, connection.execute(wanted.order_by(*ORDER)))]


def headlined(connection: Connection, incident_ids: Sequence[str], measure: str | None) -> list[Reading]:
    """Return the readings behind the headline of some incidents, of a measure where one is named."""
    wanted = (
        select(*COLUMNS)
        .join(incident_headlines, incident_headlines.c.incident_id == incident_readings.c.incident_id)
        .join(reconciled, reconciled.c.value_id == incident_headlines.c.value_id)
        .where(incident_headlines.c.measure == (measure or ""), incident_readings.c.incident_id.in_(incident_ids))
        .where(incident_readings.c.measure == reconciled.c.measure)
        .where(incident_readings.c.accused == reconciled.c.accused)
    )
    return [Reading(*values) for values in map(tuple, connection.execute(wanted.order_by(*ORDER)))]


def printed_until(connection: Connection, incident_ids: Sequence[str], until: str) -> list[Reading]:
    """Return the readings of some incidents in articles published up to a day."""
    wanted = printed(incident_ids).where(func.substr(articles.c.published, 1, 10) <= until)
    return [Reading(*values) for values in map(tuple, connection.execute(wanted))]


def place(reading: Reading) -> tuple[bool, str, str, str]:
    """Return where a printing stands among all: by publication, undated ones last."""
    return reading.first_printed is None, reading.first_printed or "", reading.article_id, reading.figure_id


def relays(
    connection: Connection,
    incident_id: str,
    measure: str | None = None,
    accused: str | None = None,
    most: int | None = MOST_RELAYS,
) -> list[Reading]:
    """Return the printings of an incident, of one value where it is named: one row each, the earliest first."""
    rows: list[Reading] = []
    for part in in_order(connection, incident_id):
        wanted = each_printed(incident_id, part)
        if measure is not None:
            wanted = wanted.where(figures.c.measure == measure, figures.c.accused == accused)
        found = [Reading(*values) for values in map(tuple, connection.execute(wanted))]
        rows += sorted(
            found, key=lambda row: (row.first_printed is None, row.first_printed, row.article_id, row.figure_id)
        )
        if most is not None and len(rows) >= most:
            del rows[most:]
            break
    slipped = slips_on(connection, incident_id, [row.figure_id for row in rows])
    told = ((row, *slipped.get(row.figure_id, (None, None))) for row in rows)
    return [replace(row, slip=slip, reason=reason) for row, slip, reason in told]
