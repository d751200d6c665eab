"""The review page on a real ledger: accept, correct, reject, merge, undo; who may and who may not; hostile text."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from jobs.analyze import analyze
from ledger.coding import COLUMNS
from store import judgements
from store.queries.doubts import doubted
from store.queries.merges import Case, proposals, reasons
from store.tables import incidents
from tests.views.review_page import log, named, opened, press, shown
from views.people import may_review


def first(engine: Engine) -> str:
    """Return the first reading of the queue."""
    with engine.connect() as connection:
        return doubted(connection, 1)[0].figure_id


def test_without_a_name_nothing_can_be_decided(engine: Engine) -> None:
    """The queue can be read."""
    app = opened()
    assert not app.exception
    assert "As printed" in shown(app) and "Give your name" in shown(app)
    assert "Save decision" not in [button.label for button in app.button]


def test_a_reading_is_accepted_and_the_next_one_comes(engine: Engine) -> None:
    """With name, time and reason; the queue is shorter."""
    before = first(engine)
    app = press(named(), "Save decision")
    assert not app.exception and "accepted" in shown(app)
    [entry] = log(engine)
    assert (entry.judgement.kind, entry.judgement.author) == ("accept_figure", "Ada Reed")
    assert entry.judgement.subject == (before,) and entry.pending
    assert first(engine) != before and "waits for the next analysis" in shown(app)


def test_a_decision_without_a_reason_is_not_kept(engine: Engine) -> None:
    """And the page says why."""
    app = named()
    figure = first(engine)
    app.segmented_control(key=f"action-{figure}").set_value("reject_figure").run()
    app = press(app, "Save decision")
    assert "a decision needs a reason" in shown(app) and log(engine) == []


def test_a_reading_is_rejected_and_taken_back_at_once(engine: Engine) -> None:
    """Both stay in the log; the analysis applies what stands."""
    figure = first(engine)
    app = named()
    app.segmented_control(key=f"action-{figure}").set_value("reject_figure").run()
    app.text_input(key=f"reason-{figure}-reject_figure").set_value("A misprint.").run()
    app = press(app, "Save decision")
    assert [entry.judgement.reason for entry in log(engine)] == ["A misprint."]
    app = press(app, "Undo")
    assert [(entry.judgement.kind, entry.undone) for entry in log(engine)] == [("undo", False), ("reject_figure", True)]
    assert first(engine) == figure


def test_a_reading_is_corrected_field_by_field(engine: Engine) -> None:
    """Only what was changed is written down."""
    figure = first(engine)
    app = named()
    app.segmented_control(key=f"action-{figure}").set_value("correct_figure").run()
    app.text_input(key=f"field-{figure}-claimant").set_value("Somebody Else").run()
    app.text_input(key=f"reason-{figure}-correct_figure").set_value("The next sentence says who.").run()
    press(app, "Save decision")
    [entry] = log(engine)
    assert entry.judgement.values == (("claimant", "Somebody Else"),)
    with engine.connect() as connection:
        assert all(row.figure_id != figure for row in doubted(connection, 50))


def test_two_incidents_are_merged_and_a_title_is_given(engine: Engine) -> None:
    """By choice; the analysis makes them one."""
    app = named(part="incidents")
    with engine.connect() as connection:
        ids = list(connection.execute(select(incidents.c.incident_id).order_by(incidents.c.incident_id)).scalars())
    assert len(ids) > 1
    app.selectbox(key="own-goes").set_value(ids[0]).run()
    app.selectbox(key="own-stays").set_value(ids[1]).run()
    app.text_input(key="own-why").set_value("One case.").run()
    press(app, "Merge")
    assert log(engine)[0].judgement.subject == (ids[0], ids[1])
    analyze(engine)
    with engine.connect() as connection:
        assert judgements.pending(connection) == 0


def test_the_log_shows_who_why_and_what_became_of_it(engine: Engine) -> None:
    """And hostile names and reasons are text."""
    hostile = "<script>alert(1)</script>"
    with engine.begin() as connection:
        judgements.add(connection, "reject_figure", ("fig-x",), hostile, "2026-03-01T00:00:00Z", "**bold**")
    app = opened(part="log")
    text = shown(app)
    assert "&lt;script&gt;" in text and "<script>" not in text and "**bold**" in text
    assert "rejected a reading" in text and "waits for the next analysis" in text


def test_the_template_is_offered(engine: Engine) -> None:
    """With every column explained."""
    app = opened(part="coding")
    assert not app.exception
    assert all(f"<bdi>{name}</bdi>" in shown(app) for name in COLUMNS)


@pytest.mark.parametrize("mode", ["off", "", "anything"])
def test_closed_reviews_take_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """Whatever is not open is closed."""
    monkeypatch.setenv("CLAIMLINE_REVIEW", mode)
    app = opened()
    assert "Reviews are closed here" in shown(app)
    assert not app.text_input and "Save decision" not in [button.label for button in app.button]


def test_only_listed_and_verified_addresses_may_review(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever their case; nobody when nobody is listed."""
    monkeypatch.setenv("CLAIMLINE_REVIEWERS", "ada@x.example, Bo@x.example")
    assert may_review("Ada@X.example", True) and may_review("bo@x.example", None)
    assert not may_review("ada@x.example", False)
    assert not may_review("eve@x.example", True) and not may_review(None, True) and not may_review("", True)
    monkeypatch.setenv("CLAIMLINE_REVIEWERS", "")
    assert not may_review("ada@x.example", True)


def case(identity: str, **values: object) -> Case:
    """Return an incident."""
    usual: dict[str, object] = {
        "title": identity,
        "accuser": "A",
        "accused": ("B",),
        "target": "T",
        "disclosed": "2026-03-01",
        "registry": "discovered",
        "values": (("accounts", "900"),),
    }
    return Case(identity, **{**usual, **values})  # type: ignore[arg-type]


def test_merges_are_proposed_with_reasons_and_not_against_the_facts() -> None:
    """Another accuser, months apart, or both known: no proposal."""
    both = reasons(case("1"), case("2", disclosed="2026-03-02"))
    assert both == (
        "the same accuser",
        "both accuse B",
        "the same target",
        "1 day apart",
        "the same number of accounts",
    )
    assert reasons(case("1"), case("2", accuser="C")) == ()
    assert reasons(case("1"), case("2", disclosed="2026-09-01")) == ()
    assert reasons(case("1", registry="known"), case("2", registry="known")) == ()


def test_what_was_kept_apart_is_not_proposed_again(engine: Engine) -> None:
    """Nor what was merged."""
    with engine.begin() as connection:
        row = connection.execute(select(incidents)).first()
        assert row is not None
        copy = {**row._mapping, "incident_id": "inc-copy", "registry": "discovered"}
        connection.execute(incidents.insert().values(copy))
        [proposal] = [
            item for item in proposals(connection, 99) if "inc-copy" in (item.goes.incident_id, item.stays.incident_id)
        ]
        ids = (proposal.goes.incident_id, proposal.stays.incident_id)
        judgements.add(connection, "separate_incidents", ids, "Ada", "2026-03-01T00:00:00Z", "two")
        assert all({item.goes.incident_id, item.stays.incident_id} != set(ids) for item in proposals(connection, 99))
