"""Quality and method: what the statuses mean, and what the ledger holds."""

from __future__ import annotations

import streamlit as st

from store.queries.overview import overview
from views import words
from views.answers import ask


def page() -> None:
    """Draw the page."""
    st.title("Quality and method")
    held = ask(overview)
    st.write(
        f"{held.articles:,} article versions, {held.relevant:,} of them about model extraction; {held.figures:,} "
        f"figures; {held.slips:,} relays that slipped, {held.disagreements:,} disagreements of origins."
    )
    st.subheader("What the words mean")
    for standing in words.STATUSES.values():
        st.write(f"{standing.mark} **{standing.word}**: {standing.meaning}.")


if __name__ == "__main__":
    page()
