"""How far the accusation went, and what both sides say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from store.queries.cases import Case
from store.queries.course import Statement
from store.queries.incident import OriginRow
from views import pages, words
from views.text import clipped, isolated, safe

RUNGS = {
    "press_leak": "Press leak",
    "company_statement": "Company statement",
    "memo_to_lawmakers": "Memo to lawmakers",
    "government_memorandum": "Government memorandum",
    "court_filing": "Court filing",
    "finding": "Finding",
}
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
BROUGHT = {"government": "government_memorandum", "court": "court_filing"}
MOST = 5


def draw(case: Case, statements: Sequence[Statement], origins: Sequence[OriginRow]) -> None:
    """Draw the section, if anything was said."""
    if not statements and not origins:
        return
    with st.container(border=True):
        st.subheader("How far it went")
        st.html(ladder(standing(case, origins)) + steps(statements))
        left, right = st.columns(2)
        accusing = told(s for s in statements if s.kind in AGAINST)
        answering = told(s for s in statements if s.kind in ANSWERS)
        with left:
            side("What is said", accusing, "accuser", "Nobody is quoted with an accusation.")
        with right:
            side("What is answered", answering, "accused", "No denial, response or admission is held.")


def standing(case: Case, origins: Sequence[OriginRow]) -> dict[str, list[tuple[str, str]]]:
    """Return who stands on which rung, each with a side: whoever claims a figure, else whoever brought the case."""
    found: dict[str, list[tuple[str, str]]] = {}
    for origin in origins:
        found.setdefault(origin.rung or "", []).append((origin.asserter, origin.side))
    rung = BROUGHT.get(case.kind)
    if not found and rung is not None and case.accuser:
        found[rung] = [(case.accuser, "accuser")]
    return found


def ladder(found: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Return the ladder from a press leak to a finding; the rungs that were reached carry who stands on them."""
    items = []
    for code, word in RUNGS.items():
        here = found.get(code, [])
        names = "<br>".join(
            f'<span class="{safe(side)}">●</span> {isolated(clipped(asserter, 60))}' for asserter, side in here[:3]
        )
        more = f"<br>and {len(here) - 3} more" if len(here) > 3 else ""
        state, said = ("reached", names + more) if here else ("", "")
        items.append(f'<li class="{state}"><b>{word}</b><div class="small">{said}</div></li>')
    return f'<ol class="ladder" aria-label="Accusation ladder, lowest rung first">{"".join(items)}</ol>'


def steps(statements: Sequence[Statement]) -> str:
    """Return the dated steps, each with its first date."""
    first: dict[str, Statement] = {}
    for statement in statements:
        if statement.kind in STEPS and statement.date:
            known = first.get(statement.kind)
            if known is None or statement.date < (known.date or "9999"):
                first[statement.kind] = statement
    ordered = sorted(first.values(), key=lambda s: (s.date or "", list(STEPS).index(s.kind)))
    dated = " · ".join(f"{STEPS[s.kind]} {safe(words.date(s.date))}" for s in ordered)
    return f'<p class="small soft">First dated: {dated}</p>' if dated else ""


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
