"""The forms to split an incident, to say what shares an origin, to set a value and to grade a source."""

from __future__ import annotations

from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from jobs.analyze import analyze
from store.queries.choices import asserters, pages_of, values_of
from store.tables import incidents
from tests.views.review_page import log, named, opened, press, shown


def widest(engine: Engine) -> str:
    """Return the incident with the most articles."""
    with engine.connect() as connection:
        ids = connection.execute(select(incidents.c.incident_id)).scalars()
        return str(max(ids, key=lambda key: (len(pages_of(connection, key)), key)))


def weighed(engine: Engine) -> tuple[AppTest, str, list[str]]:
    """Return the page with the forms on an incident, the incident and its articles."""
    incident = widest(engine)
    with engine.connect() as connection:
        found = [page.article_id for page in pages_of(connection, incident)]
    app = named(part="weighing")
    return app.selectbox(key="weigh-incident").set_value(incident).run(), incident, found


def test_an_incident_is_split_and_the_split_taken_back(engine: Engine) -> None:
    """The articles that leave are an incident of their own, until it is undone."""
    app, incident, found = weighed(engine)
    app.multiselect(key=f"split-{incident}").set_value(found[:1]).run()
    app = press(app, "Split off")
    assert "a decision needs a reason" in shown(app) and log(engine) == []
    app.text_input(key=f"split-why-{incident}").set_value("Another case.").run()
    app = press(app, "Split off")
    [entry] = log(engine)
    assert (entry.judgement.kind, entry.judgement.subject) == ("split_incident", (incident, found[0]))
    assert (entry.judgement.author, entry.judgement.reason) == ("Ada Reed", "Another case.")
    analyze(engine)
    with engine.connect() as connection:
        assert found[0] not in {page.article_id for page in pages_of(connection, incident)}
    press(app, "Undo")
    analyze(engine)
    with engine.connect() as connection:
        assert [page.article_id for page in pages_of(connection, incident)] == found


def test_two_articles_are_of_one_origin_or_of_two(engine: Engine) -> None:
    """Both ways, each with its reason."""
    app, _, found = weighed(engine)
    app.selectbox(key="origin-first").set_value(found[0]).run()
    app.selectbox(key="origin-second").set_value(found[1]).run()
    app.text_input(key="origin-why").set_value("Both from one briefing.").run()
    app = press(app, "Same origin")
    press(app, "Different origins")
    made = [entry.judgement for entry in log(engine)]
    assert {line.kind for line in made} == {"same_origin", "different_origin"}
    assert {line.subject for line in made} == {(found[0], found[1])}
    assert {line.reason for line in made} == {"Both from one briefing."}


def test_a_value_is_set_and_a_source_graded(engine: Engine) -> None:
    """A number that is none is refused; what is kept takes effect."""
    app, incident, _ = weighed(engine)
    app.selectbox(key=f"value-{incident}").set_value(0).run()
    app.text_input(key=f"value-best-{incident}").set_value("many").run()
    app.text_input(key=f"value-why-{incident}").set_value("The filing says so.").run()
    app = press(app, "Set value")
    assert "best is not a number" in shown(app) and log(engine) == []
    app.text_input(key=f"value-best-{incident}").set_value("12,345").run()
    app = press(app, "Set value")
    with engine.connect() as connection:
        chosen, name = values_of(connection, incident)[0], min(asserters(connection))
    app.selectbox(key="grade-name").set_value(name).run()
    app.selectbox(key="grade-letter").set_value("D").run()
    app.text_input(key="grade-why").set_value("Was wrong before.").run()
    app = press(app, "Grade")
    assert not app.exception
    assert [entry.judgement.kind for entry in log(engine)] == ["mark_source", "accept_value"]
    analyze(engine)
    with engine.connect() as connection:
        now = {(value.measure, value.accused): value.best for value in values_of(connection, incident)}
        assert now[chosen.measure, chosen.accused] == "12345" and asserters(connection)[name] == "D"


def test_without_a_name_there_are_no_forms(engine: Engine) -> None:
    """Nothing to choose, nothing to press."""
    app = opened(part="weighing")
    assert "Give your name" in shown(app) and not app.selectbox
