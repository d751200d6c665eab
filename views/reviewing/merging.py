"""Pairs of incidents that may be one, side by side with the reasons: to be merged or kept apart."""

from __future__ import annotations

import streamlit as st

from store.queries.merges import Case, Proposal, cases, proposals
from views import pages, words
from views.answers import ask
from views.reviewing.deciding import FAULT, decide
from views.text import clipped, isolated, safe, visible

MOST = 20
VALUES = 3
COUNTS = ("interactions", "accounts", "api_keys", "tokens", "samples")
SAME = "They report the same case."
TWO = "They are two cases."


def draw(author: str | None) -> None:
    """Draw the proposals, then the decisions on incidents of one's own choice."""
    found = ask(proposals, MOST)
    if not found:
        st.write("No two incidents look alike enough to be proposed as one.")
    for proposal in found:
        pair(proposal, author)
    if author is not None:
        own_choice(author)


def pair(proposal: Proposal, author: str | None) -> None:
    """Draw one proposal."""
    stays, goes = proposal.stays, proposal.goes
    with st.container(border=True):
        st.html(f'<p class="soft">May be one: {safe(words.listed(proposal.reasons))}.</p>')
        for case, column in zip((stays, goes), st.columns(2), strict=True):
            with column:
                st.html(described(case))
                pages.link(pages.INCIDENT, "Open", icon=":material/arrow_forward:", incident=case.incident_id)
        if author is None:
            return
        key = f"{stays.incident_id}-{goes.incident_id}"
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input("Reason", key=f"why-{key}", placeholder=f"{SAME} / {TWO}", width=420)
            st.button("Merge into the left one", key=f"merge-{key}", on_click=merge, args=(goes, stays, author, key))
            st.button("Keep apart", key=f"apart-{key}", on_click=separate, args=(goes, stays, author, key))


def described(case: Case) -> str:
    """Return an incident in a few lines."""
    counts = [(measure, best) for measure, best in case.values if measure in COUNTS]
    values = ", ".join(f"{number(best)} {words.measure(measure)}" for measure, best in counts[:VALUES])
    return (
        f"<h3>{isolated(clipped(case.title, 140))}</h3>"
        f'<p class="small">{words.date(case.disclosed)} · {isolated(case.accuser or words.NOBODY)} about '
        f"{isolated(words.listed(case.accused, most=4) or words.NOBODY)}</p>"
        f'<p class="small soft">{safe(values or "no number to cite")}</p>'
    )


def number(text: str) -> str:
    """Return a number as people write it."""
    value = words.decimal(text)
    return words.number(value) if value is not None else text


def reason_of(key: str, usual: str) -> str:
    """Return the reason that was given, else the usual one."""
    return str(st.session_state.get(key, "")).strip() or usual


def merge(goes: Case, stays: Case, author: str, key: str) -> None:
    """Let one incident become part of another."""
    ids = (goes.incident_id, stays.incident_id)
    said = f"“{clipped(goes.title, 60)}” becomes part of “{clipped(stays.title, 60)}”."
    decide("merge_incidents", ids, author, reason_of(f"why-{key}", SAME), (), said)


def separate(goes: Case, stays: Case, author: str, key: str) -> None:
    """Keep two incidents apart: they are neither joined nor proposed again."""
    ids = (goes.incident_id, stays.incident_id)
    decide("separate_incidents", ids, author, reason_of(f"why-{key}", TWO), (), "The two stay apart.")


def own_choice(author: str) -> None:
    """Draw the merging of any two incidents, and the renaming of one."""
    held = ask(cases)
    titles = {key: f"{visible(case.title, 90)} ({words.date(case.disclosed)})" for key, case in held.items()}
    with st.expander("Merge any two, or rename one", icon=":material/merge:"):
        options = list(titles)
        first, second = st.columns(2)
        goes = first.selectbox("This one", options, index=None, format_func=lambda key: titles[key], key="own-goes")
        stays = second.selectbox(
            "becomes part of", options, index=None, format_func=lambda key: titles[key], key="own-stays"
        )
        st.text_input("New title (to rename the first instead)", key="own-title", max_chars=200)
        st.text_input("Reason", key="own-why", placeholder="Why: one sentence that stays in the log")
        with st.container(horizontal=True):
            ready = goes is not None and stays is not None and goes != stays
            st.button("Merge", disabled=not ready, on_click=own_merge, args=(held, goes, stays, author))
            st.button("Rename", disabled=goes is None, on_click=own_rename, args=(goes, author))


def own_merge(held: dict[str, Case], goes: str, stays: str, author: str) -> None:
    """Merge two incidents that a person chose."""
    why = str(st.session_state.get("own-why", "")).strip()
    if not why:
        st.session_state[FAULT] = "a decision needs a reason"
        return
    said = f"“{clipped(held[goes].title, 60)}” becomes part of “{clipped(held[stays].title, 60)}”."
    decide("merge_incidents", (goes, stays), author, why, (), said)


def own_rename(incident: str, author: str) -> None:
    """Rename an incident."""
    why, title = (str(st.session_state.get(key, "")).strip() for key in ("own-why", "own-title"))
    if not why:
        st.session_state[FAULT] = "a decision needs a reason"
        return
    decide("rename_incident", (incident,), author, why, (("title", title),), f"Renamed to “{clipped(title, 80)}”.")
