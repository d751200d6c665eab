"""Export: choose what, look at it, take it away as a file, or as a feed that follows."""

from __future__ import annotations

import os
import shlex
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
import streamlit as st

from store.exports import Export, Filters, exports
from store.queries.cases import cases
from store.queries.ledger import Connection
from store.queries.services import offered
from views import state, tables, words
from views.answers import ask, seen_by
from views.text import visible

PREVIEW = 20
FORMATS = {
    "excel": "CSV for Excel",
    "jsonl": "JSON Lines",
    "parquet": "Parquet",
}
MEASURES = [code for code in words.MEASURES if code != "other"]
NOTHING = "Nothing of this table passes. Choose all incidents or all measures."
NOTHING_THEN = "Nothing of this table had been seen by that day. Choose a later day, all incidents or all measures."
TOO_MUCH = (
    "To show that day here, more would have to be reconciled again than a page can wait for. The files hold it all the "
    "same; choose one incident to look at its rows."
)
NOT_SERVED = "An earlier day is shown here when the app is served by `claimline app`; the command above writes it."
FEEDS = (
    ("/feeds/changes.atom", "Atom"),
    ("/feeds/changes.json", "JSON Feed"),
    ("/api/changes", "JSON for programs"),
)


def page() -> None:
    """Draw the page."""
    st.title("Export")
    st.html(
        '<p class="lead">One state of the ledger as files: tables as CSV with a codebook, known limits, citations for '
        "Zotero, and a data package with types and hashes. The same choice gives the same bytes.</p>"
    )
    chosen, formats = choices()
    download(chosen, formats)
    preview(chosen)
    follow(chosen.incident)


def choices() -> tuple[Filters, list[str]]:
    """Draw what can be chosen; return the filters and the formats beside CSV."""
    titles = {case.incident_id: f"{visible(case.title, 90)} ({words.date(case.disclosed)})" for case in ask(cases)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        incident = st.selectbox(
            "Incident",
            list(titles),
            index=None,
            placeholder="All incidents",
            format_func=lambda key: titles[key],
            key=state.one("incident", list(titles), None),
            on_change=state.keep,
            args=("incident",),
            width=380,
        )
        measure = st.selectbox(
            "Measure",
            MEASURES,
            index=None,
            placeholder="All measures",
            format_func=lambda code: words.capital(words.measure(code)),
            key=state.one("measure", MEASURES, None),
            on_change=state.keep,
            args=("measure",),
            width=220,
        )
        day = day_of()
        formats = st.pills(
            "Formats beside plain CSV",
            list(FORMATS),
            format_func=lambda code: FORMATS[code],
            selection_mode="multi",
            key=state.several("format", list(FORMATS)),
            on_change=state.keep,
            args=("format",),
            wrap=True,
        )
    as_of = day.isoformat() if isinstance(day, date) else None
    return Filters(as_of, incident, measure), list(formats or [])


def day_of() -> object:
    """Draw the day; return what was chosen."""
    return st.date_input(
        "As the ledger stood on",
        value=asked_day(),
        key="export-day",
        on_change=keep_day,
        format="YYYY-MM-DD",
        width=200,
        help="Texts first seen until then, reconciled again under the decisions made until then. Empty: today.",
    )


def asked_day() -> date | None:
    """Return the day that the address names."""
    try:
        return date.fromisoformat(st.query_params.get("as_of", ""))
    except ValueError:
        return None


def keep_day() -> None:
    """Write the day into the address."""
    day = st.session_state.get("export-day")
    if isinstance(day, date):
        st.query_params["as_of"] = day.isoformat()
    else:
        st.query_params.pop("as_of", None)


def download(chosen: Filters, formats: list[str]) -> None:
    """Draw the way to the files, and the command that makes the same."""
    named = {"as_of": chosen.as_of, "incident": chosen.incident, "measure": chosen.measure}
    given = {name: value for name, value in named.items() if value}
    if os.environ.get("CLAIMLINE_SERVED"):
        query = urlencode({**given, **dict.fromkeys(formats, "1")})
        with st.container(horizontal=True, vertical_alignment="center"):
            st.link_button("Download (zip)", f"/api/export.zip?{query}", icon=":material/download:")
            if chosen.incident:
                st.link_button("Brief (one page)", brief_address(chosen), icon=":material/summarize:")
            st.html('<span class="soft small">Written while it is fetched; a large ledger takes a moment.</span>')
    options = [f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in given.items()]
    options += [f"--{name}" for name in formats]
    st.html('<p class="soft small">The same from the command line:</p>')
    st.code(" ".join(["claimline export out/", *options]), language=None)


def brief_address(chosen: Filters) -> str:
    """Return the address of the brief on the chosen incident."""
    day = f"?{urlencode({'as_of': chosen.as_of})}" if chosen.as_of else ""
    return f"/api/brief/{quote(chosen.incident or '', safe='')}.html{day}"


def first_rows(connection: Connection, name: str, filters: Filters) -> list[dict[str, Any]]:
    """Return the first rows of an export."""
    item = next(item for item in exports() if item.name == name)
    return list(islice(item.rows(connection, filters), PREVIEW))


def previewed(name: str, chosen: Filters) -> list[dict[str, Any]] | None:
    """Return the first rows as the files have them, None where it takes too long to work out an earlier day."""
    if chosen.as_of is None:
        return ask(first_rows, name, chosen)
    return seen_by(chosen, first_rows, name, chosen)


def preview(chosen: Filters) -> None:
    """Draw the first rows of one table, and what its columns hold."""
    tables = {item.name: item for item in exports()}
    names = sorted(tables, key=lambda name: (name != "reconciled", name))
    name = st.segmented_control(
        "Table",
        names,
        format_func=lambda code: tables[code].title,
        key=state.one("table", names, "reconciled"),
        on_change=state.keep,
        args=("table",),
        required=True,
        width="stretch",
    )
    item = tables[str(name)]
    rows = previewed(item.name, chosen)
    day = f"as they stood on {words.date(chosen.as_of)}" if chosen.as_of else "as they stand today"
    if rows is None:
        st.write(TOO_MUCH if offered() else NOT_SERVED)
    elif not rows:
        st.write(NOTHING_THEN if chosen.as_of else NOTHING)
    else:
        st.dataframe(pd.DataFrame([cells(row, item) for row in rows]), hide_index=True)
        st.html(
            f'<p class="soft small">The first {words.counted(len(rows), "row")}, {day}; the files hold the same.</p>'
        )
    meaning(item)


def cells(row: dict[str, Any], item: Export) -> dict[str, str]:
    """Return a row as a table shows it."""
    return {name: visible(str(row[name])) if row[name] is not None else "" for name in item.columns}


def meaning(item: Export) -> None:
    """Draw what the columns of a table hold."""
    with st.expander(f"What the columns of {item.name}.csv hold", icon=":material/menu_book:"):
        tables.draw(("Column", "Meaning"), ((name, column.meaning) for name, column in item.columns.items()))


def follow(incident: str | None) -> None:
    """Draw the feeds, of one incident where one is chosen."""
    st.subheader("Follow what changes")
    st.write(
        "New incidents, new and changed figures, new and resolved conflicts, each once. "
        "`claimline run --alerts FILE` sends them by webhook or mail, by party, measure and threshold."
    )
    if os.environ.get("CLAIMLINE_SERVED"):
        query = f"?{urlencode({'incident': incident})}" if incident else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            for address, name in FEEDS:
                st.link_button(name, f"{address}{query}", icon=":material/rss_feed:")
            if incident:
                st.html('<span class="soft small">Of the chosen incident.</span>')
    else:
        st.code("\n".join(address for address, _ in FEEDS), language=None)


if __name__ == "__main__":
    page()
