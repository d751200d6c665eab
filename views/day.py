"""The slider that winds a page back to what had been published by a day; the day is a part of the address."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from views import dates, state, words

RECONCILED = "values are reconciled again from what had been published by then"
PRINTED = "what had been printed by then, without a status; to reconcile that much again takes some seconds"
TOO_MUCH = (
    "what had been printed by then, without a status: too much to reconcile again here; "
    "<code>claimline export --as-of</code> has no such limit"
)
AGAIN = "again"  # in the address: this reader has asked to wait


def slider(first: str | None, last: str | None) -> str | None:
    """Draw the slider from the first to the last day; return the day, None at the right end, which is today."""
    opening, ending = dates.days(first), dates.days(last)
    if opening is None or ending is None or opening.first >= ending.last:
        return None
    begin, end = opening.first, ending.last + timedelta(days=1)
    given = dates.days(st.query_params.get("as_of"))
    st.session_state[state.key("as_of")] = min(max(given.last, begin), end) if given is not None else end
    day = st.slider(
        "As it was printed up to",
        begin,
        end,
        key=state.key("as_of"),
        format="D MMM YYYY",
        on_change=keep,
        args=(end,),
        width=260,
    )
    return day.isoformat() if isinstance(day, date) and day < end else None


def keep(end: date) -> None:
    """Write the day into the address; today is not written."""
    day = st.session_state[state.key("as_of")]
    st.query_params.pop(AGAIN, None)
    if day >= end:
        st.query_params.pop("as_of", None)
    else:
        st.query_params["as_of"] = day.isoformat()


def note(day: str, said: str = RECONCILED, *, offers_more: bool = False) -> None:
    """Say what a page shows that is wound back, and offer the way back and, where there is more to wait for, that."""
    with st.container(horizontal=True, vertical_alignment="center"):
        told = f'<p class="soft" role="note"><b>Wound back to {words.date(day)}</b>: {said}.</p>'
        st.html(told, width="content")
        if offers_more:
            st.button("Reconcile it again", key="again", icon=":material/hourglass_top:", on_click=wait)
        st.button("Back to today", key="today", icon=":material/update:", type="tertiary", on_click=to_today)


def can_wait() -> bool:
    """Tell whether the address asks to wait."""
    return AGAIN in st.query_params


def wait() -> None:
    """Write into the address that this reader waits."""
    st.query_params[AGAIN] = "yes"


def to_today() -> None:
    """Take the day out of the address."""
    st.query_params.pop("as_of", None)
    st.query_params.pop(AGAIN, None)
