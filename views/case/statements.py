"""How far the accusation went, and what both sides say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from store.queries.incident import Statement
from views import pages, words
from views.text import clipped, isolated, safe

STEPS = {
    "report": "Report",
    "disclosure": "Disclosure",
    "accusation": "Accusation",
    "access_cut": "Access cut",
    "memo": "Memorandum",
    "cable": "Cable",
    "hearing": "Hearing",
    "bill": "Bill",
    "court": "Court",
    "sanction": "Sanction",
}
AGAINST = ("accusation", "disclosure", "report", "memo", "cable", "court", "sanction", "access_cut")
ANSWERS = ("denial", "response", "admission")
MOST = 5


def draw(statements: Sequence[Statement]) -> None:
    """Draw the section, if anything was said."""
    if not statements:
        return
    with st.container(border=True):
        st.subheader("How far it went")
        st.html(ladder(statements))
        left, right = st.columns(2)
        accusing = told(s for s in statements if s.kind in AGAINST)
        answering = told(s for s in statements if s.kind in ANSWERS)
        with left:
            side("What is said", accusing, "accuser", "Nobody is quoted with an accusation.")
        with right:
            side("What is answered", answering, "accused", "No denial, response or admission is held.")


def ladder(statements: Sequence[Statement]) -> str:
    """Return the steps that were taken, each with its first date."""
    first: dict[str, Statement] = {}
    for statement in statements:
        if statement.kind in STEPS:
            known = first.get(statement.kind)
            if known is None or (statement.date or "9999") < (known.date or "9999"):
                first[statement.kind] = statement
    ordered = sorted(first.values(), key=lambda s: (s.date or "9999", list(STEPS).index(s.kind)))
    steps = "".join(
        f'<li><b>{STEPS[s.kind]}</b><br><span class="small soft">{safe(words.date(s.date))}</span></li>'
        for s in ordered
    )
    return f'<ol class="ladder">{steps}</ol>' if steps else '<p class="soft">No dated step is known.</p>'


def told(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements, dated ones first, each quote once."""
    found: dict[str, Statement] = {}
    for statement in statements:
        found.setdefault(statement.quote.strip().casefold(), statement)
    return sorted(found.values(), key=lambda s: (s.date is None, s.date or "", s.published or "", s.event_id))


def side(title: str, statements: Sequence[Statement], role: str, nothing: str) -> None:
    """Draw one side."""
    st.html(f'<p class="soft">{title}</p>')
    if not statements:
        st.html(f"<p>{nothing}</p>")
    for statement in statements[:MOST]:
        when = words.date(statement.date) if statement.date else f"told {words.date(statement.published)}"
        kind = words.spelled(statement.kind)
        with st.container(gap=None):
            st.html(
                f'<blockquote class="said {role}" dir="auto">{isolated(clipped(statement.quote, 320), statement.lang)}'
                f'<footer class="small soft">{kind}, {safe(when)} · {isolated(statement.outlet)}</footer></blockquote>'
            )
            pages.link(
                pages.EVIDENCE,
                "Evidence",
                icon=":material/article:",
                article=statement.article_id,
                event=statement.event_id,
            )
    if len(statements) > MOST:
        st.html(f'<span class="soft">and {len(statements) - MOST} more</span>')
