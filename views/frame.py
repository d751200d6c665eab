"""What stands around every page: the style, the word about samples, and what to do when there is no ledger to show."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from store.queries import overview
from store.queries.ledger import LedgerError
from views.answers import ask, ledger
from views.style import STYLE
from views.text import safe

SAMPLES = (
    "Made-up articles from outlets that do not exist, to show what the app does. "
    "Real parties are named in them, but nothing here is a report about them."
)
FAULT = (
    "Nothing in the ledger was changed. Load the page again; other pages can be opened above. "
    "If it stays like this, <code>claimline status</code> tells whether the ledger can be read."
)
FILL = "claimline crawl\nclaimline analyze"

logger = logging.getLogger(__name__)


def begin() -> bool:
    """Draw what stands above every page; False when there is nothing that a page could show."""
    st.html(STYLE)
    try:
        ledger()
    except LedgerError as error:
        st.html(f'<p role="alert">The ledger cannot be shown: {safe(str(error))}</p>')
        return False
    if ask(overview.is_empty):
        empty()
        return False
    if ask(overview.has_samples):
        st.html(f'<p class="samples" role="note"><b>Samples.</b> {SAMPLES}</p>')
    return True


def draw(page: Callable[[], object]) -> None:
    """Draw a page below what stands above every page; what goes wrong while it is served is told in a box of ours."""
    try:
        if begin():
            page()
    except Exception:
        if not os.environ.get("CLAIMLINE_SERVED"):
            raise
        moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        logger.exception("a page could not be drawn at %s", moment)
        st.html(
            f'<div class="fault" role="alert"><h2>This page could not be drawn</h2><p>{FAULT} '
            f"Time of the error, for the log of the app: <code>{moment}</code>.</p></div>"
        )
        if st.button("Try again", icon=":material/refresh:"):
            st.rerun()


def empty() -> None:
    """Say that the ledger is empty, and the two commands that fill it."""
    st.title("The ledger is empty")
    st.write("Fetch what the sources have and read it, then look here again:")
    st.code(FILL, language=None)
    st.write("Files work as well: `claimline ingest PATH...` instead of the first command.")
