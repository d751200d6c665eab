"""Hand-coded figures: the file to fill in, what its columns hold, and how it is brought in."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ledger.coding import COLUMNS, template


def draw() -> None:
    """Draw the template and its columns."""
    st.write(
        "Figures that a person coded enter the ledger beside those the reader found, and are compared and reconciled "
        "like them. Fill in the template, one row for each figure, then import it. A file with a wrong cell is "
        "refused as a whole; each wrong cell is named with its line."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button("Template (CSV)", template(), "coded.csv", "text/csv", icon=":material/download:")
        st.code("claimline import coded.csv", language=None)
    rows = [
        {
            "Column": name,
            "Must be filled": "yes" if column.required else "",
            "Holds": column.meaning + (f": {', '.join(map(str, column.choices))}" if column.choices else ""),
            "Example": column.example,
        }
        for name, column in COLUMNS.items()
    ]
    wide = {"Holds": st.column_config.TextColumn(width="large")}
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=wide, height="content")
