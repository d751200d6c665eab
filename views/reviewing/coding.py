"""Hand-coded figures: the file to fill in, what its columns hold, and how it is brought in."""

from __future__ import annotations

import streamlit as st

from ledger.coding import COLUMNS, CodedColumn, template
from views import tables


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
    rows = ((name, *meaning(column)) for name, column in COLUMNS.items())
    tables.draw(("Column", "Must be filled", "Holds", "Example"), rows)


def meaning(column: CodedColumn) -> tuple[str, str, str]:
    """Return whether a column must be filled, what it holds, and an example."""
    choices = f": {', '.join(map(str, column.choices))}" if column.choices else ""
    return "yes" if column.required else "", column.meaning + choices, column.example
