"""Numbers that changed: between two versions of a page, and between two documents of one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise

from ledger.identity import identifier
from ledger.incident import FigureChange
from ledger.reading import Figure, Stance
from nlp.reconcile import phrase
from nlp.reconcile.scene import Scene
from nlp.reconcile.slots import Key
from nlp.reconcile.voices import worth


def changes(scene: Scene) -> list[FigureChange]:
    """Return the changes of one incident, ordered by id."""
    pairs = sorted({*versions(scene), *documents(scene)})
    printed = figures_by_page(scene, {page for pair in pairs for page in pair})
    found = [
        change
        for earlier, later in pairs
        for change in between(scene, printed[earlier], printed[later], earlier, later)
    ]
    return sorted(found, key=lambda change: change.id)


def figures_by_page(scene: Scene, pages: Collection[str]) -> dict[str, dict[Key, list[Figure]]]:
    """Return the asserted numbers of some pages by what they count."""
    found: dict[str, dict[Key, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    printed = [figure for figure in scene.figures if figure.article_id in pages] if pages else []
    for figure in sorted(printed, key=lambda f: (f.span, f.id)):
        if figure.stance is Stance.ASSERTED and figure.quantity.value is not None and not figure.derived:
            found[figure.article_id][figure.measure, figure.accused].append(figure)
    return found


def versions(scene: Scene) -> list[tuple[str, str]]:
    """Return (earlier, later) versions of one page."""
    return [(r.supersedes, key) for key, r in scene.reports.items() if r.supersedes and r.supersedes in scene.reports]


def documents(scene: Scene) -> list[tuple[str, str]]:
    """Return each document of a party with the next one it published."""
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, owner in scene.own_documents.items():
        owners[owner].append((scene.reports[key].published or "", key))
    found = []
    for entries in owners.values():
        dated = sorted(entry for entry in entries if entry[0])
        found += [(earlier[1], later[1]) for earlier, later in pairwise(dated)]
    return found


def between(
    scene: Scene, before: dict[Key, list[Figure]], after: dict[Key, list[Figure]], earlier: str, later: str
) -> list[FigureChange]:
    """Return what changed from one page to the next: a number replaced, or taken out of a page's new version."""
    report = scene.reports[later]
    same_page = report.supersedes == earlier
    date = report.first_seen[:10] if same_page else report.published
    found = []
    for key in sorted(set(before) | set(after)):
        old = {worth(f): f for f in before.get(key, [])}
        new = {worth(f): f for f in after.get(key, [])}
        gone = [f for value, f in old.items() if value not in new]
        come = [f for value, f in new.items() if value not in old]
        if not gone or not (come or same_page):
            continue
        first = gone[0]
        second = come[0] if come else None
        said = f"became {phrase.quantity(second)}" if second is not None else "was taken out"
        text = f"{phrase.source(report)}: {phrase.quantity(first)} {said} on {date or 'an unknown day'}."
        identity = identifier("chg", scene.incident.id, earlier, later, *key[1], key[0])
        found.append(
            FigureChange(
                identity, scene.incident.id, key[0], key[1], date, later, earlier,
                second.id if second is not None else None, first.id, text,
            )
        )  # fmt: skip
    return found
