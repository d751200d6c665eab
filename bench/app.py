"""The app on a generated ledger, in a real browser: first paint, clicks, the weekly jobs, memory of the server.

usage: bench/app.py [--articles 100000] [--incidents 2000] [--ledger FILE] [--chromium /usr/bin/chromium]

The ledger (bench/ledger.py) is made once and used again. First paint: from asking for the address in a browser that was
never there until the heading is drawn, and until what the page is for is. A click: until what it asks for is drawn and
the app is idle. Beside each time stand the CPU seconds that the server spent on it, which other work on the machine
does not change, and the ratio of the time to the same on a ledger of a hundredth of the size, taken in the same run.
`!` marks a paint over 3 s and a click over 1 s. The weekly jobs are the scripts of tests/weekly.py.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable
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
    "hand-coded": ("/coded", "[data-testid=stDataFrame]"),
    "export": ("/export", "[data-testid=stDataFrame]"),
    "method": ("/quality", TABLE),
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
    return [Step(f"{name}: heading", heading, between - before), Step(f"{name}: drawn", drawn, after - before)]


def clicks(walk: Walk) -> None:
    """Click what is likely to be slow: filters, other charts, other parts, pages of long lists."""
    page, main = walk.page, walk.main()
    walk.open("open the timeline", "/?period=all", page.locator(CHART).first)
    court = main.get_by_role("button", name="Court and government")
    walk.step("click: court", court.click, page.locator(CHART).first)
    for label in ("How many", "When"):
        walk.step(f"click: {label}", main.get_by_role("radio", name=label).click, page.locator(CHART).first)
    for label, option in (("Status", "Contested"), ("Language", "German"), ("Measure", "Accounts")):
        box = main.get_by_test_id("stSelectbox").filter(has_text=label).locator("input")
        box.click()
        chosen = re.compile(f"[?&]{label.lower().replace('language', 'lang')}=")
        walk.step(f"click: {label}", page.get_by_role("option", name=option).click, partial(page.wait_for_url, chosen))
    walk.step("click: wind back", lambda: main.get_by_role("slider").press("PageDown"), main.get_by_text("Wound back"))
    walk.open("open the largest incident", f"/incident?incident={LARGEST}", page.locator(CHART).first)
    walk.step("click: another measure", main.get_by_role("radio", name="Accounts").click, main.locator("h2").first)
    relays = main.get_by_role("radio", name="Every relay")
    walk.step("click: every relay", relays.click, partial(page.wait_for_url, re.compile("readings=every")))
    why = main.get_by_text("Why we think so")
    walk.step("click: why we think so", why.click, main.get_by_role("link", name="Article", exact=True).first)
    last = main.get_by_role("link", name="Evidence", exact=True).last
    walk.step("click: open the evidence", last.click, page.locator("mark.asked").first)
    walk.open("open the disputes", "/disputes", page.locator("blockquote").first)
    gaps = main.get_by_role("radio", name="Origins disagree")
    walk.step("click: origins disagree", gaps.click, page.locator("blockquote").first)
    walk.open("open the sources", "/sources", page.locator(TABLE).first)
    walk.step("click: record", main.get_by_role("radio", name="Record of outlets").click, main.locator("h3").first)
    walk.step("click: coverage", main.get_by_role("radio", name="Coverage").click, page.locator(CHART).first)
    for name in ("Evidence", "Review", "Export", "Method", "Timeline"):
        heading = page.locator("h1")
        walk.step(f"click: to {name}", page.get_by_role("link", name=name, exact=True).first.click, heading)


def measured(browser: Browser, served: Served) -> list[Step]:
    """Return the times of every page, of clicks and of the weekly jobs."""
    found = [step for name, (path, mark) in PAGES.items() for step in painted(browser, served, name, path, mark)]
    for name, job in {"clicks": clicks, **JOBS}.items():
        walk = Walk(fresh(browser), served.base, lambda: spent(served.process.pid))
        start = time.monotonic()
        job(walk)
        found += [Step(f"{name}: {step.name}", step.seconds, step.cpu) for step in walk.steps]
        found.append(Step(f"{name}: all of it", time.monotonic() - start, 0.0))
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
    limit = PAINT if step.name.endswith((": heading", ": drawn")) or ": open" in step.name else CLICK
    late = "!" if step.seconds > limit and not step.name.endswith(": all of it") else " "
    ratio = f"{step.seconds / few[step.name]:4.1f}" if step.name in few else "   -"
    return f"{late} {step.name:52} {step.seconds:6.2f} s   {step.cpu:5.2f} s of CPU   {ratio} times the small ledger"


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
    print(f"  {'memory of the server, at most':52} {many_memory:6.0f} MiB {many_memory / few_memory:4.1f} times")


if __name__ == "__main__":
    main()
