"""Each kind of decision takes effect, the latest one stands, and a decision that was undone leaves nothing behind."""

from __future__ import annotations

import pytest

from ledger.incident import Judgement, Reconciliation, Report
from ledger.reading import Case
from nlp.reconcile import reconcile
from nlp.reconcile.decisions import read
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure, report


def made(number: int, kind: str, *subject: str, **values: str) -> Judgement:
    """Return a decision, later ones with higher numbers."""
    return Judgement(
        f"jdg-{number}", kind, subject, tuple(values.items()), "Ada", f"2026-04-0{number}T00:00:00Z", "Seen."
    )


def story() -> list[Report]:
    """Return two articles on one case."""
    return [report("one", figure(16_000_000), figure(24_317, measure="accounts")), report("two", figure(16_000_000))]


def joined() -> list[Report]:
    """Return articles on what is taken for one case of two accusers: three telling numbers alike."""
    numbers = (figure(16_550_000), figure(24_317, measure="accounts"), figure(31_415, measure="tokens"))
    other = (Case("Bellwether", LABS, "Quern", "allegation", "2026-03-01"),)
    return [report("one", *numbers), report("two", *numbers, cases=other)]


def ids(done: Reconciliation) -> list[str]:
    """Return the ids of the incidents."""
    return sorted(incident.id for incident in done.incidents)


@pytest.mark.parametrize(
    ("kinds", "rejected", "corrected"),
    [
        (("reject_figure",), True, False),
        (("reject_figure", "accept_figure"), False, False),
        (("correct_figure", "accept_figure"), False, False),
        (("reject_figure", "correct_figure"), False, True),
        (("correct_figure", "reject_figure"), True, False),
        (("accept_figure", "reject_figure"), True, False),
    ],
)
def test_of_one_figure_the_latest_decision_stands(kinds: tuple[str, ...], rejected: bool, corrected: bool) -> None:
    """Whatever was said of it before."""
    found = read([made(number, kind, "fig-one-0", claimant="X") for number, kind in enumerate(kinds, 1)])
    assert ("fig-one-0" in found.rejected, "fig-one-0" in found.corrected) == (rejected, corrected)


def test_an_accepted_figure_counts_again() -> None:
    """After a rejection the value comes back as it was."""
    reject, accept = made(1, "reject_figure", "fig-one-1"), made(2, "accept_figure", "fig-one-1")
    before = reconcile(story())
    assert "accounts" not in {value.measure for value in reconcile(story(), [reject]).values}
    assert reconcile(story(), [reject, accept]) == before == reconcile(story(), [accept, reject][:1])


def test_incidents_kept_apart_are_not_joined() -> None:
    """What clustering makes one stays two; merging them later wins, and an undo leaves nothing behind."""
    pages = joined()
    each = [ids(reconcile([page]))[0] for page in pages]
    assert len(ids(reconcile(pages))) == 1
    apart = made(1, "separate_incidents", *each)
    assert ids(reconcile(pages, [apart])) == sorted(each)
    assert ids(reconcile(list(reversed(pages)), [apart])) == sorted(each)
    assert len(ids(reconcile(pages, [apart, made(2, "merge_incidents", *each)]))) == 1
    assert reconcile(pages, [apart, made(2, "undo", apart.id)]) == reconcile(pages)


def test_cases_of_one_accuser_kept_apart_are_not_joined() -> None:
    """Nor by the accused that they share."""
    first = report("one", figure(16_550_000), figure(24_317, measure="accounts"))
    cases = (Case(ACCUSER, LABS[:1], "Quern", "allegation", "2026-03-01"),)
    second = report("two", figure(16_550_000, accused=LABS[:1]), figure(24_317, measure="accounts"), cases=cases)
    each = [ids(reconcile([page]))[0] for page in (first, second)]
    assert len(ids(reconcile([first, second]))) == 1
    assert ids(reconcile([first, second], [made(1, "separate_incidents", *each)])) == sorted(each)


def test_a_split_makes_an_incident_of_its_own() -> None:
    """Of the articles that leave; never of all of them."""
    [incident] = ids(reconcile(story()))
    done = reconcile(story(), [made(1, "split_incident", incident, "two")])
    homes = dict(done.figure_incident)
    assert homes["fig-one-0"] == incident != homes["fig-two-0"]
    assert ids(reconcile(story(), [made(1, "split_incident", incident, "one", "two")])) == [incident]


def test_articles_are_of_two_origins_or_of_one() -> None:
    """One claim relayed twice is one origin until a person says that the two have origins of their own."""
    different = made(1, "different_origin", "one", "two")
    same = made(2, "same_origin", "one", "two")

    def origins(*decisions: Judgement) -> int:
        [value] = [v for v in reconcile(story(), decisions).values if v.measure == "interactions"]
        return value.origins

    assert (origins(), origins(different), origins(different, same)) == (1, 2, 1)
    edges = reconcile(story(), [same]).edges
    assert [edge.detail for edge in edges if edge.reason == "judgement"] == [
        "marked as one origin by hand: two and one"
    ]


def test_a_value_is_set_a_source_graded_and_a_title_given() -> None:
    """Each with who decided it and why."""
    [incident] = ids(reconcile(story()))
    done = reconcile(
        story(),
        [
            made(1, "accept_value", incident, measure="accounts", accused=";".join(LABS), best="24000"),
            made(2, "mark_source", ACCUSER, grade="D"),
            made(3, "rename_incident", incident, title="The Quern case"),
        ],
    )
    [value] = [v for v in done.values if v.measure == "accounts"]
    assert (str(value.best), value.rule) == ("24000", "JUDGEMENT") and "Ada: Seen." in value.explanation
    assert [origin.grade_reason for origin in done.origins] == ["graded D by Ada: Seen."]
    assert done.incidents[0].title == "The Quern case"
