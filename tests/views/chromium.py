"""Debian's Chromium as the browser tests start it, its pages, and the marks of a test that needs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")
WAIT = 30_000
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]


def fresh(browser: Browser, width: int = 1440, theme: str = "light") -> Page:
    """Return a page of a browser that was never here."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    return page


def settled(page: Page, address: str) -> Page:
    """Open an address and wait until the app has drawn it."""
    page.goto(address)
    page.wait_for_selector("h1")
    return idle(page)


def idle(page: Page) -> Page:
    """Wait until the app has drawn what was asked for."""
    page.wait_for_function("!document.querySelector('[data-testid=stApp][data-test-script-state=running]')")
    return page
