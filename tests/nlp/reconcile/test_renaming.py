"""Figures under the names of their incident: its pages outvote one that mistakes its sides."""

from __future__ import annotations

from typing import Any

from ledger.incident import Report
from ledger.reading import Case
from nlp.reconcile import reconcile
from tests.nlp.reconcile.stories import figure, report

ACCUSER, ACCUSED = "Aldermoor", "Brackwater"


def page(name: str, accuser: str, accused: str) -> Report:
    """Return a page that gives two telling numbers and names nobody as saying them."""
    said: dict[str, Any] = {"claimant": accuser, "accused": (accused,), "doubts": ("claimant_from_case",)}
    told = (figure(16_400_000, **said), figure(24_317, measure="accounts", **said))
    return report(name, *told, cases=(Case(accuser, (accused,), "Quern", "allegation", "2026-03-01"),))


def test_pages_outvote_one_that_turns_the_sides_round() -> None:
    """Whom more pages take for the accuser is not accused, and what nobody is named as saying is the accuser's."""
    pages = [page("alpha", ACCUSER, ACCUSED), page("beta", ACCUSER, ACCUSED), page("gamma", ACCUSED, ACCUSER)]
    done = reconcile(pages)
    assert [(incident.accuser, incident.accused) for incident in done.incidents] == [(ACCUSER, (ACCUSED,))]
    assert {(names.claimant, names.accused) for names in done.figure_names} == {(ACCUSER, (ACCUSED,))}
    assert done == reconcile(pages[::-1])
