"""Roles instead of colours: who speaks, and alarm. `.streamlit/config.toml` gives each its colour, in this order."""

from __future__ import annotations

from typing import Any

import altair as alt

ROLES = ["accuser", "accused", "third", "none", "alarm", "soft", "line", "panel", "paper"]


def scale() -> alt.Scale:
    """Return the scale of all roles; without a range, so that the theme of the reader colours it."""
    return alt.Scale(domain=ROLES)


def by(field: str = "role") -> alt.Color:
    """Return colour by a column of roles."""
    return alt.Color(f"{field}:N", scale=scale(), legend=None)


def ink(role: str) -> Any:
    """Return the colour of a role for the words of an axis, read from the scale of the chart."""
    return {"expr": f"scale('color', '{role}')"}


def fill_by(field: str = "fill") -> alt.Fill:
    """Return fill by a column of roles."""
    return alt.Fill(f"{field}:N", scale=scale(), legend=None)


def stroke_by(field: str = "role") -> alt.Stroke:
    """Return stroke by a column of roles."""
    return alt.Stroke(f"{field}:N", scale=scale(), legend=None)
