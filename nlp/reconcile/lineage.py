"""Who relays whom: every edge with its reason, and the origins that the voices of an incident make."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

from ledger.identity import identifier
from ledger.incident import Finding, LineageEdge, Origin
from nlp.reconcile import phrase
from nlp.reconcile.cited import cited_outlets
from nlp.reconcile.contributions import Stated
from nlp.reconcile.copies import Copy
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.scene import Scene
from nlp.reconcile.voices import Groups

LEAST_SHARED = 3  # figures two articles must print alike before a rare detail ties them
LAST = chr(0x10FFFF)  # sorts behind every id
RARE = 2  # articles that print a detail alike for it to be rare


def origins(scene: Scene, groups: Groups) -> tuple[list[Origin], list[tuple[str, str]]]:
    """Return the origins of an incident and which figure rests on which."""
    articles: dict[str, set[str]] = defaultdict(set)
    sides: dict[str, str] = {}
    links = []
    for _, voices in sorted(groups.items()):
        for voice in voices.values():
            key = identifier("org", scene.incident.id, voice.asserter)
            sides[voice.asserter] = min(sides.get(voice.asserter, voice.side), voice.side)
            articles[voice.asserter].update([figure.article_id for figure in voice.figures])
            links += [(figure.id, key) for figure in voice.figures]
    found = [
        Origin(identifier("org", scene.incident.id, name), scene.incident.id, name, sides[name], tuple(sorted(members)))
        for name, members in sorted(articles.items())
        if members
    ]
    return found, links


def edges(
    scene: Scene, found: list[Origin], pairs: Iterable[Copy], findings: Iterable[Finding], decisions: Decisions
) -> list[LineageEdge]:
    """Return the edges of an incident, each with its reason, in a stable order."""
    result = {
        (edge.article_id, edge.upstream, edge.reason): edge
        for part in (
            stated(scene),
            asserted(scene, found),
            copied(scene, (p for p in pairs if frozenset((p.first, p.second)) not in decisions.different)),
            judged(scene, decisions),
            alike_figures(scene),
            shared_errors(scene, findings),
        )
        for edge in part
    }
    return list(result.values())


def stated(scene: Scene) -> list[LineageEdge]:
    """Return edges for the sources that articles name: to the held article, else to the name."""
    result, kept = list[LineageEdge](), scene.kept
    if kept.dated.keys() != scene.dated_by_outlet.keys():
        kept.stated = {}
    changed = {name for name, dated in scene.dated_by_outlet.items() if kept.dated.get(name) != dated}
    kept.dated = scene.dated_by_outlet
    found: dict[str, Stated] = {}
    for key, report in scene.reports.items():
        known = kept.stated.get(key)
        if known is None or known.report is not report or not changed.isdisjoint(known.outlets):
            cited = cited_outlets(report, scene.by_outlet)
            edges = naming(scene, key, nearest(scene, key, cited))
            known = Stated(report, frozenset(outlet for outlet, _ in cited), edges)
        found[key] = known
        result += known.edges
    kept.stated = found
    for figure in scene.figures:
        if figure.via is not None:
            detail = f"{phrase.source(scene.reports[figure.article_id])} has {figure.quote} from {figure.via}"
            edge = LineageEdge(scene.incident.id, figure.article_id, figure.via, "outlet", "names_source", detail)
            result.append(edge)
    return result


def naming(scene: Scene, article: str, held: list[tuple[str, str]]) -> list[LineageEdge]:
    """Return edges for the sources that one article names, of which some are held."""
    report, incident = scene.reports[article], scene.incident.id
    result = []
    for upstream, name in held:
        detail = f"{phrase.source(report)} names {name} as its source"
        result.append(LineageEdge(incident, article, upstream, "article", "names_source", detail))
    matched = {name for _, name in held}
    for citation in report.citations:
        if citation.name not in matched:
            detail = f"{phrase.source(report)} names {citation.name} as its source"
            result.append(LineageEdge(incident, article, citation.name, citation.kind, "names_source", detail))
    return result


def nearest(scene: Scene, article: str, outlets: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return, for each source that an article names, the last of its articles before this one, else its first."""
    by_name: dict[str, set[str]] = {}
    for outlet, cited in outlets:
        by_name.setdefault(cited, set()).add(outlet)
    moment = (scene.dates[article], LAST)
    found = []
    for cited, names in sorted(by_name.items()):
        before, after = [], []
        for name in names:
            dated = scene.dated_by_outlet[name]
            place = bisect_right(dated, moment)
            before += dated[place - 1 : place]
            after += dated[place : place + 1]
        found.append(((max(before) if before else min(after))[1], cited))
    return found


def asserted(scene: Scene, found: list[Origin]) -> list[LineageEdge]:
    """Return edges from each article to the parties whose figures it gives."""
    result, kept = {}, scene.kept.asserted
    for origin in found:
        for article in origin.articles:
            report, known = scene.reports[article], kept.get((article, origin.asserter))
            if known is None or known[0] is not report:
                detail = f"{phrase.source(report)} gives figures of {origin.asserter}"
                edge = LineageEdge(scene.incident.id, article, origin.asserter, "party", "same_asserter", detail)
                known = (report, edge)
            result[article, origin.asserter] = known
    scene.kept.asserted = result
    return [edge for _, edge in result.values()]


def copied(scene: Scene, pairs: Iterable[Copy]) -> list[LineageEdge]:
    """Return edges for copied text and shared quotations, from the later article to the earlier."""
    result = []
    for pair in pairs:
        older, newer = in_time(scene, pair.first, pair.second)
        reason = "shared_quotation" if pair.quoted else "copied_text"
        words = "a passage" if pair.quoted else f"{pair.share:.0%} of the shorter text"
        detail = f"{words} stands in both {name(scene, older)} and {name(scene, newer)}"
        result.append(LineageEdge(scene.incident.id, newer, older, "article", reason, detail))
    return result


def judged(scene: Scene, decisions: Decisions) -> list[LineageEdge]:
    """Return edges for articles that a person marked as one origin."""
    result = []
    for pair in sorted(sorted(pair) for pair in decisions.same if all(key in scene.reports for key in pair)):
        older, newer = in_time(scene, *pair)
        detail = f"marked as one origin by hand: {name(scene, newer)} and {name(scene, older)}"
        result.append(LineageEdge(scene.incident.id, newer, older, "article", "judgement", detail))
    return result


def in_time(scene: Scene, first: str, second: str) -> tuple[str, str]:
    """Return two articles, the earlier one first."""

    def moment(key: str) -> tuple[str, str, str]:
        report = scene.reports[key]
        return report.published or "9999", report.first_seen, key

    older, newer = sorted((first, second), key=moment)
    return older, newer


def name(scene: Scene, key: str) -> str:
    """Return how an article is named."""
    return phrase.source(scene.reports[key])


def alike_figures(scene: Scene) -> list[LineageEdge]:
    """Return edges between articles that print several figures alike, with a hedge and noun nobody else uses."""
    details = {one.article: one.details for one in scene.given}
    details |= {article: scene.kept.slots.details(scene.printed[article]) for article in scene.moved}
    number = Counter(chain.from_iterable(details.values()))
    few = frozenset(detail for detail, articles in number.items() if articles == RARE)
    holders: dict[int, list[str]] = defaultdict(list)
    for article, mine in details.items():
        for detail in mine & few:
            holders[detail].append(article)
    rare = Counter((min(pair), max(pair)) for pair in holders.values())
    result = []
    for (first, second), count in sorted(rare.items()):
        shared = len(details[first] & details[second])
        if shared >= LEAST_SHARED and count >= RARE:
            older, newer = in_time(scene, first, second)
            both = f"{name(scene, newer)} and {name(scene, older)}"
            words = f"{both} print {shared} figures alike, {count} of them as nobody else does"
            result.append(LineageEdge(scene.incident.id, newer, older, "article", "same_figures", words))
    return result


def shared_errors(scene: Scene, findings: Iterable[Finding]) -> list[LineageEdge]:
    """Return edges between articles that share an error."""
    by_id = {figure.id: figure for figure in scene.figures}
    wrong: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for finding in findings:
        figure = by_id.get(finding.figure_id or "")
        if finding.level == "alarm" and not finding.between_origins and figure is not None:
            wrong[figure.measure, figure.quantity.value, figure.accused].add(figure.article_id)
    result = []
    for _, articles in sorted(wrong.items(), key=lambda item: sorted(item[1])):
        ordered = sorted(articles, key=lambda key: (scene.reports[key].published or "9999", key))
        for newer in ordered[1:]:
            words = f"{name(scene, newer)} repeats an error of {name(scene, ordered[0])}"
            result.append(LineageEdge(scene.incident.id, newer, ordered[0], "article", "same_figures", words))
    return result
