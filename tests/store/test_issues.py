"""Issues are counted by reason, never repeated, from any number of writers."""

from __future__ import annotations

import threading

from sqlalchemy import Engine, select, update

from ledger.issue import Issue
from store.issues import counts, record
from store.tables import issues

EMPTY = Issue("page", "empty_page", "no text was found", "https://news.example/a")
OTHER = Issue("read", "no_noun", "a number without a noun", "art-1")


def test_the_same_issue_again_is_counted(engine: Engine) -> None:
    """One row with how often, first and last sight."""
    with engine.begin() as connection:
        assert record(connection, [EMPTY, OTHER, EMPTY], "2026-03-02T00:00:00Z") == 3
        assert record(connection, [EMPTY], "2026-03-03T00:00:00Z") == 1
        assert record(connection, [EMPTY], "2026-03-01T00:00:00Z") == 1
        assert record(connection, [], "2026-03-03T00:00:00Z") == 0
    with engine.connect() as connection:
        assert counts(connection) == [("page", "empty_page", 4), ("read", "no_noun", 1)]
        row = connection.execute(select(issues).where(issues.c.reason == "empty_page")).one()
        assert (row.first_seen, row.last_seen) == ("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z")


def test_counts_are_of_64_bits(engine: Engine) -> None:
    """A count beyond 2**31 goes on."""
    with engine.begin() as connection:
        record(connection, [EMPTY], "2026-03-01T00:00:00Z")
        connection.execute(update(issues).values(count=2**40))
        record(connection, [EMPTY], "2026-03-01T00:00:00Z")
        assert counts(connection) == [("page", "empty_page", 2**40 + 1)]


def test_writers_in_opposite_order_do_not_block_each_other(engine: Engine) -> None:
    """Every one of them is counted."""

    def write(found: list[Issue]) -> None:
        for _ in range(15):
            with engine.begin() as connection:
                record(connection, found, "2026-03-01T00:00:00Z")

    threads = [threading.Thread(target=write, args=(found,)) for found in ([EMPTY, OTHER], [OTHER, EMPTY])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert sorted(number for _, _, number in counts(connection)) == [30, 30]
