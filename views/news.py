"""What changed: the newest entries of the change log, those since the last visit marked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from store.queries import news as queries
from store.queries.news import News
from views import pages, words
from views.answers import ask
from views.folding import folded
from views.text import clipped, isolated, told

SHOWN = 15
KINDS = {
    "new_incident": "New incident",
    "merged_incident": "Merged",
    "new_figure": "New figure",
    "changed_figure": "Figure changed",
    "withdrawn_figure": "Figure withdrawn",
    "new_conflict": "New conflict",
    "resolved_conflict": "Conflict resolved",
}


def draw(since: str | None) -> None:
    """Draw the newest changes, folded away."""
    if ask(queries.newest, SHOWN):
        folded("What changed in the ledger, newest first", "news", ":material/update:", newest, since)


def newest(since: str | None) -> None:
    """Draw the newest changes, each with the way to its incident."""
    for row in ask(queries.newest, SHOWN):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.html(line(row, since), width="stretch")
            pages.link(pages.INCIDENT, "Open", icon=":material/arrow_forward:", incident=row.incident_id)


def line(row: News, since: str | None = None) -> str:
    """Return one change as a line."""
    mark = "<b>new</b> · " if since is not None and row.at > since else ""
    return f"{mark}{heading(row)} {isolated(clipped(row.incident, 100))}: {told(row.sentence, 400)}"


def heading(row: News) -> str:
    """Return when a change was seen and its kind."""
    kind = KINDS.get(row.kind, words.spelled(row.kind))
    return f'<span class="soft">{words.moment(row.at)} · {kind}</span>'


def listed(rows: Sequence[News]) -> None:
    """Draw the changes of one incident."""
    for row in rows:
        st.html(f"{heading(row)} {told(row.sentence, 400)}")
