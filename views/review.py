"""Review: readings that the reader itself doubts."""

from __future__ import annotations

import streamlit as st

from store.queries.doubts import doubted
from views import pages, words
from views.answers import ask
from views.text import clipped, isolated

SHOWN = 25


def page() -> None:
    """Draw the page."""
    st.title("Review")
    rows = ask(doubted, SHOWN)
    if not rows:
        st.write("No reading waits for a person.")
    for row in rows:
        with st.container(border=True):
            st.html(f"<b>{isolated(row.quote)}</b><br>{isolated(clipped(row.sentence, 400))}")
            st.html(f'<span class="soft">{words.listed([word.replace("_", " ") for word in row.doubts])}</span>')
            pages.link(pages.EVIDENCE, "Evidence", article=row.article_id, figure=row.figure_id)


if __name__ == "__main__":
    page()
