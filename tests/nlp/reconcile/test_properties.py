"""What must hold of any reports: order and batches change nothing, copies add nothing, nonsense is answered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.incident import Reconciliation, Report
from ledger.quantity import Comparator, Quantity
from ledger.reading import Case, Figure, Scope, Stance
from nlp.reconcile import reconcile
from nlp.reconcile.compare import relate
from nlp.reconcile.kept import Kept
from nlp.reconcile.scopes import Held, Wanted, closed
from tests.nlp.reconcile.stories import ACCUSER, LABS, figure, quantity, report

SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEDGES = ("exact", "about", "more_than", "at_least", "almost", "less_than", "at_most")
NUMBERS = st.sampled_from([0, 1, 12, 150_000, 24_000, 25_000, 240_000, 3_400_000, 16_000_000, 16_550_000, 17_000_000])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure of one of two accusers, or of an accused, or of nobody."""
    value, hedge = draw(NUMBERS), draw(st.sampled_from((*HEDGES, "vague")))
    measure = draw(st.sampled_from(("interactions", "accounts", "money", "share", "duration")))
    fields: dict[str, Any] = {
        "scope": draw(st.sampled_from(Scope)),
        "stance": draw(st.sampled_from((Stance.ASSERTED, Stance.ASSERTED, Stance.ASSERTED, Stance.DENIED))),
        "claimant": draw(st.sampled_from((ACCUSER, ACCUSER, "Aldermoor Inc.", LABS[0], "Fenwick Office", None))),
        "accused": draw(st.sampled_from((LABS, LABS, LABS[:1], LABS[1:], ()))),
        "window": draw(st.sampled_from((None, None, ("2026-01", "2026-02"), ("2025-01", "2025-06")))),
        "unit": {"money": "USD", "duration": "weeks"}.get(measure, draw(st.sampled_from(("queries", "calls", None)))),
        "derived": draw(st.integers(0, 9)) == 0,
    }
    if hedge == "vague":
        return figure(None, "vague", measure, low=2000, high=99_999, **fields)
    return figure(value, hedge, measure, **fields)


@st.composite
def reports(draw: st.DrawFn, least: int = 1, most: int = 7) -> list[Report]:
    """Reports on cases of two accusers, some of them near-copies of each other."""
    found = []
    for number in range(draw(st.integers(least, most))):
        accuser = draw(st.sampled_from((ACCUSER, "Bellwether", "Альдермур")))
        accused = draw(st.sampled_from((LABS, LABS[:1], (), ("Brackwater AI", "Cinderhill"), ("ブラックウォーター",))))
        case = Case(accuser, accused, "Quern", draw(st.sampled_from(("allegation", "denial"))), "2026-03-01")
        text = draw(st.integers(0, 2))
        found.append(
            report(
                f"art{number}",
                *draw(st.lists(figures(), max_size=4)),
                cases=(case,),
                cites=draw(st.sampled_from(((), ("art0",), ("Somewhere",)))),
                published=draw(st.sampled_from((None, "2026-03-02", "2026-03-09"))),
                shingles=frozenset(range(text * 100, text * 100 + 40)) if text else frozenset(),
            )
        )
    return found


def settled(done: Reconciliation) -> list[tuple[Any, ...]]:
    """Return what a value says, without the number of articles that carry it."""
    return [(v.measure, v.accused, v.best, v.low, v.high, v.status, v.origins) for v in done.values]


@SETTINGS
@given(held=reports(), order=st.randoms(use_true_random=False))
def test_order_changes_nothing(held: list[Report], order: Any) -> None:
    """Any order of arrival gives the same result, and so does a second run."""
    shuffled = list(held)
    order.shuffle(shuffled)
    assert reconcile(shuffled) == reconcile(held) == reconcile([*held, *held])


@SETTINGS
@given(held=reports(least=2), which=st.integers(0, 6))
def test_a_verbatim_copy_changes_no_value(held: list[Report], which: int) -> None:
    """A copy in another outlet's name adds an article, never an origin, and moves no best and no status."""
    texts = [
        replace(item, shingles=frozenset(range(number * 1000, number * 1000 + 40))) for number, item in enumerate(held)
    ]
    original = texts[which % len(texts)]
    copy = replace(
        report("zzz", *original.figures, cases=original.cases, shingles=original.shingles),
        published=original.published,
        citations=original.citations,
    )
    assert settled(reconcile([*texts, copy])) == settled(reconcile(texts))


@SETTINGS
@given(held=reports())
def test_values_are_ordered_and_links_complete(held: list[Report]) -> None:
    """low <= best <= high; every linked figure is in one incident that exists; findings point at held figures."""
    done = reconcile(held)
    incidents = {incident.id for incident in done.incidents}
    known = {item.id for one in held for item in one.figures}
    for value in done.values:
        ends = [end for end in (value.low, value.best, value.high) if end is not None]
        assert ends == sorted(ends)
        assert value.origins >= 1
    assert {identity for _, identity in done.figure_incident} <= incidents
    for finding in done.findings:
        assert finding.figure_id in known
        assert set(finding.against) <= known - {finding.figure_id}
        assert finding.explanation
    assert len({finding.id for finding in done.findings}) == len(done.findings)


@SETTINGS
@given(held=reports(least=2), batches=st.integers(1, 3))
def test_incremental_equals_from_scratch(held: list[Report], batches: int) -> None:
    """Reports that come in batches, each settled with only what it touches, end at the same as all at once."""
    incidents: dict[str, tuple[Any, ...]] = {}
    scopes: dict[str, set[tuple[str, str]]] = {}
    for number in range(batches):
        batch = held[number::batches]
        seen = [item for start in range(number + 1) for item in held[start::batches]]
        index = Held(seen)
        part = closed({scope for item in batch for scope in index.by_article[item.article_id]}, index)
        done = reconcile([item for item in seen if any(part.takes(case, {}) for case in item.cases)], only=part)
        gone = {key for key, held_by in scopes.items() if any(covered(part, scope) for scope in held_by)}
        incidents = {key: value for key, value in incidents.items() if key not in gone}
        scopes = {key: value for key, value in scopes.items() if key not in gone}
        incidents.update(by_incident(done))
        for identity, accuser, name in done.scopes:
            scopes.setdefault(identity, set()).add((accuser, name))
    assert incidents == by_incident(reconcile(held))


@SETTINGS
@given(held=reports(least=2), order=st.randoms(use_true_random=False))
def test_what_was_worked_out_before_changes_nothing(held: list[Report], order: Any) -> None:
    """Reports that come and go in any order, some read again, with what is kept from run to run."""
    kept, there = Kept(), dict[str, Report]()
    order.shuffle(held)
    for item in held:
        there[item.article_id] = item
        if order.random() < 0.3:
            again = there[order.choice(sorted(there))]
            there[again.article_id] = replace(again, published="2026-04-01", figures=again.figures[1:])
        if order.random() < 0.2:
            there.pop(order.choice(sorted(there)))
        done = reconcile(there.values(), kept=kept)
        assert done == reconcile(there.values())
        assert done == reconcile(there.values(), kept=kept)
    assert reconcile(held, kept=kept) == reconcile(held)


def covered(part: Wanted, scope: tuple[str, str]) -> bool:
    """Tell whether a scope is in a part."""
    return scope[0] in part.accusers if scope[0] else scope[1] in part.orphans


def by_incident(done: Reconciliation) -> dict[str, tuple[Any, ...]]:
    """Return everything derived, incident by incident."""
    found = {}
    for incident in done.incidents:
        mine = [
            [item for item in group if item.incident_id == incident.id]
            for group in (done.origins, done.edges, done.findings, done.values, done.records, done.changes)
        ]
        links = [figure for figure, home in done.figure_incident if home == incident.id]
        found[incident.id] = (incident, mine, links)
    return found


@SETTINGS
@given(first=figures(), second=figures())
def test_relations_are_symmetric(first: Figure, second: Figure) -> None:
    """How two figures stand to each other does not depend on which is asked first."""
    assert relate(first, second) is relate(second, first)


ODD = [Decimal(0), Decimal(-5), Decimal("1E30"), Decimal("-1E30"), Decimal("0.000001"), Decimal("1E-30"), None]


@SETTINGS
@given(
    values=st.lists(st.sampled_from(ODD), min_size=1, max_size=6),
    kinds=st.lists(st.sampled_from(Comparator), min_size=6, max_size=6),
    measure=st.sampled_from(("interactions", "accounts", "money", "share", "duration", "other", "")),
)
def test_nonsense_is_answered(values: list[Decimal | None], kinds: list[Comparator], measure: str) -> None:
    """Zero, negative, huge and missing numbers under any hedge give an answer, not an error."""
    printed = [
        replace(figure(1, measure=measure, unit=""), quantity=Quantity(value, value, value, kind))
        for value, kind in zip(values, kinds, strict=False)
    ]
    held = [report("art1", *printed), report("art2", *printed[::-1], published="nonsense", outlet=None)]
    done = reconcile(held)
    assert done == reconcile(held[::-1])


def test_nothing_and_words_alone() -> None:
    """No reports, no figures, and figures in words only."""
    assert reconcile([]).incidents == ()
    assert len(reconcile([report("art1")]).incidents) == 1
    vague = replace(figure(1), quantity=quantity(None, "vague"), quote="many")
    assert [value.status.value for value in reconcile([report("art1", vague)]).values] == ["vague_only"]


def test_ten_thousand_copies_of_one_article_are_one_origin() -> None:
    """Many copies cost no more than their number and stay one origin."""
    grams = frozenset(range(60))
    held = [report(f"art{number:05d}", figure(16_000_000), shingles=grams) for number in range(10_000)]
    (value,) = reconcile(held).values
    assert (value.origins, value.articles, value.best) == (1, 10_000, Decimal(16_000_000))
