"""The part of the timeline that is zoomed to. The chart zooms by itself; where it stands is a part of the address.

While the chart is on the page its own zoom is the true one: it is told the zoom of the address only once, when it
comes. An address that names another zoom (the way back in the browser, a button) makes another chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import streamlit as st

from views import dates, state, words

NAME = "zoom"
BETWEEN = ".."
HELD = "zoom-of-the-timeline"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Range = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Held:
    """The zoom that a chart came with, where it stands now, and a number that another chart does not have."""

    first: Range | None = None
    now: Range | None = None
    number: int = 0

    @property
    def key(self) -> str:
        """Return the key of the chart."""
        return f"when-{self.number}"


def held() -> Held:
    """Return what is held of the chart on the page; of another one where none was, or the address says otherwise."""
    known: Held = st.session_state.get(HELD, Held())
    asked = asked_for()
    if asked != known.now or known.key not in st.session_state:
        known = Held(asked, asked, known.number + 1)
        st.session_state[HELD] = known
    return known


def asked_for() -> Range | None:
    """Return what the address zooms to."""
    return parsed(st.query_params.get(NAME, ""))


def parsed(text: str) -> Range | None:
    """Return the first and the last day of a part of the address; None where it names none."""
    first, _, last = (text if text.isascii() else "").partition(BETWEEN)
    ends = dates.days(first), dates.days(last)
    if ends[0] is None or ends[1] is None or ends[0].first > ends[1].last:
        return None
    return ends[0].first, ends[1].last


def keep() -> None:
    """Write into the address where the chart stands."""
    known: Held = st.session_state[HELD]
    chart = st.session_state.get(known.key)
    now = shown(chart["selection"].get(NAME) if chart else None)
    st.session_state[HELD] = replace(known, now=now)
    if now is None:
        state.drop(NAME)
    else:
        st.query_params[NAME] = BETWEEN.join(day.isoformat() for day in now)


def shown(told: Mapping[str, Any] | None) -> Range | None:
    """Return the whole days around what a chart tells of its zoom, None where it shows everything."""
    for ends in (told or {}).values():
        if isinstance(ends, (list, tuple)) and len(ends) == 2:
            try:
                first, last = (EPOCH + timedelta(milliseconds=float(end)) for end in sorted(ends))
            except (TypeError, ValueError, OverflowError):
                return None
            return first.date(), (last - timedelta(milliseconds=1)).date()
    return None


def note() -> None:
    """Say what part is shown, and offer the whole."""
    now = asked_for()
    if now is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        first, last = (words.date(day.isoformat()) for day in now)
        st.html(f'<p class="soft" role="note">Zoomed: {first} to {last}.</p>', width="content")
        if st.button("Show the whole period", icon=":material/zoom_out_map:", type="tertiary"):
            state.drop(NAME)
            st.rerun()
