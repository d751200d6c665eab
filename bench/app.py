"""The app on a generated ledger, in a real browser: first paint, clicks, the weekly jobs, memory of the server.

usage: bench/app.py [--articles 100000] [--incidents 2000] [--ledger FILE] [--chromium /usr/bin/chromium]

The ledger (bench/ledger.py) is made once and used again. First paint: from asking for the address in a browser that was
never there until the heading is drawn, and until what the page is for is. A page that is opened anew in a browser that
was there counts as a page as well, anything else as a click: until what it asks for is there, the app is idle and the
browser has drawn it. Beside each time stand the CPU seconds that the server spent on it, which other work on the
machine does not change, and the ratio to the same on a ledger of a hundredth of the size, taken in the same run.
`!` marks a page over 3 s and a click over 1 s. The weekly jobs are the scripts of tests/weekly.py.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright

from bench.ledger import make
from tests import weekly
from tests.app_ledger import Served
from tests.weekly import Step, Walk

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
PAINT, CLICK = 3.0, 1.0  # seconds
ALL = ": all of it"
LARGEST = "inc-0000000000000000"
CHART = "[data-testid=stVegaLiteChart] svg text"
TABLE = "table.plain tbody tr"
OPEN = "[data-testid=stMain] a[href*='article=']"
PAGES = {
    "timeline": ("/", CHART),
    "timeline, everything": ("/?period=all", CHART),
    "incident, the largest": (f"/incident?incident={LARGEST}", CHART),
    "disputes": ("/disputes", "blockquote"),
    "evidence, an article": ("/evidence?article=art-0000000000000007", "mark"),
    "evidence, the list": ("/evidence", OPEN),
    "evidence, its last page": ("/evidence?page=4000", OPEN),
    "evidence, a search": ("/evidence?words=companies+compete", OPEN),
    "sources": ("/sources", TABLE),
    "sources, record": ("/sources?part=record", "h3"),
    "sources, coverage": ("/sources?part=coverage", CHART),
    "review, readings": ("/review", "[data-testid=stMain] table"),
    "review, merges": ("/review?part=incidents", "[data-testid=stMain] input"),
    "hand-coded": ("/coded", TABLE),
    "export": ("/export", "[data-testid=stDataFrame]"),
    "method": ("/quality", TABLE),
}
HEADINGS = {
    "Evidence": "Evidence",
    "Review": "Review",
    "Export": "Export",
    "Method": "Quality",
    "Timeline": "What is claimed",
}
JOBS: dict[str, Callable[[Walk], object]] = {
    "see what changed": weekly.see_what_changed,
    "settle a figure": weekly.settle_a_figure,
    "leave with something": weekly.leave_with_something,
}


def spent(process: int) -> float:
    """Return the CPU seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fresh(browser: Browser) -> Page:
    """Return a page of a browser that was never here."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True).new_page()
    page.set_default_timeout(weekly.WAIT)
    return page


def painted(browser: Browser, served: Served, name: str, path: str, mark: str) -> list[Step]:
    """Open an address in a fresh browser; return the step to its heading and the one to what `mark` selects."""
    page = fresh(browser)
    start, before = time.monotonic(), spent(served.process.pid)
    page.goto(served.base + path, wait_until="commit")
    page.wait_for_selector("h1")
    heading, between = time.monotonic() - start, spent(served.process.pid)
    page.wait_for_selector(mark)
    drawn, after = time.monotonic() - start, spent(served.process.pid)
    page.context.close()
    return [
        Step(f"{name}: heading", heading, between - before, True),
        Step(f"{name}: drawn", drawn, after - before, True),
    ]


def clicks(walk: Walk) -> None:
    """Click what is likely to be slow: filters, other charts, other parts, other pages."""
    filtered(walk)
    page, main = walk.page, walk.main()
    walk.open("open the largest incident", f"/incident?incident={LARGEST}", page.locator(CHART).first)
    accounts = main.locator("h2").filter(has_text=re.compile("account", re.IGNORECASE)).first
    walk.step("another measure", main.get_by_role("radio", name="Accounts").click, accounts)
    walk.step("every relay", main.get_by_role("radio", name="Every relay").click, there(page, "readings=every"))
    why = main.get_by_text("Why we think so")
    walk.step("why we think so", why.click, main.get_by_role("link", name="Article", exact=True).first)
    last = main.get_by_role("link", name="Evidence", exact=True).last
    walk.step("the evidence", last.click, page.locator("mark.asked").first)
    walk.open("open the disputes", "/disputes", page.locator("blockquote").first)
    walk.step(
        "origins disagree", main.get_by_role("radio", name="Origins disagree").click, there(page, "which=origins")
    )
    walk.open("open the sources", "/sources", page.locator(TABLE).first)
    walk.step("record", main.get_by_role("radio", name="Record of outlets").click, there(page, "part=record"))
    walk.step("coverage", main.get_by_role("radio", name="Coverage").click, page.locator(CHART).first)
    for name, heading in HEADINGS.items():
        shown = page.locator("h1").filter(has_text=heading)
        walk.step(f"to {name}", page.get_by_role("link", name=name, exact=True).first.click, shown)


def filtered(walk: Walk) -> None:
    """Filter the timeline, turn it to sizes and back, wind it back and come back."""
    page, main = walk.page, walk.main()
    walk.open("open the timeline", "/?period=all", page.locator(CHART).first)
    court = main.get_by_role("button", name="Court and government")
    walk.step("court", court.click, there(page, "show="))
    for label, canvas in (("How many", "many"), ("When", "when")):
        chart = main.locator(f"[class*=st-key-canvas-{canvas}] svg text").first
        walk.step(label, main.get_by_role("radio", name=label).click, chart)
    for label, option in (("Status", "Contested"), ("Language", "German"), ("Measure", "Accounts")):
        box = main.get_by_test_id("stSelectbox").filter(has_text=label).locator("input")
        box.click()
        chosen = there(page, label.lower().replace("language", "lang") + "=")
        walk.step(label, page.get_by_role("option", name=option).click, chosen)
    then = main.get_by_text("Wound back")
    walk.step("wind back", lambda: main.get_by_role("slider").press("PageDown"), then)
    today = main.get_by_role("button", name="Back to today")
    walk.step("back to today", today.click, lambda: then.wait_for(state="detached"))


def there(page: Page, words: str) -> Callable[[], object]:
    """Return how to wait until the address holds some words of its state."""
    return partial(page.wait_for_url, re.compile(f"[?&]{re.escape(words)}"))


def measured(browser: Browser, served: Served) -> list[Step]:
    """Return the times of every page, of clicks and of the weekly jobs."""
    found = [step for name, (path, mark) in PAGES.items() for step in painted(browser, served, name, path, mark)]
    for name, job in {"clicks": clicks, **JOBS}.items():
        walk = Walk(fresh(browser), served.base, lambda: spent(served.process.pid))
        start = time.monotonic()
        job(walk)
        found += [replace(step, name=f"{name}: {step.name}") for step in walk.steps]
        found.append(Step(f"{name}{ALL}", time.monotonic() - start, 0.0))
        walk.page.context.close()
    return found


def memory(process: int) -> float:
    """Return the most memory that a process took so far, in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def run(ledger: Path, articles: int, incidents: int, chromium: str) -> tuple[list[Step], float]:
    """Make the ledger if it is not there, and measure the app on it."""
    if not ledger.exists():
        ledger.parent.mkdir(parents=True, exist_ok=True)
        make(f"sqlite:///{ledger}", articles, incidents)
    served = Served(f"sqlite:///{ledger}", review="open")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            return measured(browser, served), memory(served.process.pid)
    finally:
        served.close()


def line(step: Step, few: dict[str, float]) -> str:
    """Return a step as a line."""
    kind = "" if step.name.endswith(ALL) else "page" if step.is_opening else "click"
    late = "!" if kind and step.seconds > {"page": PAINT, "click": CLICK}[kind] else " "
    ratio = f"{step.seconds / few[step.name]:4.1f}" if step.name in few else "   -"
    times = f"{step.seconds:6.2f} s   {step.cpu:5.2f} s of CPU   {ratio} times the small ledger"
    return f"{late} {kind:5} {step.name:50} {times}"


def main() -> None:
    """Measure a large ledger and one of a hundredth of its size, and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--incidents", type=int, default=2_000)
    parser.add_argument("--ledger", type=Path, default=Path("var/bench.db"))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = parser.parse_args()
    small = chosen.ledger.with_name(f"{chosen.ledger.stem}-small.db").resolve()
    few, few_memory = run(small, chosen.articles // 100, max(chosen.incidents // 100, 20), chosen.chromium)
    many, many_memory = run(chosen.ledger.resolve(), chosen.articles, chosen.incidents, chosen.chromium)
    print(f"{chosen.articles:,} articles, {chosen.articles * 5:,} figures, {chosen.incidents:,} incidents")
    print(f"load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores")
    known = {step.name: step.seconds for step in few}
    for step in many:
        print(line(step, known))
    print(f"  {'':5} {'memory of the server, at most':50} {many_memory:6.0f} MiB {many_memory / few_memory:4.1f} times")


if __name__ == "__main__":
    main()
