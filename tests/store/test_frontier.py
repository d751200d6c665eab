"""The frontier: leases are exclusive, survive a dead holder, and nothing found is ever lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace

from sqlalchemy import Engine, select, update

from store import frontier
from store.crawl_tables import frontier as pages

NOW, SOON, LATE = "2026-03-01T12:00:00Z", "2026-03-01T12:10:00Z", "2026-03-01T13:00:00Z"
LINKS = [frontier.Found(f"https://news.example/{number}") for number in range(40)]


def lease(engine: Engine, source: str, owner: str, now: str, *, most: int) -> list[frontier.Leased]:
    """Lease in a transaction of its own."""
    with engine.begin() as connection:
        return frontier.lease(connection, source, owner, now, most=most)


def states(engine: Engine) -> dict[str, int]:
    """Return how many pages are in each state."""
    with engine.connect() as connection:
        return frontier.counts(connection).get("harbor", {})


def test_links_are_found_once(engine: Engine) -> None:
    """A link met again is known; one whose stamp changed is due again."""
    assert frontier.add(engine, "harbor", LINKS, NOW, most_new=100) == (40, 0, 0)
    assert frontier.add(engine, "harbor", LINKS, NOW, most_new=100) == (0, 0, 0)
    stamped = [replace(link, stamp="2026-03-01") for link in LINKS[:3]]
    assert frontier.add(engine, "harbor", stamped, SOON, most_new=100) == (0, 3, 0)
    assert frontier.add(engine, "harbor", [frontier.Found("https://news.example/x")], NOW, most_new=0) == (0, 0, 1)


def test_no_page_is_leased_by_two(engine: Engine) -> None:
    """Four takers at the same time share the pages out."""
    frontier.add(engine, "harbor", LINKS, NOW, most_new=100)
    taken: list[str] = []

    def take(owner: str) -> None:
        while leased := lease(engine, "harbor", owner, NOW, most=3):
            taken.extend(page.id for page in leased)

    threads = [threading.Thread(target=take, args=(f"machine-{number}|1|1",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 40
    assert states(engine) == {"leased": 40}


def test_a_dead_holder_on_this_machine_is_relieved_at_once_others_after_a_while(engine: Engine) -> None:
    """A killed run loses nothing."""
    frontier.add(engine, "harbor", LINKS[:2], NOW, most_new=10)
    dead = frontier.holder().split("|")[0] + "|999999999|1"
    lease(engine, "harbor", dead, NOW, most=1)
    lease(engine, "harbor", "elsewhere|1|1", NOW, most=1)
    assert frontier.take_over(engine, SOON) == 1
    assert states(engine) == {"found": 1, "leased": 1}
    assert frontier.take_over(engine, LATE) == 1
    assert states(engine) == {"found": 2}
    lease(engine, "harbor", frontier.holder(), NOW, most=2)
    assert frontier.take_over(engine, SOON) == 0


def test_failures_are_tried_again_and_given_up(engine: Engine) -> None:
    """After three attempts, or at once where it is final; the reason is kept."""
    frontier.add(engine, "harbor", LINKS[:1], NOW, most_new=10)
    moment = NOW
    for expected in ("failed", "failed", "given_up"):
        (page,) = lease(engine, "harbor", "a|1|1", moment, most=1)
        with engine.begin() as connection:
            frontier.failed(connection, page, "http_500", moment)
        assert states(engine) == {expected: 1}
        moment = frontier.later(moment, 30)
    assert lease(engine, "harbor", "a|1|1", moment, most=1) == []
    with engine.connect() as connection:
        assert connection.execute(select(pages.c.error)).scalar() == "http_500"


def test_unchanged_pages_are_looked_at_less_and_less(engine: Engine) -> None:
    """And in the end no more."""
    frontier.add(engine, "harbor", LINKS[:1], NOW, most_new=10)
    moment, looks = NOW, 0
    while leased := lease(engine, "harbor", "a|1|1", moment, most=1):
        looks += 1
        with engine.begin() as connection:
            frontier.fetched(connection, leased[0], frontier.Answer(200, looks == 1, sha256="x"), moment)
        moment = frontier.later(moment, 2000)
    assert looks == 1 + len(frontier.REVISIT_HOURS)


def test_what_a_run_still_holds_is_given_back(engine: Engine) -> None:
    """Without counting an attempt."""
    frontier.add(engine, "harbor", LINKS[:3], NOW, most_new=10)
    lease(engine, "harbor", "a|1|1", NOW, most=2)
    assert frontier.give_back(engine, "harbor", "a|1|1") == 2
    assert states(engine) == {"found": 3}


def test_what_is_remembered_of_a_source(engine: Engine) -> None:
    """Field by field."""
    assert frontier.state_of(engine, "harbor") == {}
    frontier.remember(engine, "harbor", etag='"a"', failures=1)
    frontier.remember(engine, "harbor", failures=2)
    state = frontier.state_of(engine, "harbor")
    assert (state["etag"], state["failures"]) == ('"a"', 2)


def test_a_lease_without_a_name_is_taken_over(engine: Engine) -> None:
    """A row some other tool left leased does not stay so."""
    frontier.add(engine, "harbor", LINKS[:1], NOW, most_new=10)
    with engine.begin() as connection:
        connection.execute(update(pages).values(state="leased", lease_until=NOW))
    assert frontier.take_over(engine, LATE) == 1


def test_a_killed_process_that_nobody_reaped_holds_nothing() -> None:
    """In a container whose first process reaps nobody, a killed crawl stays in the table of processes."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = frontier.process_started(process.pid)
    name = f"{frontier.holder().split('|')[0]}|{process.pid}|{mark}"
    assert mark and not frontier.is_dead(name)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert frontier.is_dead(name)
    process.communicate()
    assert frontier.is_dead(name)


def test_unchanged_pages_are_written_together(engine: Engine) -> None:
    """Several 304 answers are one statement: each page keeps its own count and its own next look."""
    frontier.add(engine, "harbor", LINKS[:3], NOW, most_new=100)
    held = lease(engine, "harbor", "a|1|1", NOW, most=3)
    with engine.begin() as connection:
        frontier.fetched(connection, held[0], frontier.Answer(200, True, etag="e"), NOW)
        frontier.not_modified(connection, [(replace(held[1], unchanged=1), SOON), (held[2], NOW)])
        frontier.not_modified(connection, [])
    with engine.connect() as connection:
        rows = {row.page_id: row for row in connection.execute(select(pages))}
    first, second, third = (rows[page.id] for page in held)
    assert (first.status, first.unchanged, first.etag) == (200, 0, "e")
    assert (second.status, second.unchanged, second.due_at) == (304, 2, frontier.later(SOON, 72))
    assert (third.status, third.unchanged, third.due_at) == (304, 1, frontier.later(NOW, 24))
    assert not any(row.lease_owner or row.lease_until for row in rows.values())


def test_new_pages_come_before_known_ones(engine: Engine) -> None:
    """A page never seen goes before one to be looked at again, and that before one that failed."""
    frontier.add(engine, "harbor", LINKS[:3], NOW, most_new=100)
    again, failing = lease(engine, "harbor", "a|1|1", NOW, most=2)
    with engine.begin() as connection:
        frontier.fetched(connection, again, frontier.Answer(200, True), NOW)
        frontier.failed(connection, failing, "timeout", NOW)
    order = [page.id for page in lease(engine, "harbor", "a|1|1", frontier.later(NOW, 100), most=5)]
    assert order[1:] == [again.id, failing.id]
    assert len(order) == 3
