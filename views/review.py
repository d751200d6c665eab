"""Review: readings that wait for a person, incidents that may be one, hand-coded figures, the log of decisions."""

from __future__ import annotations

import streamlit as st

from store.judgements import pending
from views import people, state, words
from views.answers import ask
from views.reviewing import coding, deciding, logbook, merging, queue, weighing

PARTS = {
    "readings": "Readings",
    "incidents": "Incidents",
    "weighing": "Origins and values",
    "coding": "Hand-coded figures",
    "log": "Log",
}
LOOK_EVERY = "3s"


def page() -> None:
    """Draw the page."""
    st.title("Review")
    st.html(
        '<p class="lead">Decisions of people stand beside what was read and never replace it. Each has an author and a '
        "reason, can be taken back, and outlives every later run.</p>"
    )
    author = people.author()
    deciding.told(author)
    if ask(pending):
        waiting()
    part = st.segmented_control(
        "Part",
        list(PARTS),
        format_func=lambda code: PARTS[code],
        key=state.one("part", list(PARTS), "readings"),
        on_change=state.keep,
        args=("part",),
        required=True,
        label_visibility="collapsed",
    )
    if part == "incidents":
        merging.draw(author)
    elif part == "weighing":
        weighing.draw(author)
    elif part == "coding":
        coding.draw()
    elif part == "log":
        logbook.draw(author)
    else:
        queue.draw(author)


@st.fragment(run_every=LOOK_EVERY)
def waiting() -> None:
    """Say that decisions wait; when the analysis has taken them, draw the page anew."""
    number = ask(pending)
    if not number:
        st.rerun()
    st.html(
        f'<p role="status" class="soft">{words.counted(number, "decision waits", "decisions wait")} for the next '
        "analysis. It starts by itself while the app is served by <code>claimline app</code>.</p>"
    )


if __name__ == "__main__":
    page()
