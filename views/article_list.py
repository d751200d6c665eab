"""The articles that are held, newest first: the way into Evidence without an address."""

from __future__ import annotations

import streamlit as st

from store.queries.evidence import newest
from store.queries.overview import overview
from views import pages, words
from views.answers import ask
from views.text import clipped, isolated

ON_A_PAGE = 25


def draw() -> None:
    """Draw the list."""
    st.title("Evidence")
    held = ask(overview).articles
    st.html(
        f'<p class="soft">{words.counted(held, "article version")}, newest first. '
        "Open one to see what was read in it.</p>"
    )
    number = 1
    if held > ON_A_PAGE:
        number = int(st.pagination(-(-held // ON_A_PAGE), key="articles-page"))
    for row in ask(newest, ON_A_PAGE, (number - 1) * ON_A_PAGE):
        name = row.title or row.outlet or row.article_id
        outlet = f"{isolated(clipped(row.outlet, 60))}, " if row.outlet else ""
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, width=900):
            st.html(
                f'<b>{isolated(clipped(name, 200), row.lang)}</b><br><span class="small soft">{outlet}'
                f"{words.date(row.published)} · {words.counted(row.figures, 'figure')}</span>",
                width="stretch",
            )
            pages.link(pages.EVIDENCE, "Open", icon=":material/arrow_forward:", article=row.article_id)
