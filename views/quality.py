"""Quality and method: what was counted and measured, what each rule says and decided, and the limits."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from store.queries.quality import Quality, quality
from views import words
from views.answers import ask
from views.reviewing.queue import DOUBTS
from views.text import safe

FLOORS = Path(__file__).resolve().parents[1] / "tests" / "eval" / "floors.toml"
CORPORA = {"dev": "development corpus", "own": "stories of our own"}
SCORES = {
    "core_f1": "figures of counts: found and right (F1)",
    "all_f1": "figures of every kind: found and right (F1)",
    "measure_accuracy": "measure right, of the figures found",
    "comparator_accuracy": "hedge right, of the figures found",
    "claimant_accuracy": "claimant right, of the figures found",
    "alarm_f1": "alarms: found and right (F1)",
}
RULES = {
    "SELF_REPORT": "A party's figure about its own case is asserted by that party, however many outlets relay it.",
    "RANGE": "Low, best and high over live figures of one incident, measure and accused; rates, slices, denied, "
    "supposed and derived figures stay out.",
    "AUTHORITY": "Best is the asserter's own document if the ledger holds it, else the lower median over origins; "
    "within an origin the value most relays print. Never an average.",
    "PARTS": "Disjoint parts must fit the printed reading of the whole; missing parts make it incomplete, not a "
    "conflict.",
    "SUPERSEDE": "A later figure of the same origin takes the place of the earlier; both stay visible.",
    "STATUS": "Contested while independent origins disagree or the accused side disputes it; corroborated with two "
    "or more that agree; else one origin or words only.",
    "SCOPE": "Another incident, window, population or measure is a difference of scope, not a conflict.",
    "LINEAGE": "A relay that contradicts the source it cites loses its weight and is listed with the reason.",
    "UNIT": "The number is there with another unit: money for a count, or the like.",
    "NUMBER": "Malformed or slipped digits.",
    "BOUND": "More than where every other relay says less than, or the reverse.",
    "JUDGEMENT": "A person decided, with author and reason.",
}
LIMITS = (
    "Claims, not facts: nothing here says that a number is true.",
    "Independence is inferred from named sources, shared figures, shared errors and copied text. Two outlets that "
    "asked the same unnamed person look like two origins; the review page can join them.",
    "Ranges are ranges of reported values, not confidence intervals.",
    "The reader works with tables and rules: it misses irony, numbers in pictures and figures spread over sentences.",
    "Languages without a table are kept but their figures are not read.",
    "Where a site refuses robots or asks for payment only title, date, summary and link are kept.",
)


def page() -> None:
    """Draw the page."""
    st.title("Quality and method")
    found = ask(quality)
    summary(found)
    st.subheader("Counted in this ledger")
    bars((in_words(name), number) for name, number in found.measured.counts.items())
    left, right = st.columns(2)
    with left:
        st.subheader("Readings with a doubt")
        bars((DOUBTS.get(name, words.spelled(name)), number) for name, number in found.measured.doubts.items())
    with right:
        st.subheader("Issues")
        bars((words.spelled(name), number) for name, number in found.measured.issues.items())
    st.subheader("Measured against what a careful reader records")
    evaluation()
    st.subheader("Rules, and how often each decided")
    rules(found)
    st.subheader("What the words mean")
    meanings(found)
    st.subheader("Known limits")
    st.html("<ul>" + "".join(f"<li>{safe(line)}</li>" for line in LIMITS) + "</ul>")


def summary(found: Quality) -> None:
    """Say the whole in two sentences."""
    counts = found.measured.counts
    doubted, figures = sum(found.measured.doubts.values()), counts["figures"]
    unnamed = counts["figures whose claimant the text does not name"]
    share = f" ({unnamed / figures:.0%})" if figures else ""
    st.html(
        f'<p class="lead"><b>{words.counted(figures, "figure")}</b> from '
        f"{words.counted(counts['article versions about model extraction'], 'article')} about model extraction. "
        f"The reader gives {words.counted(doubted, 'doubt')} about its own readings; for "
        f"{words.counted(unnamed, 'figure')}{share} the text names nobody who says it.</p>"
    )


def in_words(name: str) -> str:
    """Return what is counted, a status by its word."""
    head, _, status = name.partition(", ")
    standing = words.STATUSES.get(status)
    return f"{head}: {standing.word}" if standing is not None else name


def bars(rows: Iterable[tuple[str, int]]) -> None:
    """Draw counts as bars with their words and numbers."""
    held = list(rows)
    if not held:
        st.write("Nothing to report.")
        return
    largest = max(number for _, number in held) or 1
    body = "".join(
        f'<tr><td>{safe(words.capital(name))}</td><td class="number">{number:,}</td>'
        f'<td class="bar"><span style="width: {100 * number / largest:.1f}%"></span></td></tr>'
        for name, number in held
    )
    st.html(f'<table class="plain bars"><tbody>{body}</tbody></table>')


def evaluation() -> None:
    """Draw the floors that the tests hold."""
    if not FLOORS.is_file():
        st.write("The corpora and the measured scores are in the repository, under tests/eval.")
        return
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    st.html(
        '<p class="soft">Floors that the tests hold: each run measures the whole path through the command on texts '
        "with gold answers and fails below these.</p>"
    )
    body = "".join(
        f"<tr><td>{safe(SCORES.get(name, words.spelled(name)))}</td><td>{safe(CORPORA.get(corpus, corpus))}</td>"
        f'<td class="number">{value:.0%}</td><td class="bar"><span style="width: {100 * value:.1f}%"></span></td></tr>'
        for corpus, scores in floors.items()
        for name, value in scores.items()
    )
    head = "<th>Score</th><th>On</th><th>At least</th><th></th>"
    st.html(f'<table class="plain bars"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def rules(found: Quality) -> None:
    """Draw every rule with what it says and how often it spoke."""
    names = [*RULES, *sorted({*found.values, *found.alarms} - RULES.keys())]
    body = "".join(
        f"<tr><td><code>{safe(name)}</code></td><td>{safe(RULES.get(name, 'not described'))}</td>"
        f'<td class="number">{found.values.get(name, 0):,}</td>'
        f'<td class="number">{found.alarms.get(name, 0):,}</td></tr>'
        for name in names
    )
    head = "<th>Rule</th><th>Says</th><th>Values</th><th>Findings</th>"
    st.html(f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def meanings(found: Quality) -> None:
    """Draw the statuses and the kinds of findings."""
    lines = [
        f'<li><span class="mark">{standing.mark}</span> <b>{safe(standing.word)}</b>: {safe(standing.meaning)}</li>'
        for standing in words.STATUSES.values()
    ]
    lines += [
        f"<li><b>{safe(words.alarm_word(kind, between))}</b> ({level}): {words.counted(number, 'finding')}</li>"
        for kind, level, between, number in found.types
    ]
    st.html(f"<ul>{''.join(lines)}</ul>")


if __name__ == "__main__":
    page()
