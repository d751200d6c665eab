"""A generated ledger, as large as wanted: the same figures for the same size, every quote at its place in its text.

usage: bench/ledger.py DATABASE-URL [--articles 100000] [--incidents 2000]

What is derived is made up here and not reconciled, so that a large ledger takes minutes. Sizes of incidents differ by
a thousand to one; the largest one holds some percent of all articles.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import Connection, Table, insert

import ledger.reading
from bench import readings
from store import search, summaries, tables
from store.columns import metadata
from store.engine import open_ledger
from store.log_tables import changes
from store.settled_tables import case_scopes, incident_scopes

EACH = 5  # figures an article
BATCH = 500
SHINGLES = 50  # times 32 bytes: as many as a text of some 200 words has
FIRST_DAY = date(2023, 1, 1)
DAYS = 1400
LANGUAGES = ("en", "en", "en", "en", "de", "fr", "ja", "zh", "es", "ko", "pt", "ru", "tr")
MEASURES = ("interactions", "interactions", "accounts", "accounts", "tokens", "samples", "money", "api_keys")
COMPARATORS = {"exact": "", "about": "about ", "more_than": "over ", "at_least": "at least "}
KINDS = ("allegation",) * 12 + ("court", "court", "government", "policy", "denial")
ALARMS = ("contradiction", "contradiction", "scope_error", "number_error", "unit_error", "bound_reversed", "superseded")
PADDING = "The companies compete for the same customers, and neither has shown the records that would settle it. " * 8
Row = dict[str, Any]


class Case:
    """One made incident: who accuses whom, and the numbers that are claimed."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.id = f"inc-{number:016x}"
        self.kind = chance.choice(KINDS)
        self.accuser = f"Accuser {number % 400}"
        names = sorted({f"Lab {chance.randrange(1500)}" for _ in range(chance.choice((1, 1, 2, 3)))})
        self.accused = ";".join(names)
        self.day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        self.values = {measure: chance.randrange(1001, 98_999) * 10 ** chance.choice((1, 2, 4)) for measure in MEASURES}
        self.articles = 0
        self.figures: dict[str, list[str]] = {measure: [] for measure in MEASURES}
        self.relays: list[list[str]] = [[], []]

    def told(self) -> ledger.reading.Case:
        """Return the case as an article presents it."""
        accused = tuple(self.accused.split(";"))
        return ledger.reading.Case(self.accuser, accused, "Model", "allegation", self.day.isoformat())

    def title(self) -> str:
        """Return the title."""
        first, *rest = self.accused.split(";")
        return f"{self.accuser} accuses {first}{f' and {len(rest)} more' if rest else ''}"


class Made:
    """Rows on their way into the tables, written in batches."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows: dict[str, list[Mapping[str, Any]]] = {}
        self.changes = 0

    def add(self, table: Table, row: Mapping[str, Any]) -> None:
        """Take a row."""
        rows = self.rows.setdefault(table.name, [])
        rows.append(row)
        if len(rows) == BATCH:
            self.finish()

    def finish(self) -> None:
        """Write what is left, tables that others refer to first."""
        for table in metadata.sorted_tables:
            if rows := self.rows.pop(table.name, []):
                self.connection.execute(insert(table), rows)


def make(url: str, articles: int, incidents: int) -> None:
    """Fill a new ledger."""
    chance = random.Random(20260224)
    cases = [Case(number, chance) for number in range(incidents)]
    weights = [1 / (number + 12) for number in range(incidents)]
    engine = open_ledger(url)
    with engine.begin() as connection:
        made = Made(connection)
        for number, case in enumerate(chance.choices(cases, weights, k=articles)):
            article(made, number, case, chance)
        for case in cases:
            derived(made, case, chance)
        made.finish()
        summaries.count(connection, [case.id for case in cases])
        search.fill(connection)
    engine.dispose()


def article(made: Made, number: int, case: Case, chance: random.Random) -> None:
    """Add one article with its capture, reading, figures and events."""
    identity, capture = f"art-{number:016x}", f"cap-{number:016x}"
    day = min(case.day + timedelta(days=int(chance.expovariate(0.05))), FIRST_DAY + timedelta(days=DAYS + 60))
    outlet = f"Outlet {chance.randrange(900)}"
    lang = chance.choice(LANGUAGES)
    lines, found = [f"{case.title()} ({number})"], []
    for place in range(EACH):
        line, start, figure = claim(case, number, place, chance)
        offset = sum(len(known) + 1 for known in lines)
        lines.append(line)
        found.append((figure, offset + start, offset, line))
    text = "\n".join([*lines, PADDING])
    digest = hashlib.sha256(text.encode()).hexdigest()
    seen = f"{day.isoformat()}T{chance.randrange(24):02d}:00:00Z"
    url = f"https://outlet{number % 900}.example/{number}"
    made.add(tables.captures, capture_row(capture, url, seen, text, digest))
    made.add(tables.articles, article_row(identity, capture, url, outlet, lines[0], day, lang, text, digest, seen))
    for figure, start, sentence_start, line in found:
        figure |= {"article_id": identity, "start": start, "end": start + len(figure["quote"])}
        figure |= {"sentence": line, "sentence_start": sentence_start}
        made.add(tables.figures, figure)
    for scope in readings.article_scopes(identity, case.told()):
        made.add(case_scopes, scope)
    kept = readings.reading(identity, case.told(), [row for row, *_ in found])
    row: Row = {"article_id": identity, "reader_version": "made", "relevant": True, "read_at": seen, "payload": kept}
    row |= {"shingles": bytes.fromhex(digest) * SHINGLES, "source_id": outlet.lower(), "outlet": outlet}
    row |= {"month": day.isoformat()[:7], "lang": lang, "figures": EACH}
    made.add(tables.readings, row)
    if number % 2 == 0:
        made.add(tables.events, event_row(number, identity, case, lines[0], day))
        made.add(tables.event_links, event_link(number, case.id, day))
    case.articles += 1
    case.relays[number % 10 == 0].append(identity)


def claim(case: Case, number: int, place: int, chance: random.Random) -> tuple[str, int, Row]:
    """Return (sentence, place of the quote in it, row) of one figure."""
    measure = chance.choice(MEASURES)
    comparator = chance.choice(tuple(COMPARATORS))
    value = case.values[measure] if chance.random() < 0.93 else case.values[measure] * chance.choice((2, 3, 10))
    unit = "USD" if measure == "money" else measure.replace("_", " ")
    quote = f"{COMPARATORS[comparator]}{value:,} {unit}"
    before = f"{case.accuser} said that the labs made "
    identity = f"fig-{number * EACH + place:016x}"
    case.figures[measure].append(identity)
    row = {
        "figure_id": identity,
        "quote": quote,
        "value": str(value),
        "low": str(value),
        "high": None if comparator in ("more_than", "at_least") else str(value),
        "comparator": comparator,
        "measure": measure,
        "unit": unit,
        "scope": "total",
        "accused": case.accused,
        "claimant": case.accuser,
        "via": None,
        "target": "Model",
        "window_start": None,
        "window_end": None,
        "stance": "asserted",
        "derived": False,
        "place": "body",
        "doubts": ["no_noun"] if chance.random() < 0.02 else [],
        "reader_version": "made",
        "sort_value": float(value),
    }
    return f"{before}{quote} last year.", len(before), row


def capture_row(identity: str, url: str, seen: str, text: str, digest: str) -> Row:
    """Return the row of a capture."""
    row: Row = {"capture_id": identity, "url": url, "final_url": url, "fetched_at": seen, "status": 200}
    row |= {"content_type": "text/html", "sha256": digest, "body": zlib.compress(text.encode(), 1), "headers": []}
    return row | {"source_id": None, "file": None}


def article_row(
    identity: str,
    capture: str,
    url: str,
    outlet: str,
    title: str,
    day: date,
    lang: str,
    text: str,
    digest: str,
    seen: str,
) -> Row:
    """Return the row of an article."""
    row: Row = {"article_id": identity, "capture_id": capture, "url": url, "file": None, "source_id": outlet.lower()}
    row |= {"outlet": outlet, "title": title, "published": day.isoformat(), "published_evidence": "made"}
    row |= {"lang": lang, "text": text, "text_sha256": digest, "supersedes": None, "first_seen": seen}
    return row | {"last_seen": seen, "tier": "press", "payload": {}}


def event_row(number: int, identity: str, case: Case, quote: str, day: date) -> Row:
    """Return the row of an event."""
    kind = ("accusation", "disclosure", "denial", "report")[number // 2 % 4]
    row: Row = {"event_id": f"evt-{number:016x}", "article_id": identity, "type": kind, "date": day.isoformat()}
    return row | {"date_precision": "day", "actors": case.accuser, "quote": quote, "start": 0, "end": len(quote)}


def event_link(number: int, incident: str, day: date) -> Row:
    """Return the row that ties an event to its incident."""
    return {"event_id": f"evt-{number:016x}", "incident_id": incident, "at": f"{day.isoformat()} {day.isoformat()}"}


def derived(made: Made, case: Case, chance: random.Random) -> None:
    """Add an incident with its origins, links, edges, alarms and values."""
    row: Row = {"incident_id": case.id, "title": case.title(), "kind": case.kind, "accuser": case.accuser}
    row |= {"accused": case.accused, "target": "Model", "disclosed": case.day.isoformat(), "registry": "discovered"}
    made.add(tables.incidents, row | {"aiid": None})
    names = (case.accuser, f"Agency {case.number % 50}")
    for scope in readings.incident_scopes(case.id, case.told()):
        made.add(incident_scopes, scope)
    for side, (name, relays) in enumerate(zip(names, case.relays, strict=True)):
        origin: Row = {"origin_id": f"org-{case.number:012x}{side}", "incident_id": case.id, "asserter": name}
        made.add(tables.origins, origin | {"side": ("accuser", "third")[side], "articles": relays})
        for relay in relays:
            made.add(tables.edges, edge_row(case, name, relay))
    for figures in case.figures.values():
        for position, identity in enumerate(figures):
            side = int(position % 10 == 0)
            link = {"figure_id": identity, "incident_id": case.id, "origin_id": f"org-{case.number:012x}{side}"}
            made.add(tables.figure_links, link)
    for measure, figures in case.figures.items():
        if figures:
            made.add(tables.reconciled, value_row(case, measure, figures, chance))
            made.add(changes, change_row(made, case, measure))
            for alarm in alarms(case, measure, figures, chance):
                made.add(tables.findings, alarm)


def edge_row(case: Case, name: str, relay: str) -> Row:
    """Return the row of an edge."""
    row: Row = {"edge_id": f"edg-{relay[4:]}", "incident_id": case.id, "article_id": relay, "upstream": name}
    return row | {"upstream_kind": "party", "reason": "same_asserter", "detail": f"gives figures of {name}"}


def value_row(case: Case, measure: str, figures: list[str], chance: random.Random) -> Row:
    """Return the row of a reconciled value."""
    status = chance.choice(("single_origin",) * 8 + ("corroborated", "contested"))
    best = None if status == "contested" else str(case.values[measure])
    row: Row = {"value_id": f"val-{case.number:x}-{measure}", "incident_id": case.id, "measure": measure}
    row |= {"accused": case.accused, "claimant": case.accuser, "best": best, "low": str(case.values[measure])}
    row |= {"high": None, "status": status, "origins": 2, "articles": min(case.articles, len(figures)), "alarms": 1}
    row |= {"rule": "SELF_REPORT", "explanation": f"{case.title()}: {measure}.", "figure_ids": figures}
    return row | {"sort_value": float(case.values[measure])}


def change_row(made: Made, case: Case, measure: str) -> Row:
    """Return the row of the log of changes that tells of a new value."""
    made.changes += 1
    row: Row = {"change_id": f"chg-{made.changes:016x}", "number": made.changes, "at": f"{case.day}T00:00:00Z"}
    row |= {"kind": "new_figure", "incident_id": case.id, "incident": case.title(), "measure": measure}
    row |= {"accused": case.accused, "parties": f"{case.accuser};{case.accused}", "before": {}, "after": {}}
    return row | {"sentence": f"New: {case.values[measure]:,} {measure.replace('_', ' ')}, one origin."}


def alarms(case: Case, measure: str, figures: list[str], chance: random.Random) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of some alarms."""
    for identity in figures[1::40]:
        between = chance.random() < 0.2
        row: Row = {"finding_id": f"fin-{identity[4:]}", "level": "alarm", "incident_id": case.id}
        row |= {"type": "contradiction" if between else chance.choice(ALARMS), "measure": measure}
        row |= {"figure_id": identity, "against": figures[0], "rule": "LINEAGE", "between_origins": between}
        yield row | {"explanation": f"{case.accuser} is given two numbers of {measure}."}


def main() -> None:
    """Make a ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--incidents", type=int, default=2_000)
    chosen = parser.parse_args()
    make(chosen.url, chosen.articles, chosen.incidents)


if __name__ == "__main__":
    main()
