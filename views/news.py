"""What changed: the newest entries of the change log, those since the last visit marked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from store.queries import news as queries
from store.queries.news import News
from views import pages, words
from views.answers import ask
from views.text import clipped, isolated

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


@st.fragment
def draw(since: str | None) -> None:
    """Draw the newest changes, folded away."""
    rows = ask(queries.newest, SHOWN)
    if not rows:
        return
    folded = st.expander(
        "What changed in the ledger, newest first", icon=":material/update:", key="news", on_change="rerun"
    )
    if not folded.open:
        return
    with folded:
        for row in rows:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.html(line(row, since), width="stretch")
                pages.link(pages.INCIDENT, "Open", icon=":material/arrow_forward:", incident=row.incident_id)


def line(row: News, since: str | None = None) -> str:
    """Return one change as a line."""
    mark = "<b>new</b> · " if since is not None and row.at > since else ""
    kind = KINDS.get(row.kind, words.spelled(row.kind))
    return (
        f'{mark}<span class="soft">{words.moment(row.at)} · {kind}</span> '
        f"{isolated(clipped(row.incident, 100))}: {isolated(clipped(row.sentence, 400))}"
    )


def listed(rows: Sequence[News]) -> None:
    """Draw the changes of one incident."""
    for row in rows:
        kind = KINDS.get(row.kind, words.spelled(row.kind))
        st.html(f'<span class="soft">{words.moment(row.at)} · {kind}</span> {isolated(clipped(row.sentence, 400))}')
