"""Headline, names and date as heads and bylines of many kinds give them, case by case."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawlers.page import read_page
from ledger.article import Article, Capture

SITE, SHARED = "<meta property=og:site_name content='The Post'>", "<meta property=og:title content='{}'>"
DAY, SCRIPT = "2026-05-04", "<script>window.state={}</script>"
PIER = "Pier to be mended"
PROSE = "The council met on Monday and agreed to mend the old pier before the winter storms come again this year. "


def read(head: str, body: str, lang: str = "en", url: str = "https://post.example/story") -> Article:
    """Read a page with this head and this beginning of its body."""
    text = f"<article>{body}<p>{PROSE * 2}</p><p>{PROSE}</p></article>"
    page = f"<html lang='{lang}'><head>{head}</head><body>{text}</body></html>"
    capture = Capture("c", url, url, "", 200, "text/html", "0", page.encode())
    article = read_page(capture).article
    assert article is not None
    return article


def data(**values: Any) -> str:
    """Return a JSON-LD script of an article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f"<title>{PIER} | The Post</title>", f"<h1>{PIER}</h1>", PIER),
        (f"<title>{PIER} by the town - The Morning Post</title>", "", f"{PIER} by the town"),
        (f"<title>The Post: {PIER}</title>{SITE}", "", PIER),
        (SHARED.format(f"{PIER} | The Post") + SITE, "<h1>The Post</h1>", PIER),
        (SHARED.format(PIER), f"<h1><span>Harbour</span> {PIER}</h1>", PIER),
        (SHARED.format("Why we love our pier"), "<h1>Council agrees to mend it</h1>", "Why we love our pier"),
        (data(headline="Pier &amp; wall to be mended"), "<h1>Local</h1>", "Pier & wall to be mended"),
        (SHARED.format("Pier to be…"), f"<h1>{PIER} before winter</h1>", f"{PIER} before winter"),
        ("<title>Post</title>", f"<h1><a href='/'>Post</a></h1><h1>{PIER}</h1>", PIER),
    ],
)
def test_headline(head: str, body: str, title: str) -> None:
    """The h1 where the head agrees, without the site, kickers and entities."""
    assert read(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        (data(author={"name": "By Ada Example"}), "", ["Ada Example"]),
        (data(author=[{"name": "Ada Example"}, {"name": "Ben Sample, Ph.D."}]), "", ["Ada Example", "Ben Sample"]),
        (data(author="Ada Example and Ben Sample"), "", ["Ada Example", "Ben Sample"]),
        (data(author={"name": ["Ada Example", "Ben Sample"]}), "", ["Ada Example", "Ben Sample"]),
        (data(author={"name": "https://post.example/by/ada"}), "<p class=byline>By Ada Example</p>", ["Ada Example"]),
        (data(author={"name": "The Post"}, publisher={"name": "The Post"}), "<a rel=author href=/by/a>Ada Example</a>",
         ["Ada Example"]),
        ("<meta name=author content='Ada Example, Ben Sample'>", "", ["Ada Example", "Ben Sample"]),
        ("<meta name=author content='admin'>", "", []),
        ("<meta property=article:author content='https://social.example/ada'>", "", []),
        ("", "<div class=byline>By Ada Example in Oslo and Ben Sample</div>", ["Ada Example", "Ben Sample"]),
        ("", "<div class=byline>By Ada Example, CNN</div>", ["Ada Example"]),
        ("", "<div class=byline>By Ada Example, Senior Correspondent | 4 May 2026</div>", ["Ada Example"]),
        ("", "<p class=author-line><span class=author>Ada van der Example</span></p>", ["Ada van der Example"]),
        ("<meta name=author content='Example, Ada'>", "", ["Ada Example"]),
        ("<meta name=author content='ada@post.example (Ada Example)'>", "", ["Ada Example"]),
        ("", "<h1>Pier</h1><p>By Ada Example</p>", ["Ada Example"]),
    ],
)  # fmt: skip
def test_names(head: str, body: str, names: list[str]) -> None:
    """One by one, without By, roles, places, degrees, agencies and addresses."""
    assert list(read(head, body).authors) == names


@pytest.mark.parametrize(
    ("head", "body", "lang", "url", "published"),
    [
        (data(datePublished=f"{DAY}T08:00:00Z", dateModified="2026-05-06"), "", "en", "", DAY),
        ("", f"<time datetime='2026-05-01'>x</time><h1>Pier</h1><time datetime='{DAY}'>x</time>", "en", "", DAY),
        ("", f"<h1>A</h1>Updated <time datetime='2026-05-06'></time> on <time datetime='{DAY}'></time>", "en", "", DAY),
        ("", "<h1>Pier</h1><span class=date>05/04/2026</span>", "en-US", "", DAY),
        ("", "<h1>Pier</h1><span class=date>04/05/2026</span>", "fr", "", DAY),
        ("", "<h1>Pier</h1><p>Published 10:35, May 4th, 2026</p>", "en", "", DAY),
        (
            "",
            "<h1>Pier</h1><p>The wall fell on 3 June 2015 in a storm that nobody here forgot.</p>",
            "en",
            "",
            None,
        ),
        ("", "", "en", "https://post.example/2026/05/04/pier", DAY),
        ("", "", "en", "https://post.example/id/2048123109", None),
        (SCRIPT.format(f'{{"publishedAt":"{DAY}T08:00:00Z"}}'), "", "en", "", DAY),
        (SCRIPT.format(f'[{{"publishedAt":"{DAY}"}},{{"publishedAt":"2026-05-09"}}]'), "", "en", "", None),
        (data(itemListElement=[{"@type": "NewsArticle", "datePublished": "2020-01-01"}]), "", "en", "", None),
    ],
)
def test_date(head: str, body: str, lang: str, url: str, published: str | None) -> None:
    """Of the publication, near the headline, in the order of the page's language; none where none is sure."""
    article = read(head, body, lang, url or "https://post.example/story")
    assert (article.published.value[:10] if article.published else None) == published
