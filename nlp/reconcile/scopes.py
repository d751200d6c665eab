"""What has to be reconciled together: all cases of one accuser, and cases that name none with those of their accused.

A scope is one (accuser, accused) pair, folded; either may be empty. The ledger keeps the scopes of every article, so
that one new article leads to the few others that its incidents need.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ledger.incident import KnownIncident, Report
from ledger.reading import Case
from nlp.reconcile.names import alike, fold

Scope = tuple[str, str]  # accuser, accused; the accuser is empty for a case that names none


@dataclass(frozen=True, slots=True)
class Wanted:
    """A closed part of the ledger: accusers, and the accused of cases without one."""

    accusers: frozenset[str]
    orphans: frozenset[str]

    def takes(self, case: Case, registry: Mapping[str, KnownIncident]) -> bool:
        """Tell whether a case is in this part."""
        accuser = accuser_key(case, registry)
        if accuser is not None:
            return accuser in self.accusers
        return any(name in self.orphans for name in orphan_names(case))


def accuser_key(case: Case, registry: Mapping[str, KnownIncident]) -> str | None:
    """Return the folded accuser under which a case is sought; None where the page names none but the accused."""
    entry = registry.get(case.known) if case.known is not None else None
    accuser = entry.accuser if entry is not None else case.accuser
    if accuser is None:
        return None
    if entry is None and case.kind == "denial" and any(alike(accuser, name) for name in case.accused):
        return None
    return fold(accuser)


def orphan_names(case: Case) -> list[str]:
    """Return under which names a case without an accuser is sought."""
    return sorted({fold(name) for name in case.accused} | {fold(case.accuser or "")} - {""}) or [""]


def scopes(cases: Iterable[Case], known: Sequence[KnownIncident]) -> set[Scope]:
    """Return the scopes of an article's cases."""
    registry = {entry.id: entry for entry in known}
    found: set[Scope] = set()
    for case in cases:
        accuser = accuser_key(case, registry)
        if accuser is None:
            found |= {("", name) for name in orphan_names(case)}
            continue
        names = {fold(name) for name in case.accused}
        for entry in known:
            if fold(entry.accuser or "") == accuser:
                names |= {fold(name) for name in entry.accused}
        found |= {(accuser, name) for name in names or {""}}
    return found


def scopes_of(reports: Iterable[Report], known: Sequence[KnownIncident]) -> dict[str, set[Scope]]:
    """Return the scopes of each report."""
    return {report.article_id: scopes(report.cases, known) for report in reports}


class Index(Protocol):
    """Where scopes are looked up: the ledger, or a plain collection of reports."""

    def names(self, accusers: Collection[str]) -> set[str]:
        """Return the accused named in cases of these accusers."""

    def orphans(self, names: Collection[str]) -> set[str]:
        """Return all names of the cases without an accuser that name one of these."""

    def accusers(self, names: Collection[str]) -> set[str]:
        """Return the accusers in whose cases one of these is named."""

    def linked(self, scopes: Collection[Scope]) -> set[Scope]:
        """Return the scopes that decisions of people tie to these."""


def closed(start: Iterable[Scope], index: Index) -> Wanted:
    """Return the smallest closed part of the ledger that holds these scopes."""
    accusers: set[str] = set()
    orphans: set[str] = set()
    waiting = set(start)
    while waiting:
        new_accusers = {accuser for accuser, _ in waiting if accuser} - accusers
        new_orphans = {name for accuser, name in waiting if not accuser} - orphans
        accusers |= new_accusers
        orphans |= new_orphans
        if not new_accusers and not new_orphans:
            break
        named = {name for name in index.names(new_accusers) if name} | new_orphans
        waiting = {("", name) for name in index.orphans(named)}
        waiting |= {(accuser, "") for accuser in index.accusers({name for name in new_orphans if name})}
        waiting |= index.linked({(accuser, "") for accuser in new_accusers} | {("", name) for name in new_orphans})
    return Wanted(frozenset(accusers), frozenset(orphans))


class Held:
    """The scopes of reports in memory."""

    def __init__(self, scopes_by_article: Mapping[str, set[Scope]]) -> None:
        self.by_article = scopes_by_article

    def names(self, accusers: Collection[str]) -> set[str]:
        """Return the accused named in cases of these accusers."""
        return {name for scopes in self.by_article.values() for accuser, name in scopes if accuser in accusers}

    def orphans(self, names: Collection[str]) -> set[str]:
        """Return all names of the articles' cases without an accuser that name one of these."""
        found: set[str] = set()
        for scopes in self.by_article.values():
            mine = {name for accuser, name in scopes if not accuser}
            if mine & set(names):
                found |= mine
        return found

    def accusers(self, names: Collection[str]) -> set[str]:
        """Return the accusers in whose cases one of these is named."""
        return {accuser for scopes in self.by_article.values() for accuser, name in scopes if accuser and name in names}

    def linked(self, scopes: Collection[Scope]) -> set[Scope]:
        """Return nothing: no decisions are held here."""
        return set()
