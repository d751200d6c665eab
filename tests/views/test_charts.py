"""The grammar of the charts: colour by role, no side is taken, axes that fit, no crawled text in expressions."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from views.charts import timeline
from views.charts.graph import Arc, Node, graph
from views.charts.numberline import Decided, Line, number_line
from views.charts.numbers import Drawn, axis, decades, step
from views.charts.parts import Piece, parts
from views.charts.rows import Row
from views.roles import ROLES
from views.text import SEPARATOR

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")
OPEN_ENDS: dict[str, tuple[int | None, int | None]] = {"more_than": (1, None), "at_most": (None, 1)}


def drawn(value: int | None, comparator: str = "exact", **more: Any) -> Drawn:
    """Return a number to draw."""
    number = Decimal(value) if value is not None else None
    low, high = OPEN_ENDS.get(comparator, (1, 1))
    ends = {"low": number if low else None, "high": number if high else None}
    given = {"row": "", "role": "accuser", "words": f"{value}", **ends, **more}
    return Drawn(comparator=comparator, value=number, **given)


def roles_in(chart: Any) -> set[str]:
    """Return the roles that marks of a chart have."""
    spec = chart.to_dict(validate=True)
    return {row[name] for rows in spec["datasets"].values() for row in rows for name in ("role",) if name in row}


def test_every_role_has_a_colour_in_both_themes() -> None:
    """In the order of the scale, none twice."""
    for theme in ("light", "dark"):
        colours = CONFIG["theme"][theme]["chartCategoricalColors"]
        assert len(colours) == len(set(colours)) == len(ROLES)
    assert CONFIG["theme"]["light"]["chartCategoricalColors"][-1] == CONFIG["theme"]["light"]["backgroundColor"]
    assert CONFIG["theme"]["dark"]["chartCategoricalColors"][-1] == CONFIG["theme"]["dark"]["backgroundColor"]


@pytest.mark.parametrize("file", sorted((ROOT / "views" / "charts").glob("*.py")), ids=lambda path: path.name)
def test_charts_name_no_colour(file: Path) -> None:
    """Roles only, so that light and dark both work."""
    assert not HEX.findall(file.read_text(encoding="utf-8"))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG."""
    lights = []
    for colour in (one, other):
        parts_of = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts_of]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_roles_stand_out_from_the_ground(theme: str) -> None:
    """Who speaks at 3 to 1 and more, words of axes and alarms at 4.5 and more."""
    colours = dict(zip(ROLES, CONFIG["theme"][theme]["chartCategoricalColors"], strict=True))
    ground = CONFIG["theme"][theme]["backgroundColor"]
    assert min(contrast(colours[role], ground) for role in ROLES[:4]) >= 3
    assert min(contrast(colours[role], ground) for role in ("none", "alarm", "soft")) >= 4.5


@pytest.mark.parametrize(
    ("value", "expected"), [(16_000_000, 1_000_000), (28_800_000, 100_000), (24_000, 1_000), (100_000, 10_000), (7, 1)]
)
def test_step_is_what_is_printed_next(value: int, expected: int) -> None:
    """What "over" leaves open."""
    assert step(Decimal(value)) == expected


def test_words_alone_stretch_no_axis() -> None:
    """ "Millions" would flatten everything else."""
    vague = drawn(None, "vague", low=Decimal(2_000_000), high=Decimal(999_999_999))
    domain, log = axis([drawn(16_000_000), drawn(12_000_000, "more_than"), vague])
    assert not log
    assert 10_000_000 < domain[0] < 12_000_000 < 16_000_000 < domain[1] < 20_000_000


def test_axis_is_logarithmic_only_for_wide_ranges_and_never_for_zero() -> None:
    """Twelve to one."""
    assert axis([drawn(1_000), drawn(13_000)])[1]
    assert not axis([drawn(1_000), drawn(11_000)])[1]
    assert not axis([drawn(0), drawn(11_000)])[1]
    assert axis([])[0][0] < axis([])[0][1]


def test_ticks_of_a_logarithmic_axis_lie_on_it() -> None:
    """At least three, also on a short one."""
    for domain in ([16_000.0, 28_000_000.0], [900.0, 12_000.0], [2.0e5, 2.9e5]):
        ticks = decades(domain)
        assert all(domain[0] <= tick <= domain[1] for tick in ticks)
        assert ticks


def test_contested_values_are_never_drawn_as_alarm() -> None:
    """The desk takes no side: each in its own role, a gap between them."""
    lines = [
        Line(Row("Harbor", is_head=True)),
        Line(Row("7.3 million"), drawn(7_300_000)),
        Line(Row("Court expert", is_head=True)),
        Line(Row("4.9 million"), drawn(4_900_000, role="third")),
    ]
    sides = (Decimal(7_300_000), Decimal(4_900_000))
    chart = number_line(lines, Decided(None, sides[1], None, sides))
    assert roles_in(chart) == {"panel", "none", "accuser", "third"}


def test_a_slip_is_a_triangle_in_the_role_of_alarm() -> None:
    """By shape and word as well as colour."""
    chart = number_line([Line(Row("x"), drawn(12, slip="Contradiction"))], Decided(None, None, None)).to_dict(
        validate=True
    )
    rows = [row for data in chart["datasets"].values() for row in data if row.get("slip")]
    assert {(row["role"], row["shape"], row["slip"]) for row in rows} == {("alarm", "slip", "Contradiction")}


def test_crawled_words_stay_out_of_expressions() -> None:
    """They are data; keys hold no separator but ours."""
    nasty = f"a'); alert(1) //{SEPARATOR}b"
    chart = number_line(
        [Line(Row(nasty, nasty, nasty, nasty), drawn(12, words=nasty, who=nasty))], Decided(None, None, None)
    )
    spec = chart.to_dict(validate=True)
    layers = json.dumps({name: part for name, part in spec.items() if name != "datasets"})
    for expression in re.findall(r'"(?:labelExpr|expr|test|calculate)": "([^"]*)"', layers):
        assert "alert" not in expression
    keys = {row["row"] for data in spec["datasets"].values() for row in data if "row" in row}
    assert {key.count(SEPARATOR) for key in keys} == {4}


def test_timelines_draw_months_as_months() -> None:
    """A date known to the month is never a dot on its first day."""
    point = timeline.Point("allegation", "2026-03", "said in March", "inc-1", is_new=True)
    strip = timeline.Strip(Row("A", "B", "C", "D"), [point], [], [], slips=2)
    spec = timeline.when([strip], date(2026, 1, 1), date(2026, 6, 1)).to_dict(validate=True)
    rows = [row for data in spec["datasets"].values() for row in data if row.get("id") == "inc-1"]
    assert rows
    assert all(row["end"] - row["at"] == 31 * 86_400_000 and not row["is_day"] for row in rows)
    assert "▲ 2" in json.dumps(spec, ensure_ascii=False)


def test_how_many_joins_the_sides_of_a_contested_number() -> None:
    """Two marks on a dashed rule."""
    sides = [drawn(7_300_000), drawn(4_900_000, role="third")]
    spec = timeline.how_many([timeline.Strip(Row("A"), numbers=sides)], "interactions").to_dict(validate=True)
    gaps = [row for data in spec["datasets"].values() for row in data if "from" in row]
    assert [(row["from"], row["to"]) for row in gaps] == [(4_900_000.0, 7_300_000.0)]


def test_parts_and_graph_are_drawn_from_any_names() -> None:
    """Also empty and equal ones."""
    pieces = [
        Piece("x: parts", "accuser", "", "1", Decimal(0), Decimal(1)),
        Piece("x: whole", "none", "", "2", Decimal(0), Decimal(2)),
    ]
    assert parts(pieces).to_dict(validate=True)["layer"]
    nodes = [Node("a", "", "claimant", "accuser", 0), Node("b", "", "slip", "none", 1)]
    assert graph(nodes, [Arc("a", "b", True, "why")]).to_dict(validate=True)["layer"]
