"""What was not understood or went wrong: counted, never silent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """`reason` is a short stable word that is counted (for example `empty_page`); `detail` says it in a sentence."""

    stage: str  # crawl | page | read | reconcile | export | ingest
    reason: str
    detail: str
    subject: str | None = None  # url, file or id it concerns
