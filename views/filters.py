"""The filters of the timeline; each is a part of the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from store.queries.timeline import Choices, Filters
from views import dates, day, state, words
from views.text import visible

VIEWS = {"when": "When", "many": "How many"}
PERIODS = {"3": "3 months", "6": "6 months", "12": "1 year", "all": "All"}
GROUPS = {
    "accusations": ("Accusations", ("allegation",)),
    "court": ("Court and government", ("court", "government")),
    "policy": ("Policy", ("policy",)),
    "responses": ("Responses", ("denial", "admission")),
}
STATUSES = {**{code: standing.word for code, standing in words.STATUSES.items()}, "none": words.NO_FIGURE.word}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader chose: which chart, how far back, and what passes."""

    view: str
    months: int | None
    filters: Filters


def draw(offered: Choices) -> Chosen:
    """Draw the filters and return what they say."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = buttons("view", "View", VIEWS, "when")
        months = buttons("period", "Period", PERIODS, "12")
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
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = select("status", "Any status", STATUSES)
        party = select("party", "Any party", {name: visible(name) for name in offered.parties})
        measure = select("measure", "Any measure", {c: words.capital(words.measure(c)) for c in offered.measures})
        lang = select("lang", "Any language", {c: words.language(c) for c in offered.languages})
        until = day.slider(offered.first, offered.last)
    kinds = tuple(kind for group in shown for kind in GROUPS[group][1]) if len(shown) < len(GROUPS) else ()
    back = int(months) if months != "all" else None
    since = since_day(back, until or offered.last)
    return Chosen(view, back, Filters(party, measure, lang, status, kinds, since, until))


def buttons(name: str, label: str, options: dict[str, str], default: str) -> str:
    """Draw a choice of one from a few."""
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=lambda code: options[code],
        key=state.one(name, list(options), default),
        on_change=state.keep,
        args=(name,),
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


def since_day(months: int | None, end: str | None) -> str | None:
    """Return the first day of the period that ends with the newest thing shown."""
    last = dates.days(end)
    return dates.months_before(last.last, months).isoformat() if months is not None and last is not None else None
