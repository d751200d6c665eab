"""Sources: what came from each, when it was last asked, what went wrong."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from store.queries.sources import sources
from views import words
from views.answers import ask
from views.text import visible


def page() -> None:
    """Draw the page."""
    st.title("Sources")
    rows = [
        {
            "Source": visible(row.source_id) if row.source_id else "imported files",
            "Articles": row.articles,
            "First captured": words.moment(row.first_seen),
            "Last captured": words.moment(row.last_seen),
            "Last asked": words.moment(row.checked_at) if row.checked_at else "never",
            "Problem": visible(row.problem) if row.problem else "none",
        }
        for row in ask(sources)
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)


if __name__ == "__main__":
    page()
