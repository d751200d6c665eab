"""How the figure moved: what was printed when, and what pages changed later."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from store.queries.course import Dated, Moved
from store.queries.news import News
from store.queries.versions import Change, Printed
from views import canvas, news, pages, words
from views.charts.changes import HEIGHT, over_time
from views.folding import folded
from views.text import isolated, told


def draw(dated: Sequence[Dated], changes: Sequence[Moved], noun: str, log: Sequence[News]) -> None:
    """Draw the section, if anything moved or was printed on several days."""
    several = len({row.date for row in dated}) > 1
    if not several and not changes and not log:
        return
    with st.container(border=True):
        st.subheader("How the figure moved" if dated or changes else "What changed")
        chart = over_time(dated, words.capital(noun)) if several else None
        if chart is not None:
            days = sorted(row.date for row in dated)
            alt_text = (
                f"Printed values of {noun} from {words.date(days[0])} to {words.date(days[-1])}, by day of publication."
            )
            canvas.draw(chart, "over-time", HEIGHT - canvas.AXIS, alt_text)
        if dated and not changes:
            st.html('<p class="soft">Neither a page that is held nor an origin has changed its figure.</p>')
        for change in changes:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                when = f'<span class="soft">{words.date(change.date)}</span>'
                st.html(f"{when} {told(change.explanation, 400)}", width="stretch")
                to = {"article": change.article_id, "figure": change.figure_id}
                pages.link(pages.EVIDENCE, "Evidence", icon=":material/difference:", **to)
        if log:
            folded("What analyses changed in this case", "log", None, news.listed, log)


def sentence(change: Change) -> str:
    """Return one change in words."""
    before, after = (f"“{isolated(said(side))}”" if side else None for side in (change.before, change.after))
    where = f"{isolated(change.outlet)}, seen {words.date(change.seen)}"
    if before and after:
        return f"{where}: {before} became <b>{after}</b>"
    return f"{where}: {after} was added" if after else f"{where}: {before} was taken out"


def said(printed: Printed) -> str:
    """Return a figure of a version in words."""
    value, low, high = (words.decimal(end) for end in (printed.value, printed.low, printed.high))
    return words.quantity(
        printed.comparator, value, low, high, code=printed.measure, unit=printed.unit, quote=printed.quote
    )
