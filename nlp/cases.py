"""The incidents an article is about: known ones by their parties, new ones by who accuses whom of copying what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from ledger.article import BlockKind
from ledger.incident import KnownIncident
from ledger.reading import Attribution, Case, DateMention, Mention
from nlp.document import Text
from nlp.languages import load
from nlp.parties import parties
from nlp.quantities.scan import words
from nlp.registry import known_incidents

MOST_ACCUSED = 6
MODEL_NAME = re.compile(
    r"(?:model|modell|modelo|modello|modèle|модел\w*|模型|モデル|모델)"
    r"[\s,:“„«\"「]{0,3}([A-ZÀ-Þ\u4e00-\u9fff\u30a0-\u30ff][\w-]*)"
    r"|([A-ZÀ-Þ][\w-]+)[”»\"]? (?:language |ai )?(?:model|chatbot|assistant)\b"
)


def find(
    text: Text, mentions: Sequence[Mention], dates: Sequence[DateMention], attributions: Sequence[Attribution]
) -> tuple[Case, ...]:
    """Return the cases of an article, the main one first."""
    named = Counter(mention.name for mention in mentions if mention.kind in ("party", "product"))
    cases = [case_of(incident, named) for incident in matching(text, mentions, named)]
    accuser, accused = accusation(text, mentions)
    covered = any(case.accuser == accuser and set(accused) & set(case.accused) for case in cases)
    fresh = accuser is not None and not all(name in parties() for name in (accuser, *accused))
    if accuser is not None and not covered and (accused or fresh):
        target = target_of(text, accuser, mentions)
        disclosed = text.article.published.value[:10] if text.article.published else None
        case = Case(accuser, tuple(sorted(accused)), target, kind_of(text), disclosed)
        cases.insert(0 if fresh else len(cases), case)
    return tuple(cases)


def case_of(incident: KnownIncident, named: Counter[str]) -> Case:
    """Return a known incident as a case of this text: with the accused that the text names."""
    accused = tuple(name for name in incident.accused if name in named)
    return Case(incident.accuser, accused, incident.target, incident.kind, incident.disclosed, incident.id)


def matching(text: Text, mentions: Sequence[Mention], named: Counter[str]) -> list[KnownIncident]:
    """Return the known incidents whose accuser, accused and target the text names, best first; a rival is dropped."""
    published = text.article.published.value[:10] if text.article.published else None
    scored: list[tuple[float, KnownIncident]] = []
    for incident in known_incidents():
        if (
            incident.accuser is None
            or incident.accuser not in named
            or (published is not None and incident.disclosed > later(published))
        ):
            continue
        accused = [name for name in incident.accused if name in named]
        if incident.accused and not accused:
            continue
        if not incident.accused and not (incident.target in named or incident.kind != "allegation"):
            continue
        share = len(accused) / len(incident.accused) if incident.accused else 0.5
        weight = named[incident.accuser] + 2 * sum(named[name] for name in accused) + 3 * share
        weight += 2 * (incident.target in named)
        scored.append((weight - age(incident, published), incident))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    chosen: list[KnownIncident] = []
    for _, incident in scored:
        rival = any(
            set(incident.accused) <= set(o.accused) and o.accuser == incident.accuser
            for o in chosen
            if incident.accused
        )
        if not rival:
            chosen.append(incident)
    return chosen


def later(published: str) -> str:
    """Return a bound a little after publication: time zones differ by a day."""
    return published[:8] + f"{min(31, int(published[8:10] or 0) + 1):02}"


def age(incident: KnownIncident, published: str | None) -> float:
    """Return a small malus for an incident long before publication."""
    if published is None:
        return 0.0
    months = (
        (int(published[:4]) - int(incident.disclosed[:4])) * 12 + int(published[5:7]) - int(incident.disclosed[5:7])
    )
    return min(3.0, 0.2 * max(0, months))


@cache
def accusing(code: str) -> re.Pattern[str]:
    """Build the pattern of verbs of accusing."""
    tables = load(code)
    lead = r"(?<!\w)" if tables.spaced and code != "ko" else ""
    return re.compile(lead + f"(?:{words(tables.cues.accuse) or '(?!)'})")


def accusation(text: Text, mentions: Sequence[Mention]) -> tuple[str | None, list[str]]:
    """Return who accuses whom most often in the text."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "party":
            by_sentence.setdefault(text.sentence_index(mention.span.start), []).append(mention)
    accusers: Counter[str] = Counter()
    accused: Counter[str] = Counter()
    for index, sentence in enumerate(text.sentences):
        if text.article.blocks[sentence.block].kind is BlockKind.META:
            continue
        for match in accusing(text.language.code).finditer(text.folded, sentence.span.start, sentence.span.end):
            here = by_sentence.get(index, [])
            before = [m for m in here if m.span.end <= match.start()]
            after = [m for m in here if m.span.start >= match.end()]
            passive = (
                text.folded[max(sentence.span.start, match.start() - 12) : match.start()].rstrip().endswith(PASSIVE)
            )
            if passive:
                before, after = [m for m in after if preceded_by(text, m)], before
            if before:
                accusers[before[-1].name] += 1
            for mention in after[:MOST_ACCUSED]:
                if not before or mention.name != before[-1].name:
                    accused[mention.name] += 1
    accuser = accusers.most_common(1)[0][0] if accusers else None
    names = [
        name for name, _ in accused.most_common(MOST_ACCUSED) if name != accuser and accusers[name] < accused[name]
    ]
    return accuser, names


PASSIVE = (
    "is",
    "are",
    "was",
    "were",
    "been",
    "being",
    "stands",
    "wird",
    "wurde",
    "werden",
    "est",
    "sont",
    "fue",
    "foi",
)


def preceded_by(text: Text, mention: Mention) -> bool:
    """Tell whether "by" or its like stands right before a mention."""
    return (
        text.folded[max(0, mention.span.start - 6) : mention.span.start]
        .rstrip()
        .endswith(("by", "von", "par", "por", "da", "dal"))
    )


def target_of(text: Text, accuser: str, mentions: Sequence[Mention]) -> str | None:
    """Return the model that is copied: a known product of the accuser, else the name most often called a model."""
    for mention in mentions:
        party = parties().get(mention.name)
        if party is not None and party.owner == accuser:
            return mention.name
    found = Counter(first or second for first, second in MODEL_NAME.findall(text.raw))
    found = Counter(
        {name: n for name, n in found.items() if name not in ("AI", "The", "Its", "Large") and name not in accuser}
    )
    return found.most_common(1)[0][0] if found else None


def kind_of(text: Text) -> str:
    """Return what kind of incident the text makes of it, by its words of courts and authorities."""
    words_of = text.language.happenings
    court = sum(text.folded.count(word) for word in words_of.court)
    sanction = sum(text.folded.count(word) for word in words_of.sanction)
    if court > 3 and court >= sanction:
        return "court"
    return "government" if sanction > 3 else "allegation"
