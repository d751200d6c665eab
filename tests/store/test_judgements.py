"""People's decisions: with author and reason, in order, undone by another decision and never deleted."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from store import judgements

AT = "2026-03-01T12:00:0{}Z"


def test_decisions_come_back_in_order_of_time(engine: Engine) -> None:
    """Whatever the order they were kept in."""
    with engine.begin() as connection:
        later = judgements.add(connection, "reject_figure", ("fig-2",), "Ada", AT.format(5), "a typing error")
        first = judgements.add(
            connection, "accept_value", ("inc-1", "accounts"), " Bo ", AT.format(1), "court file", (("value", "9000"),)
        )
    with engine.connect() as connection:
        assert judgements.all_judgements(connection) == [first, later]
        assert first.author == "Bo"
        assert first.values == (("value", "9000"),)


def test_an_undone_decision_has_no_effect_and_stays_in_the_log(engine: Engine) -> None:
    """Nothing is overwritten."""
    with engine.begin() as connection:
        wrong = judgements.add(connection, "merge_incidents", ("inc-1", "inc-2"), "Ada", AT.format(1), "looked alike")
        judgements.add(connection, "undo", (wrong.id,), "Bo", AT.format(2), "they are two")
    with engine.connect() as connection:
        assert judgements.all_judgements(connection) == []
        assert [entry.kind for entry in judgements.log(connection)] == ["undo", "merge_incidents"]


@pytest.mark.parametrize(("author", "reason"), [("", "why"), ("Ada", "  ")])
def test_a_decision_needs_author_and_reason(engine: Engine, author: str, reason: str) -> None:
    """An anonymous decision is no decision."""
    with engine.begin() as connection, pytest.raises(ValueError, match="author and a reason"):
        judgements.add(connection, "reject_figure", ("fig-1",), author, AT.format(1), reason)
