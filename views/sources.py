"""Sources: which need a person, how the last runs went, what each outlet's record is, what is covered and dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from store.queries import sources as queries
from store.queries.sources import Coverage, OutletRow, SourceRow, Tick, coverage, outlets, sources
from views import canvas, failed_jobs, pages, state, tables, words
from views.answers import ask
from views.charts.coverage import HEIGHT, by_month
from views.folding import folded
from views.text import clipped, isolated, safe, told

PARTS = {"health": "Health", "record": "Record of outlets", "coverage": "Coverage"}
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
SHOWN_OUTLETS = 40
ON_A_PAGE = 60
TICKS = {
    "new": ("▮", "brought something new"),
    "silent": ("▯", "answered, nothing new"),
    "failed": ("▲", "failed"),
    "rested": ("–", "not asked or stopped"),
}
STAGES = {"crawl": "fetching", "page": "reading pages", "read": "reading figures", "ingest": "bringing in files"}


def page() -> None:
    """Draw the page."""
    st.title("Sources")
    rows, failed = ask(sources), ask(queries.failed_jobs)
    ill = sum(row.problem is not None for row in rows)
    silent = sum(is_silent(row) for row in rows)
    given_up = sum(job.final for job in failed)
    brought = sum(row.articles for row in rows)
    st.html(
        f'<p class="lead"><b>{words.counted(len(rows), "source")}</b> brought '
        f"{words.counted(brought, 'article version')}. {problem_words(ill, silent, given_up)}</p>"
    )
    part = st.segmented_control(
        "Part",
        list(PARTS),
        format_func=lambda code: PARTS[code],
        key=state.one("part", list(PARTS), "health"),
        on_change=state.keep,
        args=("part",),
        required=True,
        label_visibility="collapsed",
    )
    if part == "record":
        record()
    elif part == "coverage":
        covered()
    else:
        health(rows)
        failed_jobs.draw(failed)


def problem_words(ill: int, silent: int, given_up: int) -> str:
    """Return in a sentence what needs a person."""
    if not ill and not silent and not given_up:
        return "No source needs a person."
    parts = [f"{words.counted(ill, 'source')} with a problem"] if ill else []
    parts += [f"{words.counted(silent, 'source')} silent in all of the last runs"] if silent else []
    parts += [words.counted(given_up, "job") + " given up"] if given_up else []
    return f"A person should look at {words.listed(parts)}."


def is_silent(row: SourceRow) -> bool:
    """Tell whether a source answered in several runs and brought nothing in any of them, ever."""
    asked = [tick for tick in row.ticks if tick.status == "done"]
    nothing = row.articles == 0 and not any(tick.stored for tick in asked)
    return nothing and len(asked) > 2 and row.problem is None


def health(rows: list[SourceRow]) -> None:
    """Draw every source with its last runs, those with a problem first."""
    legend = " · ".join(f'<span class="mark">{mark}</span> {said}' for mark, said in TICKS.values())
    st.html(f'<p class="soft small">Last runs, oldest left: {legend}</p>')
    number = state.page_number("page", -(-len(rows) // ON_A_PAGE))
    body = "".join(health_row(row) for row in rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    head = (
        "<th>Source</th><th>Last runs</th><th>Articles</th><th>On the subject</th><th>Last answer</th><th>Problem</th>"
    )
    st.html(f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def health_row(row: SourceRow) -> str:
    """Return one source as a row."""
    name = isolated(clipped(row.source_id, 60)) if row.source_id else "imported files"
    tier = f'<br><span class="soft small">{safe(words.spelled(row.tier))}</span>' if row.tier else ""
    problem = f'<span class="alarm">▲</span> {safe(words.spelled(row.problem))}' if row.problem else "none"
    if row.problem and row.failures > 1:
        problem += f'<br><span class="soft small">{row.failures} times in a row</span>'
    if row.moved_to:
        problem += f'<br><span class="soft small">moved to {isolated(clipped(row.moved_to, 80))}</span>'
    answered = words.moment(row.ok_at) if row.ok_at else "not asked"
    return (
        f"<tr><td>{name}{tier}</td><td>{strip(row.ticks)}</td><td>{row.articles:,}</td><td>{row.relevant:,}</td>"
        f"<td>{safe(answered)}</td><td>{problem}</td></tr>"
    )


def kind(tick: Tick) -> str:
    """Return how a run went for a source."""
    if tick.status == "failed":
        return "failed"
    if tick.status != "done":
        return "rested"
    return "new" if tick.stored else "silent"


def strip(ticks: tuple[Tick, ...]) -> str:
    """Return the last runs as a strip of marks with words for who does not see them."""
    if not ticks:
        return '<span class="soft">not in the last runs</span>'
    marks = []
    for tick in ticks:
        why = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in tick.reasons[:4])
        said = f"{words.moment(tick.started_at)}: {TICKS[kind(tick)][1]}, {words.counted(tick.stored, 'new text')}"
        style = "alarm" if kind(tick) == "failed" else ""
        title = safe(said + (f" ({why})" if why else ""))
        marks.append(f'<span class="{style}" title="{title}">{TICKS[kind(tick)][0]}</span>')
    counts = {name: sum(kind(tick) == name for tick in ticks) for name in TICKS}
    spoken = ", ".join(f"{number} {TICKS[name][1]}" for name, number in counts.items() if number)
    return f'<span class="mark strip" role="img" aria-label="{safe(spoken)}">{"".join(marks)}</span>'


def record() -> None:
    """Draw what each outlet's printed figures came to."""
    rows, number = ask(outlets, SHOWN_OUTLETS)
    st.html(
        '<p class="soft">Relays at fault by outlet: counts with examples, never a score. Reporting both sides of a '
        "dispute is no fault.</p>"
    )
    if not rows:
        st.write("No outlet printed a figure that an alarm hangs on.")
    for row in rows:
        outlet(row)
    if number > len(rows):
        st.html(f'<p class="soft">and {number - len(rows)} more outlets with fewer alarms</p>')


def outlet(row: OutletRow) -> None:
    """Draw one outlet."""
    kinds = ", ".join(
        f"{words.alarm_word(code, False)} {number}"
        for code, number in sorted(row.alarms.items(), key=lambda i: (-i[1], i[0]))
    )
    with st.container(border=True):
        st.html(
            f"<h3>{isolated(clipped(row.outlet, 80))}</h3><p class='small'><span class='alarm'>▲</span> "
            f"{words.counted(row.alarms.total(), 'alarm')} on {words.counted(row.figures, 'figure')} in "
            f"{words.counted(row.articles, 'article')}: {safe(kinds)}</p>"
        )
        for article, figure, explanation in row.examples:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                said = told(explanation, 500)
                st.html(f'<p class="small soft">{said}</p>', width="stretch")
                pages.link(pages.EVIDENCE, "Evidence", icon=":material/article:", article=article, figure=figure)


def covered() -> None:
    """Draw what the articles cover, and what was dropped."""
    held = ask(coverage)
    months = [row for row in held.months if MONTH.fullmatch(row[0])]
    st.subheader("Articles about model extraction, by month of publication")
    if months:
        total = sum(number for _, _, number in months)
        alt_text = f"Bars of {words.counted(total, 'article')} by month from {words.date(months[0][0])} to "
        alt_text += f"{words.date(months[-1][0])}. The same stands below in words."
        canvas.draw(by_month(months), "coverage", HEIGHT - canvas.AXIS, alt_text)
        folded("The same in words", "months", None, in_words, months)
    else:
        st.write("No article about model extraction has a publication date.")
    if held.undated:
        st.html(
            f'<p class="soft">{words.counted(held.undated, "article")} without a publication date are not in it.</p>'
        )
    left_out(held)


def in_words(months: Sequence[tuple[str, str, int]]) -> None:
    """Draw how many articles each month has, and in which languages, newest first."""
    held: dict[str, dict[str, int]] = {}
    for month, language, number in months:
        held.setdefault(month, {})[language] = number
    rows = []
    for month, languages in sorted(held.items(), reverse=True):
        ranked = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(f"{words.language(code)} {number:,}" for code, number in ranked)
        rows.append((words.date(month), f"{sum(languages.values()):,}", named))
    tables.draw(("Month", "Articles", "Languages"), rows)


def left_out(held: Coverage) -> None:
    """Draw what was dropped, and why."""
    st.subheader("What was left out or went wrong, and why")
    if not held.dropped:
        st.write("Nothing was dropped.")
        return
    body = "".join(
        f"<tr><td>{safe(words.spelled(reason))}</td><td>{safe(STAGES.get(stage, stage))}</td><td>{number:,}</td></tr>"
        for stage, reason, number in held.dropped
    )
    head = "<th>Reason</th><th>While</th><th>How often</th>"
    st.html(f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')
    pages.link(pages.EVIDENCE, "What is held: all articles", icon=":material/article:")


if __name__ == "__main__":
    page()
