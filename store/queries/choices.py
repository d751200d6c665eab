"""What a person can decide on in one incident: its articles, its values and who stands behind them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.settled_tables import incident_articles
from store.tables import articles, origins, reconciled

MOST = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """An article of an incident, as it is named in a list."""

    article_id: str
    outlet: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an incident that a person can set."""

    measure: str
    accused: str
    best: str | None
    low: str | None
    high: str | None
    status: str


def pages_of(connection: Connection, incident_id: str) -> list[Page]:
    """Return the articles that give a figure or an event of an incident, the earliest first."""
    own = incident_articles.c.incident_id == incident_id
    order = (incident_articles.c.at, incident_articles.c.article_id)
    wanted = (
        select(articles.c.article_id, articles.c.outlet, articles.c.title, articles.c.published)
        .join(incident_articles, incident_articles.c.article_id == articles.c.article_id)
        .where(own)
        .order_by(*order)
        .limit(MOST)
    )
    return [Page(*row) for row in connection.execute(wanted)]


def values_of(connection: Connection, incident_id: str) -> list[Value]:
    """Return the values of an incident, the most widely carried first."""
    columns = tuple(reconciled.c[name] for name in Value.__dataclass_fields__)
    order = (reconciled.c.articles.desc(), reconciled.c.measure, reconciled.c.accused)
    wanted = select(*columns).where(reconciled.c.incident_id == incident_id).order_by(*order)
    return [Value(*row) for row in connection.execute(wanted)]


def asserters(connection: Connection) -> dict[str, str]:
    """Return everybody who stands behind a figure, with the grade that holds now (the best of several incidents)."""
    found: dict[str, str] = {}
    wanted = select(origins.c.asserter, origins.c.grade).order_by(origins.c.asserter, origins.c.grade.desc())
    for row in connection.execute(wanted):
        found[row.asserter] = row.grade or "F"
    return found
