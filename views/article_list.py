"""The articles that are held, newest first: the way into Evidence without an address."""

from __future__ import annotations

import streamlit as st

from store.queries.evidence import ArticleRow, found, newest
from store.queries.overview import overview
from views import pages, state, words
from views.answers import ask
from views.text import clipped, isolated

ON_A_PAGE = 25
MOST_FOUND = 50


def draw() -> None:
    """Draw the list."""
    st.title("Evidence")
    held = ask(overview).articles
    st.html(
        f'<p class="soft">{words.counted(held, "article version")}, newest first. '
        "Open one to see what was read in it.</p>"
    )
    asked = words_asked()
    if asked:
        hits = ask(found, asked, MOST_FOUND)
        if not hits:
            st.write("No article holds all of these words. Try fewer.")
        for row, excerpt in hits:
            line(row, excerpt)
        return
    number = state.page_number("page", -(-held // ON_A_PAGE))
    for row in ask(newest, ON_A_PAGE, (number - 1) * ON_A_PAGE):
        line(row)


def words_asked() -> str:
    """Draw the search; what is asked is a part of the address."""
    st.session_state[state.key("words")] = st.query_params.get("words", "")
    asked = st.text_input(
        "Search",
        placeholder="Words of the text",
        key=state.key("words"),
        on_change=state.keep,
        args=("words",),
        width=420,
    )
    return str(asked).strip()


def line(row: ArticleRow, excerpt: str = "") -> None:
    """Draw one article with a link to its evidence."""
    name = row.title or row.outlet or row.article_id
    outlet = f"{isolated(clipped(row.outlet, 60))}, " if row.outlet else ""
    around = f'<br><span class="small">{isolated(clipped(excerpt, 300), row.lang)}</span>' if excerpt else ""
    number = words.counted(row.figures, "figure") if row.figures else "no figure"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, width=900):
        st.html(
            f'<b>{isolated(clipped(name, 200), row.lang)}</b><br><span class="small soft">{outlet}'
            f"{words.date(row.published)} · {number}</span>{around}",
            width="stretch",
        )
        pages.link(pages.EVIDENCE, "Open", icon=":material/arrow_forward:", article=row.article_id)
