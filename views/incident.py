"""Incident: one case with everything that is claimed about it."""

from __future__ import annotations

import streamlit as st

from store.queries import cases
from views import pages, words
from views.answers import ask
from views.text import safe


def page() -> None:
    """Draw the page."""
    wanted = st.query_params.get("incident")
    if wanted is None:
        every = ask(cases.cases)
        if not every:
            st.title("No incident yet")
            return
        wanted = every[0].incident_id
    case = ask(cases.case, wanted)
    if case is None:
        unknown(wanted)
        return
    st.html(f"<h1>{safe(case.title)}</h1>")
    st.html(f"<p>{words.KINDS.get(case.kind, case.kind)}, disclosed {words.date(case.disclosed)}</p>")


def unknown(wanted: str) -> None:
    """Say that an id names no incident."""
    st.title("There is no such incident")
    st.html(f"<p>Nothing in the ledger has the id <code>{safe(wanted[:80])}</code>.</p>")
    pages.link(pages.TIMELINE, "Back to the timeline")


if __name__ == "__main__":
    page()
