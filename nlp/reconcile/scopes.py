"""What has to be reconciled together: all cases of one accuser, and cases that name none with those of their accused.

A scope is one (accuser, accused) pair, folded; either may be empty. The ledger keeps the scopes of every article, so
that one new article leads to the few others that its incidents need.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from ledger.incident import KnownIncident, Report
from ledger.reading import Case, Figure, Stance
from nlp.reconcile.measures import COUNTS, mantissa
from nlp.reconcile.names import fold
from nlp.reconcile.sounds import one_name

CREDITED = "="  # in place of the accused: the article credits a number to this party, without a case of it
LEAST_TELLING = 1000
LEAST_SHARED = 2  # telling numbers that make two articles worth comparing
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
    """Return the folded accuser under which a case is sought; None for a denial, or where none is named."""
    entry = registry.get(case.known) if case.known is not None else None
    accuser = entry.accuser if entry is not None else case.accuser
    if accuser is None or (entry is None and case.kind == "denial"):
        return None
    return fold(accuser) or None


def orphan_names(case: Case) -> list[str]:
    """Return under which names a case without an accuser is sought."""
    return sorted({fold(name) for name in case.accused} | {fold(case.accuser or "")} - {""}) or [""]


def scopes(report: Report, known: Sequence[KnownIncident]) -> set[Scope]:
    """Return the scopes of an article: of its cases, and (marked) of others than these to whom it credits numbers."""
    registry = {entry.id: entry for entry in known}
    found: set[Scope] = set()
    for case in report.cases:
        accuser = accuser_key(case, registry)
        if accuser is None:
            found |= {("", name) for name in orphan_names(case)}
            continue
        names = {fold(name) for name in case.accused}
        for entry in known:
            if fold(entry.accuser or "") == accuser:
                names |= {fold(name) for name in entry.accused}
        found |= {(accuser, name) for name in names or {""}}
    mine = {accuser for accuser, _ in found}
    credited = {fold(figure.claimant) for figure in report.figures if figure.claimant and figure.case is not None}
    return found | {(name, CREDITED) for name in credited - mine - {""}}


def telling(figures: Iterable[Figure]) -> frozenset[Decimal]:
    """Return the numbers by which one story is recognised in another article: large, and not round to one digit."""
    values = {f.quantity.value for f in figures if f.stance is not Stance.BACKGROUND and f.measure in COUNTS}
    return frozenset(value for value in values if value is not None and is_telling(value))


@lru_cache(maxsize=1 << 16)
def is_telling(value: Decimal) -> bool:
    """Tell whether a number is large and not round to one digit."""
    return value.is_finite() and value >= LEAST_TELLING and len(mantissa(value)) > 1


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

    def beside(self, accusers: Collection[str], orphans: Collection[str]) -> set[Scope]:
        """Return the scopes of articles that share telling numbers with these, or credit them, or are credited.

        One telling number is enough between articles that name a party alike.
        """


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
        waiting |= index.beside(new_accusers, new_orphans)
    return Wanted(frozenset(accusers), frozenset(orphans))


def disjoint(every: Collection[Scope], index: Index) -> list[Wanted]:
    """Return the closed parts that make up everything; parts that meet are one."""
    parts: list[Wanted] = []
    left = set(every)
    while left:
        part = closed([min(left)], index)
        met = [other for other in parts if other.accusers & part.accusers or other.orphans & part.orphans]
        parts = [other for other in parts if other not in met]
        accusers = part.accusers.union(*(other.accusers for other in met))
        parts.append(Wanted(accusers, part.orphans.union(*(other.orphans for other in met))))
        left -= {(accuser, "") for accuser in part.accusers} | {("", name) for name in part.orphans} | {min(left)}
    return parts


def alike(numbers: Mapping[str, frozenset[Decimal]], mine: Collection[str]) -> set[str]:
    """Return the articles that share at least two telling numbers with another, one of the two being among these."""
    printing: dict[frozenset[Decimal], list[str]] = defaultdict(list)
    for article, values in numbers.items():
        printing[values].append(article)
    holders: dict[Decimal, list[frozenset[Decimal]]] = defaultdict(list)
    for values in printing:
        for value in values:
            holders[value].append(values)
    found: set[str] = set()
    for values in {numbers[article] for article in mine if len(numbers[article]) >= LEAST_SHARED}:
        shared = Counter(other for value in values for other in holders[value])
        near = [article for other, count in shared.items() if count >= LEAST_SHARED for article in printing[other]]
        found.update(near if len(near) > 1 else ())
    return found


def akin(numbers: Mapping[str, frozenset[Decimal]], named: Mapping[str, set[str]], mine: Collection[str]) -> set[str]:
    """Return the articles that share one telling number with some of these, and name a party of theirs."""
    ours: dict[Decimal, set[str]] = defaultdict(set)
    for article in mine:
        for value in numbers.get(article, ()):
            ours[value] |= named.get(article, set())
    return {
        article
        for article, values in numbers.items()
        if article not in mine
        and any(akin_names(n, o) for value in values for n in named.get(article, ()) for o in ours.get(value, ()))
    }


@lru_cache(maxsize=1 << 16)
def akin_names(first: str, second: str) -> bool:
    """Tell whether two folded names may be of one party: one begins as the other, or they sound alike."""
    if first.startswith(second) or second.startswith(first):
        return bool(first and second)
    return one_name(first, second)


class Held:
    """The scopes of reports in memory."""

    def __init__(self, reports: Iterable[Report], known: Sequence[KnownIncident] = ()) -> None:
        held = {report.article_id: report for report in reports}
        self.by_article = {key: scopes(report, known) for key, report in held.items()}
        self.numbers = {key: telling(report.figures) for key, report in held.items()}

    def names(self, accusers: Collection[str]) -> set[str]:
        """Return the accused named in cases of these accusers."""
        return {name for _, (accuser, name) in self.cases() if accuser in accusers}

    def orphans(self, names: Collection[str]) -> set[str]:
        """Return all names of the articles' cases without an accuser that name one of these."""
        found: set[str] = set()
        for held in self.by_article.values():
            mine = {name for accuser, name in held if not accuser}
            if mine & set(names):
                found |= mine
        return found

    def accusers(self, names: Collection[str]) -> set[str]:
        """Return the accusers in whose cases one of these is named."""
        return {accuser for _, (accuser, name) in self.cases() if accuser and name in names}

    def linked(self, scopes: Collection[Scope]) -> set[Scope]:
        """Return nothing: no decisions are held here."""
        return set()

    def beside(self, accusers: Collection[str], orphans: Collection[str]) -> set[Scope]:
        """Return the scopes of articles that share telling numbers with these, or credit them, or are credited."""
        mine = {key for key, (accuser, name) in self.cases() if (accuser in accusers if accuser else name in orphans)}
        named = {key: {name for _, name in held if name != CREDITED} for key, held in self.by_article.items()}
        near = alike(self.numbers, mine) | akin(self.numbers, named, mine)
        near |= {key for key, held in self.by_article.items() if any((name, CREDITED) in held for name in accusers)}
        credited = {accuser for key in mine for accuser, name in self.by_article[key] if name == CREDITED}
        real = {(accuser, "") for _, (accuser, _) in self.cases() if accuser in credited}
        return real | {scope for key, scope in self.cases() if key in near}

    def cases(self) -> list[tuple[str, Scope]]:
        """Return the scopes of cases with their articles, those of credited names left out."""
        return [(key, scope) for key, held in self.by_article.items() for scope in held if scope[1] != CREDITED]
