"""The columns of a file of hand-coded figures: what each means, which must be filled, and a template."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from ledger.quantity import Comparator
from ledger.reading import Scope, Stance

KINDS = ("allegation", "government", "court", "admission", "denial", "policy")
MEASURES = (
    *("interactions", "accounts", "api_keys", "tokens", "samples", "money", "share", "duration"),
    *("organizations", "devices", "works", "other"),
)
ANALYST = "analyst"  # tier and source of what a person coded


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """One column of the file; `choices` are all words it may hold, `example` is what the template shows."""

    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""


COLUMNS = {
    "coder": CodedColumn("who coded the row", required=True, example="A. Coder"),
    "source_title": CodedColumn("title of the source; this or source_url", example="First Lab accuses Second Lab"),
    "source_url": CodedColumn("http or https address of the source", example="https://outlet.example/story"),
    "outlet": CodedColumn("outlet or publisher", example="Outlet"),
    "published": CodedColumn("date of the source: 2026, 2026-03 or 2026-03-02", example="2026-03-02"),
    "lang": CodedColumn("language of the quote (BCP 47); empty: und", example="en"),
    "sentence": CodedColumn(
        "the sentence as printed; it must hold the quote; empty: the quote",
        example="First Lab said Second Lab made over 2.4 million exchanges.",
    ),
    "quote": CodedColumn("the printed words of the figure", required=True, example="over 2.4 million exchanges"),
    "value": CodedColumn("the number in units, digits and a point only; empty for range and vague", example="2400000"),
    "low": CodedColumn("lowest value; empty: what the comparator says"),
    "high": CodedColumn("highest value; empty: what the comparator says"),
    "comparator": CodedColumn(
        "how the number is hedged", required=True, choices=tuple(Comparator), example="more_than"
    ),
    "measure": CodedColumn("what is counted", required=True, choices=MEASURES, example="interactions"),
    "unit": CodedColumn("noun as printed; ISO currency for money", example="exchanges"),
    "scope": CodedColumn("how much of the case it covers; empty: total", choices=tuple(Scope), example="total"),
    "stance": CodedColumn("how the source stands to it; empty: asserted", choices=tuple(Stance), example="asserted"),
    "claimant": CodedColumn("who makes the claim; empty when the source names nobody", example="First Lab"),
    "via": CodedColumn("outlet named as relay"),
    "window_start": CodedColumn("start of the period it is tied to"),
    "window_end": CodedColumn("end of that period"),
    "figure_accused": CodedColumn("whom this figure is about, separated by ;; empty: all accused of the case"),
    "incident_id": CodedColumn("incident of the ledger; or the columns that follow"),
    "accuser": CodedColumn("who accuses", example="First Lab"),
    "accused": CodedColumn("who is accused, separated by ;", example="Second Lab"),
    "target": CodedColumn("model or product extracted from", example="First Model"),
    "kind": CodedColumn("kind of case; empty: allegation", choices=KINDS, example="allegation"),
    "disclosed": CodedColumn("date the case became known; empty: date of the source", example="2026-03-02"),
}


def template() -> str:
    """Return the file with its header and one example row."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerow([column.example for column in COLUMNS.values()])
    return stream.getvalue()
