"""Timeline: what is claimed, event by event; how much rests on one origin, what is contested, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import altair as alt
import streamlit as st

from store.queries import days
from store.queries import news as news_queries
from store.queries import readings as reading_queries
from store.queries import timeline as queries
from store.queries.days import LanesOfDay
from store.queries.overview import Overview, overview
from store.queries.readings import Reading
from store.queries.timeline import Choices, Filters, Lane, Mark
from views import canvas, dates, day, filters, lanes, news, pages, state, words, zoom
from views.answers import ask, on_day, waited_for
from views.charts import timeline as charts
from views.charts.timeline import Strip
from views.visits import last_visit

TITLE = "What is claimed about AI model extraction"
ON_A_PAGE = 24
KEPT_VIEW = {"period": "all"}  # what is left of the address when the filters are cleared
SHAPES = (
    "● accusation   ■ court   ◆ government notice   ▼ policy   ✚ denial   ▲ admission   ◯ new since your last visit"
)
HINT = (
    "Click a mark for the case. Shift and scroll zooms, drag moves, double click resets. "
    "Thin ticks: articles as they appeared; small dots: dated events; bars: dates known to the month or year."
)


def page() -> None:
    """Draw the page."""
    st.title(TITLE)
    held, offered = ask(overview), ask(queries.choices)
    since = last_visit()
    fresh = ask(news_queries.counts_since, since) if since else {}
    top = st.container()
    chosen = filters.draw(offered)
    top.html(sentence(held, len(fresh), since, is_today=chosen.as_of is None))
    found = ask(queries.lanes, chosen.filters)
    strips, shown = lanes.sorted_out(found)
    if not found:
        st.write("No incident passes these filters.")
        st.button("Clear the filters", icon=":material/filter_alt_off:", on_click=state.clear, args=(KEPT_VIEW,))
        return
    number = state.page_number("page", -(-len(shown) // ON_A_PAGE))
    here = shown[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    until, beside = chosen.as_of, [members[: lanes.MOST_SHARED] for members in strips]
    past = wound_back(here, [*beside[0], *beside[1]], until, chosen.filters.measure) if until else Past()
    here, values, printed = as_it_stood(here, past.own, chosen)
    dated = ask(queries.marks, tuple(lane.incident_id for lane in here), until)
    draw(chosen, strips, here, values, dated, fresh, offered, printed)
    news.draw(since)
    lanes.listed(here, values, fresh, printed, until)
    for members, some in zip(strips, beside, strict=True):
        lanes.also(members, *as_it_stood(some, past.beside, chosen), fresh, until)


@dataclass(frozen=True, slots=True)
class Past:
    """The lanes of a page as they stood on a day, and the shared strips; None for today and where it is too much."""

    own: LanesOfDay | None = None
    beside: LanesOfDay | None = None


def wound_back(here: Sequence[Lane], beside: Sequence[Lane], until: str, measure: str | None) -> Past:
    """Return the incidents as they stood on a day, and say what is shown: else only what was printed."""
    can_wait = day.can_wait()
    look = waited_for if can_wait else on_day
    own, others = (tuple(lane.incident_id for lane in some) for some in (here, beside))
    both = look((*own, *others), until, days.lanes, measure)
    past = (
        Past(both, both)
        if both is not None
        else Past(*(look(some, until, days.lanes, measure) for some in (own, others)))
    )
    if past.own is not None:
        day.note(until)
    else:
        day.note(until, day.TOO_MUCH if can_wait else day.PRINTED, offers_more=not can_wait)
    return past


def as_it_stood(
    some: Sequence[Lane], past: LanesOfDay | None, chosen: filters.Chosen
) -> tuple[list[Lane], Sequence[Reading], str | None]:
    """Return incidents and readings of the day that is shown, and that day where it is only what was printed."""
    ids = tuple(lane.incident_id for lane in some)
    if past is not None:
        return [lanes.of_day(lane, past) for lane in some], past.readings, None
    if chosen.as_of is not None:
        return list(some), ask(reading_queries.printed_until, ids, chosen.as_of), chosen.as_of
    return list(some), ask(reading_queries.headlined, ids, chosen.filters.measure), None


def sentence(held: Overview, fresh: int, since: str | None, *, is_today: bool = True) -> str:
    """Return what the ledger holds, as one sentence with links to the filtered lists; it is always that of today."""
    now = "" if is_today else "Today: "
    news = (
        f" <b>{words.counted(fresh, 'incident')} with something new</b> since {words.moment(since)}." if since else ""
    )
    standing = (
        linked("./?status=single_origin&period=all", held.single_origin, "rests on one origin", "rest on one origin"),
        linked("./?status=corroborated&period=all", held.corroborated, "is corroborated", "are corroborated"),
        linked("./?status=contested&period=all", held.contested, "is contested", "are contested"),
    )
    one, many = "relay differs from what it repeats", "relays differ from what they repeat"
    slips = linked("disputes?which=relays", held.slips, one, many, nothing=f"No {one}")
    return (
        f'<p class="lead">{now}<b>{words.counted(held.incidents, "incident")}</b> from '
        f"{words.counted(held.relevant, 'article')} in {words.counted(held.languages, 'language')}. "
        f"Of {words.counted(held.values, 'reconciled figure')}, {', '.join(standing)}. "
        f"{slips}.{news}</p>"
    )


def linked(address: str, number: int, one: str, many: str, nothing: str = "") -> str:
    """Return a number with what it counts and the way to it; to nothing there is no way."""
    if not number:
        return nothing or f"none {one}"
    return f'<a href="{address}" target="_self">{number:,} {one if number == 1 else many}</a>'


def draw(
    chosen: filters.Chosen,
    strips: tuple[list[Lane], list[Lane]],
    here: Sequence[Lane],
    values: Sequence[Reading],
    dated: Sequence[Mark],
    fresh: dict[str, int],
    offered: Choices,
    printed: str | None,
) -> None:
    """Draw the chart that was chosen, and open the incident that is clicked."""
    rows = [lanes.strip(lane, values, dated, fresh, printed) for lane in here]
    if chosen.view == "many":
        how_many(rows, here, chosen)
        return
    st.html(f'<div class="small soft legend mark">{SHAPES}</div>')
    every = lanes.shared(*strips, fresh) + rows
    first, last = period(chosen.filters, every, offered)
    held = zoom.held()
    chart = charts.when(every, first, last, held.first)
    by_date(chart, charts.STEP * len(every), alternative(every, first, last), held.key)


@st.fragment
def by_date(chart: alt.LayerChart, height: int, told: str, key: str) -> None:
    """Draw the chart by date; what is clicked is opened, what is zoomed to goes into the address."""
    with canvas.place("when", height):
        modes = [charts.PICK, charts.ZOOM]
        chosen = st.altair_chart(chart, key=key, alt=told, on_select=zoom.keep, selection_mode=modes)
    picked = chosen["selection"].get(charts.PICK) if chosen else None
    if picked:
        pages.go(pages.INCIDENT, incident=str(picked[0]["id"]))
    st.caption(HINT)
    zoom.note()


def how_many(rows: Sequence[Strip], here: Sequence[Lane], chosen: filters.Chosen) -> None:
    """Draw the same incidents by size; those without a number are named."""
    code = chosen.filters.measure or "interactions"
    pairs = [(row, lane) for row, lane in zip(rows, here, strict=True) if row.numbers and lane.measure == code]
    pairs.sort(key=lambda pair: -float(max(end for number in pair[0].numbers for end in number.ends() or [Decimal(0)])))
    sized = [row for row, _ in pairs]
    if not sized:
        st.write(f"No incident on this page gives a number of {words.measure(code)}. Choose another measure.")
    else:
        st.html(
            '<div class="small soft legend mark">● exact   ○→ over, up to the next printed step   ●→ at least   '
            "soft band: about   two marks on a dashed line: origins disagree</div>"
        )
        told = f"{words.counted(len(sized), 'incident')} by claimed number of {words.measure(code)}, largest first: "
        told += "; ".join(f"{row.row.left}, {row.row.right}" for row in sized[:12])
        canvas.draw(charts.how_many(sized, words.measure(code)), "many", charts.STEP * len(sized), told)
    without = [row.row.left for row in rows if not any(row is other for other in sized)]
    if without:
        lanes.without_figure(without, words.measure(code))


def period(chosen: Filters, every: Sequence[Strip], offered: Choices) -> tuple[date, date]:
    """Return the first and last day of the chart: those chosen, else those of what is drawn."""
    points = [point for strip in every for point in (*strip.incidents, *strip.events, *strip.articles)]
    known = [found for point in points if (found := dates.days(point.when)) is not None]
    since, until, newest = (dates.days(end) for end in (chosen.since, chosen.until, offered.last))
    if until is None:
        last = max([found.last for found in known] + ([newest.last] if newest else []), default=date.today())
    else:
        last = until.last
    first = since.first if since is not None else min((found.first for found in known), default=last)
    return min(first, last), last


def alternative(every: Sequence[Strip], first: date, last: date) -> str:
    """Return the chart in words."""
    slips = sum(strip.slips for strip in every)
    return (
        f"Timeline of {words.counted(sum(len(strip.incidents) for strip in every), 'incident')} from "
        f"{words.date(first.isoformat())} to {words.date(last.isoformat())}; "
        f"{words.counted(slips, 'alarm')}. The list below says the same in words."
    )


if __name__ == "__main__":
    page()
