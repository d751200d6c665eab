"""What a person decided of incidents holds, whatever articles come later and in whatever order."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ledger.incident import Judgement, Reconciliation, Report
from ledger.reading import Case
from nlp.reconcile import reconcile
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure, report

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
NUMBERS = st.sampled_from([16_400_000, 24_317, 3_150_000, 7, 31_415])
DAYS = st.sampled_from(["2025-01-05", "2025-05-20", "2025-07-10", "2025-09-30", "2026-02-20", "2026-07-01", None])


@st.composite
def pages(draw: st.DrawFn, prefix: str, seen: str, most: int) -> list[Report]:
    """Pages of one or two accusers on cases at any time."""
    found = []
    for number in range(draw(st.integers(0 if prefix == "late" else 2, most))):
        accuser = draw(st.sampled_from((ACCUSER, ACCUSER, "Bellwether", None)))
        accused = draw(st.sampled_from((LABS, LABS, LABS[:1], ())))
        day = draw(DAYS)
        case = Case(accuser, accused, "Quern", "allegation", day)
        measure = draw(st.sampled_from(("interactions", "accounts")))
        printed = figure(draw(NUMBERS), measure=measure, accused=accused, claimant=accuser)
        more = figure(draw(NUMBERS), measure="tokens", accused=accused, claimant=accuser)
        moment = f"{seen}T00:00:{number:02d}Z"
        found.append(report(f"{prefix}{number}", printed, more, cases=(case,), published=day, first_seen=moment))
    return found


def decided(kind: str, *subject: str) -> Judgement:
    """Return a decision made between the early pages and the late ones."""
    return Judgement("jdg-1", kind, subject, (), "Ada", "2026-08-01T00:00:00Z", "Seen.")


def members(done: Reconciliation) -> dict[str, set[str]]:
    """Return the articles of each incident."""
    found: dict[str, set[str]] = {}
    for printed, home in done.figure_incident:
        found.setdefault(home, set()).add(printed.split("-")[1])
    return found


def home(done: Reconciliation, article: str) -> str:
    """Return the incident of an article."""
    return next(identity for identity, held in members(done).items() if article in held)


def afterwards(
    early: list[Report], late: list[Report], chance: Any, kind: str, incident: str, *others: str
) -> Reconciliation:
    """Reconcile all pages, in any order, under a decision that was made when only the early ones were there."""
    everything = [*early, *late]
    chance.shuffle(everything)
    return reconcile(everything, [decided(kind, incident, *others)])


EARLY, LATE = pages("early", "2026-07-15", 5), pages("late", "2026-09-01", 5)


@SETTINGS
@given(early=EARLY, late=LATE, chance=st.randoms(use_true_random=False))
def test_two_incidents_stay_two(early: list[Report], late: list[Report], chance: Any) -> None:
    """The articles of two incidents that a person keeps apart never meet in one."""
    before = members(reconcile(early))
    assume(len(before) > 1)
    first, second = chance.sample(sorted(before), 2)
    done = afterwards(early, late, chance, "separate_incidents", first, second)
    left, right = ({home(done, article) for article in before[identity]} for identity in (first, second))
    assert not left & right


@SETTINGS
@given(early=EARLY, late=LATE, chance=st.randoms(use_true_random=False))
def test_what_was_split_stays_split(early: list[Report], late: list[Report], chance: Any) -> None:
    """The articles that a person took out of an incident are never with those that stayed."""
    before = {key: held for key, held in members(reconcile(early)).items() if len(held) > 1}
    assume(before)
    incident = chance.choice(sorted(before))
    leaving = chance.sample(sorted(before[incident]), chance.randint(1, len(before[incident]) - 1))
    done = afterwards(early, late, chance, "split_incident", incident, *leaving)
    staying = before[incident] - set(leaving)
    assert not {home(done, article) for article in leaving} & {home(done, article) for article in staying}


@SETTINGS
@given(early=EARLY, late=LATE, chance=st.randoms(use_true_random=False))
def test_what_was_merged_stays_merged(early: list[Report], late: list[Report], chance: Any) -> None:
    """The first articles of two incidents that a person made one stay in one."""
    before = members(reconcile(early))
    assume(len(before) > 1)
    gone, stays = chance.sample(sorted(before), 2)
    done = afterwards(early, late, chance, "merge_incidents", gone, stays)
    assert len({home(done, article) for identity in (gone, stays) for article in before[identity]}) == 1
