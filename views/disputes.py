"""Disputes: every live alarm with the words it stands against."""

from __future__ import annotations

import streamlit as st

from store.queries import disputes as queries
from store.queries.disputes import Wanted
from views import dispute_card, state, words
from views.answers import ask
from views.text import visible

WHICH = {"origins": "Origins disagree", "relays": "Relays that slipped"}
ON_A_PAGE = 10


def page() -> None:
    """Draw the page."""
    st.title("Disputes")
    kinds = ask(queries.kinds)
    slips = sum(number for _, between, number in kinds if not between)
    gaps = sum(number for _, between, number in kinds if between)
    if not kinds:
        st.write("No dispute is open: no printed figure stands against another.")
        return
    st.html(
        f'<p class="lead"><b>{words.counted(slips, "relay differs", "relays differ")} from what they repeat</b>; '
        f"{between(gaps)} Each is shown with the words it stands against and one sentence you may quote.</p>"
    )
    wanted = chosen(kinds)
    cards, count = ask(queries.disputes, wanted, ON_A_PAGE, 0)
    if not count:
        st.write("No dispute of this kind is open. Choose another kind or any incident.")
        return
    number = state.page_number("page", -(-count // ON_A_PAGE))
    if number > 1:
        cards, _ = ask(queries.disputes, wanted, ON_A_PAGE, (number - 1) * ON_A_PAGE)
    noun = "disagreement" if wanted.between_origins else "relay"
    st.html(f'<p class="soft small">{words.counted(count, noun)}, newest incident first.</p>')
    figures = ask(queries.quoted, queries.needed(cards))
    heads = ask(queries.column_heads, tuple(figures.values()))
    for card in cards:
        dispute_card.draw(card, figures, heads)


def between(gaps: int) -> str:
    """Return how many disagreements of independent origins there are."""
    if not gaps:
        return "independent origins nowhere disagree."
    return (
        f"{words.counted(gaps, 'printed figure')} of independent origins disagree, and neither side is marked as wrong."
    )


def chosen(kinds: list[tuple[str, bool, int]]) -> Wanted:
    """Draw the choices and return what they say."""
    first = "relays" if any(not between for _, between, _ in kinds) else "origins"
    titles = {identity: visible(title, 90) for identity, title in ask(queries.accused_by)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.segmented_control(
            "Which",
            list(WHICH),
            format_func=lambda code: WHICH[code],
            key=state.one("which", list(WHICH), first),
            on_change=state.keep,
            args=("which",),
            required=True,
        )
        incident = st.selectbox(
            "Incident",
            list(titles),
            index=None,
            placeholder="Any incident",
            format_func=lambda identity: titles[identity],
            key=state.one("incident", list(titles), None),
            on_change=state.keep,
            args=("incident",),
            label_visibility="collapsed",
            width=380,
        )
    between = which == "origins"
    return Wanted(between, kind_of([kind for kind, among, _ in kinds if among == between]), incident)


def kind_of(offered: list[str]) -> str | None:
    """Draw the choice of a kind, where there are several."""
    if len(offered) < 2:
        return None
    kind = st.pills(
        "Kind",
        offered,
        format_func=lambda code: words.alarm_word(code, False),
        key=state.one("kind", offered, None),
        on_change=state.keep,
        args=("kind",),
        wrap=True,
    )
    return str(kind) if kind is not None else None


if __name__ == "__main__":
    page()
