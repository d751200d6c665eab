"""When this reader was here before: kept in a cookie of the browser, nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

COOKIE = "claimline_visits"
SAME_VISIT = timedelta(minutes=30)
FORMAT = "%Y-%m-%dT%H:%M:%SZ"
YEAR = 365 * 86_400


def last_visit() -> str | None:
    """Return when the visit before this one was, None on a first visit; remember this one."""
    if "last_visit" not in st.session_state:
        before, now = st.context.cookies.get(COOKIE), datetime.now(UTC)
        st.session_state["last_visit"], kept = visits(before, now)
        script = f"document.cookie = '{COOKIE}={kept}; max-age={YEAR}; path=/; SameSite=Strict'"
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    found: str | None = st.session_state["last_visit"]
    return found


def visits(before: str | None, now: datetime) -> tuple[str | None, str]:
    """Return the visit before this one and what the cookie keeps: the visit before and the moment of this one.

    Loads within half an hour are one visit.
    """
    known = [moment for word in (before or "").split("_") if (moment := parsed(word)) is not None]
    if not known:
        return None, now.strftime(FORMAT)
    if now - known[-1] > SAME_VISIT:
        return known[-1].strftime(FORMAT), f"{known[-1].strftime(FORMAT)}_{now.strftime(FORMAT)}"
    earlier = known[0].strftime(FORMAT) if len(known) > 1 else None
    kept = "_".join(word for word in (earlier, now.strftime(FORMAT)) if word)
    return earlier, kept


def parsed(word: str) -> datetime | None:
    """Return the moment of a word of the cookie; None for anything else that a browser may send."""
    try:
        return datetime.strptime(word, FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
