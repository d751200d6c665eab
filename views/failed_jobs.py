"""Jobs of the workers that went wrong and have not gone right since: what, why, when, and whether they try again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from store.queries.sources import Failure
from views import words
from views.text import clipped, isolated, safe

SHOWN = 20
TASKS = {
    "crawl": "Fetch a source",
    "read": "Read articles",
    "reconcile": "Reconcile",
    "backfill": "Read an archive",
    "export": "Write an export",
    "alert": "Send alerts",
}
LONGEST_REASON = 300


def draw(failures: Sequence[Failure]) -> None:
    """Draw the jobs, those that are given up first."""
    if not failures:
        return
    given_up = sum(failure.final for failure in failures)
    st.subheader("Jobs that went wrong")
    again = len(failures) - given_up
    parts = [f"{words.counted(given_up, 'job')} given up until a person takes it up again"] if given_up else []
    parts += [f"{words.counted(again, 'job')} to be tried again by itself"] if again else []
    st.html(f'<p class="soft">{words.capital(words.listed(parts))}: <code>claimline jobs</code></p>')
    ordered = sorted(failures, key=lambda failure: not failure.final)
    body = "".join(row(failure) for failure in ordered[:SHOWN])
    head = "<th>Job</th><th>About</th><th>Why</th><th>When</th><th>Now</th>"
    st.html(f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')
    if len(failures) > SHOWN:
        st.html(f'<p class="soft">and {len(failures) - SHOWN:,} more</p>')


def row(failure: Failure) -> str:
    """Return one job as a row."""
    attempts = words.counted(failure.attempts, "attempt")
    state = f'<span class="alarm">▲</span> given up after {attempts}' if failure.final else f"waits, {attempts} so far"
    return (
        f"<tr><td>{safe(TASKS.get(failure.task, words.spelled(failure.task)))}<br>"
        f'<span class="soft small">number {failure.job}</span></td><td>{isolated(clipped(failure.subject, 80))}</td>'
        f"<td>{isolated(clipped(failure.reason, LONGEST_REASON))}</td><td>{safe(words.moment(failure.failed_at))}</td>"
        f"<td>{state}</td></tr>"
    )
