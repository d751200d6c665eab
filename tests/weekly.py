"""The three weekly jobs of a researcher as clicks: on any ledger, each step timed, nothing taken for granted.

The tests walk them on the sample newsroom, bench/app.py on a generated ledger of any size.
"""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from views.visits import COOKIE

WAIT = 60_000
IDLE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
LONG_AGO = "2020-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Step:
    """How long a step took, and the CPU time that the server spent on it; whether a page was opened anew or clicked."""

    name: str
    seconds: float
    cpu: float
    is_opening: bool = False


@dataclass(slots=True)
class Walk:
    """Somebody at the app. `spent` tells the CPU seconds of the server so far."""

    page: Page
    base: str
    spent: Callable[[], float] = time.process_time
    steps: list[Step] = field(default_factory=list)

    def step(
        self, name: str, action: Callable[[], object], shown: Locator | Callable[[], object], *, opens: bool = False
    ) -> None:
        """Do something and wait until what it asks for is there, the app is idle and the browser has drawn it."""
        self.page.wait_for_function(IDLE)
        start, before = time.monotonic(), self.spent()
        action()
        if callable(shown):
            shown()
        else:
            expect(shown).to_be_visible(timeout=WAIT)
        self.page.wait_for_function(IDLE)
        self.page.evaluate(DRAWN)
        self.steps.append(Step(name, time.monotonic() - start, self.spent() - before, opens))

    def main(self) -> Locator:
        """Return the page without the navigation."""
        return self.page.get_by_test_id("stMain")

    def open(self, name: str, path: str, shown: Locator | Callable[[], object]) -> None:
        """Open an address of the app."""
        self.step(name, lambda: self.page.goto(f"{self.base}{path}"), shown, opens=True)


def see_what_changed(walk: Walk) -> str:
    """First job: what is new since the last visit, and in the one case what came and when; return its title."""
    page, main = walk.page, walk.main()
    page.context.add_cookies([{"name": COOKIE, "value": LONG_AGO, "url": walk.base}])
    walk.open("timeline after a week", "/?period=all", main.get_by_text("with something new"))
    folded = main.get_by_test_id("stExpander").filter(has_text="What changed in the ledger")
    links = folded.get_by_role("link", name="Open")
    walk.step("what changed", folded.get_by_text("What changed in the ledger").click, links.first)
    told = folded.get_by_test_id("stHtml").first.inner_text()
    walk.step("open the changed case", links.first.click, main.get_by_text("How the figure moved"))
    title = main.locator("h1").inner_text()
    assert title[:40] in told, (title, told)
    log = main.get_by_test_id("stExpander").filter(has_text="What analyses changed")
    entry = log.get_by_text(re.compile("New|changed|conflict", re.IGNORECASE)).nth(1)
    walk.step("what changed in the case", log.get_by_text("What analyses changed").click, entry)
    return title


def settle_a_figure(walk: Walk) -> tuple[str, str]:
    """Second job: which number to cite and why, back to the printed words; return the sentence and the quote."""
    page, main = walk.page, walk.main()
    walk.open("timeline", "/?period=all", main.get_by_role("link", name="Open").first)
    sizes = main.locator("[class*=st-key-canvas-many] svg text").first
    walk.step("by size", main.get_by_role("radio", name="How many").click, sizes)
    number_line = main.locator("[class*=st-key-canvas-number-line] svg text").first
    walk.step("open a case", main.get_by_role("link", name="Open").first.click, number_line)
    why = main.locator("p.small.soft", has_text="Rule ").first
    expect(why).to_be_visible()
    sentence = why.inner_text()
    relays = main.get_by_role("radio", name="Every relay")
    walk.step("every relay", relays.click, lambda: page.wait_for_url(re.compile("readings=every")))
    slider = main.get_by_role("slider")
    if slider.count():
        then = main.get_by_text("Wound back to")
        walk.step("as of the first day", lambda: slider.press("Home"), then)
        today = main.get_by_role("button", name="Back to today")
        walk.step("as of today again", today.click, lambda: expect(then).to_have_count(0, timeout=WAIT))
        expect(number_line).to_be_visible()
        assert "as_of" not in page.url
    printing = main.get_by_role("link", name="Evidence", exact=True).last
    walk.step("the printed words", printing.click, page.locator("mark.asked").first)
    quote = page.locator("mark.asked").first
    expect(quote).to_be_in_viewport()
    return sentence, quote.inner_text()


def leave_with_something(walk: Walk) -> tuple[str, list[dict[str, str]]]:
    """Third job: a sentence to cite and the figures of one case as a file; return both."""
    page, main = walk.page, walk.main()
    walk.open("disputes", "/disputes", main.locator("blockquote").first)
    cited = page.get_by_text("(Claimline, finding").first
    walk.step("cite", main.get_by_role("button", name="Cite this").first.click, cited)
    sentence = cited.inner_text()
    page.keyboard.press("Escape")
    export = page.get_by_role("link", name="Export").first
    walk.step("open export", export.click, main.get_by_role("link", name="Download (zip)"))
    box = main.get_by_test_id("stSelectbox").filter(has_text="Incident").locator("input")
    walk.step("the choice of cases", box.click, page.get_by_role("option").first)
    command = main.get_by_text("claimline export out/ --incident")
    walk.step("choose a case", page.get_by_role("option").first.click, command)
    incident = command.inner_text().rpartition(" ")[2]
    with page.expect_download(timeout=WAIT * 5) as waiting:
        main.get_by_role("link", name="Download (zip)").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        text = archive.read("claimline/figures.csv").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["incident_id"] for row in rows} == {incident}
    return sentence, rows
