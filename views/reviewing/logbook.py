"""The log of decisions, newest first: who, when, what, why, and whether it stands."""

from __future__ import annotations

import streamlit as st

from store.judgements import Entry, entries
from views import words
from views.answers import ask
from views.reviewing.deciding import undo
from views.text import clipped, isolated, safe

SHOWN = 50
DONE = {
    "accept_figure": "accepted a reading",
    "reject_figure": "rejected a reading",
    "correct_figure": "corrected a reading",
    "accept_value": "set a value",
    "merge_incidents": "merged incidents",
    "separate_incidents": "kept incidents apart",
    "split_incident": "split an incident",
    "rename_incident": "renamed an incident",
    "same_origin": "joined origins",
    "different_origin": "parted origins",
    "mark_source": "graded an outlet",
    "undo": "took a decision back",
}


def draw(author: str | None) -> None:
    """Draw the log."""
    found = ask(entries, SHOWN)
    if not found:
        st.write("No decision has been made yet. The first one will stand here with author, time and reason.")
        return
    for entry in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.html(line(entry), width="stretch")
            made = entry.judgement
            if author is not None and made.kind != "undo" and not entry.undone:
                with st.popover("Undo"):
                    key = f"undo-why-{made.id}"
                    st.text_input("Why it is taken back", key=key)
                    st.button("Take back", key=f"undo-{made.id}", on_click=take_back, args=(made.id, author, key))


def take_back(judgement_id: str, author: str, key: str) -> None:
    """Undo with the reason given; without one nothing happens but the word why."""
    undo(judgement_id, author, str(st.session_state.get(key, "")))


def line(entry: Entry) -> str:
    """Return one decision as a line."""
    made = entry.judgement
    fields = ", ".join(f"{name} = {value or 'empty'}" for name, value in made.values)
    standing = "taken back" if entry.undone else "waits for the next analysis" if entry.pending else "in force"
    struck = ("<s>", "</s>") if entry.undone else ("", "")
    return (
        f'<span class="soft small">{words.moment(made.made_at)} · {standing} · '
        f"{safe(clipped(', '.join(made.subject), 90))}</span><br>{struck[0]}<b>{isolated(made.author)}</b> "
        f"{DONE.get(made.kind, words.spelled(made.kind))}{': ' + isolated(clipped(fields, 200)) if fields else ''}"
        f"{struck[1]} <span class='soft'>“{isolated(clipped(made.reason, 300))}”</span>"
    )
