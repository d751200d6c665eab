"""Values by their rules, grades and the ladder."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ledger.incident import ReconciledValue
from ledger.reading import Case, Scope, Stance
from nlp.reconcile import reconcile
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure, report

TOTAL = figure(16_000_000, "more_than")


def value(*reports: object, measure: str = "interactions") -> ReconciledValue:
    """Return the one value of a measure."""
    found = [item for item in reconcile(reports).values if item.measure == measure]  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def test_five_relays_of_one_party_are_one_origin() -> None:
    """Asserted by the accuser, single origin, however many carry it."""
    found = value(*(report(f"page{number}", TOTAL) for number in range(5)))
    assert (found.best, found.origins, found.articles, found.status.value) == (
        Decimal(16_000_000),
        1,
        5,
        "single_origin",
    )
    assert found.explanation.endswith("(1 origin, asserted by Aldermoor, carried by 5 articles).")
    assert found.low == 16_000_000
    assert found.high is None


def test_an_independent_count_corroborates() -> None:
    """Another party's own number that agrees is a second origin; the rounding one does not move the best."""
    exact = figure(18_400, measure="accounts")
    other = figure(18_000, "about", "accounts", claimant="Fenwick Office")
    found = value(report("page1", exact), report("page2", exact, other), measure="accounts")
    assert (found.best, found.origins, found.status.value) == (Decimal(18_400), 2, "corroborated")


def test_never_an_average_nor_the_last_word_of_a_relay() -> None:
    """The value most relays print stands against a later one."""
    pages = [report(f"page{number}", TOTAL) for number in range(3)]
    late = report("late", figure(12_000_000, "more_than"), published="2026-05-01")
    assert value(*pages, late).best == 16_000_000


def test_rates_slices_and_suppositions_enter_no_total() -> None:
    """Only what is asserted of all or of one party counts."""
    others = (
        figure(500, scope=Scope.RATE),
        figure(2_000_000, scope=Scope.SUBSET),
        figure(99_000_000, stance=Stance.HYPOTHETICAL),
        figure(98_000_000, derived=True),
    )
    assert value(report("page1", TOTAL, *others)).best == 16_000_000


def test_words_alone_give_a_range_and_no_best() -> None:
    """Thousands is no number."""
    words = figure(None, "vague", "accounts", low=2000, high=99_999, quote="thousands")
    found = value(report("page1", words), measure="accounts")
    assert (found.best, found.low, found.high, found.status.value) == (
        None,
        Decimal(2000),
        Decimal(99_999),
        "vague_only",
    )
    assert found.information_grade == "6"


def test_two_cases_of_one_accuser_never_meet() -> None:
    """Other accused, another incident: equal measures are not compared."""
    june = (Case(ACCUSER, ("Dunmore",), "Quern", "allegation", "2026-06-24"),)
    later = report("june", figure(28_800_000, accused=("Dunmore",)), cases=june, published="2026-06-25")
    done = reconcile([report("page1", TOTAL), report("page2", TOTAL), later])
    assert {(item.accused, item.best) for item in done.values} == {
        (LABS, Decimal(16_000_000)),
        (("Dunmore",), Decimal(28_800_000)),
    }
    assert len(done.incidents) == 2
    assert not [finding for finding in done.findings if finding.level == "alarm"]


def test_grades_are_two_and_explained() -> None:
    """An unknown source is F and 6; known press makes it C and 3; the party's own document B."""
    unknown = value(report("page1", TOTAL, tier=None))
    assert (unknown.source_grade, unknown.information_grade) == ("F", "6")
    known = value(report("page1", TOTAL, tier="wire"))
    assert (known.source_grade, known.information_grade) == ("C", "3")
    own = value(report(ACCUSER, TOTAL, tier="party"))
    assert (own.source_grade, own.information_grade, own.rung) == ("B", "3", "company_statement")
    assert "own document is held" in own.grade_reason


def test_a_court_case_stands_on_a_higher_rung() -> None:
    """The ladder follows how the accusation is made."""
    court = (Case(ACCUSER, LABS, "Quern", "court", "2026-03-01"),)
    assert value(report("page1", TOTAL, cases=court)).rung == "court_filing"


def test_pages_in_two_scripts_are_one_case() -> None:
    """The accuser and the accused in another script, found by the numbers, under the Latin names."""
    numbers = (figure(18_400, measure="accounts"), figure(6_400_000, "more_than"), figure(920_000, measure="samples"))
    case = (Case("アルダームーア", ("ブラックウォーター",), None, "allegation", "2026-03-02"),)
    there = [replace(item, claimant="アルダームーア", accused=("ブラックウォーター",)) for item in numbers]
    here = [replace(item, accused=LABS[:1]) for item in numbers]
    mine = (Case(ACCUSER, LABS[:1], None, "allegation", "2026-03-01"),)
    done = reconcile([report("page1", *here, cases=mine), report("page2", *there, cases=case)])
    (incident,) = done.incidents
    assert (incident.accuser, incident.accused) == (ACCUSER, LABS[:1])
    assert {(item.accused, item.origins, item.articles) for item in done.values} == {(LABS[:1], 1, 2)}
