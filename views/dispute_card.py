"""One dispute: the alarm in a sentence, both quotes side by side, then only the fields that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from store.queries.disputes import Dispute, Quoted
from views import pages, words
from views.text import clipped, isolated, safe, told

BEFORE, AFTER = 170, 130
SLIP_ICON, GAP_ICON = ":material/warning:", ":material/contrast:"


def draw(card: Dispute, figures: Mapping[str, Quoted], heads: Mapping[str, str]) -> None:
    """Draw one card."""
    mine = figures.get(card.figure_id or "")
    others = [figures[identity] for identity in card.against if identity in figures]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            word = words.alarm_word(card.type, card.between_origins)
            if card.between_origins:
                st.badge(word, icon=GAP_ICON, color="violet")
            else:
                st.badge(word, icon=SLIP_ICON, color="red")
            st.html(f'<span class="soft">{context(card, mine)}</span>', width="stretch")
        st.html(f"<h3>{told(card.explanation)}</h3>")
        if mine is not None:
            sides(card, mine, others, heads)
        actions(card, mine)


def named(explanation: str, others: Sequence[Quoted]) -> Quoted:
    """Return the figure that the sentence of the alarm speaks of: the one of its outlet and noun, else the first."""

    def spoken(other: Quoted) -> int:
        return sum(bool(word) and str(word) in explanation for word in (other.outlet, other.unit))

    return max(others, key=spoken)


def context(card: Dispute, mine: Quoted | None) -> str:
    """Return case, measure and who else prints it."""
    parts = [isolated(card.incident)]
    parts += [words.capital(words.measure(card.measure))] if card.measure else []
    also = [name for name in card.outlets if mine is None or name != mine.outlet]
    parts += [f"also printed by {isolated(words.listed(also, most=3))}"] if also and card.between_origins else []
    return " · ".join(parts)


def sides(card: Dispute, mine: Quoted, others: Sequence[Quoted], heads: Mapping[str, str]) -> None:
    """Draw the two quotes and what differs."""
    left, right = st.columns(2)
    role = mine.side if card.between_origins else "alarm"
    heading = f"{isolated(mine.claimant or words.NOBODY)} says" if card.between_origins else "In question"
    left.html(f'<p class="soft small">{heading}</p>{quote(mine, role, heads)}')
    if not others:
        right.html('<p class="soft small">Stands alone: the printing itself is at fault.</p>')
        return
    other = named(card.explanation, others)
    more = f" · and {len(others) - 1} more like this" if len(others) > 1 else ""
    name = isolated(other.claimant or words.NOBODY)
    heading = f"{name} says{more}" if card.between_origins else f"Stands against{more}"
    right.html(f'<p class="soft small">{heading}</p>{quote(other, other.side, heads)}')
    st.html(differences(mine, other))


def quote(figure: Quoted, role: str, heads: Mapping[str, str]) -> str:
    """Return a figure in its sentence with a bar in the colour of its side."""
    text, start = figure.sentence, figure.start - figure.sentence_start
    end = start + (figure.end - figure.start)
    if 0 <= start < end <= len(text):
        before, after = lead_in(text[:start]), clipped(text[end:], AFTER)
        style = "alarm" if role == "alarm" else role
        sign = '<sup class="alarm">▲</sup>' if role == "alarm" else ""
        shown = f'{safe(before)}<mark class="figure {style}">{safe(text[start:end])}{sign}</mark>{safe(after)}'
    else:
        shown = f'<mark class="figure">{safe(figure.quote)}</mark>'
    shown = shown.replace("\t", " | ")  # the cells of a table
    head = heads.get(figure.figure_id)
    column = f" · column “{isolated(clipped(head, 80))}”" if head else ""
    where = f"{isolated(figure.outlet)}, {safe(words.date(figure.published))}{column}"
    return (
        f'<blockquote class="said {role}" dir="auto" lang="{safe(figure.lang)}">{shown}'
        f'<footer class="small soft">{where}</footer></blockquote>'
    )


def lead_in(text: str) -> str:
    """Return the end of what stands before a figure, cut at a word."""
    if len(text) <= BEFORE:
        return text
    kept = text[-BEFORE:]
    at = kept.find(" ")
    return f"… {kept[at + 1 if 0 <= at < BEFORE // 2 else 0 :]}"


def fields(figure: Quoted) -> dict[str, tuple[str, str]]:
    """Return what is compared: field to (words, what makes it the same)."""
    value, low, high = (words.decimal(end) for end in (figure.value, figure.low, figure.high))
    reads = words.amount(figure.comparator, value, low, high, figure.quote)
    if figure.measure == "share":
        reads = words.quantity(figure.comparator, value, low, high, code=figure.measure, unit=None, quote=figure.quote)
    about = words.listed(words.split(figure.accused), most=3) or words.NOT_STATED
    period = words.period(figure.window_start, figure.window_end)
    noun = figure.unit or words.measure(figure.measure)
    scope = words.SCOPES.get(figure.scope, figure.scope)
    family = noun if figure.measure == "money" else figure.measure
    return {
        "Reads as": (reads, reads),
        "What is counted": (noun, family),
        "About whom": (about, figure.accused),
        "Who says so": (figure.claimant or words.NOBODY, (figure.claimant or "").casefold()),
        "Period": (period, period),
        "How much of the case": (scope, figure.scope),
    }


def differences(mine: Quoted, other: Quoted) -> str:
    """Return the fields that differ as a table, and the names of those that do not."""
    one, two = fields(mine), fields(other)
    differing = [name for name in one if one[name][1] != two[name][1]]
    same = [name.lower() for name in one if name not in differing]
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td><b>{isolated(one[name][0])}</b></td><td class="soft">≠</td>'
        f"<td><b>{isolated(two[name][0])}</b></td></tr>"
        for name in differing
    )
    table = f'<table class="differ">{rows}</table>' if rows else ""
    told = f'<p class="soft small">The same in both: {", ".join(same)}.</p>' if same else ""
    return table + told


def actions(card: Dispute, mine: Quoted | None) -> None:
    """Draw the ways on: the evidence, the number line, a sentence to cite."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if mine is not None:
            pages.link(
                pages.EVIDENCE, "Evidence", icon=":material/article:", article=mine.article_id, figure=mine.figure_id
            )
        about = mine.accused if mine is not None else None
        pages.link(
            pages.INCIDENT,
            "Number line",
            icon=":material/straighten:",
            incident=card.incident_id,
            measure=card.measure,
            about=about,
        )
        with st.popover("Cite this", icon=":material/format_quote:", type="tertiary", key=f"cite-{card.finding_id}"):
            st.code(citation(card, mine), language=None, wrap_lines=True)


def citation(card: Dispute, mine: Quoted | None) -> str:
    """Return a sentence to paste into a report."""
    printed = ""
    if mine is not None:
        printed = (
            f" Printed by {clipped(mine.outlet, 200)}, {words.date(mine.published)}: “{clipped(mine.quote, 400)}”."
        )
    said = clipped(words.dated(card.explanation), 1500)
    return f"{said}{printed} (Claimline, finding {card.finding_id}, rule {card.rule})"
