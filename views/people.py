"""Who reviews: a name on this machine, a listed address after login on a server, nobody where neither is given."""

from __future__ import annotations

import os

import streamlit as st

from views.text import safe

OPEN, LOGIN = "open", "login"
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")
NAME = "review-name"
LONGEST_NAME = 80


def author() -> str | None:
    """Draw what is asked of a reviewer; return who decides, None for somebody who may only read."""
    mode = os.environ.get("CLAIMLINE_REVIEW")
    if mode == OPEN:
        return local()
    if mode == LOGIN:
        return logged_in()
    st.html('<p class="soft">Reviews are closed here: this app only shows the ledger.</p>')
    return None


def local() -> str | None:
    """Ask for a name on this machine; a request that came through a proxy is not a local one."""
    if any(st.context.headers.get(name) for name in FORWARDED):
        st.html('<p class="soft">Reviews are closed to requests through a proxy until a login is configured.</p>')
        return None
    name = st.text_input(
        "Your name",
        key=NAME,
        max_chars=LONGEST_NAME,
        placeholder="Your name: it stands beside each decision",
        label_visibility="collapsed",
        width=380,
    )
    return name.strip() or None


def listed() -> set[str]:
    """Return the mail addresses that may review."""
    return {name.strip().casefold() for name in os.environ.get("CLAIMLINE_REVIEWERS", "").split(",") if name.strip()}


def may_review(address: object, is_verified: object) -> bool:
    """Tell whether somebody who logged in may decide: a listed address that the provider does not call unverified."""
    return bool(address) and str(address).casefold() in listed() and is_verified is not False


def logged_in() -> str | None:
    """Ask for a login; return the address of somebody who is listed."""
    if not hasattr(st.user, "is_logged_in"):
        st.html('<p class="soft">Reviews are closed: a login is asked for and none is configured.</p>')
        return None
    if not st.user.is_logged_in:
        st.button("Log in to review", icon=":material/login:", on_click=st.login)
        return None
    address = st.user.get("email")
    with st.container(horizontal=True, vertical_alignment="center"):
        if may_review(address, st.user.get("email_verified")):
            st.html(f'<p class="soft">Logged in as {safe(str(address))}</p>')
        else:
            st.html(f'<p class="soft">{safe(str(address or "This account"))} is not listed as a reviewer.</p>')
        st.button("Log out", on_click=st.logout)
    return str(address) if may_review(address, st.user.get("email_verified")) else None
