"""The filters of the timeline; each is a part of the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from store.queries.timeline import Choices, Filters
from views import dates, day, state, words, zoom
from views.text import visible

VIEWS = {"when": "When", "many": "How many"}
FREE = "dates"
PERIODS = {"3": "3 months", "6": "6 months", "12": "1 year", "all": "All", FREE: "From … to"}
ENDS = {"from": "From", "to": "To"}
USUAL = "12"
EARLIEST, LATEST = date(1950, 1, 1), date(2099, 12, 31)
GROUPS = {
    "accusations": ("Accusations", ("allegation",)),
    "court": ("Court and government", ("court", "government")),
    "policy": ("Policy", ("policy",)),
    "responses": ("Responses", ("denial", "admission")),
}
STATUSES = {**{code: standing.word for code, standing in words.STATUSES.items()}, "none": words.NO_FIGURE.word}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader chose: which chart, the day it is wound back to, and what passes."""

    view: str
    as_of: str | None
    filters: Filters


def draw(offered: Choices) -> Chosen:
    """Draw the filters and return what they say."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = buttons("view", "View", VIEWS, "when")
        shown = st.pills(
            "Show",
            list(GROUPS),
            selection_mode="multi",
            format_func=lambda code: GROUPS[code][0],
            key=state.some("show", list(GROUPS)),
            on_change=state.keep,
            args=("show",),
            wrap=True,
        )
        since, last = period(offered.last)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = select("status", "Any status", STATUSES)
        party = select("party", "Any party", {name: visible(name) for name in offered.parties})
        measure = select("measure", "Any measure", {c: words.capital(words.measure(c)) for c in offered.measures})
        lang = select("lang", "Any language", {c: words.language(c) for c in offered.languages})
        until = day.slider(offered.first, offered.last)
    kinds = tuple(kind for group in shown for kind in GROUPS[group][1]) if len(shown) < len(GROUPS) else ()
    ends = [end for end in (last, until) if end is not None]
    return Chosen(view, until, Filters(party, measure, lang, status, kinds, since, min(ends, default=None)))


def period(newest: str | None) -> tuple[str | None, str | None]:
    """Draw the choice of a period; return its first and last day, None where it is open."""
    now = day.asked() or newest  # a period of months ends where the slider stands
    chosen = buttons("period", "Period", PERIODS, USUAL, keep_period, now)
    if chosen != FREE:
        return since_day(chosen, now), None
    first, last = (end(name, label) for name, label in ENDS.items())
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


def keep_period(newest: str | None) -> None:
    """Write the period into the address; free dates start from the period that was shown before."""
    before = st.query_params.get("period", USUAL)
    state.keep("period")
    state.drop(zoom.NAME)
    if st.query_params.get("period") != FREE:
        state.drop(*ENDS)
    elif not any(name in st.query_params for name in ENDS):
        ends = {"from": since_day(before, newest), "to": newest}
        st.query_params.update({name: day for name, day in ends.items() if day is not None})


def end(name: str, label: str) -> date | None:
    """Draw one end of free dates; empty leaves it open."""
    given = dates.days(st.query_params.get(name))
    known = (given.first if name == "from" else given.last) if given is not None else None
    st.session_state[state.key(name)] = None if known is None else min(max(known, EARLIEST), LATEST)
    chosen = st.date_input(
        label,
        min_value=EARLIEST,
        max_value=LATEST,
        key=state.key(name),
        on_change=keep_end,
        args=(name,),
        format="YYYY-MM-DD",
        width=150,
    )
    return chosen if isinstance(chosen, date) else None


def keep_end(name: str) -> None:
    """Write one end of free dates into the address."""
    state.keep(name)
    state.drop(zoom.NAME)


def buttons(
    name: str,
    label: str,
    options: dict[str, str],
    default: str,
    keep: Callable[..., None] = state.keep,
    *args: str | None,
) -> str:
    """Draw a choice of one from a few."""
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=lambda code: options[code],
        key=state.one(name, list(options), default),
        on_change=keep,
        args=args or (name,),
        required=True,
    )
    return str(chosen)


def select(name: str, placeholder: str, options: dict[str, str]) -> str | None:
    """Draw a choice of one or none from many."""
    chosen = st.selectbox(
        placeholder.removeprefix("Any ").capitalize(),
        list(options),
        index=None,
        placeholder=placeholder,
        format_func=lambda code: options[code],
        key=state.one(name, list(options), None),
        on_change=state.keep,
        args=(name,),
        label_visibility="collapsed",
        width=170,
    )
    return str(chosen) if chosen is not None else None


def since_day(period: str, newest: str | None) -> str | None:
    """Return the first day of a period of months that ends with the newest thing shown."""
    last = dates.days(newest)
    return dates.months_before(last.last, int(period)).isoformat() if period.isdigit() and last is not None else None
