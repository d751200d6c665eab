"""Incidents of two accusers that are one, and such as stay two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ledger.incident import Report
from ledger.reading import Case
from nlp.reconcile import reconcile
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure, report

CALLS, KEYS = figure(12_600_000, "at_least"), figure(418, measure="api_keys")
OFFICE = "Tolwick Analytics"


def told(name: str, accuser: str, *printed: Any, accused: tuple[str, ...] = LABS, target: str = "Quern") -> Report:
    """Return a page on which somebody accuses, in whose words its figures stand."""
    case = Case(accuser, accused, target, "allegation", "2026-03-01")
    mine = [replace(item, claimant=accuser, accused=accused) for item in printed]
    return report(name, *mine, cases=(case,))


PLAIN = [told("one", ACCUSER, CALLS, KEYS), told("two", ACCUSER, CALLS)]


@pytest.mark.parametrize(
    "page",
    [
        told("late", OFFICE, figure(8_200_000), CALLS, KEYS),
        told("late", "Альдермур", CALLS, accused=("Брэкуотер", "Синдерхил")),
        told("late", "アルダームーア", CALLS, accused=("ブラックウォーター",)),
        told("late", ACCUSER, figure(3_000), accused=("Брэкуотер",)),
    ],
)
def test_one_case(page: Report) -> None:
    """An expert with two numbers of the case, and names of one sound in another script, alone or on both sides."""
    done = reconcile([*PLAIN, page])
    assert [incident.accuser for incident in done.incidents] == [ACCUSER]
    assert set(done.incidents[0].accused) <= set(LABS)


@pytest.mark.parametrize(
    "page",
    [
        told("late", OFFICE, CALLS),
        told("late", OFFICE, CALLS, KEYS, accused=("Dunmore",)),
        told("late", OFFICE, figure(418, measure="accounts"), CALLS, target="Sarsen"),
        told("late", "Беллуэзер", CALLS, accused=("Данмор",)),
        told("late", "アルダームーア", figure(9_900), accused=("ブラックウォーター",)),
    ],
)
def test_two_cases(page: Report) -> None:
    """One number alike, other parties, another model, another name, or a like one without a number."""
    assert len(reconcile([*PLAIN, page]).incidents) == 2


def test_both_sides_of_an_expert_count_stay_apart() -> None:
    """The expert's own count contests the accuser's, and a number both give is of two origins."""
    done = reconcile([*PLAIN, told("late", OFFICE, figure(8_200_000), KEYS, figure(418, measure="api_keys"), CALLS)])
    status = {value.measure: (value.status.value, value.origins) for value in done.values}
    assert status == {"interactions": ("contested", 2), "api_keys": ("corroborated", 2)}
