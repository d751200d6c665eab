"""What a page of the app shows, read from the messages it sends to the browser; whether anything hostile could act."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from views.visits import COOKIE

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60
TAGS = frozenset(
    {"a", "aside", "b", "bdi", "blockquote", "br", "code", "div", "footer", "h1", "h2", "h3", "li", "mark", "ol", "p"}
    | {"span", "style", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
PLAIN = {  # fields that the browser shows as plain text, or that are data
    "arrow_data_frame",
    "code",
    "selectbox",
    "multiselect",
    "html",
    "link_button",
    "download_button",
}
MEASURED = re.compile(r"[a-z-]+: ?[\d.]+(%|px|rem);?")  # a length, as our own bars are drawn with
ACTIVE = re.compile(r"(?<!\\)(\*\*tracer|\[tracer|<img|<script|:red\[|\$x)")


def opened(name: str, url: str, monkeypatch: pytest.MonkeyPatch, **state: str) -> AppTest:
    """Return a page of the app after its first run."""
    monkeypatch.setenv("CLAIMLINE_DB", url)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS).run()
    for key, value in state.items():
        app.query_params[key] = value
    return app.switch_page(f"views/{name}.py").run()


def nodes(app: AppTest) -> Iterator[tuple[str, Any]]:
    """Yield (kind, message) of every block and element of the page."""
    for node in app.main:
        message = getattr(node, "proto", None)
        if message is not None:
            yield str(getattr(node, "type", "")), message


def strings(message: Any) -> Iterator[str]:
    """Yield every text in a message, at any depth."""
    if isinstance(message, str):
        yield message
    elif hasattr(message, "ListFields"):
        for _, value in message.ListFields():
            yield from strings(value)
    elif not isinstance(message, (bytes, int, float, bool)) and hasattr(message, "__iter__"):
        for item in message:
            yield from strings(item)


def text_of(app: AppTest) -> str:
    """Return everything that a page shows, tags and all."""
    return "\n".join(text for _, message in nodes(app) for text in strings(message))


class Harmless(HTMLParser):
    """Collects what an HTML of ours must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note foreign elements, handlers and addresses that act."""
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            acts = name == "href" and not (value or "").startswith(("#", "./", "disputes", "incident", "evidence"))
            drawn = name == "style" and not MEASURED.fullmatch(value or "")
            if name.startswith("on") or drawn or acts:
                self.wrong.append(f"{tag} {name}={value}")


def expressions(spec: str) -> Iterator[str]:
    """Yield every expression of a chart; what is no specification has none."""
    if spec.startswith("{"):
        yield from within(json.loads(spec))


def within(part: Any) -> Iterator[str]:
    """Yield the expressions of a part of a specification."""
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and (name.lower().endswith("expr") or name in ("test", "calculate", "filter")):
                yield value
            else:
                yield from within(value)
    elif isinstance(part, list):
        for item in part:
            yield from within(item)


def hostile_parts(app: AppTest) -> list[str]:
    """Return what could act on a page: foreign HTML, or Markdown that was not escaped."""
    found = []
    for kind, message in nodes(app):
        for text in strings(message):
            if kind == "vega_lite_chart":
                found += [f"{kind}: {wrong}" for wrong in expressions(text) if "tracer" in wrong]
            elif kind == "html":
                if COOKIE in text or "scrollIntoView" in text:
                    continue  # scripts of ours; neither holds crawled text
                parser = Harmless()
                parser.feed(text)
                found += [f"{kind}: {wrong}" for wrong in parser.wrong]
            elif kind not in PLAIN and (hit := ACTIVE.search(text)):
                found.append(f"{kind}: {text[max(hit.start() - 30, 0) : hit.end() + 30]}")
    return found
