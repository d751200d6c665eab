"""What the articles of an incident agree on, and a report as a second reading has it."""

from __future__ import annotations

import random
from dataclasses import replace

from ledger.incident import Report
from ledger.reading import Case, Figure
from nlp.reconcile.agreed import Second, agreed, told_again
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure


def report(name: str, accuser: str | None, accused: tuple[str, ...], *figures: Figure) -> Report:
    """Return the report of a page with one case."""
    case = Case(accuser, accused, "Quern", "allegation", "2026-03-01")
    return Report(
        name, f"https://{name}.example/", None, name, name, "2026-03-01", "en", None, "2026-03-03T00:00:00Z", None,
        True, (case,), figures, (), (),
    )  # fmt: skip


def told(number: int, name: str, claimant: str | None = ACCUSER) -> Figure:
    """Return a figure of a page."""
    return figure(number, id=f"{name}-{number}", article_id=name, accused=LABS, claimant=claimant, case=0)


REPORTS = [
    report("one", ACCUSER, LABS, told(16_300_000, "one"), told(24_100, "one")),
    report("two", ACCUSER, LABS, told(16_300_000, "two"), told(24_100, "two")),
    report("three", None, LABS, told(16_300_000, "three", None), told(24_100, "three", None)),
]


def test_a_page_without_an_accuser_is_told_whom_the_others_name() -> None:
    """Only that page is asked again; the order of arrival changes nothing."""
    found = agreed(REPORTS)
    assert {key: case.accuser for key, cases in found.items() for case in cases.values()} == {"three": ACCUSER}
    shuffled = list(REPORTS)
    random.Random(7).shuffle(shuffled)
    assert agreed(shuffled) == found


def test_a_page_alone_is_told_nothing() -> None:
    """With one page there is nobody to agree with."""
    assert agreed(REPORTS[2:]) == {}


def test_a_report_takes_over_whom_its_figures_are_about_and_nothing_else() -> None:
    """Numbers and quotes stay as they were first read, and so does what the second reading does not hold."""
    first = REPORTS[2]
    case = replace(first.cases[0], accuser=ACCUSER)
    again = replace(first.figures[0], claimant=ACCUSER, quote="other words")
    changed = told_again(first, {0: case}, Second((case,), (again,)))
    assert changed.cases == (case,)
    assert [one.claimant for one in changed.figures] == [ACCUSER, None]
    assert [one.quote for one in changed.figures] == [one.quote for one in first.figures]
    assert changed.again == {first.figures[0].id}
