"""The app in a real browser: addresses, clicks from the timeline to the quote, hostile text, widths and themes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from store.queries.cases import case, cases
from store.queries.evidence import figures_of, held, newest
from store.queries.ledger import Ledger
from store.queries.timeline import Filters, lanes
from tests.app_ledger import Served, build, spoil
from tests.views.chromium import MARKS
from views.pages import LISTED, LONGEST_TITLE, PRODUCT
from views.text import visible

WAIT = 30_000
NEVER_SPOKEN = ("\u241f", "None", "undefined", "role: ", "row: ")
NAMES = [name for name, _, _ in LISTED]

pytestmark = MARKS


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a ledger of invented stories."""
    return build(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def app(ledger: str) -> Iterator[str]:
    """Serve the ledger; return the address of the app."""
    served = Served(ledger)
    yield served.base
    served.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve a ledger in which every crawled field is hostile; return address of the app and of the ledger."""
    url = build(tmp_path_factory.mktemp("hostile"))
    spoil(url)
    served = Served(url)
    yield served.base, url
    served.close()


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
    page.wait_for_function("!document.querySelector('[data-testid=stApp][data-test-script-state=running]')")
    return page


def with_figure(ledger: str) -> tuple[str, str, str]:
    """Return (incident, article, figure) that belong together."""
    with Ledger(ledger).reading() as connection:
        for row in newest(connection, 50):
            for figure in figures_of(connection, row.article_id):
                if figure.incident_id is not None and figure.start > 400:
                    return figure.incident_id, row.article_id, figure.figure_id
    raise AssertionError("no figure far down in a text")


def test_address_of_an_incident_restores_it(browser: Browser, app: str, ledger: str) -> None:
    """In a browser that was never here: title, measure and readings."""
    with Ledger(ledger).reading() as connection:
        lane = next(lane for lane in lanes(connection, Filters(measure="accounts")) if lane.measure == "accounts")
    page = settled(fresh(browser), f"{app}/incident?incident={lane.incident_id}&measure=accounts&readings=every")
    expect(page.locator("h1")).to_have_text(lane.title)
    for chosen in ("Accounts", "Every relay"):
        expect(page.get_by_role("radio", name=chosen)).to_be_checked()
    page.context.close()


def test_address_of_a_figure_shows_its_quote(browser: Browser, app: str, ledger: str) -> None:
    """The mark is outlined and in sight, without scrolling by hand."""
    _, article, figure = with_figure(ledger)
    page = settled(fresh(browser), f"{app}/evidence?article={article}&figure={figure}")
    expect(page.locator("mark.asked")).to_be_in_viewport()
    page.context.close()


def test_two_clicks_from_the_timeline_to_the_quote(browser: Browser, app: str) -> None:
    """Open an incident, open its evidence: there stands the quote."""
    page = settled(fresh(browser), f"{app}/?period=all")
    page.get_by_role("link", name="Open").first.click()
    page.wait_for_url(re.compile("incident"))
    page.get_by_role("link", name="Evidence").locator("visible=true").nth(1).click()
    page.wait_for_url(re.compile("article="))
    expect(page.locator("mark.asked").first).to_be_in_viewport()
    page.context.close()


def test_click_on_a_mark_opens_the_incident(browser: Browser, app: str, ledger: str) -> None:
    """The chart is a way in as well."""
    page = settled(fresh(browser), f"{app}/?period=all")
    marks = page.locator("[data-testid=stVegaLiteChart] svg path[aria-roledescription=point]")
    marks.last.click(force=True)
    page.wait_for_url(re.compile("incident="))
    with Ledger(ledger).reading() as connection:
        known = {case.incident_id for case in cases(connection)}
    assert page.url.rpartition("incident=")[2] in known
    page.context.close()


def test_timeline_has_its_name_as_an_address_too(browser: Browser, app: str) -> None:
    """Typed by hand it leads to the bare address, with what stood behind it; no word of a missing page."""
    page = settled(fresh(browser), f"{app}/timeline?view=many&period=all&show=court&show=policy")
    page.wait_for_url(f"{app}/?view=many&period=all&show=court&show=policy")
    expect(page.get_by_role("radio", name="How many")).to_be_checked()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.close()


def test_browser_title_names_the_page_and_the_case(browser: Browser, app: str, ledger: str) -> None:
    """So that tabs and bookmarks can be told apart."""
    incident, article, _ = with_figure(ledger)
    with Ledger(ledger).reading() as connection:
        found, text = case(connection, incident), held(connection, article)
    assert found is not None and text is not None and text.title is not None
    page = fresh(browser)
    for path, title in {
        "": "Timeline",
        "disputes": "Disputes",
        f"incident?incident={incident}": found.title,
        f"evidence?article={article}": text.title,
    }.items():
        settled(page, f"{app}/{path}")
        expect(page).to_have_title(f"{visible(title, LONGEST_TITLE)} · {PRODUCT}")
    page.context.close()


def test_the_keyboard_shows_where_it_is(browser: Browser, app: str) -> None:
    """Every link that the Tab key reaches on the timeline is outlined."""
    page = settled(fresh(browser), f"{app}/?period=all")
    page.get_by_role("link", name="Open").first.wait_for()
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(FOCUSED)
        if name is None:
            break
        assert outline not in ("none", "0px"), name
        seen.add(name)
    assert {"Open", "Timeline", "Method"} <= seen
    page.context.close()


def test_filters_are_in_the_address(browser: Browser, app: str) -> None:
    """What is chosen survives a reload."""
    page = settled(fresh(browser), app)
    page.get_by_role("radio", name="How many").click()
    page.wait_for_url(re.compile("view=many"))
    page.reload()
    expect(page.get_by_role("radio", name="How many")).to_be_checked()
    page.context.close()


def test_hostile_text_does_nothing(browser: Browser, hostile: tuple[str, str]) -> None:
    """No script, no request elsewhere, no heading or style of theirs, on every page."""
    base, ledger = hostile
    incident, article, _ = with_figure(ledger)
    page = fresh(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    state = {"incident": f"?incident={incident}", "evidence": f"?article={article}"}
    for name in NAMES:
        settled(page, f"{base}/{name if name != 'timeline' else ''}{state.get(name, '')}")
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None, name
        assert page.locator("h1").count() == 1, name
        expect(page.locator("h1")).to_be_visible()
        assert page.locator("a[href^='javascript']").count() == 0, name
    assert [url for url in asked if not url.startswith((base, "data:", "blob:"))] == []
    page.context.close()


@pytest.mark.parametrize(("width", "theme", "names"), [(820, "dark", NAMES), (1440, "light", NAMES[:2])])
def test_pages_fit_and_charts_speak(
    browser: Browser, app: str, ledger: str, width: int, theme: str, names: list[str]
) -> None:
    """No sideways scrolling; every chart has words of its own and shows no key."""
    incident, article, _ = with_figure(ledger)
    state = {"incident": f"?incident={incident}", "evidence": f"?article={article}", "sources": "?part=coverage"}
    page = fresh(browser, width, theme)
    for name in names:
        settled(page, f"{app}/{name if name != 'timeline' else ''}{state.get(name, '')}")
        if name in ("timeline", "incident", "sources"):
            page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        labels = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))")
        assert not [label for label in labels if any(sign in label for sign in NEVER_SPOKEN)], name
    page.context.close()


FOCUSED = """() => { const here = document.activeElement, style = getComputedStyle(here);
  const name = here === document.body ? null : (here.innerText || '').trim().split('\\n').pop().trim();
  return [name, ['A', 'SUMMARY'].includes(here.tagName) ? style.outlineStyle : 'not a link'] }"""
CONTRAST = """() => {
  const light = (c) => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
    .map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] };
  const ground = light(getComputedStyle(document.querySelector('.stApp')).backgroundColor);
  const texts = [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg text')]
    .filter(t => t.textContent.trim());
  return Math.min(...texts.map(t => light(getComputedStyle(t).fill))
    .map(ink => (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05))) }"""


def test_words_of_charts_follow_a_change_of_theme(browser: Browser, app: str) -> None:
    """Light to dark while the page is open: every word of the chart stays readable."""
    page = settled(fresh(browser), f"{app}/?period=all")
    page.locator("[data-testid=stVegaLiteChart] svg text").first.wait_for()
    assert page.evaluate(CONTRAST) > 4.4
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1500)
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") != "rgb(255, 255, 255)"
    assert page.evaluate(CONTRAST) > 4.4
    page.context.close()
