"""The lookups of nlp.reconcile.scopes in the ledger."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import Connection, select

from ledger.codec import number_text
from nlp.reconcile.measures import COUNTS
from nlp.reconcile.scopes import CREDITED, LEAST_TELLING, Scope, akin, alike, is_telling
from store import scopes as places
from store.settled_tables import case_scopes


class LedgerScopes:
    """The lookups that nlp.reconcile.scopes.closed needs. `ties` are sets of scopes that people's decisions join."""

    def __init__(self, connection: Connection, ties: Collection[frozenset[Scope]] = ()) -> None:
        self.connection, self.ties = connection, ties

    def names(self, accusers: Collection[str]) -> set[str]:
        """Return the accused named in cases of these accusers."""
        found: set[str] = set()
        for part in places.parts(accusers):
            wanted = select(case_scopes.c.name).where(case_scopes.c.accuser.in_(part), case_scopes.c.name != CREDITED)
            found |= set(self.connection.execute(wanted).scalars())
        return found

    def orphans(self, names: Collection[str]) -> set[str]:
        """Return all names of the cases without an accuser that name one of these."""
        holders: set[str] = set()
        for part in places.parts(names):
            same = (case_scopes.c.accuser == "", case_scopes.c.name.in_(part))
            holders |= set(self.connection.execute(select(case_scopes.c.article_id).where(*same)).scalars())
        return {name for accuser, name in places.scopes_of_articles(self.connection, holders) if not accuser}

    def accusers(self, names: Collection[str]) -> set[str]:
        """Return the accusers in whose cases one of these is named."""
        found: set[str] = set()
        for part in places.parts(names):
            wanted = select(case_scopes.c.accuser).where(case_scopes.c.name.in_(part)).distinct()
            found |= set(self.connection.execute(wanted).scalars())
        return found - {""}

    def linked(self, scopes: Collection[Scope]) -> set[Scope]:
        """Return the scopes that decisions, or incidents settled before, tie to these."""
        accusers = {accuser for accuser, _ in scopes if accuser}
        orphans = {name for accuser, name in scopes if not accuser}
        found = places.scopes_of_incidents(self.connection, places.incidents_within(self.connection, accusers, orphans))
        mine = {(accuser, "") if accuser else (accuser, name) for accuser, name in scopes}
        for tie in self.ties:
            plain = {(accuser, "") if accuser else (accuser, name) for accuser, name in tie}
            if plain & mine:
                found |= plain
        return found

    def beside(self, accusers: Collection[str], orphans: Collection[str]) -> set[Scope]:
        """Return the scopes of articles that share telling numbers with these, or credit them, or are credited."""
        mine = places.articles_within(self.connection, accusers, orphans)
        held = self.numbers(mine)
        printed = {value for values in held.values() for value in values}
        others = places.holders_of(self.connection, {number_text(value) or "" for value in printed}) - mine
        held |= self.numbers(others)
        near = alike(held, mine & held.keys()) | places.crediting(self.connection, accusers, CREDITED)
        near |= akin(held, places.names_by_article(self.connection, held, CREDITED), mine)
        found = places.scopes_of_articles(self.connection, near)
        real = places.credited_within(self.connection, mine, CREDITED)
        return {scope for scope in found if scope[1] != CREDITED} | {(accuser, "") for accuser in real}

    def numbers(self, article_ids: Collection[str]) -> dict[str, frozenset[Decimal]]:
        """Return the telling numbers of articles."""
        found = places.numbers_of(self.connection, article_ids, COUNTS, LEAST_TELLING)
        read = {text: Decimal(text) for text in set().union(*found.values())}
        telling = {text: value for text, value in read.items() if is_telling(value)}
        return {key: frozenset(telling[text] for text in texts if text in telling) for key, texts in found.items()}
