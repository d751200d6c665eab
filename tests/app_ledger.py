"""Ledgers for the tests of the app: invented stories, the same with hostile text in every crawled field; a server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from sqlalchemy import Table, cast, insert, literal, update
from sqlalchemy.types import Text

from jobs.analyze import analyze
from jobs.ingest import ingest
from store import tables
from store.crawl_tables import source_state
from store.engine import open_ledger
from store.log_tables import changes
from store.settled_tables import incident_dated, incident_faults, incident_gaps, incident_readings

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "tests" / "eval" / "own"
SECONDS = 90
TRACER = (
    ' **tracer** <img src=x onerror="window.pwned=1"><script>window.pwned=2</script></div><h1>tracer</h1>'
    "<style>body{display:none}</style>[tracer](javascript:window.pwned=3) ![tracer](https://evil.example/p.png) "
    ":red[tracer] $x^2$ \u202ereversed \u241f www.evil.example"
)
HOSTILE: dict[str, tuple[Table, tuple[str, ...]]] = {
    "articles": (tables.articles, ("outlet", "title", "published_evidence", "source_id")),
    "figures": (tables.figures, ("unit", "claimant", "via", "quote", "sentence", "accused")),
    "events": (tables.events, ("quote", "actors")),
    "incidents": (tables.incidents, ("title", "accuser", "accused", "target")),
    "origins": (tables.origins, ("asserter",)),
    "edges": (tables.edges, ("upstream", "detail")),
    "findings": (tables.findings, ("explanation",)),
    "reconciled": (tables.reconciled, ("claimant", "explanation", "accused")),
    "changes": (changes, ("incident", "sentence")),
    "incident_readings": (incident_readings, ("asserter", "noun", "reason", "quote", "outlets", "accused")),
    "incident_dated": (incident_dated, ("quote", "accused")),
    "incident_gaps": (incident_gaps, ("outlets",)),
    "incident_faults": (incident_faults, ("outlet",)),
    "readings": (tables.readings, ("outlet",)),
}


def build(folder: Path) -> str:
    """Return the address of a new ledger of the invented stories."""
    url = f"sqlite:///{folder / 'ledger.db'}"
    engine = open_ledger(url)
    ingest(engine, [OWN])
    analyze(engine)
    engine.dispose()
    return url


def spoil(url: str) -> None:
    """Add hostile text to every field that a page can have put into the ledger."""
    engine = open_ledger(url)
    tail = literal(TRACER)
    with engine.begin() as connection:
        for table, columns in HOSTILE.values():
            for name in columns:
                column = table.c[name]
                where = column != "" if name != "source_id" else literal(True)
                connection.execute(update(table).where(where).values({name: cast(column, Text).concat(tail)}))
        text = tables.articles.c.text
        values = {"text": text.concat("\n" + TRACER), "url": "javascript:window.pwned=4", "lang": 'e"><img src=x>'}
        connection.execute(update(tables.articles).values(values))
        problem = {"source_id": TRACER, "problem": TRACER, "failures": 1}
        connection.execute(insert(source_state).values(problem))
    engine.dispose()


def lengthen(url: str) -> None:
    """Make a megabyte of every title, outlet and sentence of ours."""
    engine = open_ledger(url)
    with engine.begin() as connection:
        for name, columns in {"articles": ("outlet", "title"), "incidents": ("title",)}.items():
            values = dict.fromkeys(columns, "long title " * 95_000)
            connection.execute(update(HOSTILE[name][0]).values(values))
        connection.execute(update(incident_readings).values(outlets="long title " * 95_000))
        connection.execute(update(tables.findings).values(explanation="long reason " * 85_000))
    engine.dispose()


class Served:
    """The app in a process of its own, as `claimline app` starts it."""

    def __init__(self, url: str, review: str = "off") -> None:
        """Start it for whoever may review, and wait until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        environment = {**os.environ, "CLAIMLINE_DB": url, "CLAIMLINE_REVIEW": review}
        command = [sys.executable, "-m", "jobs.serving", "--port", str(port), "--address", "127.0.0.1"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.close()
                raise RuntimeError("the app did not start")
            time.sleep(0.2)

    def answers(self) -> bool:
        """Tell whether the app is up."""
        try:
            with urllib.request.urlopen(f"{self.base}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def close(self) -> None:
        """End the process."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
