"""Each type of finding on made stories, and what must stay silent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ledger.incident import Finding, Report
from ledger.reading import Case, Figure, Scope, Stance
from nlp.reconcile import reconcile
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure, report

TOTAL = figure(16_000_000, "more_than")
ACCOUNTS = figure(24_000, "about", "accounts")
PARTS = (
    figure(13_000_000, "more_than", scope=Scope.PART, accused=LABS[:1]),
    figure(3_400_000, "more_than", scope=Scope.PART, accused=LABS[1:]),
)
PLAIN = [
    report("alpha", TOTAL, ACCOUNTS, *PARTS),
    report("beta", TOTAL, ACCOUNTS, *PARTS),
    report("gamma", TOTAL, ACCOUNTS),
]


def alarms(*reports: Report) -> list[Finding]:
    """Return the alarms of reconciling."""
    return [finding for finding in reconcile(reports).findings if finding.level == "alarm"]


def types(*figures: Figure, **fields: Any) -> set[str]:
    """Return the types of alarm that one more page brings to an undisputed story."""
    found = alarms(*PLAIN, report("delta", *figures, **fields))
    assert all(finding.figure_id is not None and finding.figure_id.startswith("fig-delta") for finding in found)
    return {finding.type for finding in found}


def of(*names: str) -> dict[str, Any]:
    """Return the fields of a page that names only these accused."""
    return {"cases": (Case(ACCUSER, names, "Quern", "allegation", "2026-03-01"),)}


def test_an_undisputed_story_has_no_alarm() -> None:
    """Hedges, parts and totals that fit raise nothing."""
    assert alarms(*PLAIN) == []


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (figure(12_000_000, "more_than", unit="calls"), {"contradiction"}),
        (figure(16_000_000, "at_most"), {"bound_reversed"}),
        (figure(240_000, "about", "accounts"), {"number_error"}),
        (figure(160_000_000), {"number_error"}),
        (figure(16_000_000, measure="money", unit="USD"), {"unit_error"}),
        (figure(16_000_000, measure="accounts"), {"unit_error"}),
        (figure(18_000_000, scope=Scope.RATE, per="day"), {"contradiction"}),
    ],
)
def test_a_wrong_relay_is_named_by_its_fault(page: Figure, expected: set[str]) -> None:
    """One type for one fault."""
    assert types(page) == expected


@pytest.mark.parametrize(
    "page",
    [
        figure(16_000_000, "about", unit="conversations"),
        figure(20_000, "more_than", "accounts", scope=Scope.SUBSET, accused=()),
        figure(None, "vague", "accounts", low=2000, high=99_999, quote="thousands of accounts"),
        figure(670, "about", scope=Scope.RATE, per="account"),
        figure(16_500_000, stance=Stance.HYPOTHETICAL),
        figure(45_000_000, derived=True),
        figure(9_000_000, stance=Stance.DENIED, claimant=None),
        figure(7_000_000, "more_than", window=("2024-01", "2024-06"), scope=Scope.SUBSET),
        figure(45, measure="duration", unit="days"),
        figure(315_000_000, measure="money", unit="INR"),
    ],
)
def test_what_is_no_conflict_stays_silent(page: Figure) -> None:
    """Another noun, a slice, words, a rate, a supposition, a sum, a denial of the writer's, another window."""
    assert types(page) == set()


def test_a_total_pinned_on_one() -> None:
    """The number of both labs given for one of them by a page that names no other."""
    assert types(figure(16_000_000, accused=LABS[:1]), **of(LABS[0])) == {"scope_error"}


def test_a_part_given_as_the_total() -> None:
    """The number of one lab given for both."""
    assert types(figure(13_000_000, "more_than")) == {"scope_error"}


def test_a_cited_source_and_an_outlet_contradicted() -> None:
    """The page cites alpha, which prints another number; its outlet itself printed the right one before."""
    wrong = figure(19_000_000, "more_than")
    assert types(wrong, cites=("alpha",)) == {"contradiction", "contradicts_cited_source"}
    assert types(wrong, outlet="beta") == {"contradiction", "self_contradiction"}


def test_parts_that_overshoot_their_whole() -> None:
    """The part that nobody else prints is at fault."""
    wrong = figure(5_400_000, scope=Scope.PART, accused=LABS[1:])
    assert types(TOTAL, PARTS[0], wrong) == {"parts_mismatch", "contradiction"}


def test_periods_that_disagree() -> None:
    """A duration that the stated window does not bear out; one that it does is silent."""
    dated = replace(TOTAL, window=("2026-01-05", "2026-02-20"))
    story = [report("alpha", dated), report("beta", dated)]
    long = alarms(*story, report("delta", figure(3, measure="duration", unit="Monate")))
    assert [finding.type for finding in long] == ["date_conflict"]
    assert alarms(*story, report("delta", figure(6, "about", "duration", unit="weeks"))) == []
    other = alarms(*story, report("delta", replace(TOTAL, window=("2024-01", "2025-06"))))
    assert [finding.type for finding in other] == ["date_conflict"]


def test_an_origin_that_corrects_itself() -> None:
    """Old numbers are superseded by the party's later document, at the origin and at its relays."""
    first = report(ACCUSER, figure(24_000, measure="accounts"), article_id="own1", published="2026-03-01")
    first = replace(first, figures=(replace(first.figures[0], id="fig-own1", article_id="own1"),))
    later = replace(first, article_id="own2", published="2026-03-20")
    later = replace(later, figures=(figure(25_000, measure="accounts", id="fig-own2", article_id="own2"),))
    relay = report("delta", figure(24_000, "about", "accounts"))
    done = reconcile([first, later, relay])
    found = {finding.figure_id: finding.type for finding in done.findings if finding.level == "alarm"}
    assert found == {"fig-own1": "superseded", "fig-delta-0": "superseded"}
    (value,) = done.values
    assert (value.best, value.origins, value.status.value) == (Decimal(25_000), 1, "single_origin")
    assert [change.explanation.partition(": ")[2] for change in done.changes] == [
        "24,000 accounts became 25,000 accounts on 2026-03-20."
    ]


def test_a_page_that_changed_its_number() -> None:
    """The old version is out of the value, and the change is kept with both figures."""
    old = report("delta", figure(12_000_000, "more_than"), article_id="delta")
    new = report("delta2", TOTAL, supersedes="delta", outlet="delta", first_seen="2026-03-09T00:00:00+00:00")
    done = reconcile([*PLAIN, old, new])
    assert {finding.type for finding in done.findings if finding.level == "alarm"} == {"superseded"}
    (change,) = done.changes
    assert (change.figure_id, change.earlier_figure_id, change.date) == ("fig-delta2-0", "fig-delta-0", "2026-03-09")


def test_a_number_credited_to_somebody_else() -> None:
    """A page that gives an office, known from another case, two numbers of the accuser is wrong about who claims."""
    office = (Case("Fenwick Office", (), None, "government", "2026-03-05"),)
    memo = report("memo", figure(900, measure="organizations", claimant="Fenwick Office", accused=()), cases=office)
    wrong = report("delta", replace(TOTAL, claimant="Fenwick Office"), replace(ACCOUNTS, claimant="Fenwick Office"))
    found = alarms(*PLAIN, memo, wrong)
    assert {(finding.type, finding.figure_id) for finding in found} == {
        ("claimant_error", "fig-delta-0"),
        ("claimant_error", "fig-delta-1"),
    }
    values = {
        value.measure: value.origins for value in reconcile([*PLAIN, memo, wrong]).values if value.accused == LABS
    }
    assert values["interactions"] == values["accounts"] == 1


def test_the_other_side_is_no_relays_slip() -> None:
    """The accused's own number contests the value on every page that carries it, and is marked as a disagreement."""
    pages = [report(name, TOTAL, figure(40_000, "less_than", claimant=LABS[0])) for name in ("delta", "eta")]
    done = reconcile([*PLAIN, *pages])
    found = [finding for finding in done.findings if finding.level == "alarm"]
    assert [finding.type for finding in found] == ["contradiction"] * 2
    assert all(finding.between_origins for finding in found)
    value = next(value for value in done.values if value.accused == LABS and value.measure == "interactions")
    assert (value.best, value.origins, value.status.value) == (None, 2, "contested")
    assert [record.alarms for record in done.records] == [0] * len(done.records)
