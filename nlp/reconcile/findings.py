"""Findings of one incident: relays at fault, sides that disagree, parts, periods and cited sources."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from ledger.incident import Finding
from ledger.reading import Figure, Stance
from nlp.reconcile import phrase
from nlp.reconcile.cited import secondary
from nlp.reconcile.compare import contradicts, noun_note
from nlp.reconcile.faults import (
    Leads,
    Numbers,
    both_printed,
    by_number,
    ceiling,
    malformed,
    named,
    pinned,
    relay_fault,
    turned_bounds,
    wrong_currency,
)
from nlp.reconcile.making import alarm, notice
from nlp.reconcile.measures import COUNTS
from nlp.reconcile.parts import invented, overshoots, pages, residuals, too_fast
from nlp.reconcile.periods import conflicts
from nlp.reconcile.prints import Print
from nlp.reconcile.scene import NOBODY, Scene
from nlp.reconcile.slots import SLICES, Key
from nlp.reconcile.voices import Groups, Voice, main_voice


def find(scene: Scene, groups: Groups) -> list[Finding]:
    """Return the findings of one incident, ordered by id."""
    mains = {key: main for key, voices in groups.items() if (main := main_voice(voices, scene)) is not None}
    leads: Leads = {key: lead for key, (_, lead) in mains.items()}
    found: dict[str, Finding] = {}
    for figure in scene.figures:
        if figure.quantity.error is None and figure.measure != "money":
            continue
        if (finding := malformed(scene, figure) or wrong_currency(scene, figure, leads)) is not None:
            found[figure.id] = finding
    bench = Bench(scene, groups, leads, by_number(leads))
    for key in sorted(mains):
        for name in sorted(groups[key]):
            bench.judge(key, groups[key][name], mains[key], found)
    first = [finding for finding in found.values() if finding.level == "alarm"]
    by_page = pages(groups, leads)
    first += invented(scene, groups, by_page, {finding.figure_id or "" for finding in first})
    faulty = {finding.figure_id or "" for finding in first}
    others = [
        *secondary(scene, groups, first),
        *overshoots(scene, by_page, leads),
        *too_fast(scene, scene.figures, groups, leads),
        *conflicts(scene, groups, faulty),
        *residuals(scene, leads),
        *denials(scene, leads),
        *old_versions(scene, groups),
        *(finding for finding in found.values() if finding.level != "alarm"),
    ]
    return sorted({f.id: f for f in (*first, *others)}.values(), key=lambda finding: finding.id)


@dataclass(frozen=True, slots=True)
class Bench:
    """What figures are judged against."""

    scene: Scene
    groups: Groups
    leads: Leads
    numbers: Numbers

    def judge(self, key: Key, voice: Voice, main: tuple[Voice, Figure], found: dict[str, Finding]) -> None:
        """Judge the figures of a voice against its own lead, then against the voice the others are measured against."""
        own, turned = voice.lead(self.scene), turned_bounds(voice)
        leading = own.quantity.value if own is not None else None
        alone = leading is not None and len(self.numbers.get((key[0], leading), ())) == 1 and leading not in turned
        quiet = alone and voice is main[0] and key[0] not in SLICES  # who prints the leading number is not at fault
        right = {p for p in voice.prints() if leading is not None and p.quantity.value == leading}
        beside: dict[str, list[Figure]] | None = None
        for print_of, figures in voice.prints().items():
            for figure in figures if not (quiet and print_of in right) else ():
                finding = self.against(key, figure, voice, own, main, turned) if figure.id not in found else None
                if finding is not None and finding.rule == "LINEAGE":
                    beside = by_page(voice, right) if beside is None else beside
                    if figure.article_id in beside and len(right) < len(voice.prints()):
                        finding = beside_the_right(self.scene, figure, beside[figure.article_id], finding)
                if finding is not None:
                    found[figure.id] = finding

    def against(
        self,
        key: Key,
        figure: Figure,
        voice: Voice,
        own: Figure | None,
        main: tuple[Voice, Figure],
        turned: Collection[Decimal],
    ) -> Finding | None:
        """Return what is wrong with one figure, or with whom it disagrees."""
        scene = self.scene
        if voice.side == "accuser" and (finding := pinned(scene, key, figure, self.leads, self.numbers)) is not None:
            return finding
        if figure.quantity.value in turned and (finding := ceiling(scene, figure, voice)) is not None:
            return finding
        if own is not None and own.id != figure.id and not says_the_same(figure, own):
            finding = relay_fault(scene, key, figure, voice, own, self.leads)
            if finding is not None:
                return finding
        other, lead = main
        if voice.asserter != other.asserter and contradicts(figure, lead):
            note = noun_note(figure, lead, scene.translated(figure, lead))
            text = (
                f"{voice.asserter} says {phrase.quantity(figure)} ({named(scene, figure)}), {other.asserter} says "
                f"{phrase.quantity(lead)} ({named(scene, lead)}): the two cannot be the same number{note}."
            )
            return alarm(scene.incident, "contradiction", figure, [lead], "STATUS", text, sides=True)
        return None


def by_page(voice: Voice, prints: Collection[Print]) -> dict[str, list[Figure]]:
    """Return the figures of a voice that print a number in some ways, by article and in their order."""
    found: dict[str, list[Figure]] = {}
    for figure in voice.figures if prints else ():
        if voice.printed[figure.id] in prints:
            found.setdefault(figure.article_id, []).append(figure)
    return found


def beside_the_right(scene: Scene, figure: Figure, right: list[Figure], finding: Finding) -> Finding:
    """Return what a number means on a page that prints the right one as well.

    Under the same noun the page contradicts itself; under another, or where the reader doubts who claims it, it most
    likely counts something else: a notice.
    """
    noun = (figure.unit or "").casefold()
    same = [f for f in right if noun and (f.unit or "").casefold() == noun and not f.elided]
    if figure.measure not in COUNTS or not same or figure.elided or figure.doubts:
        return replace(finding, level="notice")
    base = both_printed(scene, figure, same[0], figure.claimant or scene.incident.accuser or NOBODY)
    text = f"{base}; the two cannot be the same number."
    return alarm(scene.incident, "self_contradiction", figure, same, "LINEAGE", text)


def says_the_same(figure: Figure, lead: Figure) -> bool:
    """Tell at a glance that two figures of one measure have one number: however hedged, they do not contradict."""
    one, other = figure.quantity, lead.quantity
    if one.value is None or one.value != other.value:
        return False
    return one.comparator is other.comparator or figure.measure not in SLICES


def denials(scene: Scene, leads: Leads) -> list[Finding]:
    """Return a notice for each figure that somebody denies."""
    found = []
    for figure in scene.figures:
        if figure.stance is Stance.DENIED and figure.claimant is not None:
            lead = leads.get((figure.measure, figure.accused))
            text = f"{figure.claimant} denies {phrase.quantity(figure)} ({named(scene, figure)})."
            found.append(notice(scene.incident, "denied", figure, [lead] if lead else [], "STATUS", text))
    return found


def old_versions(scene: Scene, groups: Groups) -> list[Finding]:
    """Find figures that a later version of the same page has replaced by another number."""
    if not scene.replaced:
        return []
    later = {r.supersedes: key for key, r in scene.reports.items() if r.supersedes in scene.replaced}
    current: dict[tuple[str, Key], list[Figure]] = {}
    for figure in scene.figures:
        current.setdefault((figure.article_id, (figure.measure, figure.accused)), []).append(figure)
    found = []
    for figure in scene.figures:
        successor = later.get(figure.article_id)
        if successor is None or figure.stance is not Stance.ASSERTED:
            continue
        others = current.get((successor, (figure.measure, figure.accused)), [])
        if others and all(contradicts(figure, other) for other in others):
            text = (
                f"{named(scene, figure)} printed {phrase.quantity(figure)}; a later version of the page prints "
                f"{phrase.quantity(others[0])}."
            )
            found.append(alarm(scene.incident, "superseded", figure, others, "SUPERSEDE", text))
    return found
