"""Charts on the page: the place is kept before the chart is there, so that nothing below it jumps."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

AXIS = 46


def draw(
    chart: alt.LayerChart, name: str, height: int, alt_text: str, *, pick: str | None = None
) -> list[dict[str, Any]]:
    """Draw a chart of a known height; return what was clicked in the selection `pick`."""
    with st.container(key=f"canvas-{name}"):
        st.html(f"<style>.st-key-canvas-{name} {{ min-height: {height + AXIS}px; }}</style>")
        if pick is None:
            st.altair_chart(chart, key=name, alt=alt_text)
            return []
        state = st.altair_chart(chart, key=name, alt=alt_text, on_select="rerun", selection_mode=pick)
    picked: list[dict[str, Any]] = state["selection"].get(pick, []) if state else []
    return picked
