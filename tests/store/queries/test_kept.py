"""What settling keeps for the pages is what the tables say: counted again here row by row, on both engines."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, literal, select, update

from bench.ledger import make
from store import lists, summaries
from store.engine import open_ledger
from store.measured import measured
from store.queries import choices, course, disputes, incident, readings, sources
from store.queries.cases import cases
from store.queries.disputes import Wanted
from store.settled_tables import (
    incident_faults,
)
from store.tables import articles, event_links, events, figure_links, figures, findings, incidents
from store.tables import readings as reading_table

MOST = 1000


def rows_of(asked: Connection, table: Table) -> dict[str, Any]:
    """Return the rows of a table by their first column."""
    return {row[0]: row for row in asked.execute(select(table))}


def tellers(asked: Connection) -> dict[str, set[str]]:
    """Return the articles that give a figure or an event of each incident."""
    found = defaultdict(set)
    for links, told in ((figure_links, figures), (event_links, events)):
        key = told.primary_key.columns[0]
        joined = select(links.c.incident_id, told.c.article_id).join(told, key == links.c[key.name])
        for case, article in asked.execute(joined):
            found[case].add(article)
    return found


def test_pages_of_a_case_are_its_articles_in_order(asked: Connection) -> None:
    """The earliest first, those without a date last."""
    mine = tellers(asked)
    for one in cases(asked):
        found = choices.pages_of(asked, one.incident_id)
        assert {page.article_id for page in found} == mine[one.incident_id]
        order = [(page.published is None, page.published or "", page.article_id) for page in found]
        assert order == sorted(order)
        assert [identity for part in incident.in_order(asked, one.incident_id) for identity in part] == [
            page.article_id for page in found
        ]


def test_printings_by_day_are_the_printings(asked: Connection) -> None:
    """Folded by day, value, hedge, side and fault; each article counted once."""
    seen = 0
    for one in cases(asked):
        for value in incident.values(asked, one.incident_id):
            printed = readings.relays(asked, one.incident_id, value.measure, value.accused, most=None)
            folded = defaultdict(set)
            for row in printed:
                if row.value is not None and row.first_printed is not None:
                    key = (row.first_printed[:10], row.side, row.value, row.comparator, row.slip is not None)
                    folded[key].add(row.article_id)
            kept = course.over_time(asked, one.incident_id, value.measure, value.accused)
            found = {(r.date, r.side, r.value, r.comparator, r.is_slip): r.articles for r in kept}
            assert found == {key: len(members) for key, members in folded.items()}
            assert [row.date for row in kept] == sorted(row.date for row in kept)
            seen += len(found)
    assert seen > 10


def test_the_first_printings_are_the_first(asked: Connection, monkeypatch: Any) -> None:
    """Looked through a few articles at a time; a part of a list is its beginning."""
    monkeypatch.setattr(incident, "FIRST_ARTICLES", 2)
    monkeypatch.setattr(incident, "MORE_ARTICLES", 3)
    most = max(cases(asked), key=lambda one: incident.printing_count(asked, one.incident_id, None)).incident_id
    every = readings.relays(asked, most)
    assert readings.relays(asked, most, most=4) == every[:4]
    whole = incident.printings(asked, most, None, MOST, 0)
    assert [incident.printings(asked, most, None, 1, place)[0] for place in range(len(whole))] == whole
    assert incident.printings(asked, most, None, 5, len(whole)) == []
    until = str(whole[len(whole) // 2].published)[:10]
    early = [row for row in whole if row.published and row.published[:10] <= until]
    assert incident.printings(asked, most, None, MOST, 0, until) == early
    assert incident.printing_count(asked, most, None, until) == len(early) < len(whole)
    for measure in {row.measure for row in whole}:
        assert incident.printing_count(asked, most, measure) == sum(row.measure == measure for row in whole)


def check_outlets(asked: Connection) -> int:
    """Compare the record of outlets with the findings and figures; return how many examples there are."""
    alarms: dict[str, Counter[str]] = defaultdict(Counter)
    told: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    joined = findings.join(figures, figures.c.figure_id == findings.c.figure_id).join(articles)
    shown = (articles.c.article_id, findings.c.figure_id, findings.c.explanation)
    wanted = select(articles.c.outlet, findings.c.type, *shown)
    faulty = (findings.c.level == "alarm", findings.c.between_origins.is_(False), articles.c.outlet.is_not(None))
    ordered = wanted.select_from(joined).where(*faulty).order_by(findings.c.finding_id)
    for outlet, kind, *example in asked.execute(ordered):
        alarms[outlet][kind] += 1
        told[outlet].append(tuple(example))
    size = select(articles.c.outlet, func.count(func.distinct(articles.c.article_id)), func.count())
    counted = size.select_from(figures.join(articles)).group_by(articles.c.outlet)
    printed = {outlet: (texts, number) for outlet, texts, number in asked.execute(counted)}
    found, number = sources.outlets(asked, MOST)
    assert number == len(found) == len(alarms) > 1
    for row in found:
        assert row.alarms == alarms[row.outlet]
        assert row.examples == told[row.outlet][:3]
        assert (row.articles, row.figures) == printed[row.outlet]
    assert sources.outlets(asked, 1)[0] == found[:1]
    return sum(len(row.examples) for row in found)


def test_outlets_are_counted_as_their_figures_say(asked: Connection) -> None:
    """Alarms on their own figures by type, the first ones as examples, and all they printed."""
    assert check_outlets(asked) > 1


def test_outlets_with_many_alarms_in_many_cases(tmp_path: Path) -> None:
    """The first examples of all, whichever cases they are of."""
    make(f"sqlite:///{tmp_path / 'ledger.db'}", 600, 9)
    engine = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    with engine.begin() as connection:
        for table in (articles, reading_table):
            connection.execute(update(table).values(outlet=literal("Outlet ") + func.substr(table.c.article_id, -1, 1)))
        connection.execute(delete(incident_faults))
        lists.faults(connection, connection.execute(select(incidents.c.incident_id)).scalars().all())
        assert check_outlets(connection) > 40
    engine.dispose()


def test_months_are_those_of_relevant_articles(asked: Connection) -> None:
    """By language; every relevant one is in a month or undated."""
    joined = select(articles.c.published, articles.c.lang).join(reading_table).where(reading_table.c.relevant.is_(True))
    told = asked.execute(joined).all()
    months = Counter((row.published[:7], row.lang) for row in told if row.published)
    found = sources.coverage(asked)
    assert {(month, lang): number for month, lang, number in found.months} == months
    assert found.undated == sum(row.published is None for row in told)
    doubted = Counter(doubt for one in asked.execute(select(figures.c.doubts)).scalars() for doubt in one)
    assert measured(asked).doubts == doubted
    assert sum(doubted.values()) > 0


def test_disagreements_are_folded_as_their_findings_say(asked: Connection) -> None:
    """All of them, and those of one type or incident."""
    wanted = findings.outerjoin(figures, figures.c.figure_id == findings.c.figure_id)
    rows = asked.execute(
        select(findings, figures.c.accused, figures.c.claimant, figures.c.article_id)
        .select_from(wanted)
        .where(findings.c.level == "alarm", findings.c.between_origins.is_(True))
    ).all()
    assert rows
    for kind in {None, *(row.type for row in rows)}:
        for case in {None, *(row.incident_id for row in rows)}:
            folded = defaultdict(list)
            for row in rows:
                if kind in (None, row.type) and case in (None, row.incident_id):
                    folded[row.incident_id, row.measure, row.accused or "", row.claimant or ""].append(row)
            cards, number = disputes.disputes(asked, Wanted(True, kind, case), MOST, 0)
            assert number == len(cards) == len(folded)
            expected = {
                min(row.finding_id for row in members): len({row.article_id for row in members} - {None})
                for members in folded.values()
            }
            assert {card.finding_id: card.printings for card in cards} == expected


def test_what_was_not_kept_yet_is_completed(asked: Connection) -> None:
    """As for a ledger that was settled by an earlier version."""
    before = [rows_of(asked, table) for table in lists.LISTS]
    assert all(before)
    for table in lists.LISTS:
        asked.execute(delete(table))
    summaries.complete(asked)
    assert [rows_of(asked, table) for table in lists.LISTS] == before
    summaries.complete(asked)
    lists.keep(asked, [])
    assert [rows_of(asked, table) for table in lists.LISTS] == before
    asked.rollback()
