"""The state of a page lives in its address: widgets show what the address says and write back what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

PAGED = ("page", "printing", "part", "again")


def key(name: str) -> str:
    """Return the key of the widget that shows a part of the address."""
    return f"address-{name}"


def one(name: str, options: Sequence[str], default: str | None) -> str:
    """Set the widget of `name` to what the address says, if that can be chosen; return the widget's key."""
    given = st.query_params.get(name)
    st.session_state[key(name)] = given if given in options else default
    return key(name)


def some(name: str, options: Sequence[str]) -> str:
    """Set the widget of several choices to what the address says; return the widget's key."""
    given = [value for value in st.query_params.get_all(name) if value in options]
    st.session_state[key(name)] = given or list(options)
    return key(name)


def several(name: str, options: Sequence[str]) -> str:
    """Set the widget of several choices to what the address says, none where it says none; return the widget's key."""
    st.session_state[key(name)] = [value for value in st.query_params.get_all(name) if value in options]
    return key(name)


def page_number(name: str, pages: int, first: int = 1) -> int:
    """Draw the choice of a page of a long list, where there are several; the number is a part of the address."""
    given = st.query_params.get(name, "")
    number = min(max(int(given), 1), pages) if given.isascii() and given.isdigit() and len(given) < 9 else first
    if pages < 2:
        return 1
    if st.session_state.get(key(name), number) != number:
        st.session_state[key(name)] = number
    return int(st.pagination(pages, default=number, key=key(name), on_change=keep, args=(name,)))


def clear(kept: Mapping[str, str]) -> None:
    """Take everything out of the address but what is given."""
    st.query_params.from_dict(dict(kept))


def keep(name: str) -> None:
    """Write what was chosen into the address."""
    chosen = st.session_state.get(key(name))
    if name not in PAGED:
        for page in PAGED:
            st.query_params.pop(page, None)  # another choice makes another list
    if chosen is None or chosen == []:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = chosen if isinstance(chosen, list) else str(chosen)
