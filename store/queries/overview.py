"""What the ledger holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select

from store.tables import articles, figures, findings, incidents, readings, reconciled

SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over the whole ledger."""

    articles: int
    relevant: int
    languages: int
    figures: int
    incidents: int
    values: int
    single_origin: int
    corroborated: int
    contested: int
    slips: int
    disagreements: int
    samples: bool


def overview(connection: Connection) -> Overview:
    """Return the counts."""
    by_status = select(reconciled.c.status, func.count()).group_by(reconciled.c.status)
    statuses = {str(status): int(n) for status, n in connection.execute(by_status)}
    by_side = select(findings.c.between_origins, func.count()).where(findings.c.level == "alarm")
    alarms = {bool(side): int(n) for side, n in connection.execute(by_side.group_by(findings.c.between_origins))}
    return Overview(
        articles=count(connection, select(func.count()).select_from(articles)),
        relevant=count(connection, select(func.count()).select_from(readings).where(readings.c.relevant)),
        languages=len(
            {lang.partition("-")[0] for lang in connection.execute(select(articles.c.lang).distinct()).scalars()}
        ),
        figures=count(connection, select(func.count()).select_from(figures)),
        incidents=count(connection, select(func.count()).select_from(incidents)),
        values=sum(statuses.values()),
        single_origin=statuses.get("single_origin", 0),
        corroborated=statuses.get("corroborated", 0),
        contested=statuses.get("contested", 0),
        slips=alarms.get(False, 0),
        disagreements=alarms.get(True, 0),
        samples=has_samples(connection),
    )


def count(connection: Connection, wanted: object) -> int:
    """Return the one number of a statement."""
    return int(connection.execute(wanted).scalar_one())  # type: ignore[call-overload]


def is_empty(connection: Connection) -> bool:
    """Tell whether no article is held."""
    return connection.execute(select(articles.c.article_id).limit(1)).scalar() is None


def has_samples(connection: Connection) -> bool:
    """Tell whether any article came from a source of the tier `sample`."""
    return bool(connection.execute(select(exists().where(articles.c.tier == SAMPLE))).scalar_one())
