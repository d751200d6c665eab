"""Every printing of the figures, page by page, each with a link to its place in the article."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from store.queries.incident import Printing, printing_count, printings
from store.queries.readings import Fault, faults
from views import pages, state, words
from views.answers import ask
from views.text import clipped, isolated

ON_A_PAGE = 15
SCOPES = {"total": "of all", "part": "a part", "subset": "a slice", "rate": "a rate"}


def draw(incident_id: str, measure: str | None, until: str | None) -> None:
    """Draw the section."""
    count = ask(printing_count, incident_id, measure, until)
    if not count:
        return
    with st.container(border=True):
        st.subheader("Every printing")
        number = state.page_number("printing", -(-count // ON_A_PAGE))
        rows = ask(printings, incident_id, measure, ON_A_PAGE, (number - 1) * ON_A_PAGE, until)
        known = ask(faults, tuple(row.figure_id for row in rows if row.slip))
        st.html(f'<p class="soft">{words.counted(count, "printed figure")}, oldest first.</p>')
        for row in rows:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.html(line(row, known.get(row.figure_id, ())), width="stretch")
                pages.link(
                    pages.EVIDENCE, "Evidence", icon=":material/article:", article=row.article_id, figure=row.figure_id
                )


def line(row: Printing, alarms: Sequence[Fault]) -> str:
    """Return one printing in two lines."""
    said = words.quantity(
        row.comparator,
        *(words.decimal(end) for end in (row.value, row.low, row.high)),
        code=row.measure,
        unit=row.unit,
        quote=row.quote,
    )
    about = words.listed(words.split(row.accused), most=4) or words.NOT_STATED
    parts = [
        f"says {isolated(row.claimant)}" if row.claimant else words.NOBODY,
        f"about {isolated(about)}",
        SCOPES.get(row.scope, row.scope),
    ]
    parts += [f"by way of {isolated(row.via)}"] if row.via else []
    parts += [row.stance] if row.stance != "asserted" else []
    parts += ["computed by the writer"] if row.derived else []
    kinds = dict.fromkeys(words.alarm_word(fault.type, False) for fault in alarms)
    alarm = f' <span class="alarm">▲ {", ".join(kinds)}</span>' if kinds else ""
    return (
        f"<b>{isolated(said)}</b>{alarm} “{isolated(clipped(row.quote, 120), row.lang)}”<br>"
        f'<span class="small soft">{isolated(row.outlet)}, {words.date(row.published)} · {" · ".join(parts)}</span>'
    )
