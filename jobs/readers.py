"""Pages of archives read in processes of their own, in the order in which they came; what kills one is dropped."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import cache

from crawlers.records import Record
from jobs.pages import Outcome, judge

AHEAD = 8  # pages on their way for each process
MOST_DEATHS = 10  # pages in a row that no process survived: then it is not the pages


class ReadersError(RuntimeError):
    """The processes that read pages end at once, whatever the page: as where memory is too small for them."""


@cache
def dropped(reason: str) -> Outcome:
    """Return what becomes of a record that is dropped before it is read."""
    return Outcome(reason)


def end_with_parent() -> None:
    """Let this process end when the one that started it is gone, however that came: its pool would wait for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch(sentinel: int) -> None:
        multiprocessing.connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


class Readers:
    """Pages in, outcomes out in the same order; with `processes` 0 the work is done here."""

    def __init__(self, processes: int, stack: ExitStack) -> None:
        self.processes = processes
        self.waiting: deque[tuple[Record, Future[Outcome] | None, Outcome | None]] = deque()
        self.pool: ProcessPoolExecutor | None = None
        self.deaths = 0
        if processes:
            self.begin()
            stack.callback(self.end)

    def begin(self) -> None:
        """Start the processes."""
        context = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(self.processes, mp_context=context, initializer=end_with_parent)

    def end(self) -> None:
        """Stop the processes without waiting for pages nobody wants any more."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def put(self, record: Record) -> None:
        """Take a record; one that is dropped already keeps its place in the order."""
        outcome = dropped(record.reason) if record.reason is not None else None
        if outcome is None and self.pool is None:
            outcome = judge(record)
        future = None
        if outcome is None and self.pool is not None:
            try:
                future = self.pool.submit(judge, record)
            except BrokenProcessPool:
                self.recover()
                future = self.pool.submit(judge, record)
        self.waiting.append((record, future, outcome))

    def ready(self, everything: bool) -> Iterator[tuple[Record, Outcome]]:
        """Yield what is done: the oldest as soon as too many wait, all of them at the end."""
        most = 0 if everything else self.processes * AHEAD
        while self.waiting and (len(self.waiting) > most or self.waiting[0][2] is not None):
            record, future, outcome = self.waiting[0]
            if outcome is None:
                assert future is not None
                try:
                    outcome = future.result()
                    self.deaths = 0
                except BrokenProcessPool:
                    self.recover()
                    continue
            self.waiting.popleft()
            yield record, outcome

    def oldest(self, newest: Record) -> Record:
        """Return the oldest record that is not done: the newest one where none waits."""
        return self.waiting[0][0] if self.waiting else newest

    def recover(self) -> None:
        """Begin anew after a process died, and read the waiting pages one by one to find which one kills."""
        self.end()
        self.begin()
        for number, (record, _, outcome) in enumerate(list(self.waiting)):
            self.waiting[number] = (record, None, outcome or self.judge_alone(record))

    def judge_alone(self, record: Record) -> Outcome:
        """Read one page while no other is on its way; what kills the process is the reason to drop it.

        Raises ReadersError where one page after the other does.
        """
        assert self.pool is not None
        try:
            outcome = self.pool.submit(judge, record).result()
        except BrokenProcessPool as error:
            self.deaths += 1
            if self.deaths >= MOST_DEATHS:
                raise ReadersError(f"the processes that read pages ended at {self.deaths} pages in a row") from error
            self.begin()
            return dropped("reader_died")
        self.deaths = 0
        return outcome
