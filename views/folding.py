"""A part of a page that is folded away: unfolding it draws nothing else anew, and folded it costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

Parameters = ParamSpec("Parameters")


@st.fragment
def folded(
    title: str,
    key: str,
    icon: str | None,
    draw: Callable[Parameters, object],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> None:
    """Offer a part under its title; `draw` draws it with what follows, once it is unfolded."""
    part = st.expander(title, icon=icon, key=key, on_change="rerun")
    if part.open:
        with part:
            draw(*args, **kwargs)
