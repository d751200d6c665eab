"""Every claimed value on one number line, and the reasons of the alarms below it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from store.queries.incident import Value
from store.queries.readings import Reading, faults
from views import canvas, headline, pages, words
from views.answers import ask
from views.charts.numberline import STEP, Decided, Line, number_line
from views.charts.rows import Row
from views.text import clipped, isolated, told

KEY = (
    "● exact   ○→ over, up to the next printed step   ●→ at least   soft band: about   stripes: words only   "
    "▲ alarm   shaded: reconciled range   line: best value   ×15: articles printing it"
)
MOST_REASONS = 4
MOST_ROWS = 120


def draw(value: Value, readings: Sequence[Reading], relays: Sequence[Reading] | None = None) -> None:
    """Draw the number line of one value and the sentences of its alarms; with `relays` a row for each of these."""
    lines = by_asserter(readings, relays)[:MOST_ROWS]
    if not lines:
        st.write("No article gives this figure.")
        return
    st.html(f'<div class="small soft legend mark">{KEY}</div>')
    chart = number_line(lines, decided(value, readings), words.capital(words.measure(value.measure)))
    canvas.draw(chart, "number-line", STEP * len(lines), alternative(value, readings))
    reasons([reading for reading in readings if reading.slip])


def decided(value: Value, readings: Sequence[Reading]) -> Decided:
    """Return what was reconciled, as the chart shades it."""
    best, low, high = (words.decimal(end) for end in (value.best, value.low, value.high))
    if value.status != "contested":
        return Decided(best, low, high)
    picked = headline.chosen(readings, value.status, value.best)
    ends = [words.decimal(reading.value or reading.low or reading.high) for reading in picked]
    return Decided(None, low, high, tuple(end for end in ends if end is not None))


def by_asserter(readings: Sequence[Reading], relays: Sequence[Reading] | None = None) -> list[Line]:
    """Return the rows: a heading for each who claims, then plain readings, words, and alarms last."""
    sides, groups = headline.sides(readings), grouped(readings)
    rows = groups if relays is None else grouped(relays)
    lines = []
    for asserter, members in sorted(groups.items(), key=lambda item: (-weight(item[1]), item[0])):
        side = sides[asserter]
        about = f"{words.SIDES.get(side, side)}, {words.counted(weight(members), 'printing')}"
        lines.append(Line(Row(asserter, right=about, is_head=True)))
        ranked = sorted(
            rows.get(asserter, ()),
            key=lambda r: (r.slip is not None, r.comparator == "vague", -r.articles, r.figure_id),
        )
        lines += [line(reading, every=relays is not None) for reading in ranked]
    return lines


def grouped(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    """Return readings by who claims them."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.asserter or words.NOBODY, []).append(reading)
    return groups


def weight(readings: Sequence[Reading]) -> int:
    """Return how many printings a group of readings has behind it."""
    return sum(reading.articles for reading in readings)


def line(reading: Reading, *, every: bool) -> Line:
    """Return the row of one reading."""
    said, names = headline.written(reading, noun=False), reading.printers()
    printed_by = words.listed(names, most=2)
    if reading.slip is not None or every:
        left, right = words.listed(names, most=1), clipped(reading.quote, 60)
    else:
        times = f" ×{reading.articles}" if reading.articles > 1 else ""
        left, right = f"{said}{times}", printed_by
    slip = words.alarm_word(reading.slip, False) if reading.slip else ""
    return Line(Row(left, right=right), headline.drawn(reading, "", reading.figure_id, slip=slip, who=printed_by))


def alternative(value: Value, readings: Sequence[Reading]) -> str:
    """Return the chart in words."""
    ends = [end for reading in readings for end in (words.decimal(reading.value),) if end is not None]
    spread = f", from {words.number(min(ends))} to {words.number(max(ends))}" if ends else ""
    slips = sum(1 for reading in readings if reading.slip)
    return (
        f"Number line of {words.counted(len(readings), 'claimed value')} of {words.measure(value.measure)}{spread}; "
        f"{words.counted(slips, 'alarm')}. Every printing is listed at the end of the page."
    )


def reasons(slips: Sequence[Reading]) -> None:
    """Draw the figures at fault with the sentence of every alarm on them and a link to the evidence."""
    known = ask(faults, tuple(reading.figure_id for reading in slips[:MOST_REASONS]))
    for reading in slips[:MOST_REASONS]:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            why = " ".join(told(fault.explanation, 600) for fault in known.get(reading.figure_id, ()))
            st.html(
                f'<span class="alarm">▲</span> <b>{isolated(words.listed(reading.printers(), most=1))}</b>, '
                f"“{isolated(clipped(reading.quote, 120))}”: {why}",
                width="stretch",
            )
            pages.link(
                pages.EVIDENCE,
                "Evidence",
                icon=":material/article:",
                article=reading.article_id,
                figure=reading.figure_id,
            )
    if len(slips) > MOST_REASONS:
        with st.container(horizontal=True):
            st.html(f'<span class="soft">and {len(slips) - MOST_REASONS} more</span>', width="content")
            pages.link(pages.DISPUTES, "All in Disputes", incident=slips[0].incident_id, which="relays")
