"""Incident: one case with everything that is claimed about it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from store.queries import course, days, news
from store.queries import incident as queries
from store.queries import readings as reading_queries
from store.queries.cases import Case, case, cases
from store.queries.days import CaseOfDay
from store.queries.incident import Value
from store.queries.readings import Reading
from views import day, headline, pages, rules, state, words
from views.answers import ask, on_day
from views.case import changes, number_line, parts, printings, repeats, statements
from views.text import isolated, safe, told, visible

TOTAL_FIRST = {"interactions": 0, "accounts": 1}
READINGS = {"distinct": "Distinct readings", "every": "Every relay"}
LOGGED = 12
MOST_MOVES = 12
NOTHING_YET = "Nothing that had been published by then claims a number in this case."
TOO_LARGE = (
    "this case is too large to be reconciled again here, so today's values are shown; "
    "<code>claimline export --as-of</code> writes those of a day"
)


def page() -> None:
    """Draw the page."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    found = chosen_case(row)
    if found is None:
        return
    until, past = wound_back(found.incident_id, row)
    values = past.values if past else ask(queries.values, found.incident_id)
    readings = past.readings if past else ask(reading_queries.readings, (found.incident_id,))
    head(found, values, readings, past)
    if values:
        measure, about = choice(found, values)
        value = next(v for v in values if v.measure == measure and v.accused == about)
        claimed(found, value, headline.of_value(readings, measure, about), past)
        parts.draw([reading for reading in readings if reading.measure == measure], found.accused)
    else:
        measure, about = None, None
        st.html("<p>Nobody claims a number in this case.</p>" if past is None else f"<p>{NOTHING_YET}</p>")
    origins = past.origins if past else ask(queries.asserters, found.incident_id)
    told = past.repeats.get(measure, []) if past else ask(queries.repeats, found.incident_id, measure)
    repeats.draw(told, origins)
    said = ask(course.statements, found.incident_id)
    statements.draw(found, [row for row in said if is_until(row.date or row.published, until)], origins)
    moved = ask(course.moves, found.incident_id, MOST_MOVES)
    dated = ask(course.over_time, found.incident_id, measure, about) if measure and about is not None else []
    log = ask(news.of_incident, found.incident_id, LOGGED)
    shown = [row for row in dated if is_until(row.date, until)], [row for row in moved if is_until(row.date, until)]
    changes.draw(*shown, words.measure(measure or ""), log if until is None else [])
    printings.draw(found.incident_id, measure, until)


def wound_back(incident_id: str, row: DeltaGenerator) -> tuple[str | None, CaseOfDay | None]:
    """Draw the slider; return the day it stands at and the case as of then, neither for today."""
    with row:
        until = day.slider(*ask(queries.period, incident_id))
    if until is None:
        return None, None
    past = on_day((incident_id,), until, days.case, incident_id)
    day.note(until, day.RECONCILED if past is not None else TOO_LARGE)
    return (until, past) if past is not None else (None, None)


def is_until(date: str | None, until: str | None) -> bool:
    """Tell whether a date had come by a day; what is undated stays."""
    return until is None or date is None or date[: len(until)] <= until


def chosen_case(row: DeltaGenerator) -> Case | None:
    """Return the incident that the address names, or the newest; draw the choice of others."""
    every = ask(cases)
    if not every:
        st.title("No incident yet")
        st.write("No article that is held tells of one. `claimline analyze` reads what is new.")
        return None
    wanted = st.query_params.get("incident") or every[0].incident_id
    found = ask(case, wanted)
    if found is None:
        unknown(wanted)
        return None
    titles = {c.incident_id: f"{words.date(c.disclosed)} · {visible(c.title, 100)}" for c in every}
    st.session_state[state.key("incident")] = found.incident_id
    row.selectbox(
        "Incident",
        list(titles),
        format_func=lambda identity: titles[identity],
        key=state.key("incident"),
        on_change=other_case,
        width=640,
        label_visibility="collapsed",
    )
    if found.incident_id != wanted:
        st.html(f'<p class="soft">The incident <code>{safe(wanted[:80])}</code> was merged into this one.</p>')
    return found


def other_case() -> None:
    """Write the chosen incident into the address; what was chosen within the old one is gone."""
    chosen = st.session_state[state.key("incident")]
    st.query_params.clear()
    st.query_params["incident"] = chosen


def unknown(wanted: str) -> None:
    """Say that an id names no incident."""
    st.title("There is no such incident")
    st.html(f"<p>Nothing in the ledger has the id <code>{safe(wanted[:80])}</code>.</p>")
    pages.link(pages.TIMELINE, "Back to the timeline")


def ranked(found: Case, values: Sequence[Value]) -> list[Value]:
    """Return the values with the headline first: interactions, else accounts, else the most carried; totals first."""
    return sorted(values, key=lambda v: (TOTAL_FIRST.get(v.measure, 2), v.accused != found.accused, -v.articles))


def head(found: Case, values: Sequence[Value], readings: Sequence[Reading], past: CaseOfDay | None) -> None:
    """Draw the title, the verdict in one line and the badges."""
    pages.entitle(found.title)
    st.html(f"<h1>{isolated(found.title, limit=300)}</h1>")
    articles, languages = past.articles if past else ask(queries.article_count, found.incident_id)
    slips, gaps = past.alarms if past else ask(queries.alarm_counts, found.incident_id)
    kind = words.KINDS.get(found.kind, words.spelled(found.kind))
    when = f"{kind}, disclosed {words.date(found.disclosed)}." if found.disclosed else f"{kind}, undated."
    first = ranked(found, values)[0] if values else None
    if first is None:
        st.html(f'<p class="lead">{when} No figure is claimed.</p>')
    else:
        own = headline.of_value(readings, first.measure, first.accused)
        said = words.capital(headline.sentence(own, first.status, first.best, first.measure))
        target = f" from {isolated(found.target)}" if found.target else ""
        st.html(f'<p class="lead"><b>{isolated(said)}</b>{target}, {isolated(standing(first))}. {when}</p>')
    badges(first, (slips, gaps), articles, languages)


def standing(value: Value) -> str:
    """Return on whom a value rests."""
    many = f"{words.counted(value.articles, 'article')}, {words.counted(value.origins, 'origin')}"
    if value.status == "contested":
        return f"contested: {many}"
    by = words.listed(words.split(value.claimant), most=3)
    return f"as asserted by {by}: {many}" if by else many


def badges(first: Value | None, alarms: tuple[int, int], articles: int, languages: int) -> None:
    """Draw the badges: standing, alarms, how much is held."""
    with st.container(horizontal=True):
        known = words.STATUSES[first.status] if first is not None else words.NO_FIGURE
        st.badge(known.word, icon=known.icon, color=known.colour, help=known.meaning)  # type: ignore[arg-type]
        slips, gaps = alarms
        if slips:
            st.badge(words.counted(slips, "alarm"), icon=":material/warning:", color="red")
        if gaps:
            st.badge(words.counted(gaps, "disagreement"), icon=":material/contrast:", color="violet")
        held = f"{words.counted(articles, 'article')}, {words.counted(languages, 'language')}"
        st.badge(held, icon=":material/article:", color="gray")


def choice(found: Case, values: Sequence[Value]) -> tuple[str, str]:
    """Draw the choice of measure and of whom it is about; return both."""
    order = ranked(found, values)
    measures = list(dict.fromkeys(value.measure for value in order))
    key = state.one("measure", measures, measures[0])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measure = st.segmented_control(
            "Measure",
            measures,
            format_func=lambda code: words.capital(words.measure(code)),
            key=key,
            on_change=state.keep,
            args=("measure",),
            required=True,
            wrap=True,
        )
        about = [value.accused for value in order if value.measure == measure]
        names = {joined: about_whom(found, joined) for joined in about}
        chosen = about_control(about, names)
    return str(measure), chosen


def about_control(about: list[str], names: dict[str, str]) -> str:
    """Draw the choice of whom a value is about."""
    key = state.one("about", about, about[0])
    chosen = st.selectbox(
        "About",
        about,
        format_func=lambda joined: names[joined],
        key=key,
        on_change=state.keep,
        args=("about",),
        width=280,
    )
    return str(chosen)


def about_whom(found: Case, joined: str) -> str:
    """Return an accused set in words."""
    names = words.split(joined)
    if joined == found.accused and len(names) > 1:
        return f"all {len(names)} accused"
    return visible(words.listed(names, most=3)) if names else words.NOBODY


def claimed(found: Case, value: Value, readings: Sequence[Reading], past: CaseOfDay | None) -> None:
    """Draw the box with the number line."""
    with st.container(border=True):
        said = headline.sentence(readings, value.status, value.best, value.measure)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(f"<h2>{isolated(words.capital(said))}</h2>", width="content")
            shown = st.segmented_control(
                "Readings",
                list(READINGS),
                format_func=lambda code: READINGS[code],
                key=state.one("readings", list(READINGS), "distinct"),
                on_change=state.keep,
                args=("readings",),
                required=True,
                label_visibility="collapsed",
            )
        relays = None
        if shown == "every":
            key = (found.incident_id, value.measure, value.accused)
            relays = headline.of_value(past.relays, *key[1:]) if past else ask(reading_queries.relays, *key)
        number_line.draw(value, readings, relays)
        grade = f" Graded by the Admiralty code. {isolated(value.grade_reason)}" if value.grade_reason else ""
        why = f"{told(value.explanation)} {safe(rules.rule(value.rule))}"
        st.html(f'<p class="small soft">{why}{grade}</p>')


if __name__ == "__main__":
    page()
