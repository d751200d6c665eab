"""Who repeats whom, and why we think so."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from store.queries.incident import EdgeRow, OriginRow
from views import canvas, folding, pages, words
from views.charts.graph import Arc, Node, graph
from views.text import isolated

FOLD_FROM = 14
SHOWN_REASONS = 40
REASONS = {
    "same_asserter": "gives its figures",
    "names_source": "names it as its source",
    "copied_text": "copied text",
    "same_figures": "same rare figures",
    "shared_quotation": "shared quotation",
}


def draw(edges: Sequence[EdgeRow], origins: Sequence[OriginRow]) -> None:
    """Draw the section."""
    nodes, arcs = layout(edges, origins)
    if not arcs:
        return
    with st.container(border=True):
        st.subheader("Who repeats whom")
        held = len({edge.article_id for edge in edges})
        told = f"{words.counted(held, 'article')} and what each repeats, from left to right"
        canvas.draw(graph(nodes, arcs), "repeats", 60, f"{told}. The reasons are listed below.")
        st.html(
            '<div class="small soft legend mark">■ who made the claim   ◆ passed it on, not held here   '
            "● article held here   ▲ article with an alarm. A line runs from the source to what repeats it.</div>"
        )
        folding.folded("Why we think so", "why", None, reasons, edges)


def reasons(edges: Sequence[EdgeRow]) -> None:
    """List the reason of each line with a link to the article."""
    for edge in edges[:SHOWN_REASONS]:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            why = REASONS.get(edge.reason, words.spelled(edge.reason).lower())
            st.html(f'{isolated(edge.detail)} <span class="soft small">{why}</span>', width="stretch")
            pages.link(pages.EVIDENCE, "Article", icon=":material/article:", article=edge.article_id)
    if len(edges) > SHOWN_REASONS:
        st.html(f'<span class="soft">and {len(edges) - SHOWN_REASONS:,} more</span>')


def layout(edges: Sequence[EdgeRow], origins: Sequence[OriginRow]) -> tuple[list[Node], list[Arc]]:
    """Return nodes and arcs: an article hangs on what it names or copies, only else on the claimant directly."""
    sides = {origin.asserter: origin.side for origin in origins}
    names = {edge.article_id: edge.outlet for edge in edges}
    slips = {edge.article_id for edge in edges if edge.is_slip}
    claims = [edge for edge in edges if edge.upstream_kind == "party"]
    other = [edge for edge in edges if edge.upstream_kind != "party"]
    hangs = {edge.article_id for edge in other}
    speaks = {edge.article_id: edge.upstream for edge in reversed(claims)}
    arcs: dict[tuple[str, str], Arc] = {}
    for edge in claims:
        if edge.article_id not in hangs:
            add(arcs, edge.upstream, edge.article_id, edge.article_id in slips, edge.detail)
    for edge in other:
        source = edge.upstream if edge.upstream in names or edge.upstream_kind != "article" else None
        if source is None:
            continue
        if source not in names and edge.article_id in speaks and speaks[edge.article_id] != source:
            add(arcs, speaks[edge.article_id], source, False, f"{source} passes on what {speaks[edge.article_id]} says")
        add(arcs, source, edge.article_id, edge.article_id in slips, edge.detail)
    kept = list(arcs.values())
    nodes = nodes_of(kept, names, sides, slips)
    return folded(nodes, kept)


def add(arcs: dict[tuple[str, str], Arc], source: str, target: str, is_slip: bool, why: str) -> None:
    """Add an arc unless it is there, leads back, or is a loop."""
    if source != target and (target, source) not in arcs:
        arcs.setdefault((source, target), Arc(source, target, is_slip, why))


def nodes_of(arcs: Sequence[Arc], names: dict[str, str], sides: dict[str, str], slips: set[str]) -> list[Node]:
    """Return the nodes with the level each stands on: one further than the furthest it repeats."""
    keys = list(dict.fromkeys(key for arc in arcs for key in (arc.source, arc.target)))
    level = dict.fromkeys(keys, 0)
    for _ in range(min(len(keys), 6)):  # deeper chains and rings end here
        for arc in arcs:
            level[arc.target] = max(level[arc.target], min(level[arc.source] + 1, 5))
    nodes = []
    for key in keys:
        if key in names:
            nodes.append(Node(key, names[key], "slip" if key in slips else "article", "none", max(level[key], 1)))
        elif key in sides:
            role = sides[key] if sides[key] in ("accuser", "accused", "third") else "none"
            nodes.append(Node(key, key, "claimant", role, level[key]))
        else:
            nodes.append(Node(key, key, "passed", "soft", level[key]))
    return nodes


def folded(nodes: list[Node], arcs: list[Arc]) -> tuple[list[Node], list[Arc]]:
    """Fold the plain articles that only repeat one and the same source into one node, where there are many."""
    sources = {arc.source for arc in arcs}
    above: dict[str, list[Arc]] = {}
    for arc in arcs:
        above.setdefault(arc.target, []).append(arc)
    plain: dict[str, list[Node]] = {}
    for node in nodes:
        mine = above.get(node.key, [])
        if node.kind == "article" and node.key not in sources and len(mine) == 1:
            plain.setdefault(mine[0].source, []).append(node)
    gone: set[str] = set()
    more_nodes, more_arcs = [], []
    for source, members in plain.items():
        if len(members) >= FOLD_FROM:
            gone |= {node.key for node in members}
            key = f"fold of {source}"
            level = max(node.level for node in members)
            more_nodes.append(Node(key, f"{len(members)} relays", "article", "none", level))
            more_arcs.append(Arc(source, key, False, f"{len(members)} articles repeat {source}"))
    return (
        [node for node in nodes if node.key not in gone] + more_nodes,
        [arc for arc in arcs if arc.target not in gone] + more_arcs,
    )
