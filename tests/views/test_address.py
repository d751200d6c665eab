"""What a reader chose is in the address: zoom, unfolded parts, free dates; another browser shows the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from store.queries import timeline
from store.queries.cases import cases
from store.queries.ledger import Ledger
from tests.shown import opened, text_of
from tests.views.chromium import MARKS, fresh, idle, settled
from views import zoom

CHART = "[class*=st-key-canvas-when] [data-testid=stVegaLiteChart] svg"
PLACES = f"""[...document.querySelectorAll('{CHART} path[aria-roledescription=point]')]
  .map(e => e.transform.baseVal.getItem(0).matrix.e).sort((a, b) => a - b)"""
A_DAY = 8  # pixels, somewhat more than a day of the zoomed chart: an address holds whole days
ZOOMED = re.compile(r"zoom=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d")


def drawn(page: Page) -> Page:
    """Wait until the chart by date is drawn."""
    page.locator(f"{CHART} text").first.wait_for()
    return page


def is_near(places: list[float], others: list[float]) -> bool:
    """Tell whether marks stand at the same places."""
    return len(places) == len(others) and all(abs(a - b) <= A_DAY for a, b in zip(places, others, strict=True))


def near(page: Page, places: list[float]) -> None:
    """Wait until the marks of the chart stand at some places."""
    page.wait_for_function(f"(places => {PLACES}.every((at, n) => Math.abs(at - places[n]) <= {A_DAY}))({places})")


def zoomed(page: Page) -> None:
    """Zoom into the middle of the chart, as its hint says."""
    box = page.locator(CHART).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.down("Shift")
    page.mouse.wheel(0, -900)
    page.keyboard.up("Shift")
    page.wait_for_url(ZOOMED)


class TestInTheBrowser:
    """Clicks, and the same address in a browser that was never here."""

    pytestmark = MARKS

    def test_zoom_of_the_timeline(self, browser: Browser, app: str) -> None:
        """The same days in another browser; after another view and back; on the way back in the browser."""
        page = drawn(settled(fresh(browser), f"{app}/?period=all"))
        whole = page.evaluate(PLACES)
        zoomed(page)
        part = page.evaluate(PLACES)
        assert not is_near(part, whole)
        other = drawn(settled(fresh(browser), page.url))
        near(other, part)
        other.get_by_role("radio", name="How many").click()
        other.wait_for_url(re.compile("view=many"))
        idle(other).get_by_role("radio", name="When").click()
        near(drawn(other), part)
        other.get_by_role("button", name="Show the whole period").click()
        other.wait_for_url(lambda url: not ZOOMED.search(url))
        near(other, whole)
        other.go_back()
        near(other, part)
        other.context.close()
        page.locator(CHART).first.dblclick(position={"x": 640, "y": 60})
        page.wait_for_url(lambda url: not ZOOMED.search(url))
        near(page, whole)
        page.context.close()

    def test_unfolded_parts(self, browser: Browser, app: str, ledger: str) -> None:
        """Unfolded, sent, seen unfolded, folded again."""
        with Ledger(ledger).reading() as connection:
            incident = next(iter(cases(connection))).incident_id
        page = settled(fresh(browser), f"{app}/incident?incident={incident}")
        page.get_by_text("Why we think so").click()
        page.wait_for_url(re.compile("open=why"))
        page.get_by_text("What analyses changed in this case").click()
        page.wait_for_url(re.compile("open=why&open=log"))
        other = settled(fresh(browser), page.url)
        expect(other.get_by_role("link", name="Article", exact=True).first).to_be_visible()
        other.get_by_text("Why we think so").click()
        other.wait_for_url(lambda url: "open=log" in url and "open=why" not in url)
        expect(other.get_by_role("link", name="Article", exact=True)).to_have_count(0)
        other.context.close()
        page.context.close()

    def test_free_dates(self, browser: Browser, app: str) -> None:
        """They start from the period shown before, and are typed as dates."""
        page = drawn(settled(fresh(browser), app))
        page.get_by_role("radio", name="From … to").click()
        page.wait_for_url(re.compile(r"period=dates.*from=\d{4}-\d\d-\d\d"))
        page.get_by_role("group", name="From").get_by_role("spinbutton").first.click()
        page.keyboard.type("20260601")
        page.get_by_test_id("stDateInputCalendarButton").last.focus()  # a date counts once its field is left
        page.wait_for_url(re.compile("from=2026-06-01"))
        other = drawn(settled(fresh(browser), page.url))
        expect(other.get_by_role("radio", name="From … to")).to_be_checked()
        near(other, page.evaluate(PLACES))
        other.context.close()
        page.context.close()


def lanes_of(app: AppTest) -> set[str]:
    """Return the incidents that a timeline lists."""
    return set(re.findall(r"</span> <b><bdi[^>]*>(.*?)</bdi></b>", text_of(app)))


@pytest.mark.parametrize("turned", [False, True])
def test_free_dates_let_pass_what_lies_between(ledger: str, monkeypatch: pytest.MonkeyPatch, turned: bool) -> None:
    """Both days count; turned round they mean the same."""
    with Ledger(ledger).reading() as connection:
        held = [lane for lane in timeline.lanes(connection, timeline.Filters()) if lane.disclosed]
    days = sorted(str(lane.disclosed)[:10] for lane in held)
    first, last = days[1], days[-2]
    ends = {"from": last, "to": first} if turned else {"from": first, "to": last}
    app = opened("timeline", ledger, monkeypatch, period="dates", **ends)
    assert lanes_of(app) == {lane.title for lane in held if first <= str(lane.disclosed) <= last}
    assert [field.label for field in app.date_input] == ["From", "To"]
    app = next(field for field in app.date_input if field.label == "To").set_value(None).run()
    assert "to" not in app.query_params and "from" in app.query_params
    app = next(box for box in app.button_group if box.label == "Period").set_value("3").run()
    assert not {"from", "to"} & set(app.query_params)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-02-03..2026-03-10", (date(2026, 2, 3), date(2026, 3, 10))),
        ("2026-02..2026-03", (date(2026, 2, 1), date(2026, 3, 31))),
        ("2026-02-03..2026-02-03", (date(2026, 2, 3), date(2026, 2, 3))),
        ("2026-03-10..2026-02-03", None),
        ("2026-02-30..2026-03-10", None),
        ("..", None),
        ("٢٠٢٦..2026-03-10", None),
        ("<script>..1", None),
        ("2026-02-03", None),
    ],
)
def test_zoom_of_an_address(text: str, found: tuple[date, date] | None) -> None:
    """Whatever an address holds, it is two days in order or nothing."""
    assert zoom.parsed(text) == found


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"at": [1_770_000_000_000, 1_770_100_000_000]}, (date(2026, 2, 2), date(2026, 2, 3))),
        ({"at": [1_770_100_000_000, 1_770_000_000_000]}, (date(2026, 2, 2), date(2026, 2, 3))),
        ({"at": [1e300, 2e300]}, None),
        ({"at": ["a", "b"]}, None),
        ({"at": [float("nan"), 1]}, None),
        ({}, None),
        (None, None),
    ],
)
def test_zoom_of_a_chart(told: Mapping[str, Any] | None, found: tuple[date, date] | None) -> None:
    """Whole days around what the chart tells."""
    assert zoom.shown(told) == found
