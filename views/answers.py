"""The ledger as the pages read it: opened once, each answer kept until somebody writes.

An answer is handed to every page as it is, not as a copy of its own: pages read it and never change it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from store.exports import Filters
from store.queries.ledger import Connection, Ledger
from store.queries.services import Names, Services, offered

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
DEFAULT_LEDGER = "sqlite:///var/claimline.db"
KEPT_ANSWERS = 400
KEPT_DAYS = 40


def database() -> str:
    """Return the database URL that the command gave."""
    return os.environ.get("CLAIMLINE_DB", DEFAULT_LEDGER)


@st.cache_resource(show_spinner=False, on_release=Ledger.close)
def opened(url: str) -> Ledger:
    """Return the ledger, opened once for all sessions. Raises LedgerError."""
    return Ledger(url)


def ledger() -> Ledger:
    """Return the ledger of this app. Raises LedgerError."""
    return opened(database())


def ask(
    query: Callable[Concatenate[Connection, Parameters], Answer], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> Answer:
    """Return the answer to a query; the same question to an unchanged ledger is not asked twice."""
    name = f"{query.__module__}.{query.__qualname__}"
    return cast("Answer", answered(query, name, database(), ledger().stamp(), args, kwargs))


def on_day(
    incident_ids: tuple[str, ...],
    day: str,
    query: Callable[Concatenate[Connection, Names, Parameters], Answer],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Answer | None:
    """Return the answer to a query as of a day, None where it is too much or where nobody offers that service."""
    return cast("Answer | None", asked_on_day(incident_ids, day, False, query, args, kwargs))


def waited_for(
    incident_ids: tuple[str, ...],
    day: str,
    query: Callable[Concatenate[Connection, Names, Parameters], Answer],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Answer | None:
    """Return the answer to a query as of a day for somebody who asked to wait; None where even that is too much."""
    return cast("Answer | None", asked_on_day(incident_ids, day, True, query, args, kwargs))


def asked_on_day(
    incident_ids: tuple[str, ...],
    day: str,
    can_wait: bool,
    query: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Return the answer to a query as of a day, one that was found before as it was found."""
    services = offered()
    if services is None:
        return None
    name = f"{query.__module__}.{query.__qualname__}"
    key = (name, database(), ledger().stamp(), incident_ids, day, can_wait, args, kwargs)
    return answered_on_day(services, query, *key)


def seen_by(
    filters: Filters,
    query: Callable[Concatenate[Connection, Parameters], Answer],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Answer | None:
    """Return the answer to a query of the ledger as an export reads it, None as for `on_day`."""
    services = offered()
    if services is None:
        return None
    name = f"{query.__module__}.{query.__qualname__}"
    key = (name, database(), ledger().stamp(), filters, args, kwargs)
    return cast("Answer | None", answered_as_seen(services, query, *key))


@st.cache_resource(show_spinner="Reconciling again as of that day …", max_entries=KEPT_DAYS)
def answered_as_seen(
    _services: Services,
    _query: Callable[..., Any],
    name: str,
    url: str,
    stamp: str,
    filters: Filters,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Have the ledger read as an export reads it; kept as `answered_on_day` is."""
    return _services.seen_by(filters, lambda connection: _query(connection, *args, **kwargs))


@st.cache_resource(show_spinner="Reconciling again as of that day …", max_entries=KEPT_DAYS)
def answered_on_day(
    _services: Services,
    _query: Callable[..., Any],
    name: str,
    url: str,
    stamp: str,
    incident_ids: tuple[str, ...],
    day: str,
    can_wait: bool,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Have the incidents reconciled as of a day; everything but the service is what the answer is kept under."""

    def question(connection: Connection, names: Names) -> Any:
        return _query(connection, names, *args, **kwargs)

    return _services.on_day(incident_ids, day, question, can_wait=can_wait)


@st.cache_resource(show_spinner="Reading the ledger …", max_entries=KEPT_ANSWERS)
def answered(
    _query: Callable[..., Any], name: str, url: str, stamp: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """Ask the ledger; `name`, `url`, `stamp` and the arguments are what the answer is kept under."""
    with opened(url).reading() as connection:
        return _query(connection, *args, **kwargs)
