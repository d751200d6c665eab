"""Headlines, parts and lines of the timeline in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from store.printed import JOINED
from store.queries.cases import Case
from store.queries.disputes import Quoted
from store.queries.incident import OriginRow
from store.queries.readings import Reading
from views import dates, dispute_card, headline, visits
from views.case import number_line, statements
from views.case.parts import splits, verdict

WHOLE = Reading(
    incident_id="inc-1",
    measure="interactions",
    accused="Delta;Echo",
    asserter="Harbor",
    side="accuser",
    value="16000000",
    low="16000000",
    high=None,
    comparator="more_than",
    noun=None,
    slip=None,
    reason=None,
    articles=15,
    quote="more than 16 million exchanges",
    figure_id="fig-1",
    article_id="art-1",
    outlets=JOINED.join(("News", "Post", "News")),
    first_printed="2026-02-23",
)
DELTA = replace(WHOLE, accused="Delta", value="3400000", comparator="exact", articles=3, figure_id="fig-2")
ECHO = replace(DELTA, accused="Echo", value="13000000", figure_id="fig-3")
EXPERT = replace(WHOLE, asserter="Court expert", side="third", value="4900000", comparator="exact", figure_id="fig-4")
SLIP = replace(WHOLE, value="12000000", slip="contradiction", reason="why", articles=1, figure_id="fig-5")
VAGUE = replace(WHOLE, value=None, comparator="vague", quote="millions", articles=40, figure_id="fig-6")


def test_headline_is_the_best_value_as_it_is_printed() -> None:
    """With its comparator; slips and words alone never lead."""
    readings = [SLIP, VAGUE, WHOLE]
    assert headline.sentence(readings, "single_origin", "16000000", "interactions") == "over 16 million interactions"
    assert headline.sentence([VAGUE], "vague_only", None, "interactions") == "“millions”"
    assert headline.sentence([], None, None, None) == "No figure"
    assert headline.sentence([], "single_origin", "5000", "accounts") == "5,000 accounts"


def test_contested_headline_names_both_sides_accuser_first() -> None:
    """Never the lower bound alone."""
    said = headline.sentence([EXPERT, WHOLE], "contested", None, "interactions")
    assert said == "over 16 million or 4.9 million interactions"


def test_number_line_folds_relays_and_puts_alarms_last() -> None:
    """A heading for each who claims; the times it is printed in the row."""
    lines = number_line.by_asserter([SLIP, EXPERT, VAGUE, WHOLE])
    assert [line.row.left for line in lines] == [
        "Harbor",
        "over 16 million ×15",
        "“millions” ×40",
        "News and 1 more",
        "Court expert",
        "4.9 million ×15",
    ]
    assert [line.row.is_head for line in lines] == [True, False, False, False, True, False]
    slip = lines[3].number
    assert slip is not None
    assert slip.slip == "Contradiction"


def test_who_claims_has_one_heading_although_a_reading_has_lost_its_origin() -> None:
    """The side is the one that the other readings know."""
    lost = replace(SLIP, side="none", slip="superseded")
    lines = number_line.by_asserter([lost, WHOLE])
    assert [line.row.left for line in lines if line.row.is_head] == ["Harbor"]
    assert lines[0].row.right == "accuser, 16 printings"
    assert headline.sides([lost]) == {"Harbor": "none"}


def test_whoever_brought_a_case_without_a_figure_stands_on_its_rung() -> None:
    """A memorandum of a government is one although nobody counts anything; an accusation alone is no rung."""
    case = Case("inc-1", "A memorandum", "government", "Office", "Echo", None, "2026-04-23", "known", None)
    assert statements.standing(case, ()) == {"government_memorandum": [("Office", "accuser")]}
    assert statements.standing(replace(case, kind="allegation"), ()) == {}
    origin = OriginRow("Harbor", "accuser", 3, "court_filing", None, None)
    assert statements.standing(case, (origin,)) == {"court_filing": [("Harbor", "accuser")]}


def test_number_line_of_every_relay_counts_what_it_does_not_draw() -> None:
    """The rows are the printings that are given, the numbers in the headings those of all."""
    lines = number_line.by_asserter([EXPERT, VAGUE, WHOLE], [replace(WHOLE, articles=1), replace(SLIP, articles=1)])
    assert [line.row.right for line in lines if line.row.is_head] == [
        "accuser, 55 printings",
        "independent third party, 15 printings",
    ]
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("echo", "whole", "words"),
    [
        ("13000000", "16000000", "the parts fit"),
        ("15000000", "16000000", "1.4 million too many"),
        ("10000000", "16000000", "2.6 million without a name"),
    ],
)
def test_parts_are_measured_against_the_whole_of_the_same_claimant(echo: str, whole: str, words: str) -> None:
    """Over 16 million is 16 to 17 million."""
    readings = [replace(WHOLE, value=whole), DELTA, replace(ECHO, value=echo), EXPERT]
    found = splits(readings, "Delta;Echo")
    assert [split.asserter for split in found] == ["Harbor"]
    assert verdict(found[0]).endswith(words)


def test_missing_parts_are_no_conflict() -> None:
    """They are named."""
    third = [
        replace(reading, accused=reading.accused.replace("Delta;Echo", "Delta;Echo;Foxtrot")) for reading in (WHOLE,)
    ]
    found = splits([*third, DELTA, replace(ECHO, value="9000000")], "Delta;Echo;Foxtrot")
    assert verdict(found[0]).endswith("no part is given for Foxtrot")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02-24T09:12:00+00:00", date(2026, 2, 24), date(2026, 2, 24)),
    ],
)
def test_dates_are_as_wide_as_they_are_precise(text: str, first: date, last: date) -> None:
    """A month is a month."""
    found = dates.days(text)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["", None, "2026-02-30", "soon", "99999-01-01", "2026-W07", "-1"])
def test_what_is_no_date_is_none(text: str | None) -> None:
    """Nothing is made up."""
    assert dates.days(text) is None


def test_months_before_keeps_to_short_months() -> None:
    """The last day of May and half a year."""
    assert dates.months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert dates.months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


def test_loads_within_half_an_hour_are_one_visit() -> None:
    """What was new stays new while somebody reads."""
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    since, cookie = visits.visits(None, noon)
    assert since is None
    since, cookie = visits.visits(cookie, noon + timedelta(days=2))
    assert since == "2026-03-01T12:00:00Z"
    since, cookie = visits.visits(cookie, noon + timedelta(days=2, minutes=20))
    assert since == "2026-03-01T12:00:00Z"
    assert visits.visits(cookie, noon + timedelta(days=4))[0] == "2026-03-03T12:20:00Z"
    assert visits.visits("'><script>_%00", noon)[0] is None


def test_a_dispute_shows_the_figure_that_its_sentence_names() -> None:
    """Of several that it stands against, the one of that outlet and noun."""
    place = ("fig-1", "art-1", "Meridian", None, "ja", "", 0, 0, 0, "")
    first = Quoted(*place, "exact", "16", None, None, "interactions", "回", "total", "", None, None, None, "none")
    second = replace(first, figure_id="fig-2", unit="Anfragen")
    said = "Meridian prints over 12 million API calls and in another article over 16 million Anfragen."
    assert dispute_card.named(said, [first, second]) is second
    assert dispute_card.named("A slip.", [first, second]) is first
