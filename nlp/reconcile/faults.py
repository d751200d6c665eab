"""Relays at fault: a figure that cannot be what its own origin said, with the most telling name for what went wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from ledger.incident import Finding
from ledger.quantity import Comparator
from ledger.reading import Figure, Stance
from nlp.reconcile import phrase
from nlp.reconcile.compare import contradicts, noun_note, reversed_bound
from nlp.reconcile.intervals import OPEN_ABOVE, OPEN_BELOW
from nlp.reconcile.making import alarm
from nlp.reconcile.measures import COUNTS, DOLLARS, mantissa
from nlp.reconcile.scene import Scene
from nlp.reconcile.slots import Key, is_live
from nlp.reconcile.voices import Voice

SLIPS = frozenset(Decimal(10) ** power for power in (-9, -6, -4, -3, -2, -1, 1, 2, 3, 4, 6, 9))
Leads = dict[Key, Figure]
Numbers = Mapping[tuple[str, Decimal], list[Figure]]


def malformed(scene: Scene, figure: Figure) -> Finding | None:
    """Find a number whose digits are printed wrong ("24,0000")."""
    if figure.quantity.error is None or figure.stance is Stance.BACKGROUND:
        return None
    text = (
        f"{named(scene, figure)} prints “{figure.quote}”: its digits are grouped wrongly, so the number is uncertain."
    )
    return alarm(scene.incident, "number_error", figure, (), "NUMBER", text)


def named(scene: Scene, figure: Figure) -> str:
    """Return how the article of a figure is named."""
    return phrase.source(scene.reports[figure.article_id])


def wrong_currency(scene: Scene, figure: Figure, leads: Leads) -> Finding | None:
    """Find money that is a count of the same case, or the digits of the case's amount in another currency."""
    value = figure.quantity.value
    if figure.measure != "money" or figure.derived or figure.stance is not Stance.ASSERTED or value is None:
        return None
    for (measure, accused), lead in sorted(leads.items()):
        number = lead.quantity.value
        if number is None or lead.id == figure.id or not (set(accused) & set(figure.accused) or not accused):
            continue
        if measure in COUNTS and number == value and lead.article_id != figure.article_id:
            what = lead.unit or measure
            text = f"{named(scene, figure)} prints {phrase.quantity(figure)} where {named(scene, lead)} counts {what}."
            return alarm(scene.incident, "unit_error", figure, [lead], "UNIT", text)
        if measure == "money" and other_money(figure, lead) and mantissa(number) == mantissa(value):
            text = (
                f"{named(scene, figure)} prints {phrase.quantity(figure)}, {named(scene, lead)} "
                f"{phrase.quantity(lead)}: the same digits in another currency."
            )
            return alarm(scene.incident, "unit_error", figure, [lead], "UNIT", text)
    return None


def other_money(figure: Figure, lead: Figure) -> bool:
    """Tell whether two amounts are in two currencies that a bare dollar sign cannot explain."""
    return figure.unit != lead.unit and not {figure.unit, lead.unit} <= DOLLARS


def by_number(leads: Leads) -> Numbers:
    """Return the leads of each measure and number."""
    found: dict[tuple[str, Decimal], list[Figure]] = defaultdict(list)
    for (measure, _), lead in sorted(leads.items()):
        if lead.quantity.value is not None:
            found[measure, lead.quantity.value].append(lead)
    return found


def pinned(scene: Scene, key: Key, figure: Figure, leads: Leads, numbers: Numbers) -> Finding | None:
    """Find the total of all accused pinned on fewer of them, or a part given as the total."""
    measure, accused = key
    if figure.article_id in scene.own_documents:
        return None
    own = leads.get(key)
    value = figure.quantity.value
    for other in numbers.get((measure, value), ()) if value is not None else ():
        if other.accused == accused or not accused or not other.accused or other.article_id == figure.article_id:
            continue
        wider, narrower = set(accused) < set(other.accused), set(other.accused) < set(accused)
        settled = own is not None and own.quantity.value == value and own.id != figure.id
        if (wider and not settled) or (narrower and own is not None and contradicts(figure, own)):
            alone = " alone" if wider else ""
            together = " together" if wider else ""
            text = (
                f"{named(scene, figure)} gives {phrase.quantity(figure)} for {phrase.listed(accused)}{alone}; "
                f"{named(scene, other)} gives that number for {phrase.listed(other.accused)}{together}."
            )
            return alarm(scene.incident, "scope_error", figure, [other], "SCOPE", text)
    return None


def turned_bounds(voice: Voice) -> set[Decimal]:
    """Return the numbers that a voice's pages print both as a floor and as a ceiling."""
    kinds: dict[Comparator, set[Decimal]] = defaultdict(set)
    for print_of in voice.prints():
        if print_of.counted and print_of.quantity.value is not None:
            kinds[print_of.quantity.comparator].add(print_of.quantity.value)
    above = set().union(*(kinds[kind] for kind in OPEN_ABOVE))
    return above & set().union(*(kinds[kind] for kind in OPEN_BELOW))


def ceiling(scene: Scene, figure: Figure, voice: Voice) -> Finding | None:
    """Find a floor turned into a ceiling, or the other way round, against what more of the others print."""
    value = figure.quantity.value
    printed = [other for other in voice.counted() if other.quantity.value == value]
    turned = [other for other in printed if reversed_bound(figure, other)]
    alike = [other for other in printed if same_bound(figure, other)]
    others, mine = ({scene.family.get(f.article_id, f.article_id) for f in group} for group in (turned, alike))
    own = any(f.article_id in scene.own_documents for f in turned) and figure.article_id not in scene.own_documents
    if not turned or (len(others) <= len(mine) and not own):
        return None
    lead = min(turned, key=lambda f: (f.article_id not in scene.own_documents, scene.date(f), f.id))
    text = (
        f"{named(scene, figure)} prints {phrase.quantity(figure)} where {named(scene, lead)} prints "
        f"{phrase.quantity(lead)}: the bound is turned round."
    )
    return alarm(scene.incident, "bound_reversed", figure, [lead], "BOUND", text)


def same_bound(figure: Figure, other: Figure) -> bool:
    """Tell whether two figures are bounds of one kind: both floors, or both ceilings."""
    kinds = {figure.quantity.comparator, other.quantity.comparator}
    return kinds <= set(OPEN_ABOVE) or kinds <= set(OPEN_BELOW)


def relay_fault(scene: Scene, key: Key, figure: Figure, voice: Voice, lead: Figure, leads: Leads) -> Finding | None:
    """Name what is wrong with a relay that contradicts its own origin."""
    if not contradicts(figure, lead):
        return None
    base = both_printed(scene, figure, lead, voice.asserter)
    value, right = figure.quantity.value, lead.quantity.value
    if value in voice.withdrawn:
        return alarm(scene.incident, "superseded", figure, [lead], "SUPERSEDE", f"{base}, which has replaced it.")
    if is_outdated(figure, lead, voice):
        return alarm(scene.incident, "superseded", figure, [lead], "SUPERSEDE", f"{base}, which has replaced it.")
    if value is not None and right and value / right in SLIPS:
        text = f"{base}: the digits agree, the magnitude slipped."
        return alarm(scene.incident, "number_error", figure, [lead], "NUMBER", text)
    if (noun := other_count(key, figure, leads)) is not None:
        text = f"{base}; elsewhere that number counts {noun.unit or noun.measure}, so the noun was swapped."
        return alarm(scene.incident, "unit_error", figure, [lead, noun], "UNIT", text)
    if key[0] not in COUNTS and two_things(scene, figure, lead, voice):
        return None
    kind = "self_contradiction" if figure.article_id == lead.article_id else "contradiction"
    note = noun_note(figure, lead, scene.translated(figure, lead))
    text = f"{base}; the two cannot be the same number{note}."
    return alarm(scene.incident, kind, figure, [lead], "LINEAGE", text)


def both_printed(scene: Scene, figure: Figure, other: Figure, asserter: str) -> str:
    """Return the beginning of a sentence: who prints which number for the same claim."""
    where, there = named(scene, figure), named(scene, other)
    if figure.article_id == other.article_id:
        between = "and on the same page"
    else:
        between = "and in another article" if where == there else f"where {there} has"
    return (
        f"{where} prints {phrase.quantity(figure)} {between} {phrase.quantity(other)} for the same claim of {asserter}"
    )


def is_outdated(figure: Figure, lead: Figure, voice: Voice) -> bool:
    """Tell whether a hedged figure means a value that its origin has withdrawn."""
    for other in voice.figures if voice.withdrawn else ():
        if other.quantity.value in voice.withdrawn and contradicts(other, lead) and not contradicts(figure, other):
            return True
    return False


def other_count(key: Key, figure: Figure, leads: Leads) -> Figure | None:
    """Return the lead of another measure that has this figure's number, for the same accused."""
    for (measure, accused), lead in sorted(leads.items()):
        number = lead.quantity.value
        other = measure != key[0] and measure in COUNTS and accused == key[1] and lead.id != figure.id
        if other and number is not None and number == figure.quantity.value:
            return lead
    return None


def two_things(scene: Scene, figure: Figure, lead: Figure, voice: Voice) -> bool:
    """Tell whether two numbers of a loose measure are about two things: one page prints both, or units differ."""
    if figure.measure == "money":
        return True
    if (figure.unit or "").casefold() != (lead.unit or "").casefold() and figure.measure != "share":
        return True
    pages: dict[str, set[bool]] = {}
    for other in voice.figures:
        pages.setdefault(other.article_id, set()).add(contradicts(other, lead))
    return any(len(kinds) == 2 for kinds in pages.values()) and is_live(figure)
