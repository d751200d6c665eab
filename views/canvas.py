"""Charts on the page: the place is kept before the chart is there, so that nothing below it jumps."""

from __future__ import annotations

import altair as alt
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

AXIS = 46


def draw(chart: alt.LayerChart, name: str, height: int, alt_text: str) -> None:
    """Draw a chart of a known height."""
    with place(name, height):
        st.altair_chart(chart, key=name, alt=alt_text)


def place(name: str, height: int) -> DeltaGenerator:
    """Return the place of a chart of a known height."""
    kept = st.container(key=f"canvas-{name}")
    kept.html(f"<style>.st-key-canvas-{name} {{ min-height: {height + AXIS}px; }}</style>")
    return kept
