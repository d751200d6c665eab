"""Timeline: what is claimed, event by event; how much rests on one origin, what is contested, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

from store.queries import days
from store.queries import news as news_queries
from store.queries import readings as reading_queries
from store.queries import timeline as queries
from store.queries.days import LanesOfDay
from store.queries.overview import Overview, overview
from store.queries.readings import Reading
from store.queries.timeline import Choices, Filters, Lane, Mark
from views import canvas, dates, day, filters, lanes, news, pages, state, words
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
    top.html(sentence(held, len(fresh), since, is_today=chosen.filters.until is None))
    found = ask(queries.lanes, chosen.filters)
    strips, shown = lanes.sorted_out(found)
    if not found:
        st.write("No incident passes these filters.")
        st.button("Clear the filters", icon=":material/filter_alt_off:", on_click=state.clear, args=(KEPT_VIEW,))
        return
    number = state.page_number("page", -(-len(shown) // ON_A_PAGE))
    here = shown[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    ids = tuple(lane.incident_id for lane in here)
    until = chosen.filters.until
    past = wound_back(ids, until, chosen.filters.measure) if until is not None else None
    here = here if past is None else [lanes.of_day(lane, past) for lane in here]
    if past is not None:
        values: Sequence[Reading] = past.readings
    elif until is not None:
        values = ask(reading_queries.printed_until, ids, until)
    else:
        values = ask(reading_queries.headlined, ids, chosen.filters.measure)
    dated = ask(queries.marks, ids, until)
    printed = until if past is None else None  # what is reconciled again is told as today's values are
    draw(chosen, strips, here, values, dated, fresh, offered, printed)
    news.draw(since)
    lanes.listed(here, values, fresh, printed, until)
    for shared in strips:
        also(shared, fresh, chosen.filters)


def wound_back(ids: tuple[str, ...], until: str, measure: str | None) -> LanesOfDay | None:
    """Return the incidents as they stood on a day, and say what is shown; None where that is only what was printed."""
    can_wait = day.can_wait()
    past = (waited_for if can_wait else on_day)(ids, until, days.lanes, measure)
    if past is not None:
        day.note(until)
    else:
        day.note(until, day.TOO_MUCH if can_wait else day.PRINTED, offers_more=not can_wait)
    return past


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
    first, last = period(chosen, every, offered)
    chart, told = charts.when(every, first, last), alternative(every, first, last)
    picked = canvas.draw(chart, "when", charts.STEP * len(every), told, pick=charts.PICK)
    if picked:
        pages.go(pages.INCIDENT, incident=str(picked[0]["id"]))
    st.caption(HINT)


def also(shared: Sequence[Lane], fresh: dict[str, int], chosen: Filters) -> None:
    """Draw the members of a shared strip in words; wound back, what had been printed by then."""
    ids = tuple(lane.incident_id for lane in shared[: lanes.MOST_SHARED])
    if chosen.until is None:
        values = ask(reading_queries.headlined, ids, chosen.measure)
    else:
        values = ask(reading_queries.printed_until, ids, chosen.until)
    lanes.also(shared, values, fresh, chosen.until)


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


def period(chosen: filters.Chosen, every: Sequence[Strip], offered: Choices) -> tuple[date, date]:
    """Return the first and last day of the chart."""
    points = [point for strip in every for point in (*strip.incidents, *strip.events, *strip.articles)]
    known = [found for point in points if (found := dates.days(point.when)) is not None]
    end = dates.days(chosen.filters.until or offered.last)
    last = max([found.last for found in known] + ([end.last] if end else []), default=date.today())
    if chosen.months is not None:
        return dates.months_before(last, chosen.months), last
    return min((found.first for found in known), default=last), last


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
