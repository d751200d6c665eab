"""Which articles and incidents have to be reconciled together, looked up in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from ledger.identity import identifier
from store.settled_tables import case_scopes, incident_scopes, unsettled
from store.tables import articles, figures, incident_aliases, incidents
from store.upsert import statement

BATCH = 500
Scope = tuple[str, str]  # accuser, accused; the accuser is empty for a case that names none


def touch(connection: Connection, article_ids: Iterable[str]) -> None:
    """Mark articles as read since the last settling; a mark that is there is locked until the reading is written."""
    for key in sorted(set(article_ids)):
        wanted = statement(connection, unsettled).values(article_id=key)
        same = {"article_id": wanted.excluded.article_id}
        connection.execute(wanted.on_conflict_do_update(index_elements=[unsettled.c.article_id], set_=same))


def touched(connection: Connection) -> list[str]:
    """Return the articles read since the last settling."""
    return list(connection.execute(select(unsettled.c.article_id).order_by(unsettled.c.article_id)).scalars())


def take(connection: Connection, article_ids: Collection[str]) -> list[str]:
    """Lock the marks of articles until the transaction ends and return whose; those being read now are passed over."""
    found: list[str] = []
    for part in parts(article_ids):
        wanted = select(unsettled.c.article_id).where(unsettled.c.article_id.in_(part))
        found += connection.execute(wanted.with_for_update(skip_locked=True)).scalars()
    return sorted(found)


def is_touched(connection: Connection, source_id: str) -> bool:
    """Tell whether an article of a source waits for the next settling."""
    joined = unsettled.join(articles, articles.c.article_id == unsettled.c.article_id)
    wanted = select(unsettled.c.article_id).select_from(joined).where(articles.c.source_id == source_id)
    return connection.execute(wanted.limit(1)).first() is not None


def clear(connection: Connection, article_ids: Collection[str]) -> None:
    """Take articles off the list."""
    for part in parts(article_ids):
        connection.execute(delete(unsettled).where(unsettled.c.article_id.in_(part)))


def numbers_of(
    connection: Connection, article_ids: Collection[str], measures: Collection[str], least: int
) -> dict[str, set[str]]:
    """Return the printed values of articles from some number on, those of some measures that are claims."""
    found: dict[str, set[str]] = {}
    large = (figures.c.value.is_not(None), figures.c.sort_value >= least)
    for part in parts(article_ids):
        wanted = select(figures.c.article_id, figures.c.value).where(
            figures.c.article_id.in_(part), figures.c.measure.in_(measures), figures.c.stance != "background", *large
        )
        for article, value in connection.execute(wanted.distinct()):
            found.setdefault(article, set()).add(value)
    return found


def holders_of(connection: Connection, values: Collection[str]) -> set[str]:
    """Return the articles that print one of these values."""
    found: set[str] = set()
    for part in parts(values):
        wanted = select(figures.c.article_id).where(figures.c.value.in_(part)).distinct()
        found |= set(connection.execute(wanted).scalars())
    return found


def credited_within(connection: Connection, article_ids: Collection[str], mark: str) -> set[str]:
    """Return the accusers of other cases whom articles credit with a number."""
    named: set[str] = set()
    for part in parts(article_ids):
        wanted = select(case_scopes.c.accuser).where(case_scopes.c.article_id.in_(part), case_scopes.c.name == mark)
        named |= set(connection.execute(wanted).scalars())
    real: set[str] = set()
    for part in parts(named):
        wanted = select(case_scopes.c.accuser).where(case_scopes.c.accuser.in_(part), case_scopes.c.name != mark)
        real |= set(connection.execute(wanted.distinct()).scalars())
    return real


def crediting(connection: Connection, accusers: Collection[str], mark: str) -> set[str]:
    """Return the articles that credit a number to these accusers without a case of theirs."""
    found: set[str] = set()
    for part in parts(accusers):
        wanted = select(case_scopes.c.article_id).where(case_scopes.c.accuser.in_(part), case_scopes.c.name == mark)
        found |= set(connection.execute(wanted).scalars())
    return found


def parts(values: Collection[str]) -> Iterator[list[str]]:
    """Yield values in batches."""
    ordered = sorted(values)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def replace(connection: Connection, article_id: str, scopes: Collection[Scope]) -> set[Scope]:
    """Replace the scopes of an article and return the former ones."""
    mine = case_scopes.c.article_id == article_id
    held = {(row.accuser, row.name) for row in connection.execute(select(case_scopes).where(mine))}
    if held != set(scopes):
        connection.execute(delete(case_scopes).where(mine))
        rows = [
            {"scope_id": identifier("scp", article_id, *scope), "article_id": article_id, "accuser": a, "name": n}
            for scope in sorted(scopes)
            for a, n in [scope]
        ]
        if rows:
            connection.execute(insert(case_scopes), rows)
    return held


def all_scopes(connection: Connection) -> list[Scope]:
    """Return every scope once."""
    wanted = select(case_scopes.c.accuser, case_scopes.c.name).distinct()
    return sorted((row.accuser, row.name) for row in connection.execute(wanted))


def articles_within(connection: Connection, accusers: Collection[str], orphans: Collection[str]) -> set[str]:
    """Return the articles with a case of these accusers, or without one about these accused."""
    found: set[str] = set()
    for part in parts(accusers):
        wanted = select(case_scopes.c.article_id).where(case_scopes.c.accuser.in_(part))
        found |= set(connection.execute(wanted.distinct()).scalars())
    for part in parts(orphans):
        wanted = select(case_scopes.c.article_id).where(case_scopes.c.accuser == "", case_scopes.c.name.in_(part))
        found |= set(connection.execute(wanted.distinct()).scalars())
    return found


def incidents_within(connection: Connection, accusers: Collection[str], orphans: Collection[str]) -> set[str]:
    """Return the incidents that were settled from these accusers, or from cases without one about these accused."""
    found: set[str] = set()
    table = incident_scopes
    for part in parts(accusers):
        found |= set(connection.execute(select(table.c.incident_id).where(table.c.accuser.in_(part))).scalars())
    for part in parts(orphans):
        same = (table.c.accuser == "", table.c.name.in_(part))
        found |= set(connection.execute(select(table.c.incident_id).where(*same)).scalars())
    return found


def scopes_of_articles(connection: Connection, article_ids: Collection[str]) -> set[Scope]:
    """Return the scopes of articles."""
    return pairs(connection, case_scopes, case_scopes.c.article_id, article_ids)


def names_by_article(connection: Connection, article_ids: Collection[str], mark: str) -> dict[str, set[str]]:
    """Return the accused whom each article names in its cases; names marked as merely credited are left out."""
    found: dict[str, set[str]] = {}
    for part in parts(article_ids):
        wanted = select(case_scopes.c.article_id, case_scopes.c.name)
        same = (case_scopes.c.article_id.in_(part), case_scopes.c.name.not_in(("", mark)))
        for row in connection.execute(wanted.where(*same)):
            found.setdefault(row.article_id, set()).add(row.name)
    return found


def scopes_of_incidents(connection: Connection, identities: Collection[str]) -> set[Scope]:
    """Return the scopes of incidents, former ids followed."""
    return pairs(connection, incident_scopes, incident_scopes.c.incident_id, followed(connection, identities))


def followed(connection: Connection, identities: Collection[str]) -> set[str]:
    """Return what incident ids stand for now."""
    found = set(identities)
    for part in parts(identities):
        wanted = select(incident_aliases.c.incident_id).where(incident_aliases.c.old_id.in_(part))
        found |= set(connection.execute(wanted).scalars())
    return found


def pairs(connection: Connection, table: Any, column: Any, values: Collection[str]) -> set[Scope]:
    """Return the scopes of the rows whose column has one of the values."""
    found: set[Scope] = set()
    for part in parts(values):
        wanted = select(table.c.accuser, table.c.name).where(column.in_(part)).distinct()
        found |= {(row.accuser, row.name) for row in connection.execute(wanted)}
    return found


def shown(connection: Connection, identities: Collection[str] | None = None) -> set[str]:
    """Return the ids under which incidents have been seen so far: of some that stand now, or of all."""
    if identities is None:
        known = set(connection.execute(select(incidents.c.incident_id)).scalars())
        return known | set(connection.execute(select(incident_aliases.c.old_id)).scalars())
    found = set(identities)
    for part in parts(identities):
        same = or_(incident_aliases.c.incident_id.in_(part), incident_aliases.c.old_id.in_(part))
        found |= set(connection.execute(select(incident_aliases.c.old_id).where(same)).scalars())
    return found
