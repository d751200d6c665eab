"""The queue of doubted readings: one at a time, its words large, what was read from them, and what to do about it."""

from __future__ import annotations

import streamlit as st

from store.judgements import CHOICES, CORRECTABLE
from store.queries.doubts import Doubt, doubted
from views import pages, words
from views.answers import ask
from views.reviewing.deciding import FAULT, decide
from views.text import clipped, isolated, safe

MOST = 200
DOUBTS = {
    "no_claimant": "The text names nobody who says it.",
    "claimant_from_case": "Nobody is named as saying it; it was taken for a claim of the accuser.",
    "claimant_from_page": "Who says it was taken from whose page it is, not from the sentence.",
    "claimant_by_reference": "Who says it was taken from a word that refers back (it, the company).",
    "claimant_from_paragraph": "Who says it was taken from the paragraph, not from the sentence.",
}
STANCES = {
    "asserted": "a claim",
    "denied": "a claim that is denied",
    "hypothetical": "a supposition",
    "background": "background, not a claim of this case",
}
ACTIONS = {"accept_figure": "Accept", "correct_figure": "Correct", "reject_figure": "Reject"}
SAID = {"accept_figure": "accepted", "correct_figure": "corrected", "reject_figure": "rejected"}
READ_RIGHT = "The source says so."
FIELDS = {
    "value": "Number",
    "comparator": "Hedge",
    "measure": "Of what",
    "unit": "Noun",
    "scope": "How much of the case",
    "stance": "How the text stands to it",
    "claimant": "Who says it",
    "accused": "About whom, separated by ;",
}


def draw(author: str | None) -> None:
    """Draw the reading that the address names, else the first of the queue."""
    rows = ask(doubted, MOST + 1)
    if not rows:
        st.write("No reading waits for a person. New ones appear when an analysis is unsure.")
        return
    place = next((n for n, row in enumerate(rows) if row.figure_id == st.query_params.get("figure")), 0)
    row = rows[place]
    waiting = f"more than {MOST:,}" if len(rows) > MOST else words.counted(len(rows), "reading")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="soft">{place + 1} of {waiting}, those in an alarm first</p>')
        st.button("Back", disabled=place == 0, on_click=show, args=(rows[max(place - 1, 0)].figure_id,))
        after = rows[min(place + 1, len(rows) - 1)].figure_id
        st.button("Skip", disabled=place == len(rows) - 1, on_click=show, args=(after,))
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="large")
        with left:
            printed(row)
        with right:
            st.html(reading(row))
    if author is not None:
        following = rows[place + 1].figure_id if place + 1 < len(rows) else None
        form(row, author, following)
    elif st.query_params.get("figure") is None:
        st.html('<p class="soft">Give your name above to accept, correct or reject.</p>')


def show(figure_id: str) -> None:
    """Put a reading into the address."""
    st.query_params["figure"] = figure_id


def printed(row: Doubt) -> None:
    """Draw the words as printed, and the way to the article."""
    before, found, after = row.sentence.partition(row.quote)
    text = f'{safe(before)}<mark class="figure">{safe(found or row.quote)}</mark>{safe(clipped(after, 300))}'
    where = f"{isolated(row.outlet or 'outlet not stated')}, {words.date(row.published)}"
    st.html(
        f'<p class="soft small">As printed</p><blockquote class="said lead" dir="auto" lang="{safe(row.lang)}">{text}'
        f'<footer class="small soft">{where} · {isolated(clipped(row.title or "", 120))}</footer></blockquote>'
    )
    with st.container(horizontal=True):
        pages.link(pages.EVIDENCE, "Evidence", icon=":material/article:", article=row.article_id, figure=row.figure_id)
        if row.incident_id is not None:
            pages.link(pages.INCIDENT, "Incident", icon=":material/folder_open:", incident=row.incident_id)


def reading(row: Doubt) -> str:
    """Return what was read, and why it is doubted."""
    ends = (words.decimal(text) for text in (row.value, row.low, row.high))
    amount = words.quantity(row.comparator, *ends, code=row.measure, unit=row.unit, quote=row.quote)
    lines = {
        "Read as": amount,
        "Counts": f"{words.measure(row.measure)}, {words.SCOPES.get(row.scope, row.scope)}",
        "Who says it": row.claimant or words.NOBODY,
        "About": words.listed(words.split(row.accused)) or words.NOBODY,
        "Period": words.period(row.window_start, row.window_end),
        "Said as": STANCES.get(row.stance, row.stance),
        "Incident": clipped(row.incident or "none", 90),
    }
    table = "".join(f'<tr><td class="soft">{name}</td><td>{isolated(value)}</td></tr>' for name, value in lines.items())
    why = "".join(f"<li>{safe(DOUBTS.get(doubt, words.spelled(doubt)))}</li>" for doubt in row.doubts)
    alarm = '<p class="alarm small">▲ An alarm hangs on this figure.</p>' if row.in_alarm else ""
    return (
        f'<p class="soft small">As read</p><table class="read">{table}</table>'
        f'<p class="soft small">Why a person should look</p><ul class="small">{why}</ul>{alarm}'
    )


def form(row: Doubt, author: str, following: str | None) -> None:
    """Draw the three decisions with their reason."""
    action = st.segmented_control(
        "Decision",
        list(ACTIONS),
        format_func=lambda code: ACTIONS[code],
        default="accept_figure",
        required=True,
        key=f"action-{row.figure_id}",
        label_visibility="collapsed",
    )
    if action == "correct_figure":
        corrections(row)
    reason = f"reason-{row.figure_id}-{action}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Reason",
            key=reason,
            value=READ_RIGHT if action == "accept_figure" else "",
            placeholder="Why: one sentence that stays in the log",
            width=520,
        )
        st.button(
            "Save decision",
            on_click=save,
            args=(row, action, author, reason, following),
        )


def corrections(row: Doubt) -> None:
    """Draw the fields that can be corrected, filled with what was read."""
    with st.container(border=True):
        for names in (("value", "comparator", "measure", "unit"), ("scope", "stance", "claimant", "accused")):
            for name, column in zip(names, st.columns(4), strict=True):
                field(row, name, column)


def field(row: Doubt, name: str, place: object) -> None:
    """Draw one field."""
    current = getattr(row, name) or ""
    where = f"field-{row.figure_id}-{name}"
    if name in CHOICES:
        options = sorted(CHOICES[name])
        index = options.index(current) if current in options else 0
        place.selectbox(FIELDS[name], options, index=index, key=where, format_func=words.spelled)  # type: ignore[attr-defined]
    else:
        place.text_input(FIELDS[name], value=current, key=where)  # type: ignore[attr-defined]


def changed(row: Doubt) -> tuple[tuple[str, str], ...]:
    """Return the fields that a person changed."""
    found = []
    for name in FIELDS:
        new = str(st.session_state.get(f"field-{row.figure_id}-{name}", getattr(row, name) or "")).strip()
        if name in CORRECTABLE and new != (getattr(row, name) or ""):
            found.append((name, new))
    return tuple(found)


def save(row: Doubt, action: str, author: str, reason: str, following: str | None) -> None:
    """Keep the decision and go on to the next reading."""
    why = str(st.session_state.get(reason, "")).strip()
    if not why:
        st.session_state[FAULT] = "a decision needs a reason"
        return
    values = changed(row) if action == "correct_figure" else ()
    if decide(action, (row.figure_id,), author, why, values, f"“{clipped(row.quote, 60)}” {SAID[action]}."):
        if following is None:
            st.query_params.pop("figure", None)
        else:
            show(following)
