"""Keep a decision, say that it was kept, and take it back."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from store import judgements
from views.answers import ledger
from views.text import safe

LAST = "review-last"
FAULT = "review-fault"


def now() -> str:
    """Return the moment, fine enough to put decisions in order."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def decide(
    kind: str, subject: tuple[str, ...], author: str, reason: str, values: tuple[tuple[str, str], ...], said: str
) -> bool:
    """Keep a decision and remember `said` to show it; False when it cannot be kept, with the reason shown."""
    st.session_state.pop(FAULT, None)
    try:
        with ledger().writing() as connection:
            kept = judgements.add(connection, kind, subject, author, now(), reason, values)
    except judgements.JudgementError as error:
        st.session_state[FAULT] = str(error)
        return False
    st.session_state[LAST] = (kept.id, said)
    return True


def undo(judgement_id: str, author: str, reason: str) -> None:
    """Take a decision back."""
    decide("undo", (judgement_id,), author, reason, (), "Taken back.")
    st.session_state.pop(LAST, None)


def told(author: str | None) -> None:
    """Draw what was just decided with a way back, or why it was not kept."""
    fault = st.session_state.pop(FAULT, None)
    if fault:
        st.html(f'<p role="alert" class="alarm">Not kept: {safe(fault)}.</p>')
    kept = st.session_state.get(LAST)
    if kept and author:
        identity, said = kept
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p role="status">Kept: {safe(said)}</p>')
            st.button("Undo", key="undo-last", on_click=undo, args=(identity, author, "taken back at once"))
