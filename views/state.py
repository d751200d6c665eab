"""The state of a page lives in its address: widgets show what the address says and write back what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

PAGED = ("page", "printing", "part", "again")
UNFOLDED = "open"


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


def unfolded(name: str) -> str:
    """Set the part of a page that may be folded away to what the address says; return its key."""
    st.session_state[key(f"{UNFOLDED}-{name}")] = name in st.query_params.get_all(UNFOLDED)
    return key(f"{UNFOLDED}-{name}")


def keep_unfolded(name: str) -> None:
    """Write into the address whether a part is unfolded."""
    others = [part for part in st.query_params.get_all(UNFOLDED) if part != name]
    is_open = st.session_state.get(key(f"{UNFOLDED}-{name}"))
    drop(UNFOLDED)
    if others or is_open:
        st.query_params[UNFOLDED] = [*others, name] if is_open else others


def drop(*names: str) -> None:
    """Take parts out of the address."""
    for name in names:
        st.query_params.pop(name, None)


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
    """Write what was chosen into the address; another choice makes another list, which is shown from its start."""
    if name not in PAGED:
        drop(*PAGED)
    write(name)


def write(name: str) -> None:
    """Write what was chosen into the address and leave the rest of it as it is."""
    chosen = st.session_state.get(key(name))
    if chosen is None or chosen == []:
        drop(name)
    else:
        st.query_params[name] = chosen if isinstance(chosen, list) else str(chosen)
