"""Evidence: an article as it was stored, with what was read in it."""

from __future__ import annotations

import streamlit as st

from store.queries.evidence import newest
from views import pages, words
from views.answers import ask
from views.text import isolated

SHOWN = 50


def page() -> None:
    """Draw the page."""
    st.title("Evidence")
    for row in ask(newest, SHOWN):
        with st.container(horizontal=True, vertical_alignment="center"):
            name = row.title or row.outlet or row.article_id
            line = f"{words.date(row.published)} · {isolated(name[:200], row.lang)}"
            st.html(f"{line} · {words.counted(row.figures, 'figure')}", width="content")
            pages.link(pages.EVIDENCE, "Open", article=row.article_id)


if __name__ == "__main__":
    page()
