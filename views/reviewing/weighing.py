"""Decisions on one incident: split it, say which articles share an origin, set a value; and the grade of a source."""

from __future__ import annotations

import streamlit as st

from store.queries.choices import Page, Value, asserters, pages_of, values_of
from store.queries.merges import cases
from views import words
from views.answers import ask
from views.reviewing.deciding import FAULT, decide
from views.text import clipped, visible

GRADES = {
    "A": "A: official body, own document",
    "B": "B: named party, own document",
    "C": "C: named party through known press",
    "D": "D: known, and doubted",
    "E": "E: has taken numbers back",
    "F": "F: cannot be judged",
}
REASON = "Why: one sentence that stays in the log"


def draw(author: str | None) -> None:
    """Draw the forms."""
    if author is None:
        st.html('<p class="soft">Give your name above to decide on an incident or a source.</p>')
        return
    held = ask(cases)
    titles = {key: f"{visible(case.title, 90)} ({words.date(case.disclosed)})" for key, case in held.items()}
    incident = st.selectbox(
        "Incident",
        list(titles),
        index=None,
        format_func=lambda key: titles[key],
        key="weigh-incident",
        placeholder="Choose an incident to split it, to compare its articles or to set a value",
    )
    if incident is not None:
        found = {page.article_id: named(page) for page in ask(pages_of, incident)}
        with st.container(border=True):
            splitting(incident, found, author)
        with st.container(border=True):
            comparing(found, author)
        with st.container(border=True):
            setting(incident, ask(values_of, incident), author)
    with st.container(border=True):
        grading(author)


def named(page: Page) -> str:
    """Return an article in a line."""
    outlet = visible(page.outlet or "outlet not stated", 40)
    return f"{outlet}, {words.date(page.published)}: {visible(page.title or '', 80)}"


def reason(key: str) -> str | None:
    """Return the reason given; None with the fault remembered where there is none."""
    why = str(st.session_state.get(key, "")).strip()
    if not why:
        st.session_state[FAULT] = "a decision needs a reason"
        return None
    return why


def splitting(incident: str, found: dict[str, str], author: str) -> None:
    """Draw the form that takes articles out of an incident."""
    st.subheader("Split the incident")
    leaving = st.multiselect(
        "Articles that report another case", list(found), format_func=lambda key: found[key], key=f"split-{incident}"
    )
    key = f"split-why-{incident}"
    st.text_input("Reason", key=key, placeholder=REASON)
    ready = 0 < len(leaving) < len(found)
    st.button("Split off", disabled=not ready, on_click=split, args=(incident, tuple(leaving), author, key))


def split(incident: str, leaving: tuple[str, ...], author: str, key: str) -> None:
    """Take articles out of an incident into one of their own."""
    if (why := reason(key)) is not None:
        said = f"{words.counted(len(leaving), 'article')} split off into an incident of their own."
        decide("split_incident", (incident, *leaving), author, why, (), said)


def comparing(found: dict[str, str], author: str) -> None:
    """Draw the form that says whether two articles rest on one origin."""
    st.subheader("One origin or two")
    columns = st.columns(2)
    first = columns[0].selectbox(
        "This article", list(found), index=None, format_func=lambda key: found[key], key="origin-first"
    )
    second = columns[1].selectbox(
        "and this one", list(found), index=None, format_func=lambda key: found[key], key="origin-second"
    )
    st.text_input("Reason", key="origin-why", placeholder=REASON)
    ready = first is not None and second is not None and first != second
    with st.container(horizontal=True):
        for kind, label in (("same_origin", "Same origin"), ("different_origin", "Different origins")):
            st.button(label, disabled=not ready, on_click=relate, args=(kind, first, second, author))


def relate(kind: str, first: str, second: str, author: str) -> None:
    """Mark two articles as resting on one origin or on two."""
    if (why := reason("origin-why")) is not None:
        said = "the two articles rest on one origin." if kind == "same_origin" else "the two have origins of their own."
        decide(kind, (first, second), author, why, (), said)


def setting(incident: str, values: list[Value], author: str) -> None:
    """Draw the form that sets the number to cite."""
    st.subheader("Set the number to cite")
    labels = [f"{words.measure(v.measure)}, {visible(v.accused or words.NOBODY, 90)}: {shown(v)}" for v in values]
    place = st.selectbox(
        "Value", list(range(len(values))), index=None, format_func=lambda n: labels[n], key=f"value-{incident}"
    )
    columns = st.columns([1, 3])
    number = columns[0].text_input("Number", key=f"value-best-{incident}", placeholder="16000000")
    key = f"value-why-{incident}"
    columns[1].text_input("Reason", key=key, placeholder=REASON)
    chosen = values[place] if place is not None else None
    ready = chosen is not None and bool(number.strip())
    st.button("Set value", disabled=not ready, on_click=accept, args=(incident, chosen, author, key))


def shown(value: Value) -> str:
    """Return what a value says now."""
    best = words.decimal(value.best or "")
    return words.number(best) if best is not None else value.status.replace("_", " ")


def accept(incident: str, value: Value, author: str, key: str) -> None:
    """Set the number of a value."""
    best = str(st.session_state.get(f"value-best-{incident}", "")).strip().replace(",", "").replace(" ", "")
    if (why := reason(key)) is not None:
        fields = (("measure", value.measure), ("accused", value.accused), ("best", best))
        said = f"{words.measure(value.measure)} set to {clipped(best, 40)}."
        decide("accept_value", (incident,), author, why, fields, said)


def grading(author: str) -> None:
    """Draw the form that grades a source."""
    st.subheader("Grade a source")
    known = ask(asserters)
    columns = st.columns(2)
    name = columns[0].selectbox(
        "Who stands behind figures",
        list(known),
        index=None,
        format_func=lambda key: f"{visible(key, 80)} (now {known[key]})",
        key="grade-name",
    )
    columns[1].selectbox("Grade", list(GRADES), index=None, format_func=lambda g: GRADES[g], key="grade-letter")
    st.text_input("Reason", key="grade-why", placeholder=REASON)
    ready = name is not None and st.session_state.get("grade-letter") is not None
    st.button("Grade", disabled=not ready, on_click=grade, args=(name, author))


def grade(name: str, author: str) -> None:
    """Grade whoever stands behind figures."""
    letter = str(st.session_state.get("grade-letter", ""))
    if (why := reason("grade-why")) is not None:
        decide("mark_source", (name,), author, why, (("grade", letter),), f"“{clipped(name, 60)}” graded {letter}.")
