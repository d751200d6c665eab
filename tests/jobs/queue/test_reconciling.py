"""Groups of incidents are settled by many at once, each under its own lock, and end as when one process settles all."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from jobs.queue import upkeep
from jobs.queue.putting import RECONCILE, SETTLE, pending_values, put_reconciling
from jobs.queue.reconciling import NOTHING_NEW, buckets, plan, put_unsettled, settle_group
from jobs.settling import SETTLING, settle
from nlp.reconcile.scopes import Wanted
from store import judgements, scopes
from store.engine import connect, hold
from store.settled_tables import unsettled
from store.tables import incidents
from tests.jobs import test_settling as story
from tests.jobs.test_settling import decide, derived, page, read, settled_again
from tests.nlp.reconcile.stories import ACCUSER, LABS

pytestmark = pytest.mark.postgres
MORE = {f"case{number}": (f"Accuser{number}", (f"Firm{number}",), 41_000 + number) for number in range(8)}
BRIDGES = {f"bridge{number}": ("Firm0", (f"Firm{number}", f"Firm{number + 1}"), 9_000) for number in range(0, 6, 2)}


@pytest.fixture(autouse=True)
def _more_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell of eight more cases; a denial of two firms ties theirs together."""
    denials = {name: (firms[0], firms, number) for name, (_, firms, number) in BRIDGES.items()}
    monkeypatch.setattr(story, "PAGES", {**story.PAGES, **MORE, **denials})


@pytest.fixture
def settled(queued: Engine) -> Engine:
    """Return a ledger that was settled once, so that only what is new is settled from now on."""
    settle(queued)
    return queued


def waiting(engine: Engine) -> list[str]:
    """Return the articles whose groups wait to be settled."""
    with engine.connect() as connection:
        return [str(values["article_id"]) for values in pending_values(connection, SETTLE)]


def impatient(engine: Engine) -> Engine:
    """Return an engine to the same ledger that does not wait for locks."""
    other = connect(engine.url.render_as_string(hide_password=False))

    def no_waiting(connection: Any, _record: Any) -> None:
        connection.execute("SET lock_timeout = '50ms'")
        connection.commit()

    event.listen(other, "connect", no_waiting)
    return other


def test_each_group_is_a_job_once(settled: Engine) -> None:
    """Articles of one accuser are one job, and what comes while it waits is found by it."""
    read(settled, "first", "second", "other")
    assert plan(settled) == 2
    assert plan(settled) == 0
    read(settled, "third")
    assert plan(settled) == 0
    assert set(waiting(settled)) <= {page(name)[0].id for name in ("first", "second", "other")}
    done = [settle_group(settled, article) for article in waiting(settled)]
    assert sorted(done) == ["1 articles settled with 0 others", "3 articles settled with 0 others"]
    assert [settle_group(settled, article) for article in waiting(settled)] == [NOTHING_NEW] * 2
    assert derived(settled) == settled_again(settled)


def test_one_group_waits_for_itself_and_for_no_other(settled: Engine) -> None:
    """While another settles a group, or has all its names locked, the rest goes on."""
    read(settled, "first", "other")
    plan(settled)
    other = impatient(settled)
    with settled.begin() as connection:
        hold(connection, SETTLING, shared=True)
        for bucket in buckets(Wanted(frozenset({ACCUSER.lower()}), frozenset())):
            hold(connection, f"{SETTLING} {bucket}")
        with pytest.raises(OperationalError, match="lock timeout"):
            settle_group(other, page("first")[0].id)
        assert settle_group(other, page("other")[0].id) == "1 articles settled with 0 others"
        with pytest.raises(OperationalError, match="lock timeout"):
            settle(other)
    assert settle_group(other, page("first")[0].id) == "1 articles settled with 0 others"
    assert derived(settled) == settled_again(settled)
    other.dispose()


@pytest.mark.parametrize("seed", range(3))
def test_many_at_once_end_as_one_process(settled: Engine, seed: int) -> None:
    """Whatever ties groups together while they are being settled."""
    chance = random.Random(seed)
    names = list(story.PAGES)
    chance.shuffle(names)
    done = []
    with ThreadPoolExecutor(5) as pool:
        while names:
            read(settled, *[names.pop() for _ in range(min(3, len(names)))])
            assert plan(settled) is not None
            done += [pool.submit(settle_group, settled, article) for article in waiting(settled)]
            with settled.begin() as connection:
                connection.execute(text("UPDATE procrastinate_jobs SET status = 'succeeded'"))
        assert {one.result() for one in done}
    with settled.connect() as connection:
        assert scopes.touched(connection) == []
    assert derived(settled) == settled_again(settled)


def test_a_mark_whose_article_is_being_read_is_left(settled: Engine) -> None:
    """Reading it again ends with a planning of its own, which then finds it."""
    read(settled, "first")
    plan(settled)
    with settled.begin() as connection:
        scopes.touch(connection, [page("first")[0].id])
        assert settle_group(settled, page("first")[0].id) == NOTHING_NEW
    with settled.connect() as connection:
        assert scopes.touched(connection) == [page("first")[0].id]
    assert settle_group(settled, page("first")[0].id) == "1 articles settled with 0 others"


def test_decisions_are_settled_in_one_piece(settled: Engine) -> None:
    """What people decided may tie any incidents together."""
    read(settled, "first", "other")
    settle(settled)
    with settled.connect() as connection:
        ids = list(connection.execute(incidents.select().with_only_columns(incidents.c.incident_id)).scalars())
    decide(settled, "merge_incidents", *ids)
    read(settled, "second")
    assert plan(settled) == 1
    assert [settle_group(settled, article) for article in waiting(settled)] == ["1 articles settled with 2 others"]
    assert derived(settled) == settled_again(settled)
    with settled.begin() as connection:
        judgements.add(connection, "rename_incident", (ids[1],), "Ada", story.AT, "ours", (("title", "A case"),))
    assert plan(settled) is None


def test_what_no_job_is_about_is_found(settled: Engine, work_off: Callable[..., None]) -> None:
    """Unless one failed: that is for a person."""
    assert not put_unsettled(settled)
    read(settled, "first", "denial")
    assert put_unsettled(settled)
    assert not put_unsettled(settled)
    work_off()
    assert set(upkeep.counts(settled)) == {"succeeded"}
    assert {LABS[0].lower()} < {name for _, name in scopes_held(settled)}
    read(settled, "second")
    with settled.begin() as connection:
        put_reconciling(connection)
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'todo'"))
    assert not put_unsettled(settled)
    assert [job.task for job in upkeep.listed(settled, ["failed"])] == [RECONCILE.name]


def scopes_held(engine: Engine) -> list[tuple[str, str]]:
    """Return the scopes that the ledger holds."""
    with engine.connect() as connection:
        assert connection.execute(unsettled.select()).all() == []
        return scopes.all_scopes(connection)
