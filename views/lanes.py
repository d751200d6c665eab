"""The incidents of the timeline as rows of the chart and as a list in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from store.queries.days import LanesOfDay
from store.queries.readings import Reading
from store.queries.timeline import Lane, Mark
from views import headline, pages, words
from views.charts.rows import Row
from views.charts.timeline import Point, Strip
from views.text import isolated

POLICY, RESPONSES = ("policy",), ("denial", "admission")
LONGEST_TITLE = 40
LIST_WIDTH = 900
MOST_SHARED = 8
VALUE_FIELDS = ("measure", "about", "best", "low", "high", "status", "origins", "articles")
VERBS = {"allegation": "accuses", "court": "sues", "government": "names", "denial": "denies", "admission": "admits"}


def sorted_out(found: Sequence[Lane]) -> tuple[tuple[list[Lane], list[Lane]], list[Lane]]:
    """Return the policy and the response incidents, which share a strip each, and the incidents with a lane."""
    policy = [lane for lane in found if lane.kind in POLICY]
    responses = [lane for lane in found if lane.kind in RESPONSES]
    return (policy, responses), [lane for lane in found if lane.kind not in (*POLICY, *RESPONSES)]


def short_title(lane: Lane) -> str:
    """Return a title that fits the axis: who accuses whom."""
    accused, verb = words.split(lane.accused), VERBS.get(lane.kind)
    if len(lane.title) <= LONGEST_TITLE or not lane.accuser or not accused or verb is None:
        return lane.title
    more = f" and {len(accused) - 1} more" if len(accused) > 1 else ""
    return f"{lane.accuser} {verb} {accused[0]}{more}"


def of_day(lane: Lane, past: LanesOfDay) -> Lane:
    """Return a lane with the value it had on a day; without any where nothing told of it by then."""
    then = past.lanes.get(lane.incident_id)
    if then is None:
        nothing: dict[str, Any] = dict.fromkeys(VALUE_FIELDS)
        return replace(lane, **nothing, slips=0, disagreements=0)
    return replace(then, incident_id=lane.incident_id, title=lane.title, kind=lane.kind, disclosed=lane.disclosed)


def strip(
    lane: Lane, values: Sequence[Reading], dated: Sequence[Mark], fresh: dict[str, int], until: str | None
) -> Strip:
    """Return the row of one incident."""
    own = readings_of(lane, values)
    kind = words.KINDS.get(lane.kind, words.spelled(lane.kind))
    row = Row(
        short_title(lane),
        f"{kind}, {words.date(lane.disclosed)}",
        words.capital(figure(lane, own, until)),
        standing(lane, own, fresh, until),
    )
    told = f"{lane.title}. {words.capital(figure(lane, own, until))}"
    mine = [mark for mark in dated if mark.incident_id == lane.incident_id]
    picked = headline.chosen(own, lane.status, lane.best) if until is None else headline.leads(own)[:1]
    return Strip(
        row,
        [Point(lane.kind, lane.disclosed, told, lane.incident_id, lane.incident_id in fresh)] if lane.disclosed else [],
        [Point(m.kind, m.date, event_words(m)) for m in mine if m.kind != "article"],
        [
            Point("article", m.date, f"{words.counted(m.number, 'article')}, {words.date(m.date)}")
            for m in mine
            if m.kind == "article"
        ],
        lane.slips if until is None else sum(1 for reading in own if reading.slip),
        [
            headline.drawn(reading, "", lane.incident_id, who=reading.asserter or "")
            for reading in picked
            if reading.comparator != "vague"
        ],
    )


def event_words(mark: Mark) -> str:
    """Return what the tooltip of an event says."""
    quote = f": {mark.words[:160]}" if mark.words else ""
    return f"{words.spelled(mark.kind)}, {words.date(mark.date)}{quote}"


def readings_of(lane: Lane, values: Sequence[Reading]) -> list[Reading]:
    """Return the readings behind the headline of an incident."""
    if lane.measure is None or lane.about is None:
        return []
    mine = [reading for reading in values if reading.incident_id == lane.incident_id]
    return headline.of_value(mine, lane.measure, lane.about)


def figure(lane: Lane, own: Sequence[Reading], until: str | None) -> str:
    """Return the headline figure in words; wound back, what most articles had printed by then."""
    if until is None:
        return headline.sentence(own, lane.status, lane.best, lane.measure)
    first = headline.leads(own)[:1]
    return headline.written(first[0]) if first else words.NO_FIGURE.word


def standing(lane: Lane, own: Sequence[Reading], fresh: dict[str, int], until: str | None) -> str:
    """Return status, articles and news in a few words."""
    parts = []
    if until is not None:
        printed = sum(reading.articles for reading in own)
        parts.append(f"printed by then, {words.counted(printed, 'article')}" if own else "nothing printed by then")
    elif lane.status is None:
        parts += [words.KINDS[lane.kind]] if lane.kind in (*POLICY, *RESPONSES) else []
    else:
        known = words.STATUSES[lane.status]
        parts += [f"{known.mark} {known.word}", words.counted(lane.articles or 0, "article")]
    if lane.incident_id in fresh:
        parts.append("new")
    return " · ".join(parts)


def shared(policy: Sequence[Lane], responses: Sequence[Lane], fresh: dict[str, int]) -> list[Strip]:
    """Return the two strips that policy and responses share."""
    strips = []
    for title, members in (("Policy and law", policy), ("Denials and admissions", responses)):
        points = [
            Point(m.kind, m.disclosed, f"{m.title}, {words.date(m.disclosed)}", m.incident_id, m.incident_id in fresh)
            for m in members
            if m.disclosed
        ]
        if members:
            strips.append(Strip(Row(title, words.counted(len(members), "event")), points))
    return strips


def listed(
    found: Sequence[Lane], values: Sequence[Reading], fresh: dict[str, int], until: str | None, day: str | None
) -> None:
    """Draw the same in words: for the keyboard and for those who hear the page; links keep the day."""
    st.subheader("The same in words")
    for lane in found:
        row(lane, line(lane, readings_of(lane, values), fresh, until), day)


def also(members: Sequence[Lane], values: Sequence[Reading], fresh: dict[str, int], until: str | None) -> None:
    """Draw the newest members of a shared strip in words, and say how many more there are."""
    for lane in members[:MOST_SHARED]:
        row(lane, line(lane, readings_of(lane, values), fresh, until), until)
    if len(members) > MOST_SHARED:
        kind = words.KINDS[members[0].kind].lower()
        st.html(f'<p class="soft">and {len(members) - MOST_SHARED:,} more ({kind}); filter by party or date.</p>')


def row(lane: Lane, words_of_it: str, day: str | None = None) -> None:
    """Draw one line with the way to its incident."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, width=LIST_WIDTH):
        st.html(words_of_it, width="stretch")
        pages.link(pages.INCIDENT, "Open", icon=":material/arrow_forward:", incident=lane.incident_id, as_of=day)


def line(lane: Lane, own: Sequence[Reading], fresh: dict[str, int], until: str | None) -> str:
    """Return one incident as a line."""
    said = figure(lane, own, until)
    alarm = (
        f' · <span class="alarm">▲ {words.counted(lane.slips, "alarm")}</span>' if lane.slips and until is None else ""
    )
    news = standing(lane, own, fresh, until)
    more = f' <span class="soft">· {isolated(news)}</span>' if news else ""
    return (
        f'<span class="soft">{words.date(lane.disclosed)}</span> <b>{isolated(lane.title)}</b><br>'
        f"{isolated(words.capital(said))}{more}{alarm}"
    )


def without_figure(titles: Sequence[str], noun: str) -> None:
    """Name the incidents that the chart by size cannot show."""
    names = ", ".join(isolated(title) for title in titles)
    st.html(f'<p class="soft">Without a number of {noun}: {names}.</p>')
