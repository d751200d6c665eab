"""Hand-coded figures: a file is checked cell by cell, then brought in as a whole or not at all."""

from __future__ import annotations

import streamlit as st

from store.queries.services import Fault, Loaded, Services, offered
from views import people, tables, words
from views.reviewing import coding
from views.text import clipped, safe, visible

FILE = "coded-file"
DONE = "coded-done"
TURN = "coded-turn"
SHOWN = 100
NOT_HERE = (
    "This app cannot bring files in: it is not served by <code>claimline app</code>. "
    "<code>claimline import coded.csv</code> does the same."
)


def page() -> None:
    """Draw the page."""
    st.title("Hand-coded figures")
    st.html(
        '<p class="lead">Your own coding beside what the reader found. A coded figure is bound to its case, compared, '
        "reconciled and exported like any other, and keeps the name of its coder.</p>"
    )
    author = people.author()
    services = offered()
    if services is None:
        st.html(f'<p class="soft">{NOT_HERE}</p>')
    elif author is None:
        st.html('<p class="soft">Whoever may review may bring figures in; reading this page is open.</p>')
    else:
        bring(services, author)
    st.subheader("The file")
    coding.draw()


def bring(services: Services, author: str) -> None:
    """Draw the place for the file, what is wrong with it, and the button that brings it in."""
    told()
    given = st.file_uploader("A filled-in template (CSV)", type=["csv"], key=f"{FILE}-{st.session_state.get(TURN, 0)}")
    if given is None:
        return
    body = given.getvalue()
    with st.spinner("Checking every row …"):
        found = services.load(given.name, body, author, dry_run=True)
    if found.refused is not None:
        st.html(f'<p role="alert" class="alarm">Not a file of coded figures: {safe(clipped(found.refused, 400))}.</p>')
    elif found.faults:
        wrong(found.faults)
    elif not found.figures:
        st.html('<p role="alert" class="alarm">The file has no row.</p>')
    else:
        st.html(f'<p role="status">Every row is right: {counts(found)}. Nothing is written yet.</p>')
        args = (services, given.name, body, author)
        st.button("Bring them in", icon=":material/upload:", type="primary", on_click=keep, args=args)


def counts(found: Loaded) -> str:
    """Return what a file holds, in words."""
    return f"{words.counted(found.figures, 'figure')} on {words.counted(found.sources, 'source')}"


def wrong(faults: tuple[Fault, ...]) -> None:
    """Draw every wrong cell with its line."""
    lines = len({fault.line for fault in faults})
    st.html(
        f'<p role="alert" class="alarm">Nothing was brought in: {words.counted(len(faults), "cell is", "cells are")} '
        f"wrong in {words.counted(lines, 'row')}. Mend them and choose the file again.</p>"
    )
    rows = ((f"{fault.line:,}", visible(fault.column), visible(fault.problem)) for fault in faults[:SHOWN])
    tables.draw(("Line", "Column", "What is wrong"), rows)
    if len(faults) > SHOWN:
        st.html(f'<p class="soft">and {len(faults) - SHOWN:,} more</p>')


def keep(services: Services, name: str, body: bytes, author: str) -> None:
    """Bring a file in and remember what came of it."""
    st.session_state[DONE] = services.load(name, body, author, dry_run=False)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1  # another place for another file


def told() -> None:
    """Draw what became of the file that was brought in last."""
    done: Loaded | None = st.session_state.pop(DONE, None)
    if done is None:
        return
    if done.refused is not None or done.faults:
        why = done.refused or "a cell is wrong now that was right before; the ledger has changed meanwhile"
        st.html(f'<p role="alert" class="alarm">Not kept: {safe(clipped(why, 400))}.</p>')
        return
    new = f"{done.new:,} of them new" if done.new else "all of them were there already"
    st.html(
        f'<p role="status">Kept: {counts(done)}, {new}. The next analysis reconciles them; while the app is served by '
        "<code>claimline app</code> it starts by itself.</p>"
    )


if __name__ == "__main__":
    page()
