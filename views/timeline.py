"""Timeline: what is claimed, event by event."""

from __future__ import annotations

import streamlit as st

from store.queries.cases import cases
from store.queries.overview import overview
from views import pages, words
from views.answers import ask
from views.text import isolated

TITLE = "What is claimed about AI model extraction"


def page() -> None:
    """Draw the page."""
    st.title(TITLE)
    held = ask(overview)
    st.html(
        f'<p class="lead"><b>{words.counted(held.incidents, "incident")}</b> from {held.relevant:,} articles in '
        f"{words.counted(held.languages, 'language')}. Of {words.counted(held.values, 'reconciled figure')}, "
        f"<b>{held.single_origin:,} rest on one origin</b>, {held.corroborated:,} are corroborated, "
        f"<b>{held.contested:,} are contested</b>.</p>"
    )
    for case in ask(cases)[:50]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"{words.date(case.disclosed)} · {isolated(case.title)}", width="content")
            pages.link(pages.INCIDENT, "Open", incident=case.incident_id)


if __name__ == "__main__":
    page()
