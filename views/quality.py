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
from views.rules import FINDINGS, GAP, NOTICES, RULES
from views.text import safe

FLOORS = Path(__file__).resolve().parents[1] / "tests" / "eval" / "floors.toml"
CORPORA = {
    "dev": "development corpus",
    "own": "stories of our own",
    "further": "further stories",
    "harder": "harder stories",
    "later": "later stories",
}
SCORES = {
    "relevance_accuracy": "article about model extraction or not: told right",
    "core_f1": "figures of counts: found and right (F1)",
    "all_f1": "figures of every kind: found and right (F1)",
    "measure_accuracy": "what is counted: right, of the figures found",
    "comparator_accuracy": "hedge (over, about, at least ...): right",
    "scope_accuracy": "how much of the case a figure covers: right",
    "stance_accuracy": "claimed, denied, supposed or background: right",
    "claimant_accuracy": "who says so: right",
    "via_accuracy": "which outlet is named as the relay: right",
    "accused_accuracy": "about whom: right",
    "target_accuracy": "which model was copied: right",
    "frame_f1": "figure with everything said of it right at once (F1)",
    "event_date_recall": "dated events: found",
    "event_date_precision": "dated events: right, of those given",
    "incident_completeness": "texts of one case: together",
    "incident_purity": "texts of several cases: apart",
    "alarm_recall": "alarms: found",
    "alarm_type_recall": "alarms: found under the right kind",
    "alarm_precision": "alarms: right, of those raised",
    "reconciled_best_accuracy": "value to cite: right",
    "reconciled_origins_accuracy": "number of independent origins: right",
    "reconciled_status_accuracy": "standing of a value: right",
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
    corpora = sorted(floors, key=lambda name: (list(CORPORA).index(name) if name in CORPORA else len(CORPORA), name))
    measured = dict.fromkeys(score for name in corpora for score in floors[name])
    rows = [*(name for name in SCORES if name in measured), *(name for name in measured if name not in SCORES)]
    body = "".join(
        f"<tr><td>{safe(words.capital(SCORES.get(name, words.spelled(name))))}</td>"
        + "".join(f'<td class="number">{at_least(floors[corpus].get(name))}</td>' for corpus in corpora)
        + "</tr>"
        for name in rows
    )
    heads = "".join(f'<th class="number">{safe(CORPORA.get(name, words.spelled(name)))}</th>' for name in corpora)
    st.html(
        f'<table class="plain"><thead><tr><th>At least this share</th>{heads}</tr></thead><tbody>{body}</tbody></table>'
    )


def at_least(floor: float | None) -> str:
    """Return a floor as a share, a dash where it is not measured."""
    return "–" if floor is None else f"{floor:.0%}"


def rules(found: Quality) -> None:
    """Draw every rule with what it says and how often it spoke."""
    names = [*RULES, *sorted({*found.values, *found.alarms} - RULES.keys())]
    body = "".join(
        f"<tr><td><code>{safe(name)}</code></td><td>{safe(RULES.get(name, 'not described'))}</td>"
        f'<td class="number">{found.values.get(name, 0):,}</td>'
        f'<td class="number">{found.alarms.get(name, 0):,}</td></tr>'
        for name in names
    )
    head = "<th>Rule</th><th>Says</th><th class='number'>Values</th><th class='number'>Findings</th>"
    st.html(f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def meanings(found: Quality) -> None:
    """Draw the statuses and the kinds of findings, each with what it means and how many there are."""
    rows = [
        (f'<span class="mark">{standing.mark}</span> {safe(standing.word)}', standing.meaning, "")
        for standing in words.STATUSES.values()
    ]
    counts: dict[str, int] = {}
    for kind, level, between, number in found.types:
        name = words.alarm_word(kind, between)
        name = name if level == "alarm" or kind in NOTICES else f"{name} (notice)"
        counts[name] = number + counts.get(name, 0)
    known = {words.alarm_word(kind, False): said for kind, said in FINDINGS.items()}
    known = {words.DISAGREEMENT: GAP, **known}
    for name in dict.fromkeys([*known, *counts]):
        number = counts.get(name, 0)
        rows.append((safe(name), known.get(name.removesuffix(" (notice)"), "not described"), f"{number:,}"))
    body = "".join(
        f"<tr><td>{name}</td><td>{safe(words.capital(said))}</td><td class='number'>{number}</td></tr>"
        for name, said, number in rows
    )
    head = "<th>Word</th><th>Means</th><th class='number'>Findings</th>"
    st.html(f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


if __name__ == "__main__":
    page()
