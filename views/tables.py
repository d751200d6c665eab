"""Tables of words that are read, not worked with: every cell is shown whole, whatever the width of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from views.text import clipped, safe

LONGEST_CELL = 600


def draw(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Draw a table with its heads; cells are plain text, those of the first column are names."""
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    st.html(f'<div class="wide"><table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')


def cell(text: str) -> str:
    """Return one cell."""
    return f"<td><bdi>{safe(clipped(text, LONGEST_CELL))}</bdi></td>"
