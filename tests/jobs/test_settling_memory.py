"""A process that remembers the groups it settled ends at the same ledger as one that does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from jobs.settling import settle
from jobs.settling_memory import Group, Memory
from nlp.reconcile.scopes import Wanted
from store import scopes
from store.tables import articles
from tests.jobs.test_settling import PAGES, decide, derived, engine, page, read, settled_again, watched

__all__ = ["engine"]


@pytest.mark.parametrize("seed", range(4))
def test_with_a_memory_as_without(engine: Engine, seed: int) -> None:
    """Pages in any order and batches, read again or changed, settled by two processes in turn."""
    chance, names = random.Random(seed), list(PAGES)
    chance.shuffle(names)
    ours, theirs = Memory(), Memory()
    there: list[str] = []
    while names:
        new = [names.pop() for _ in range(min(chance.randrange(1, 3), len(names)))]
        there += new
        read(engine, *new, *chance.sample(there, chance.randrange(2)))
        if chance.random() < 0.5:
            with engine.begin() as connection:
                changed = page(chance.choice(there))[0].id
                own = articles.c.article_id == changed
                connection.execute(update(articles).where(own).values(outlet=f"Outlet {len(there)}"))
                scopes.touch(connection, [changed])
        settle(engine, chance.choice((ours, theirs)))
    read(engine, "first")
    settle(engine, ours)
    assert derived(engine) == settled_again(engine)


def test_decisions_hold_with_a_memory(engine: Engine) -> None:
    """A figure rejected and accepted again, while what is known of its group is kept."""
    memory = Memory()
    read(engine, "first", "third")
    settle(engine, memory)
    rejected = decide(engine, "reject_figure", page("third")[1].figures[0].id)
    read(engine, "second")
    settle(engine, memory)
    assert derived(engine) == settled_again(engine)
    decide(engine, "undo", rejected)
    read(engine, "first")
    settle(engine, memory)
    assert derived(engine) == settled_again(engine)


def test_only_what_is_new_is_read_from_the_ledger(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second page of a group is read alone."""
    memory = Memory()
    settle(engine, memory)
    read(engine, "first")
    settle(engine, memory)
    asked = watched(monkeypatch)
    read(engine, "second")
    settle(engine, memory)
    assert set().union(*asked) == {page("second")[0].id}


def part(*accusers: str) -> Wanted:
    """Return the part of the ledger of some accusers."""
    return Wanted(frozenset(accusers), frozenset())


def test_groups_are_joined_and_the_oldest_forgotten() -> None:
    """What two groups held belongs to the one that has names of both; a group too many goes."""
    memory = Memory(most=3)
    article = {name: ((name,), object()) for name in "abcd"}
    for names in ("a", "b"):
        with memory.group(part(names)) as group:
            group.held = {names: article[names]}  # type: ignore[dict-item]
    with memory.group(part("a", "b", "c")) as group:
        assert set(group.held) == {"a", "b"}
    with memory.group(part("d")) as group:
        assert not group.held
        group.held = {"d": article["d"], "c": article["c"]}  # type: ignore[dict-item]
    assert [one.names for one in memory.groups] == [{"d"}]


def test_what_went_wrong_is_not_kept() -> None:
    """After an error the group is begun anew."""
    memory = Memory()
    with memory.group(part("a")) as group:
        kept = group
    with pytest.raises(ValueError, match="broken"), memory.group(part("a")) as group:
        assert group is kept
        raise ValueError("broken")
    with memory.group(part("a")) as group:
        assert isinstance(group, Group)
        assert group is not kept


def written(engine: Engine, work: Callable[[], object]) -> set[str]:
    """Return the tables to which some work writes."""
    found: set[str] = set()

    def watch(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        word, _, rest = statement.partition(" ")
        if word in ("INSERT", "DELETE", "UPDATE"):
            found.add(rest.split()[1])

    event.listen(engine, "before_cursor_execute", watch)
    work()
    event.remove(engine, "before_cursor_execute", watch)
    return found


@pytest.mark.parametrize("remembers", [False, True])
def test_only_rows_that_changed_are_written(engine: Engine, remembers: bool) -> None:
    """A page read again with the same outcome changes nothing that was derived; its incident alone is counted anew."""
    memory = Memory()
    read(engine, "first", "second", "other")
    settle(engine, memory)
    read(engine, "third")
    settle(engine, memory)
    before = derived(engine)
    read(engine, "third")
    found = written(engine, lambda: settle(engine, memory if remembers else None))
    assert derived(engine) == before
    assert not found & {"incidents", "figure_links", "origins", "edges", "findings", "reconciled", "outlet_records"}
    read(engine, "other")
    settle(engine, None)  # somebody else's settling: what we remember of it is no longer taken for written
    read(engine, "denial")
    settle(engine, memory)
    assert derived(engine) == settled_again(engine)
