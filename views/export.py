"""Export: the tables of the ledger as files."""

from __future__ import annotations

import json
from functools import partial

import streamlit as st

from store.exports import Export, Filters, exports
from views.answers import ledger


def page() -> None:
    """Draw the page."""
    st.title("Export")
    st.write(
        "Every table as JSON Lines, with the raw values. `claimline export DIR` writes CSV files and the codebook."
    )
    for item in exports():
        with st.container(border=True):
            st.subheader(item.title)
            st.caption(", ".join(f"`{column}`" for column in item.columns))
            st.download_button(
                f"Download {item.name}.jsonl",
                partial(lines, item),
                file_name=f"{item.name}.jsonl",
                mime="application/jsonl",
                on_click="ignore",
            )


def lines(item: Export) -> bytes:
    """Return all rows of an export, one JSON object a line."""
    with ledger().reading() as connection:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in item.rows(connection, Filters())).encode()


if __name__ == "__main__":
    page()
