"""Evidence: an article as it was stored, with what was read in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from store.queries import evidence as queries
from store.queries import versions
from store.queries.evidence import FigureRow, Held
from store.queries.readings import Fault, faults
from views import article_list, pages, state, words
from views.answers import ask
from views.case.changes import sentence
from views.marked import Mark, gaps, html_of, part_bounds, part_of
from views.text import clipped, isolated, label, safe, told, web_address

LONGEST_TITLE = 300
QUIET = ("background", "hypothetical", "denied")
SCROLL = (
    "<script>setTimeout(() => { const found = document.querySelector('mark.asked'); "
    "if (found) found.scrollIntoView({block: 'center'}); }, 400)</script>"
)
KEY = (
    "shaded: figure   ▲ dashed: figure with an alarm   grey dashes: background, not a claim   "
    "dotted: who says so   thin line: date"
)


def page() -> None:
    """Draw the page."""
    wanted = st.query_params.get("article")
    if wanted is None:
        article_list.draw()
        return
    article = ask(queries.held, wanted)
    if article is None:
        st.title("There is no such article")
        st.html(f"<p>Nothing in the ledger has the id <code>{safe(wanted[:80])}</code>.</p>")
        pages.link(pages.EVIDENCE, "All articles")
        return
    head(article)
    figures = ask(queries.figures_of, wanted)
    asked = st.query_params.get("figure")
    if asked is not None and asked not in {figure.figure_id for figure in figures}:
        st.warning("The figure of this address is not read in this version any more.", icon=":material/info:")
    body(article, figures, asked)
    history(article)


def head(article: Held) -> None:
    """Draw title, times, fingerprints and the way to the original."""
    name = article.title or article.outlet or article.file or article.url or article.article_id
    pages.entitle(name)
    st.html(f'<h1 dir="auto">{isolated(clipped(name, LONGEST_TITLE), article.lang)}</h1>')
    published = f"published {words.date(article.published)}" if article.published else "publication date not stated"
    facts = [
        isolated(clipped(article.outlet, 80)) if article.outlet else "outlet not stated",
        safe(published),
        safe(words.language(article.lang)),
        seen(article.fetched_at, article.last_seen),
        f"SHA-256 of the text {fingerprint(article.text_sha256)}, of the page {fingerprint(article.capture_sha256)}",
    ]
    st.html(f'<p class="soft">{" · ".join(facts)}</p>')
    address = web_address(article.url)
    with st.container(horizontal=True, vertical_alignment="center"):
        if address is not None:
            st.link_button("Open the original", address, icon=":material/open_in_new:")
        elif article.url:
            st.html('<span class="soft">The address of this page is not a web link and is not shown as one.</span>')
        copy = web_address(article.archive_url)
        if copy is not None:
            name = f"Archived copy of {words.moment(article.archived_at)}" if article.archived_at else "Archived copy"
            st.link_button(name, copy, icon=":material/inventory_2:")
        for identity, title in ask(queries.told, article.article_id):
            pages.link(pages.INCIDENT, label(title, 60), icon=":material/folder_open:", incident=identity)


def seen(first: str, last: str) -> str:
    """Return when a version was captured, and when it was last seen unchanged, where that was later."""
    captured = f"captured {safe(words.moment(first))}"
    return captured if last <= first else f"{captured}, last seen {safe(words.moment(last))}"


def fingerprint(digest: str) -> str:
    """Return the start of a SHA-256, the whole of it when pointed at."""
    return f'<code title="SHA-256: {safe(digest)}">{safe(digest[:12])}</code>'


def body(article: Held, figures: Sequence[FigureRow], asked: str | None) -> None:
    """Draw the text with its marks beside the list of figures."""
    marks = [*figure_marks(figures, asked), *place_marks(article)]
    marks = [*event_marks(article, marks), *marks]
    bounds = part_bounds(article.text)
    part = 0
    if len(bounds) > 1:
        first = next((mark.start for mark in marks if mark.is_asked), 0)
        part = state.page_number("part", len(bounds), part_of(bounds, first) + 1) - 1
        st.html(f'<span class="soft">Part {part + 1} of {len(bounds)} of a long text.</span>')
    start, end = bounds[part]
    known = ask(faults, tuple(figure.figure_id for figure in figures if figure.slip))
    text = html_of(article.text, marks, start, end, article.lang)
    st.html(f'<div class="small soft legend mark">{KEY}</div>')
    st.html(f'<div class="evidence"><div class="sheet">{text}</div><aside>{listed(figures, known)}</aside></div>')
    if any(mark.is_asked for mark in marks):
        st.html(SCROLL, unsafe_allow_javascript=True)


def figure_marks(figures: Sequence[FigureRow], asked: str | None) -> list[Mark]:
    """Return a numbered mark for each figure, the one asked for first so that it is never covered."""
    marks = []
    for number, figure in enumerate(figures, 1):
        if figure.slip:
            style, note = "figure alarm", f"▲{number}"
        elif figure.stance in QUIET:
            style, note = "quiet", str(number)
        else:
            style, note = f"figure {side(figure)}", str(number)
        is_asked = figure.figure_id == asked
        marks.append(Mark(figure.start, figure.end, style, note, f"f{number}", said(figure), is_asked))
    return sorted(marks, key=lambda mark: not mark.is_asked)


def side(figure: FigureRow) -> str:
    """Return the role of a figure's claimant."""
    return figure.side if figure.side in ("accuser", "accused", "third") else "none"


def event_marks(article: Held, others: Sequence[Mark]) -> list[Mark]:
    """Return the marks of the event that the address asks for, around what is marked within its sentence."""
    asked = st.query_params.get("event")
    place = ask(queries.event_place, asked, article.article_id) if asked else None
    if place is None:
        return []
    return [Mark(start, end, "event", is_asked=True) for start, end in gaps(place.start, place.end, others)]


def place_marks(article: Held) -> list[Mark]:
    """Return the marks of who says so and of dates."""
    return [
        Mark(place.start, place.end, place.kind, title=place.words) for place in ask(queries.places, article.article_id)
    ]


def said(figure: FigureRow) -> str:
    """Return a figure in words."""
    value, low, high = (words.decimal(end) for end in (figure.value, figure.low, figure.high))
    return words.quantity(
        figure.comparator, value, low, high, code=figure.measure, unit=figure.unit, quote=figure.quote
    )


def listed(figures: Sequence[FigureRow], known: Mapping[str, Sequence[Fault]]) -> str:
    """Return the list of figures beside the text."""
    if not figures:
        return "<h3>No figure in this text</h3>"
    items = "".join(item(number, figure, known.get(figure.figure_id, ())) for number, figure in enumerate(figures, 1))
    return f'<h3>{words.counted(len(figures), "figure")} in this text</h3><ol class="figures">{items}</ol>'


def item(number: int, figure: FigureRow, alarms: Sequence[Fault]) -> str:
    """Return one figure of the list: what, who says so, about whom, and what is wrong with it."""
    about = words.listed(words.split(figure.accused), most=3) or words.NOT_STATED
    parts = [
        f"says {isolated(figure.claimant)}" if figure.claimant else words.NOBODY,
        f"about {isolated(about)}",
    ]
    parts += [f"by way of {isolated(figure.via)}"] if figure.via else []
    parts += [words.period(figure.window_start, figure.window_end)] if figure.window_start else []
    parts += [safe(figure.stance)] if figure.stance != "asserted" else []
    parts += ["computed by the writer"] if figure.derived else []
    alarm = "▲" if alarms else ""
    reason = "".join(f'<br><span class="small alarm">{told(fault.explanation)}</span>' for fault in alarms)
    quiet = "soft" if figure.stance in QUIET else ""
    return (
        f'<li id="list-f{number}"><a href="#f{number}">{alarm}{number}</a> <span class="{quiet}">'
        f'<b>{isolated(said(figure))}</b><br><span class="small soft">{" · ".join(parts)}</span>{reason}</span></li>'
    )


def history(article: Held) -> None:
    """Draw the versions of the page and which figures changed between them."""
    known = ask(versions.versions, article.article_id)
    if len(known) < 2:
        return
    with st.container(border=True):
        st.subheader(f"{len(known)} versions of this page")
        for version in known:
            here = version.article_id == article.article_id
            line = f"{seen(version.first_seen, version.last_seen)} · text {fingerprint(version.text_sha256)}"
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.html(f"<b>{line}</b> (this one)" if here else line, width="stretch")
                if not here:
                    pages.link(pages.EVIDENCE, "Open", icon=":material/history:", article=version.article_id)
        changed = ask(versions.changes_of_page, tuple(version.article_id for version in known))
        for change in changed:
            st.html(sentence(change))
        if not changed:
            st.html('<p class="soft">No figure differs between them.</p>')


if __name__ == "__main__":
    page()
