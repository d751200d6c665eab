"""Every type of finding and silent case on tiny ledgers, every relation on pairs, with the sentence that is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nlp.reconcile import reconcile
from nlp.reconcile.compare import compare, supersedes
from tests.nlp.reconcile.notation import Tiny, case, figure_of, ledgers

LEDGERS = list(ledgers(Path(__file__).with_name("ledgers.txt")))


@pytest.mark.parametrize("tiny", LEDGERS, ids=[tiny.name for tiny in LEDGERS])
def test_ledger(tiny: Tiny) -> None:
    """Exactly the alarms that are wanted, on the page at fault, each with its sentence."""
    done = reconcile(tiny.pages)
    alarms = [finding for finding in done.findings if finding.level == "alarm"]
    pages = {printed.id: page.article_id for page in tiny.pages for printed in page.figures}
    found = sorted((alarm.type, pages[alarm.figure_id or ""]) for alarm in alarms)
    assert found == sorted((kind, page) for kind, page, _ in tiny.wanted), [alarm.explanation for alarm in alarms]
    for kind, page, words in tiny.wanted:
        told = [a.explanation for a in alarms if a.type == kind and pages[a.figure_id or ""] == page]
        assert any(words in sentence for sentence in told), told
    assert done == reconcile(tiny.pages[::-1])
    own = {incident.id for incident in done.incidents if incident.accuser == tiny.case.accuser}
    values = {v.measure: v for v in done.values if v.incident_id in own and v.accused == tiny.case.accused}
    said = [
        (name, f"{values[name].best} {values[name].status.value} {values[name].origins}") for name, _ in tiny.values
    ]
    assert said == tiny.values
    assert tiny.incidents in (None, len(done.incidents))


def pairs() -> list[list[str]]:
    """Return relation, two figures and the words of the sentence."""
    lines = Path(__file__).with_name("pairs.txt").read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split(" | ")] for line in lines if line and line[0] != "#"]


@pytest.mark.parametrize(("relation", "first", "second", "words"), pairs())
def test_pair(relation: str, first: str, second: str, words: str) -> None:
    """The relation that the words give, in both directions, and a sentence to paste."""
    told = case("case Aldermoor > Brackwater, Cinderhill about Quern on 2026-03-01")
    one = figure_of(first, told)
    other = figure_of(second.removesuffix(" elsewhere"), told)
    other = replace(other, article_id="art-2" if second.endswith(" elsewhere") else one.article_id)
    verdict = supersedes(one, other) if relation == "supersedes" else compare(one, other)
    assert verdict is not None
    assert verdict.relation.value == relation, verdict.sentence
    assert words in verdict.sentence
    assert verdict.sentence.endswith(".")
    if relation != "supersedes":
        assert compare(other, one).relation.value == relation
