"""The change log: each change once, in words, whatever figure an alarm hangs on."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert

from store import articles
from store.changes import State, differences, last, latest, record, state
from store.tables import figures, findings, incidents
from tests.store.samples import article, capture

CASE = {"title": "Orrery AI accuses Vantage Labs", "accuser": "Orrery AI", "accused": "Vantage Labs"}
VALUE = {
    "best": "2400000",
    "low": "2400000",
    "high": None,
    "status": "single_origin",
    "claimant": "Orrery AI",
    "origins": 1,
}
KEY = ("inc-1", "interactions", "Vantage Labs")
ALARM = ("inc-1", "contradiction", "interactions", "art-3", "1900000")


def held(**values: Any) -> State:
    """Return a state of one incident."""
    return State({"inc-1": CASE}, **values)


def kinds(before: State, after: State) -> list[str]:
    """Return the kinds of the changes between two states."""
    return [change.kind for change in differences(before, after)]


def test_everything_is_new_once() -> None:
    """An incident, its figure, its conflict; the sentences can be pasted."""
    after = held(values={KEY: VALUE}, alarms={ALARM: {"type": "contradiction", "explanation": "A prints 1, B 2."}})
    found = list(differences(State(), after))
    assert [change.kind for change in found] == ["new_incident", "new_figure", "new_conflict"]
    assert found[1].sentence == "interactions of Vantage Labs: 2,400,000 (one origin)."
    assert {change.parties for change in found} == {"Orrery AI;Vantage Labs"}
    assert kinds(after, after) == []


def test_a_value_changes_when_what_it_says_changes() -> None:
    """Another number or standing; not another count of origins."""
    before = held(values={KEY: VALUE})
    assert kinds(before, held(values={KEY: {**VALUE, "origins": 4, "claimant": "Orrery AI;X"}})) == []
    contested = {**VALUE, "best": None, "high": "4900000", "status": "contested"}
    [change] = differences(before, held(values={KEY: contested}))
    assert change.kind == "changed_figure"
    assert change.sentence == (
        "interactions of Vantage Labs: 2,400,000 (one origin) became 2,400,000 to 4,900,000 (contested)."
    )
    assert kinds(before, held()) == ["withdrawn_figure"]


def test_a_resolved_conflict_says_which() -> None:
    """With its old explanation."""
    before = held(alarms={ALARM: {"type": "contradiction", "explanation": "A prints 1, B 2."}})
    [change] = differences(before, held())
    assert (change.kind, change.sentence) == ("resolved_conflict", "No longer in conflict: A prints 1, B 2.")


def test_a_merge_is_one_change() -> None:
    """Values and alarms that move along are not news."""
    before = State(
        {"inc-1": CASE, "inc-2": {**CASE, "title": "The same again"}},
        {("inc-2", "accounts", ""): VALUE},
        {("inc-2", *ALARM[1:]): {"type": "contradiction", "explanation": "x"}},
    )
    after = held(
        values={("inc-1", "accounts", ""): VALUE},
        alarms={ALARM: {"type": "contradiction", "explanation": "x"}},
        renamed={"inc-2": "inc-1"},
    )
    [change] = differences(before, after)
    assert change.sentence == "The same again was merged into Orrery AI accuses Vantage Labs."


def test_a_new_id_for_an_old_incident_is_not_news() -> None:
    """When the old id resolves to it."""
    before = State({"inc-0": CASE}, {("inc-0", *KEY[1:]): VALUE})
    assert kinds(before, held(values={KEY: VALUE}, renamed={"inc-0": "inc-1"})) == []


WORTH = st.fixed_dictionaries(
    {
        "best": st.sampled_from([None, "5", "6"]),
        "low": st.just("5"),
        "high": st.just("6"),
        "status": st.sampled_from(["contested", "single_origin"]),
        "claimant": st.none(),
        "origins": st.just(1),
    }
)
INCIDENT = st.sampled_from(["inc-1", "inc-2"])
STATES = st.builds(
    State,
    st.dictionaries(INCIDENT, st.just(CASE)),
    st.dictionaries(
        st.tuples(st.sampled_from(["inc-1", "inc-2"]), st.just("accounts"), st.sampled_from(["", "A"])), WORTH
    ),
    st.dictionaries(
        st.tuples(st.just("inc-1"), st.just("t"), st.just("m"), st.sampled_from("ab"), st.just("1")),
        st.just({"type": "t", "explanation": "e"}),
    ),
)


@settings(deadline=None, max_examples=100)
@given(STATES, STATES)
def test_changes_lead_from_one_state_to_the_other(before: State, after: State) -> None:
    """Nothing between equal states; each thing that differs is named once."""
    assert kinds(before, before) == []
    found = list(differences(before, after))
    moved = [key for key in before.values.keys() & after.values.keys() if before.values[key] != after.values[key]]
    assert sum(change.kind == "changed_figure" for change in found) == len(moved)
    assert sum(change.kind == "new_conflict" for change in found) == len(after.alarms.keys() - before.alarms.keys())


def fill(engine: Engine, figure_id: str) -> None:
    """Put one case with an alarm on a figure into the tables."""
    page, text = capture(), article()
    with engine.begin() as connection:
        articles.add(connection, page, text)
        figure = dict.fromkeys((column.name for column in figures.c), "x") | {
            "figure_id": figure_id,
            "article_id": text.id,
            "start": 0,
            "end": 1,
            "sentence_start": 0,
            "derived": False,
            "doubts": [],
            "sort_value": 1.0,
            "value": "7",
        }
        connection.execute(insert(figures).values(**figure))
        row = {"incident_id": "inc-1", "kind": "allegation", "registry": "discovered", **CASE}
        connection.execute(insert(incidents).values(row))
        alarm: dict[str, object] = {
            "type": "contradiction",
            "level": "alarm",
            "incident_id": "inc-1",
            "measure": "accounts",
            "rule": "R",
        }
        alarm |= {"figure_id": figure_id, "against": "", "explanation": "A prints 7.", "between_origins": False}
        connection.execute(insert(findings).values(finding_id="fin-1", **alarm))


def test_the_log_is_written_in_order_and_read_newest_first(engine: Engine) -> None:
    """Two changes of the same words in the same second are two changes."""
    fill(engine, "fig-1")
    with engine.begin() as connection:
        assert last(connection) == 0
        found = state(connection)
        assert list(found.alarms) == [("inc-1", "contradiction", "accounts", article().id, "7")]
        for _ in range(2):
            assert record(connection, differences(State(), found), "2026-03-01T00:00:00Z") == 2
        assert last(connection) == 4
        assert [row.number for row in latest(connection, 3)] == [4, 3, 2]
        assert [row.kind for row in latest(connection, 9, ["new_conflict"])] == ["new_conflict"] * 2
        assert latest(connection, 9, incident="inc-other") == []
        assert record(connection, [], "2026-03-01T00:00:00Z") == 0


def test_only_some_incidents_can_be_asked_for(engine: Engine) -> None:
    """As an analysis does that touches few."""
    fill(engine, "fig-1")
    with engine.connect() as connection:
        assert state(connection, ["inc-1"]).alarms and not state(connection, ["inc-2"]).incidents
