"""A part of a page that is folded away: unfolding it draws nothing else anew, and folded it costs nothing.

Which parts are unfolded is a part of the address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from views import state

Parameters = ParamSpec("Parameters")


@st.fragment
def folded(
    title: str,
    name: str,
    icon: str | None,
    draw: Callable[Parameters, object],
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> None:
    """Offer a part under its title; `draw` draws it with what follows, once it is unfolded."""
    part = place(title, name, icon)
    if part.open:
        with part:
            draw(*args, **kwargs)


def place(title: str, name: str, icon: str | None) -> ExpanderContainer:
    """Return the place of a part, unfolded or not as the address says by `name`."""
    return st.expander(title, icon=icon, key=state.unfolded(name), on_change=state.keep_unfolded, args=(name,))
