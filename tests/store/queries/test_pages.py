"""What the pages ask: counts agree with the tables, filters keep what they say, both engines give the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select

from store.printed import JOINED, is_live
from store.queries import course, disputes, evidence, incident, news, overview, readings, sources, timeline
from store.queries.cases import case, cases
from store.queries.disputes import Wanted
from store.queries.readings import Reading
from store.queries.timeline import Filters
from store.tables import articles, figure_links, figures, findings, incident_aliases, incidents

MOST = 1000


def ids(asked: Connection) -> list[str]:
    """Return the ids of all incidents."""
    return [one.incident_id for one in cases(asked)]


def test_overview_counts_what_is_there(asked: Connection) -> None:
    """As a person would count."""
    held = overview.overview(asked)
    assert held.articles == asked.execute(select(func.count()).select_from(articles)).scalar_one()
    assert held.incidents == len(cases(asked)) > 3
    alarms = select(func.count()).select_from(findings).where(findings.c.level == "alarm")
    assert held.slips + held.disagreements == asked.execute(alarms).scalar_one()
    assert not held.samples
    assert not overview.is_empty(asked)


def test_merged_ids_lead_to_the_incident_that_stayed(asked: Connection) -> None:
    """An unknown id leads nowhere."""
    first = ids(asked)[0]
    asked.execute(insert(incident_aliases).values(old_id="inc-old", incident_id=first))
    merged = case(asked, "inc-old")
    assert merged is not None
    assert merged.incident_id == first
    assert case(asked, "inc-never") is None
    asked.rollback()


def test_every_incident_has_one_lane_with_its_headline(asked: Connection) -> None:
    """Interactions before accounts, and its own status."""
    found = timeline.lanes(asked, Filters())
    assert sorted(lane.incident_id for lane in found) == sorted(ids(asked))
    for lane in found:
        values = incident.values(asked, lane.incident_id)
        measures = {value.measure for value in values}
        assert (lane.measure is None) == (not values)
        if "interactions" in measures:
            assert lane.measure == "interactions"
        assert lane.status in {value.status for value in values if value.measure == lane.measure} | {None}
        assert (lane.slips, lane.disagreements) == incident.alarm_counts(asked, lane.incident_id)


def test_filters_keep_what_they_say(asked: Connection) -> None:
    """Each of them, and nothing is lost between a status and the rest."""
    every = timeline.lanes(asked, Filters())
    offered = timeline.choices(asked)
    party = offered.parties[0]
    for lane in timeline.lanes(asked, Filters(party=party)):
        assert party in {lane.accuser, *lane.accused.split(";")}
    statuses = [timeline.lanes(asked, Filters(status=s)) for s in ("single_origin", "corroborated", "contested")]
    rest = [timeline.lanes(asked, Filters(status=s)) for s in ("vague_only", "none")]
    assert sum(len(part) for part in statuses + rest) == len(every)
    spoken = timeline.lanes(asked, Filters(lang="de"))
    assert 0 < len(spoken) < len(every)
    dated = [lane for lane in every if lane.disclosed]
    middle = sorted(str(lane.disclosed) for lane in dated)[len(dated) // 2]
    assert all((lane.disclosed or middle) <= middle for lane in timeline.lanes(asked, Filters(until=middle)))
    assert timeline.lanes(asked, Filters(party="%")) == []


def test_readings_count_every_live_printing_once(asked: Connection) -> None:
    """One row for each printing is the same set of figures, unfolded."""
    for one in ids(asked):
        folded = readings.readings(asked, (one,))
        unfolded = readings.relays(asked, one)
        live = (
            select(func.count())
            .select_from(figure_links.join(figures, figures.c.figure_id == figure_links.c.figure_id))
            .where(figure_links.c.incident_id == one, is_live())
        )
        assert len(unfolded) == asked.execute(live).scalar_one()
        assert len(folded) <= len(unfolded)
        again = map(named_once, readings.printed_until(asked, (one,), "9999"))
        assert sorted(map(repr, folded)) == sorted(map(repr, again))
        assert readings.printed_until(asked, (one,), "2000-01-01") == []
        for value in incident.values(asked, one):
            mine = readings.relays(asked, one, value.measure, value.accused)
            assert mine == [r for r in unfolded if (r.measure, r.accused) == (value.measure, value.accused)]


def named_once(reading: Reading) -> Reading:
    """Return a reading with each outlet named once, as it is kept."""
    return replace(reading, outlets=JOINED.join(sorted(set(reading.outlets.split(JOINED)))))


def test_headlines_are_of_the_first_measure_and_the_whole(asked: Connection) -> None:
    """Interactions before accounts before what most articles carry; the readings behind it are all of its own."""
    shown = timeline.lanes(asked, Filters())
    kept = readings.headlined(asked, [lane.incident_id for lane in shown], None)
    place = {"interactions": 0, "accounts": 1}
    for lane in shown:
        values = incident.values(asked, lane.incident_id)
        ranked = sorted(values, key=lambda v: (-v.articles, v.measure, v.accused))
        ranked.sort(key=lambda v: (place.get(v.measure, 2), v.accused != lane.accused))
        headline = (ranked[0].measure, ranked[0].accused, ranked[0].best) if ranked else (None, None, None)
        assert (lane.measure, lane.about, lane.best) == headline
        mine = readings.readings(asked, (lane.incident_id,))
        own = [r for r in mine if (r.measure, r.accused) == headline[:2]]
        assert [r for r in kept if r.incident_id == lane.incident_id] == own


def test_every_alarm_is_on_exactly_one_card(asked: Connection) -> None:
    """Slips one by one; a disagreement is folded, and its card counts the printings."""
    slips, number = disputes.disputes(asked, Wanted(False), MOST, 0)
    alarms = sum(n for _, between, n in disputes.kinds(asked) if not between)
    assert len(slips) == number == alarms > 0
    gaps, _ = disputes.disputes(asked, Wanted(True), MOST, 0)
    assert 0 < len(gaps) <= sum(n for _, between, n in disputes.kinds(asked) if between)
    first = disputes.disputes(asked, Wanted(False), 2, 0)[0] + disputes.disputes(asked, Wanted(False), MOST, 2)[0]
    assert first == slips
    shown = disputes.quoted(asked, disputes.needed(slips))
    for card in slips:
        if card.figure_id is not None:
            quoted = shown[card.figure_id]
            inside = quoted.start - quoted.sentence_start
            assert quoted.sentence[inside : inside + len(quoted.quote)] == quoted.quote


def test_heads_of_columns_are_found_by_place() -> None:
    """The cell that holds the figure has the head; other blocks have none."""
    cells = [
        {"span": {"start": 10, "end": 19}, "head": ""},
        {"span": {"start": 20, "end": 24}, "head": "February 2026"},
    ]
    blocks: list[dict[str, Any]] = [
        {"span": {"start": 0, "end": 9}, "cells": []},
        {"span": {"start": 10, "end": 24}, "cells": cells},
    ]
    assert [disputes.head_at(blocks, at) for at in (3, 12, 21, 99)] == ["", "", "February 2026", ""]


def test_evidence_stands_at_its_places(asked: Connection) -> None:
    """Figures, claimants and dates are where the text has them."""
    marked = 0
    for row in evidence.newest(asked, MOST):
        article = evidence.held(asked, row.article_id)
        assert article is not None
        found = evidence.figures_of(asked, row.article_id)
        assert len(found) == row.figures
        for figure in found:
            assert article.text[figure.start : figure.end] == figure.quote
        for place in evidence.places(asked, row.article_id):
            assert article.text[place.start : place.end].strip()
            marked += 1
    assert marked > 20
    assert evidence.held(asked, "art-never") is None


@pytest.mark.parametrize("measure", [None, "interactions"])
def test_printings_are_paged_without_loss(asked: Connection, measure: str | None) -> None:
    """Two pages make the whole."""
    most = max(ids(asked), key=lambda one: incident.printing_count(asked, one, measure))
    whole, number = incident.printings(asked, most, measure, MOST, 0), incident.printing_count(asked, most, measure)
    assert len(whole) == number > 3
    parts = incident.printings(asked, most, measure, 2, 0) + incident.printings(asked, most, measure, MOST, 2)
    assert parts == whole
    if measure is not None:
        assert {row.measure for row in whole} == {measure}


def test_who_repeats_whom_names_articles_of_the_incident(asked: Connection) -> None:
    """Every edge has a reason in words, and asserters count their articles."""
    for one in ids(asked):
        names = {origin.asserter for origin in incident.asserters(asked, one)}
        for edge in incident.repeats(asked, one, None):
            assert edge.detail
            assert edge.upstream_kind != "party" or edge.upstream in names


def test_news_and_sources_are_listed(asked: Connection) -> None:
    """The log of the analysis, by incident and since a moment."""
    rows = news.newest(asked, MOST)
    assert len(rows) > 3
    assert sum(news.counts_since(asked, "2000").values()) >= len(rows)
    assert news.counts_since(asked, "9999") == {}
    assert {row.incident_id for row in news.of_incident(asked, rows[0].incident_id, 5)} == {rows[0].incident_id}
    assert sum(row.articles for row in sources.sources(asked)) == overview.overview(asked).articles


def test_marks_stay_within_a_date(asked: Connection) -> None:
    """Wound back, nothing later is drawn."""
    every = timeline.marks(asked, ids(asked))
    kept = timeline.marks(asked, ids(asked), "2026-07-01")
    assert 0 < len(kept) < len(every)
    assert all(mark.date[:10] <= "2026-07-01" for mark in kept)
    titles = {row.title for row in asked.execute(select(incidents.c.title))}
    assert {lane.title for lane in timeline.lanes(asked, Filters())} == titles


def test_search_finds_articles_by_their_words(asked: Connection) -> None:
    """The same list, with the text around the words."""
    hits = evidence.found(asked, "accounts", 5)
    assert hits
    assert all("account" in excerpt.casefold() for _, excerpt in hits)
    assert evidence.found(asked, "zyxwvutsr", 5) == []


def test_course_of_an_incident_names_articles_that_are_held(asked: Connection) -> None:
    """Statements, printings by day and changes."""
    told = 0
    for one in ids(asked):
        for statement in course.statements(asked, one):
            assert evidence.held(asked, statement.article_id) is not None
            told += 1
        for value in incident.values(asked, one):
            assert all(row.articles > 0 for row in course.over_time(asked, one, value.measure, value.accused))
        assert all(move.explanation for move in course.moves(asked, one, 10))
    assert told > 5
