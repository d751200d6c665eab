"""Disputes: every live alarm with the words it stands against."""

from __future__ import annotations

import streamlit as st

from store.queries.disputes import kinds
from views import words
from views.answers import ask


def page() -> None:
    """Draw the page."""
    st.title("Disputes")
    for kind, between, number in ask(kinds):
        st.write(f"{words.alarm_word(kind, between)}: {number:,}")


if __name__ == "__main__":
    page()
