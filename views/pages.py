"""The pages of the app in the order of the navigation, and links to them that keep their state in the address."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from views.text import visible

TIMELINE, INCIDENT, DISPUTES, EVIDENCE = (
    f"views/{name}.py" for name in ("timeline", "incident", "disputes", "evidence")
)
PRODUCT = "Claimline"
LONGEST_TITLE = 90
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
    """Return all pages; the first one is shown at the bare address, and its name in an address leads there."""
    (first, title, icon), *rest = LISTED
    opening = st.Page(f"views/{first}.py", title=title, icon=icon, url_path="start", default=True)
    by_name = st.Page(to_timeline, title=title, icon=icon, url_path=first, visibility="hidden")
    return [opening, *(st.Page(f"views/{name}.py", title=t, icon=i, url_path=name) for name, t, i in rest), by_name]


def to_timeline() -> None:
    """Lead from `/timeline` to the bare address, with the state that stood behind it."""
    st.switch_page(TIMELINE, query_params={name: st.query_params.get_all(name) for name in st.query_params})


def entitle(words_of_it: str) -> None:
    """Write what the page shows into the title of the browser; its name there is plain text."""
    st.set_page_config(page_title=f"{visible(words_of_it, LONGEST_TITLE)} · {PRODUCT}")


def link(page: str, words: str, *, icon: str | None = None, **state: str | None) -> None:
    """Draw a link to a page with its state; `words` are ours, never crawled ones."""
    st.page_link(page, label=words, icon=icon, query_params=given(state))


def go(page: str, **state: str | None) -> None:
    """Open a page with its state."""
    st.switch_page(page, query_params=given(state))


def given(state: dict[str, str | None]) -> dict[str, str]:
    """Return the state without what is None."""
    return {name: value for name, value in state.items() if value is not None}
