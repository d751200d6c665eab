"""The app on a generated ledger, in a real browser: first paint, clicks, memory of the server.

usage: bench/app.py [--articles 100000] [--incidents 2000] [--ledger FILE] [--chromium /usr/bin/chromium]

The ledger (bench/ledger.py) is made once and used again. First paint: from asking for the address in a browser that was
never there until the heading is drawn, and until the first chart is. A click: until what it asks for is drawn. Beside
each time stands its ratio to the same on a ledger of a hundredth of the size, taken in the same run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright

from bench.ledger import make
from tests.app_ledger import Served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
WAIT = 60_000
LARGEST = "inc-0000000000000000"
CHART = "[data-testid=stVegaLiteChart] svg text"
IDLE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
Times = dict[str, float]


def timed(action: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.monotonic()
    action()
    return time.monotonic() - start


def painted(browser: Browser, address: str, mark: str) -> tuple[Page, float, float]:
    """Open an address in a fresh browser; return the page, seconds to its heading and to what `mark` selects."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(WAIT)
    start = time.monotonic()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1")
    heading = time.monotonic() - start
    page.wait_for_selector(mark)
    return page, heading, time.monotonic() - start


def clicked(page: Page, action: Callable[[], object], shown: str) -> float:
    """Return the seconds from a click until what it asks for is shown and the app is idle."""

    def whole() -> None:
        action()
        page.wait_for_selector(shown)
        page.wait_for_function(IDLE)

    page.wait_for_function(IDLE)
    return timed(whole)


def measured(browser: Browser, served: Served) -> Times:
    """Return the times of the four pages and of the clicks on them; each page twice, the second one warm."""
    found: Times = {}
    pages = {
        "timeline": ("/", CHART),
        "incident, the largest": (f"/incident?incident={LARGEST}", CHART),
        "disputes": ("/disputes", "blockquote"),
        "evidence": ("/evidence?article=art-0000000000000007", "mark"),
    }
    for name, (path, mark) in pages.items():
        for state in ("cold", "warm"):
            page, heading, drawn = painted(browser, served.base + path, mark)
            found[f"{name}: heading, {state}"] = heading
            found[f"{name}: drawn, {state}"] = drawn
            page.context.close()
    return found | clicks(browser, served)


def clicks(browser: Browser, served: Served) -> Times:
    """Return the times of clicks."""
    found: Times = {}
    page, _, _ = painted(browser, f"{served.base}/", CHART)
    radio = page.get_by_role("radio", name="How many")
    found["click: how many"] = clicked(page, radio.click, "[class*=st-key-canvas-many] svg text")
    link = page.get_by_role("link", name="Open", exact=True).first
    found["click: open an incident"] = clicked(page, link.click, "[class*=st-key-canvas-number-line] svg text")
    measure = page.get_by_role("radio", name="Accounts")
    found["click: another measure"] = clicked(page, measure.click, "h2:has-text('accounts')")
    evidence = page.locator("[data-testid=stMain] a", has_text="Evidence").last
    found["click: open the evidence"] = clicked(page, evidence.click, "mark.asked")
    page.goto(f"{served.base}/disputes")
    page.wait_for_selector("blockquote")
    gaps = page.get_by_role("radio", name="Origins disagree")
    found["click: the other disputes"] = clicked(page, gaps.click, "blockquote")
    page.context.close()
    return found


def memory(process: int) -> float:
    """Return the most memory that a process took so far, in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def run(ledger: Path, articles: int, incidents: int, chromium: str) -> tuple[Times, float]:
    """Make the ledger if it is not there, and measure the app on it."""
    if not ledger.exists():
        ledger.parent.mkdir(parents=True, exist_ok=True)
        make(f"sqlite:///{ledger}", articles, incidents)
    served = Served(f"sqlite:///{ledger}")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            return measured(browser, served), memory(served.process.pid)
    finally:
        served.close()


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
    for name, seconds in many.items():
        print(f"{name:40} {seconds:6.2f} s   {seconds / few[name]:4.1f} times the small ledger")
    print(f"{'memory of the server, at most':40} {many_memory:6.0f} MiB {many_memory / few_memory:4.1f} times")


if __name__ == "__main__":
    main()
