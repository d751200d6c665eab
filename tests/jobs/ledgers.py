"""Small ledgers of invented stories, made by the real ingest and analysis, each text at a moment of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

import jobs.ingest
from jobs.analyze import analyze
from jobs.ingest import ingest
from store.engine import open_ledger

PAGE = """<html lang="en"><head><title>{title}</title><link rel="canonical" href="https://{host}/{slug}">
<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{day}"></head>
<body><article><h1>{title}</h1>{body}</article></body></html>"""
FIRST, SECOND, THIRD = "2026-03-02T08:00:00Z", "2026-03-05T08:00:00Z", "2026-03-09T08:00:00Z"


def page(title: str, body: str, day: str, outlet: str = "Quay Herald", slug: str = "story") -> str:
    """Return a page of an invented outlet."""
    host = outlet.lower().replace(" ", "") + ".example"
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    return PAGE.format(title=title, body=paragraphs, day=day, outlet=outlet, host=host, slug=slug)


def accusation(count: str, day: str, outlet: str, *, slug: str = "orrery") -> str:
    """Return a page on which one company accuses another with a number."""
    body = (
        f"Orrery AI accused Vantage Labs of distilling its Cassini model. Orrery AI said Vantage Labs made {count} "
        "exchanges through 4,100 fraudulent accounts.\n"
        "“This was an industrial campaign,” Orrery AI said in a statement. Vantage Labs did not reply to a request for "
        "comment.\n"
        "Distillation trains a smaller model on the answers of a larger one; the terms of Orrery AI forbid it."
    )
    return page("Orrery AI accuses Vantage Labs of distilling Cassini", body, day, outlet, slug)


class Story:
    """A ledger that grows text by text."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, url: str | None = None) -> None:
        self.folder, self.patch = folder, patch
        self.url = url or f"sqlite:///{folder / 'ledger.db'}"
        self.engine: Engine = open_ledger(self.url)

    def add(self, moment: str, *pages: str) -> None:
        """Ingest pages as if at a moment, and analyse."""
        self.patch.setattr(jobs.ingest, "now", lambda: moment)
        for number, text in enumerate(pages):
            file = self.folder / f"{moment[:10]}-{number}.html"
            file.write_text(text, encoding="utf-8")
            result = ingest(self.engine, [file])
            assert not result.failures
        analyze(self.engine)
