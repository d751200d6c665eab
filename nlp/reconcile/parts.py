"""Parts against their whole, invented splits, and rates that no total can hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from ledger.incident import Finding
from ledger.reading import Figure, Scope, Stance
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts, sums_to
from nlp.reconcile.faults import Leads, named
from nlp.reconcile.intervals import printed
from nlp.reconcile.making import alarm, notice
from nlp.reconcile.measures import COUNTS
from nlp.reconcile.prints import Print
from nlp.reconcile.scene import Scene
from nlp.reconcile.slots import Key
from nlp.reconcile.voices import Groups, Voice

LEAST_PARTS = 2  # accused sets that one page must tell apart
Pages = Mapping[
    tuple[str, str, str], dict[tuple[str, ...], Figure]
]  # (article, measure, asserter) -> accused -> figure


def pages(groups: Groups, leads: Leads) -> Pages:
    """Return, for each page, measure and asserter, its number for each accused set: the leading one if it has it.

    Only where the asserter speaks of several accused sets: one alone is no split.
    """
    spoken = Counter(
        (measure, name)
        for (measure, accused), voices in groups.items()
        for name in voices
        if measure in COUNTS and accused
    )
    found: dict[tuple[str, str, str], dict[tuple[str, ...], Figure]] = defaultdict(dict)
    for (measure, accused), voices in sorted(groups.items()):
        for name, voice in sorted(voices.items()) if accused else ():
            if spoken[measure, name] < LEAST_PARTS:
                continue
            lead = leads.get((measure, accused))
            for figure in voice.counted():
                mine = found[figure.article_id, measure, name]
                if accused not in mine or (lead is not None and figure.quantity.value == lead.quantity.value):
                    mine[accused] = figure
    return {page: figures for page, figures in found.items() if len(figures) >= LEAST_PARTS}


def split(figures: Mapping[tuple[str, ...], Figure]) -> tuple[Figure, list[Figure]] | None:
    """Return the whole and its disjoint single parts as one page gives them, or None."""
    parts = {accused[0]: figure for accused, figure in figures.items() if len(accused) == 1}
    wholes = [accused for accused in figures if len(accused) > 1 and set(parts) <= set(accused)]
    if not wholes or len(parts) < 2:
        return None
    return figures[max(wholes, key=len)], [parts[name] for name in sorted(parts)]


def overshoots(scene: Scene, by_page: Pages, leads: Leads) -> list[Finding]:
    """Find pages whose parts make more than the whole they print; the part that differs from the others is at fault."""
    found = []
    fitting: set[tuple[Print, ...]] = set()  # a whole and its parts, which it can hold
    for (_, measure, _), figures in by_page.items():
        pair = split(figures)
        if pair is None:
            continue
        whole, parts = pair
        printed_so = tuple(scene.prints[figure.id] for figure in (whole, *parts))
        result = None if printed_so in fitting else sums_to(parts, whole)
        if result is None or not result.excess:
            fitting.add(printed_so)
            continue
        odd = [p for p in parts if (lead := leads.get((measure, p.accused))) is not None and contradicts(p, lead)]
        fault = odd[0] if odd else max(parts, key=lambda p: (p.quantity.value or 0, p.id))
        others = [f for f in (*parts, whole) if f.id != fault.id]
        text = f"{named(scene, fault)}: {result.sentence}"
        found.append(alarm(scene.incident, "parts_mismatch", fault, others, "PARTS", text))
    return found


def invented(scene: Scene, groups: Groups, by_page: Pages, faulty: set[str]) -> list[Finding]:
    """Find equal splits that nobody else prints on a page that is already wrong about another split."""
    found = []
    several = [page for page in by_page.items() if sum(len(accused) == 1 for accused in page[1]) > 1]
    for (article, measure, name), figures in sorted(several):
        parts = [f for accused, f in sorted(figures.items()) if len(accused) == 1]
        if len({f.quantity.value for f in parts}) > 1 or any(f.id in faulty for f in parts):
            continue
        alone = all(only_here(groups[measure, f.accused].get(name), article, faulty) for f in parts)
        also_wrong = any(
            page == article and other != measure and sum(f.id in faulty for f in rest.values()) > 1
            for (page, other, _), rest in by_page.items()
        )
        if alone and (also_wrong or len(parts) > 2):
            said = phrase.quantity(parts[0])
            text = f"{named(scene, parts[0])} gives {said} for each of {phrase.listed([p.accused[0] for p in parts])}; "
            text += "no other source gives a split, and equal parts look computed."
            found += [alarm(scene.incident, "contradiction", part, [], "PARTS", text) for part in parts]
    return found


def only_here(voice: Voice | None, article: str, faulty: set[str]) -> bool:
    """Tell whether one article alone carries a voice, relays at fault left out."""
    return voice is not None and {f.article_id for f in voice.figures if f.id not in faulty} == {article}


def too_fast(scene: Scene, figures: list[Figure], groups: Groups, leads: Leads) -> list[Finding]:
    """Find rates that are larger than the total of the same case."""
    found = []
    for figure in figures:
        value = figure.quantity.value
        if figure.scope is not Scope.RATE or figure.stance is not Stance.ASSERTED or value is None:
            continue
        lead = leads.get((figure.measure, figure.accused)) or leads.get((figure.measure, scene.incident.accused))
        top = printed(lead.quantity).high if lead is not None and figure.measure in COUNTS else None
        if lead is None or top is None or value <= top:
            continue
        same_page = [
            f
            for voice in groups.get((lead.measure, lead.accused), {}).values()
            for f in voice.figures
            if f.article_id == figure.article_id
        ]
        kind = "self_contradiction" if same_page else "contradiction"
        text = (
            f"{named(scene, figure)} prints a rate of {phrase.quantity(figure)}, more than the whole: "
            f"{phrase.quantity(lead)}."
        )
        found.append(alarm(scene.incident, kind, figure, same_page or [lead], "PARTS", text))
    return found


def residuals(scene: Scene, leads: Leads) -> list[Finding]:
    """Return a notice for each whole of which parts are known: what they make and what they leave open."""
    found = []
    for key, whole in sorted(leads.items()):
        parts = [f for (measure, accused), f in sorted(leads.items()) if is_part(measure, accused, key)]
        result = sums_to(parts, whole) if len(parts) > 1 else None
        if result is None:
            continue
        kind = "parts_exceed" if result.excess else "sums_to"
        missing = sorted(set(key[1]) - {part.accused[0] for part in parts})
        text = result.sentence + (f" No part is known for {phrase.listed(missing)}." if missing else "")
        found.append(notice(scene.incident, kind, whole, parts, "PARTS", text))
    return found


def is_part(measure: str, accused: tuple[str, ...], whole: Key) -> bool:
    """Tell whether a key is a single part of a whole."""
    return measure == whole[0] and measure in COUNTS and len(accused) == 1 and {*accused} < set(whole[1])
