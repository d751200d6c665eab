"""Cells that a spreadsheet would run do nothing; everything else stays as it is."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.formats.rows import FORMULA, inert


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "--1", "-", "=", "+1 (555)"],
)
def test_formulas_get_an_apostrophe(cell: str) -> None:
    """What Excel, Calc or Sheets would run or might."""
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (7, "7"), (-7, "-7"), ("-12.5", "-12.5"), ("16", "16"), ("a=b", "a=b")]
)
def test_other_cells_stay(cell: object, text: str) -> None:
    """Null is empty, numbers are numbers."""
    assert inert(cell) == text


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1, max_size=4))
def test_any_text_comes_back_from_csv(cells: list[str]) -> None:
    """Whatever a page wrote, quotes, commas and line ends included."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow([inert(cell) for cell in cells])
    [read] = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert [cell.removeprefix("'") if cell[1:2] and cell[1:].startswith(FORMULA) else cell for cell in read] == [
        cell.removeprefix("'") if cell[1:2] and cell[1:].startswith(FORMULA) else cell for cell in map(inert, cells)
    ]
    assert not any(cell.startswith(FORMULA) and not cell.lstrip("+-").replace(".", "").isdigit() for cell in read)
