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
            connection,
            "accept_value",
            ("inc-1",),
            " Bo ",
            AT.format(1),
            "court file",
            (("measure", "accounts"), ("best", "9000")),
        )
    with engine.connect() as connection:
        assert judgements.all_judgements(connection) == [first, later]
        assert first.author == "Bo"
        assert first.values == (("measure", "accounts"), ("best", "9000"))


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


@pytest.mark.parametrize(
    ("kind", "subject", "values", "reason"),
    [
        ("approve", ("x",), (), "no such kind of decision: approve"),
        ("reject_figure", (), (), "concerns 1 or more"),
        ("merge_incidents", ("inc-1",), (), "concerns 2 different things, not 1"),
        ("merge_incidents", ("inc-1", "inc-1"), (), "concerns 2 different things, not 1"),
        ("correct_figure", ("fig-1",), (), "needs a field to correct"),
        ("correct_figure", ("fig-1",), (("quote", "x"),), "cannot set quote"),
        ("correct_figure", ("fig-1",), (("value", "many"),), "value is not a number: many"),
        ("correct_figure", ("fig-1",), (("value", "inf"),), "value is not a number: inf"),
        ("correct_figure", ("fig-1",), (("scope", "all"),), "scope is one of"),
        ("correct_figure", ("fig-1",), (("value", "1"), ("value", "2")), "cannot set a field twice"),
        ("rename_incident", ("inc-1",), (("title", " "),), "title cannot be empty"),
        ("accept_value", ("inc-1",), (("best", "5"),), "needs best, measure"),
        ("mark_source", ("Outlet",), (("grade", "Z"),), "grade is one of A, B, C, D, E, F, not Z"),
        ("undo", ("jdg-none",), (), "no such decision to undo"),
    ],
)
def test_a_decision_that_decides_nothing_is_refused(
    engine: Engine, kind: str, subject: tuple[str, ...], values: tuple[tuple[str, str], ...], reason: str
) -> None:
    """In one line, and nothing is kept."""
    with engine.begin() as connection:
        with pytest.raises(judgements.JudgementError, match=reason):
            judgements.add(connection, kind, subject, "Ada", AT.format(1), "because", values)
        assert judgements.log(connection) == []


def test_a_decision_is_undone_once(engine: Engine) -> None:
    """And an undo is not undone: the decision is made again."""
    with engine.begin() as connection:
        wrong = judgements.add(connection, "reject_figure", ("fig-1",), "Ada", AT.format(1), "misprint")
        back = judgements.undo(connection, wrong.id, "Bo", AT.format(2), "it is right")
        with pytest.raises(judgements.JudgementError, match="already undone"):
            judgements.undo(connection, wrong.id, "Bo", AT.format(3), "again")
        with pytest.raises(judgements.JudgementError, match="no such decision to undo"):
            judgements.undo(connection, back.id, "Bo", AT.format(3), "no")


def test_decisions_wait_until_an_analysis_had_them(engine: Engine) -> None:
    """What came after it began waits for the next."""
    with engine.begin() as connection:
        assert judgements.pending(connection) == 0
        judgements.add(connection, "reject_figure", ("fig-1",), "Ada", AT.format(1), "misprint")
        begun = judgements.number(connection)
        judgements.add(connection, "reject_figure", ("fig-2",), "Ada", AT.format(2), "misprint")
        judgements.mark_applied(connection, begun)
        assert judgements.pending(connection) == 1
        assert [entry.pending for entry in judgements.entries(connection, 9)] == [True, False]


def test_decisions_of_a_past_day_are_those_made_until_then(engine: Engine) -> None:
    """An undo that came later does not reach back."""
    with engine.begin() as connection:
        first = judgements.add(connection, "reject_figure", ("fig-1",), "Ada", AT.format(1), "misprint")
        judgements.undo(connection, first.id, "Ada", AT.format(5), "no misprint")
        assert judgements.all_judgements(connection, AT.format(2)) == [first]
        assert judgements.all_judgements(connection, AT.format(0)) == judgements.all_judgements(connection) == []


def test_the_same_decision_twice_is_kept_once(engine: Engine) -> None:
    """A double click."""
    with engine.begin() as connection:
        for _ in range(2):
            judgements.add(connection, "reject_figure", ("fig-1",), "Ada", AT.format(1), "misprint")
        assert judgements.number(connection) == 1
