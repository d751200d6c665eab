"""The pages of the app in the order of the navigation, and links to them that keep their state in the address."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

TIMELINE, INCIDENT, DISPUTES, EVIDENCE = (
    f"views/{name}.py" for name in ("timeline", "incident", "disputes", "evidence")
)
LISTED = (
    ("timeline", "Timeline", ":material/timeline:"),
    ("incident", "Incidents", ":material/folder_open:"),
    ("disputes", "Disputes", ":material/compare_arrows:"),
    ("evidence", "Evidence", ":material/article:"),
    ("sources", "Sources", ":material/rss_feed:"),
    ("review", "Review", ":material/rule:"),
    ("coded", "Hand-coded", ":material/upload_file:"),
    ("export", "Export", ":material/download:"),
    ("quality", "Method", ":material/science:"),
)


def pages() -> list[Page]:
    """Return all pages; the first one is shown at the bare address."""
    return [
        st.Page(f"views/{name}.py", title=title, icon=icon, url_path=name, default=position == 0)
        for position, (name, title, icon) in enumerate(LISTED)
    ]


def link(page: str, words: str, *, icon: str | None = None, **state: str | None) -> None:
    """Draw a link to a page with its state; `words` are ours, never crawled ones."""
    st.page_link(page, label=words, icon=icon, query_params=given(state))


def go(page: str, **state: str | None) -> None:
    """Open a page with its state."""
    st.switch_page(page, query_params=given(state))


def given(state: dict[str, str | None]) -> dict[str, str]:
    """Return the state without what is None."""
    return {name: value for name, value in state.items() if value is not None}
