"""What the articles of an incident agree on, for those whose own words tell who accuses whom otherwise or not at all.

A page that only denies, corrects or comments seldom says whole who accuses whom of copying what; beside the others it
can be read again with that known (see `nlp.read`). Everything rests on what each page says by itself, so it does not
matter which came first, and a page that agrees is not asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ledger.incident import Judgement, KnownIncident, Report
from ledger.reading import Case, Figure
from nlp.reconcile import decisions as deciding
from nlp.reconcile.cores import Item
from nlp.reconcile.forming import Formed, Forming
from nlp.reconcile.kept import Kept
from nlp.reconcile.names import fold
from nlp.reconcile.scopes import Wanted
from nlp.reconcile.sounds import one_name


@dataclass(frozen=True, slots=True)
class Second:
    """What a second reading of an article gives: its cases and figures."""

    cases: tuple[Case, ...] = ()
    figures: tuple[Figure, ...] = ()


Told = Mapping[int, Case]  # place of a case in its article's reading -> how the other articles have it
LEAST_FAMILIES = 2  # with fewer there is nobody to agree with


def agreed(
    reports: Iterable[Report],
    judgements: Sequence[Judgement] = (),
    known: Sequence[KnownIncident] = (),
    only: Wanted | None = None,
    kept: Kept | None = None,
) -> dict[str, dict[int, Case]]:
    """Return, by article, the cases that other articles have otherwise than its own reading.

    Cases of the registry are left as they are. The names are those the article itself uses, where it uses any.
    """
    kept = Kept() if kept is None else kept
    held = {report.article_id: report for report in reports}
    forming = Forming(held, deciding.read(judgements), {entry.id: entry for entry in known}, kept)
    found: dict[str, dict[int, Case]] = {}
    for identity, core in sorted(forming.shape(only).cores.items()):
        formed = forming.form(identity, core)
        if formed.incident.accuser is None or len(set(formed.lineage.family.values())) < LEAST_FAMILIES:
            continue
        for item in core.items:
            case = told(formed, item, held[item.place[0]].figures)
            if case is not None:
                found.setdefault(item.place[0], {})[item.place[1]] = case
    kept.forget(held)
    return found


def told(formed: Formed, item: Item, figures: Sequence[Figure]) -> Case | None:
    """Return a case as its incident has it, under the names of its own page; None where the page has it that way."""
    own, incident = item.case, formed.incident
    if own.known is not None:
        return None
    forms: dict[str, str] = {}
    for name in sorted({name for figure in figures for name in figure.accused} | set(own.accused)):
        forms.setdefault(formed.canonical.get(name, name), name)
    accused = tuple(sorted(forms.get(name, name) for name in incident.accused)) or own.accused
    accuser = incident.accuser if is_mistaken(formed, own.accuser) else own.accuser
    case = replace(own, accuser=accuser, accused=accused, target=own.target or incident.target)
    if accuser != own.accuser:
        case = replace(case, kind=incident.kind)
    return case if case != own else None


def is_mistaken(formed: Formed, name: str | None) -> bool:
    """Tell whether a page has nobody for the accuser, or one of the accused."""
    return name is None or any(one_name(name, other) for other in formed.incident.accused)


def told_again(report: Report, told: Collection[int], second: Second) -> Report:
    """Return a report with the cases that were told of and its figures as they were read with these known.

    A figure changes its case only on a page all of whose cases are of one accuser: these are settled together.
    What the second reading does not hold, or takes for background, stays as it was.
    """
    cases = tuple(
        second.cases[index] if index in told and index < len(second.cases) else case
        for index, case in enumerate(report.cases)
    )
    accusers = {fold(case.accuser or "") for case in report.cases}
    free = len(cases) == 1 or (len(accusers) == 1 and "" not in accusers)
    again = {figure.id: figure for figure in second.figures if figure.case is not None}
    found = []
    for first in report.figures:
        figure = again.get(first.id, first)
        stays = first.case == figure.case and first.case in told
        found.append(bound_again(first, figure) if stays or (free and figure.case != first.case) else first)
    changed = frozenset(new.id for new, old in zip(found, report.figures, strict=True) if new != old)
    return replace(report, cases=cases, figures=tuple(found), again=changed)


def bound_again(first: Figure, second: Figure) -> Figure:
    """Return a figure as it was first read, with what depends on the sides of its case as a second reading has it."""
    sides = ("scope", "accused", "claimant", "via", "target", "stance", "case", "doubts")
    return replace(first, **{name: getattr(second, name) for name in sides})
