"""Every type of finding and every silent case on tiny ledgers, with the sentence that is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.reconcile import reconcile
from tests.nlp.reconcile.notation import Tiny, ledgers

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
